"""Routes as definitions: saved, refused, switched off (spec/routes.md 3, spec/contract.md 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import pytest

from vestnik.access.actor import SYSTEM, Actor
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Kind, Kinds, Reference
from vestnik.definitions.secrets import Secrets
from vestnik.kernel.problem import Forbidden, InUse, Invalid
from vestnik.kernel.text import Text
from vestnik.kernel.types import Model
from vestnik.routes.kind import RouteKind


class Channel(Model):
    """As much of a connection as a route's check looks at."""

    kind: Literal["connection"] = "connection"
    type: Literal["smtp_send", "imap_receive"] = "smtp_send"
    name: str
    disabled: bool = False


class ChannelKind(Kind[Channel]):
    name: ClassVar = "connection"
    label: ClassVar = Text("Подключение", "Connection")
    folder: ClassVar = "connections"
    object_kind: ClassVar = "channel"

    def parse(self, body: Mapping[str, Any]) -> Channel:
        return Channel.model_validate(body)

    def permit(self, author, before, after) -> None:
        pass

    def active(self, model: Channel) -> bool:
        return not model.disabled


@pytest.fixture
def definitions(sqlite_db, clock):
    """Definitions with the connection `mail`, open for writing."""
    with sqlite_db.write() as tx:
        found = Definitions(tx, Kinds([ChannelKind(), RouteKind()]), SYSTEM, clock, Secrets(bytes(32)))
        found.save("connection", "mail", {})
        yield found


def body(**integration: Any) -> dict[str, Any]:
    return {
        "type": "smtp_send",
        "connection": "mail",
        "attributes": {"request": [{"name": "FullName", "type": "string"}]},
        "integration": integration,
    }


def refusal(definitions, given) -> list[tuple[str, str, str | None]]:
    with pytest.raises(Invalid) as caught:
        definitions.save("route", "mail_out", given)
    return [(p.code, ".".join(map(str, p.path)), p.suggestion) for p in caught.value.problems]


def test_a_route_is_saved_and_read_back(definitions):
    saved = definitions.save("route", "mail_out", body(subject_template="{FullName}"))
    assert (saved.created, saved.disabled, saved.problems) == (True, False, ())
    assert definitions.load("route", "mail_out").integration.subject_template == "{FullName}"
    assert list(definitions.users("connection", "mail")) == [Reference("route", "mail_out")]


def test_an_undeclared_placeholder_stores_the_route_disabled_with_the_reason(definitions):
    saved = definitions.save("route", "mail_out", body(subject_template="{FulName}"))
    assert saved.disabled
    (problem,) = saved.problems
    assert (problem.code, problem.suggestion) == ("undeclared_placeholder", "FullName")
    assert definitions.load("route", "mail_out").disabled
    assert definitions.get("route", "mail_out").problems == (problem,)


def test_removing_an_attribute_that_is_in_use_switches_the_route_off(definitions):
    definitions.save("route", "mail_out", body(subject_template="{FullName}"))
    without = body(subject_template="{FullName}") | {"attributes": {"request": []}}
    assert definitions.save("route", "mail_out", without).disabled


def test_other_errors_are_refused_all_at_once(definitions):
    wrong = body(subject_template="{To}", headers=[{"name": "Bcc", "value": "x"}])
    assert refusal(definitions, wrong | {"connection": "mial"}) == [
        ("object_placeholder", "integration.subject_template", "To.Name"),
        ("header_not_allowed", "integration.headers.0.name", None),
        ("unknown_connection", "connection", "mail"),
    ]


def test_a_disabled_route_keeps_its_errors(definitions):
    saved = definitions.save("route", "mail_out", body(subject_template="{To}") | {"disabled": True})
    assert [problem.code for problem in saved.problems] == ["object_placeholder"]


def test_the_connection_must_be_of_the_routes_type(definitions):
    definitions.save("connection", "inbox", {"type": "imap_receive"})
    assert refusal(definitions, body() | {"connection": "inbox"}) == [("connection_type", "connection", None)]


def test_a_disabled_connection_is_a_warning(definitions):
    definitions.save("connection", "mail", {"disabled": True})
    saved = definitions.save("route", "mail_out", body())
    assert [(problem.code, problem.severity) for problem in saved.problems] == [
        ("connection_disabled", "warning")
    ]


def test_a_connection_in_use_stays(definitions):
    definitions.save("route", "mail_out", body())
    with pytest.raises(InUse):
        definitions.delete("connection", "mail")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"type": "smtp_sent"}, ("unknown_type", "type", "smtp_send")),
        ({}, ("missing", "type", None)),
        ({"type": "smtp_send"}, ("missing", "connection", None)),
        (
            {"type": "smtp_send", "connection": "mail", "integraton": {}},
            ("unknown_field", "integraton", "integration"),
        ),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(definitions, given, found):
    assert refusal(definitions, given) == [found]


def test_routes_are_for_builders(sqlite_db, clock):
    user = Actor(None, "ivan", frozenset({"user"}))
    with sqlite_db.write() as tx, pytest.raises(Forbidden):
        Definitions(tx, Kinds([ChannelKind(), RouteKind()]), user, clock, Secrets(bytes(32))).save(
            "route", "r", body()
        )
