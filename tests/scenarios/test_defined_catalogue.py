"""What a check of a scenario learns from real definitions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vestnik.definitions.definitions import Definitions
from vestnik.kernel.problem import Invalid
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System

BUTTONS = [
    {"name": "Keep", "title": "Keep", "operation": "save"},
    {"name": "New", "title": "New", "operation": "create"},
    {"name": "Go", "title": "Go"},
]
NUMBER = {"name": "Number", "title": "Number", "data_type": "number"}


@pytest.fixture
def definitions(tmp_path: Path) -> Iterator[Definitions]:
    system = System.open(Settings(data=tmp_path), migrate=True)
    with system.db.write() as tx:
        made = system.definitions(tx)
        made.save("connection", "mail", {"type": "smtp_send", "host": "h", "port": 25, "encryption": "none",
                                         "auth_type": "none", "sender_address": "a@example.org"})  # fmt: skip
        made.save("route", "out", {"type": "smtp_send", "connection": "mail"})
        made.save("template", "Order", {"title": "Order", "attributes": [NUMBER], "buttons": BUTTONS})
        yield made
    system.close()


def scenario(button: str, **send: Any) -> dict[str, Any]:
    fill = {"type": "change_variables", "set": "m", "variables": [{"name": "To", "children": [{"name": "Address", "value": "a@b.ru"}]}]}  # fmt: skip
    action = {"type": "send_message", "connection": "mail", "route": "out", "message_variable": "m", **send}
    event = {"type": "button_clicked", "context_template": "Order", "button": button}
    return {"title": "S", "event": event, "actions": [fill, action]}


def codes(definitions: Definitions, name: str) -> list[str]:
    return [problem.code for problem in definitions.get("scenario", name).problems]


def test_waiting_inside_a_save_is_warned_of(definitions: Definitions) -> None:
    definitions.save("scenario", "S", scenario("Keep", response_variable="answer"))
    assert codes(definitions, "S") == ["wait_in_save"]
    definitions.save("scenario", "T", scenario("Go", response_variable="answer"))
    assert codes(definitions, "T") == []


def test_a_button_that_creates_raises_no_event(definitions: Definitions) -> None:
    with pytest.raises(Invalid) as refused:
        definitions.save("scenario", "S", scenario("New"))
    assert [problem.code for problem in refused.value.problems] == ["button_creates"]


@pytest.mark.parametrize(
    ("where", "body"),
    [
        ("attributes.0.check_expression.formula", {"attributes": [{**NUMBER, "check_expression": {"formula": "$Nubmer > 0"}}]}),
        ("attributes.1.expression.formula", {"attributes": [NUMBER, {**NUMBER, "name": "Twice", "computed": True, "expression": {"formula": "$Nubmer * 2"}}]}),
        ("buttons.0.condition.formula", {"attributes": [NUMBER], "buttons": [{"name": "Go", "title": "Go", "condition": {"formula": "$Nubmer > 0"}}]}),
    ],
)  # fmt: skip
def test_expressions_of_a_template_are_checked_when_it_is_saved(
    definitions: Definitions, where: str, body: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        definitions.save("template", "Other", {"title": "Other", **body})
    [problem] = refused.value.problems
    assert ".".join(map(str, problem.path)) == where
    assert problem.suggestion == "$Number" or problem.suggestion == "Number"
    assert problem.line == 1
