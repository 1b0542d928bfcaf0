"""Connections as definitions: administrators make them, builders only choose them (spec/connections.md 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, cast

from pydantic import ValidationError

from vestnik.access.actor import Actor
from vestnik.access.rights import Right, require
from vestnik.connections.base import Connection
from vestnik.connections.registry import CONNECTIONS
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Author, Kind
from vestnik.kernel.problem import Invalid, Problem, VestnikError
from vestnik.kernel.text import Text
from vestnik.kernel.types import TypeUnknown
from vestnik.kernel.validation import problems_of

_TYPE_MISSING = Text("Не указан тип подключения", "The connection's type is missing")


class TypeChanged(VestnikError):
    code = "type_changed"
    text = Text(
        "Тип подключения выбирают при создании: был {before}, указан {after}. Создайте новое подключение.",
        "A connection's type is chosen when it is made: it was {before}, now {after}. Make a new connection.",
    )


class ConnectionKind(Kind[Connection]):
    """The kind `connection`."""

    name: ClassVar = "connection"
    label: ClassVar = Text("Подключение", "Connection")
    folder: ClassVar = "connections"
    object_kind: ClassVar = "channel"

    def parse(self, body: Mapping[str, Any]) -> Connection:
        """See `Kind.parse`."""
        return parse(body)

    def permit(self, author: Author, before: Connection | None, after: Connection | None) -> None:
        """Only administrators; the type stays. See `Kind.permit`."""
        require(cast(Actor, author), Right.ADMINISTER)
        if before is not None and after is not None and before.type != after.type:
            error = TypeChanged(before=before.type, after=after.type, path=("type",))
            raise Invalid([error.problem])

    def check(self, model: Connection, definitions: Definitions) -> Iterator[Problem]:
        """What the connection itself says; no network is touched."""
        return model.check()

    def active(self, model: Connection) -> bool:
        """Whether letters go through it."""
        return not model.disabled

    def secret_guards(self, model: Connection) -> Mapping[str, Any]:
        """Where the password goes, and how it is protected on its way."""
        return {field: getattr(model, field) for field in model.guarded_by}

    def secret_stays(self, field: str) -> bool:
        """The key of signatures never leaves us, whatever the server is."""
        return field == "dkim_key"


def parse(body: Mapping[str, Any]) -> Connection:
    """Read a connection of any type.

    Raises:
        Invalid: with every finding at its path.
    """
    if "type" not in body:
        raise Invalid([Problem("missing", _TYPE_MISSING, ("type",))])
    try:
        model = CONNECTIONS.get(str(body["type"]))
    except TypeUnknown as error:
        raise Invalid([error.problem.under("type")]) from None
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise Invalid(problems_of(error, model)) from None
