"""Records as other packages see them, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from vestnik.kernel.problem import NotFound, Problem, Refused, Stale
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value


class RecordMissing(NotFound):
    code = "record_not_found"
    text = Text("Нет записи {what}", "There is no record {what}")


class RecordStale(Stale):
    """Somebody else saved first; `problems` has one entry for each attribute that would be overwritten."""

    code = "stale"

    def __init__(self, record: Record, yours: int, differing: Mapping[str, str] | None = None) -> None:
        text = Text("«{title}» сейчас другое", "'{title}' is different now")
        problems = [
            Problem("changed_since", text.format(title=title), ("values", name))
            for name, title in (differing or {}).items()
        ]
        super().__init__(what=record.ref, yours=yours, current=record.version, problems=problems)


class NotUnique(Refused):
    code = "not_unique"
    text = Text(
        "Атрибут «{attribute}»: значение «{value}» уже есть у записи {other}",
        "Attribute '{attribute}': the record {other} has the value '{value}' already",
    )


class CheckFailed(Refused):
    code = "check_failed"
    text = Text("{message}", "{message}")


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it is in this transaction.

    template: system name. values: all attributes of the template by name; an empty one is None, or () where several are
    held. version: the ETag. problems: of computed attributes, why one could not be computed; its value is empty then.
    """

    ref: Ref
    template: str
    version: int
    values: Mapping[str, Value]
    creator: Ref
    created: datetime
    changed: datetime
    archived: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """What happened to a record. changed: names of the attributes with another value than before."""

    kind: Literal["created", "changed", "deleted"]
    ref: Ref
    template: str
    version: int
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did to a record; `changed` is empty when every value was like that already."""

    ref: Ref
    before: Record
    after: Record
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change of a logged attribute. name: of the attribute, as it was then."""

    at: datetime
    account: Ref
    version: int
    name: str
    before: Value
    after: Value
