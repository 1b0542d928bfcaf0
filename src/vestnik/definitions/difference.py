"""What changed between two bodies, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from vestnik.kernel.problem import Path

KEYS = ("id", "name")
"""What tells items of a list apart, the first that all of them have, each once."""


class _Absent:
    def __repr__(self) -> str:
        return "absent"


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs; `ABSENT` on the side where there is nothing.

    path: a step into a list is the item's id or name where it has one, else its position.
    """

    path: Path
    before: Any
    after: Any

    def as_json(self) -> dict[str, Any]:
        """`{path, before?, after?}`."""
        shown: dict[str, Any] = {"path": ".".join(map(str, self.path))}
        if self.before is not ABSENT:
            shown["before"] = self.before
        if self.after is not ABSENT:
            shown["after"] = self.after
        return shown


def differences(before: Any, after: Any, path: Path = ()) -> Iterator[Difference]:
    """Every place where two JSON trees differ, as deep as they have the same shape."""
    if before == after and isinstance(before, bool) == isinstance(after, bool):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _in_mappings(before, after, path)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _in_lists(before, after, path)
    else:
        yield Difference(path, before, after)


def key_of(items: list[Any]) -> str | None:
    """The name of the field that tells the items of a list apart; None when nothing does."""
    for key in KEYS:
        values = [item.get(key) if isinstance(item, Mapping) else None for item in items]
        if all(isinstance(value, str) and value for value in values) and len(set(values)) == len(values):
            return key
    return None


def _in_mappings(before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        yield from differences(before.get(name, ABSENT), after.get(name, ABSENT), (*path, name))


def _in_lists(before: list[Any], after: list[Any], path: Path) -> Iterator[Difference]:
    key = key_of(before)
    if key is None or key != key_of(after):
        for index in range(max(len(before), len(after))):
            old = before[index] if index < len(before) else ABSENT
            new = after[index] if index < len(after) else ABSENT
            yield from differences(old, new, (*path, index))
        return
    old_items, new_items = ({item[key]: item for item in items} for items in (before, after))
    yield from _in_mappings(old_items, new_items, path)
    old_order, new_order = ([name for name in items if name in old_items and name in new_items]
                            for items in (old_items, new_items))  # fmt: skip
    if old_order != new_order:
        yield Difference((*path, "order"), old_order, new_order)
