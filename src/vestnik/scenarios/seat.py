"""What a scenario may see and do, with the rights of one actor in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from vestnik.expressions.objects import Objects
from vestnik.expressions.scope import Limits, Scope
from vestnik.kernel.text import Language
from vestnik.kernel.values import Content, Ref, Value
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.outgoing import Outgoing


class StoredRecord(Protocol):
    """A record as it is read."""

    @property
    def template(self) -> str: ...

    @property
    def values(self) -> Mapping[str, Value]: ...


class RecordStore(Protocol):
    """Records as the actor reads and writes them; each write is told to the run as an occurrence."""

    def get(self, ref: Ref) -> StoredRecord: ...

    def read(self, template: str, given: Mapping[str, Any]) -> Mapping[str, Value]:
        """JSON values of a request as values."""
        ...

    def create(self, template: str, values: Mapping[str, Value]) -> Ref: ...

    def change(
        self, ref: Ref, values: Mapping[str, Value], expected_version: int | None = None
    ) -> object: ...

    def check_pending(self) -> None:
        """Look at required values and check expressions of what was written since: a record is made first and filled
        afterwards.

        Raises:
            Refused: they do not hold.
        """
        ...

    def owning_attributes(self, template: str) -> frozenset[str]:
        """Attributes that delete what they link to (`delete_linked`)."""
        ...


class FileStore(Protocol):
    """Making documents."""

    def store(self, content: bytes) -> Content: ...

    def attach(self, content: Content, filename: str) -> Ref: ...


class Expressions(Protocol):
    """Computing values, compiled once and cached."""

    def evaluate(self, expression: Expression, template: str | None, scope: Scope) -> Value:
        """The result: a value, a tuple of several, None for nothing.

        Raises:
            VestnikError: the result is an error; it carries line and column.
        """
        ...


class Composer(Protocol):
    """From a message variable to a rendered letter."""

    def compose(
        self,
        *,
        connection: str,
        route: str,
        message: Mapping[str, Value],
        automatic: bool,
        place: tuple[str, str],
        record: Ref | None,
        priority: int,
        send_at: datetime | None,
    ) -> Outgoing:
        """Check, compose and render one letter.

        Raises:
            Refused: disabled connection or route, missing attribute, bad address, no recipient, too large.
        """
        ...


@dataclass(frozen=True, slots=True)
class Seat:
    """One actor at work in a run.

    user: the acting account; None for the system. zone: of formulas, the server's. app_variables: by (app, name).
    """

    objects: Objects
    records: RecordStore
    files: FileStore
    expressions: Expressions
    composer: Composer
    user: Ref | None
    language: Language
    zone: ZoneInfo
    base_uri: str
    limits: Limits
    app_variables: Mapping[tuple[str, str], Value] = field(default_factory=dict)
