"""Shapes of definitions: one, its history, what a save did and what it would do."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from vestnik.definitions.definitions import Definitions
from vestnik.definitions.difference import Difference
from vestnik.definitions.kind import Reference
from vestnik.definitions.values import Affected, Definition, Version
from vestnik.kernel.text import Language
from vestnik.kernel.values import to_json
from vestnik.web.shapes import Json, Login, Moment, ProblemShape, Shape

KindName = Literal["app", "connection", "route", "template", "scenario"]
Name = Annotated[str, Field(examples=["mail_out"])]
Version_ = Annotated[int, Field(examples=[3])]

_BODY = {
    "kind": "route",
    "name": "mail_out",
    "type": "smtp_send",
    "connection": "mail",
    "integration": {"subject_template": "Документ {FileName} к рассмотрению."},
}


class DifferenceShape(Shape):
    """One place that differs. `before` is absent where there was nothing, `after` where there is nothing any more."""

    path: Annotated[str, Field(examples=["integration.subject_template"])]
    before: Json = None
    after: Json = None


class AffectedShape(Shape):
    """A definition that uses a changed one and has errors since."""

    kind: KindName
    name: Annotated[str, Field(examples=["OtpravkaPisem"])]
    problems: list[ProblemShape]


class UserShape(Shape):
    """A definition that refers to this one."""

    kind: KindName
    name: Annotated[str, Field(examples=["OtpravkaPisem"])]
    title: Annotated[str, Field(examples=["Отправка писем"])]
    active: bool


class DefinitionShape(Shape):
    """A definition as it is now. body: without secrets; `secrets` names those that are set."""

    id: Annotated[str, Field(examples=["route.7"])]
    kind: KindName
    name: Name
    title: Annotated[str, Field(examples=["mail_out"])]
    version: Version_
    active: bool
    body: Annotated[dict[str, Any], Field(examples=[_BODY])]
    secrets: Annotated[list[str], Field(examples=[[]])]
    problems: list[ProblemShape]
    app: Annotated[str | None, Field(examples=["elpisma"])]
    author: Login
    created: Moment
    changed: Moment


class SavedShape(DefinitionShape):
    """What a save did. disabled: the system switched it off because of its problems. affected: users that have errors since."""

    disabled: bool
    affected: list[AffectedShape]


class ReviewShape(Shape):
    """What a save would say. ok: nothing forbids its use. disabled: the system would switch it off."""

    ok: bool
    problems: list[ProblemShape]
    disabled: bool
    affected: list[AffectedShape]


class VersionShape(Shape):
    """One save in the history. changes: against the one before; body null: this was its deletion."""

    version: Version_
    author: Login
    time: Moment
    body: Annotated[dict[str, Any] | None, Field(examples=[_BODY])]
    changes: list[DifferenceShape]


class ComparisonShape(Shape):
    """What differs between two versions."""

    older: Annotated[int, Field(examples=[2])]
    newer: Version_
    changes: list[DifferenceShape]


def definition_json(found: Definition, language: Language) -> dict[str, Any]:
    """A `DefinitionShape`."""
    return {
        "id": f"{_ID_KINDS.get(found.kind, found.kind)}.{found.id}",
        "kind": found.kind,
        "name": found.name,
        "title": found.title,
        "version": found.version,
        "active": found.active,
        "body": found.body,
        "secrets": list(found.secrets),
        "problems": [problem.as_json(language) for problem in found.problems],
        "app": found.app,
        "author": found.author,
        "created": to_json(found.created),
        "changed": to_json(found.time),
    }


_ID_KINDS = {"template": "oa", "connection": "channel", "scenario": "trigger"}


def affected_json(found: tuple[Affected, ...], language: Language) -> list[dict[str, Any]]:
    """A list of `AffectedShape`."""
    return [
        {
            "kind": one.kind,
            "name": one.name,
            "problems": [problem.as_json(language) for problem in one.problems],
        }
        for one in found
    ]


def version_json(one: Version) -> dict[str, Any]:
    """A `VersionShape`."""
    return {
        "version": one.version,
        "author": one.author,
        "time": to_json(one.time),
        "body": one.body,
        "changes": changes_json(one.changes),
    }


def changes_json(changes: tuple[Difference, ...]) -> list[dict[str, Any]]:
    """A list of `DifferenceShape`."""
    return [change.as_json() for change in changes]


def user_json(definitions: Definitions, one: Reference) -> dict[str, Any]:
    """A `UserShape`."""
    found = definitions.get(one.kind, one.name)
    return {"kind": one.kind, "name": one.name, "title": found.title, "active": found.active}
