"""The order of values: numbers, moments, durations and texts, each among their own (spec/n3.md 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cmp_to_key

from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.values import FAILED, KIND_NAMES, Items, N3Value, kind_of
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content

_ORDERED = frozenset(("number", "dateTime", "duration", "text"))


def in_order(one: N3Value, other: N3Value) -> int:
    """-1, 0 or 1: which comes first.

    Raises:
        GoalError: `type_error`, kinds without order or of different kinds.
    """
    kind = kind_of(one)
    if (
        kind != kind_of(other)
        or kind not in _ORDERED
        or isinstance(one, Content)
        or isinstance(other, Content)
    ):
        message = Text("нельзя сравнить: {one} и {other}", "cannot compare {one} with {other}")
        raise GoalError("type_error", message.format(one=KIND_NAMES[kind], other=KIND_NAMES[kind_of(other)]))
    return int(one > other) - int(one < other)


def extreme(machine: Machine, values: Sequence[N3Value], sign: int) -> N3Value:
    """The greatest (`sign` 1) or least (-1) value, the first of equals; `FAILED` of nothing."""
    if not values:
        return FAILED
    best = values[0]
    in_order(best, best)
    for value in values[1:]:
        machine.tick()
        if in_order(value, best) == sign:
            best = value
    return best


def ordered(machine: Machine, values: Iterable[N3Value], *, descending: bool = False) -> Items:
    """A stable sort."""

    def compared(one: N3Value, other: N3Value) -> int:
        machine.tick()
        return in_order(one, other)

    return machine.items(sorted(values, key=cmp_to_key(compared), reverse=descending))
