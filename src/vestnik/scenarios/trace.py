"""What a run did, for people: each event, action and expression, its result and how long it took.

Values are shortened; contents of files never appear, only their size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.values import Content, Value, to_json

MAX_ENTRIES = 2_000
MAX_TEXT = 200
MAX_ITEMS = 20
MAX_LEVELS = 4


def shown(value: Value, levels: int = MAX_LEVELS) -> Any:
    """A value as a trace shows it: at most `MAX_TEXT` characters and `MAX_ITEMS` items, never a file's content."""
    match value:
        case str():
            return value if len(value) <= MAX_TEXT else f"{value[:MAX_TEXT]}… ({len(value)})"
        case Content():
            return {"size": value.size}
        case tuple():
            rest = [f"… ({len(value)})"] if len(value) > MAX_ITEMS else []
            return [shown(item, levels - 1) for item in value[:MAX_ITEMS]] + rest if levels else "…"
        case Mapping():
            if not levels:
                return "…"
            names = list(value)[:MAX_ITEMS]
            return {name: _field(name, value[name], levels) for name in names}
    return to_json(value)


def _field(name: str, value: Value, levels: int) -> Any:
    if name == "Content" and isinstance(value, str):
        return {"characters": len(value)}
    return shown(value, levels - 1)


@dataclass(slots=True)
class Trace:
    """Entries in the order in which things happened; beyond `MAX_ENTRIES` they are counted only."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    dropped: int = 0

    @property
    def full(self) -> bool:
        """Whether further entries are counted only, so that nobody needs to put them into words."""
        return len(self.entries) >= MAX_ENTRIES

    def note(self, what: str, **details: Any) -> None:
        """Add an entry. what: event, action, expression, variables, letter, ignored, error, wait or answer."""
        if self.full:
            self.dropped += 1
        else:
            self.entries.append({"what": what, **{k: v for k, v in details.items() if v is not None}})

    def failed(self, what: str, error: VestnikError, **details: Any) -> None:
        """Note an error; the last entries must not be lost, so it is kept beyond the bound."""
        self.entries.append({"what": what, "code": error.code, "message": error.message.as_json(), **details})

    def as_json(self) -> list[dict[str, Any]]:
        """All entries, with a last one that says how many were left out."""
        return self.entries + ([{"what": "dropped", "count": self.dropped}] if self.dropped else [])
