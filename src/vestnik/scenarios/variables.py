"""Sets of variables and the three operations on them: pure functions over mappings (spec/scenarios.md 4).

A set is a mapping of names to values; a variable with children is an object, that is a mapping again. Nothing here
changes what it is given: a run's older state stays whole, which is what undoing an action rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value, as_list, is_empty

Row: TypeAlias = tuple[str, Value]
"""One evaluated row of the table: name and value; the value of a row with children is an object."""

MAX_VALUES = 100_000
"""Most values that one variable may hold (spec/formula.md 5, list limit)."""

RESERVED = frozenset(
    {"origin", "ProcessObject", "BusinessObject", "dialogVariables", "requestTime", "timeZoneOffset"}
)
"""System variables that are read-only: never the name of a set or a local."""

SYSTEM = RESERVED | {"IncomingMessage"}
"""All system variables; `IncomingMessage` may be filled, as a set."""


class TooManyValues(Refused):
    code = "limit_exceeded"
    text = Text(
        "В переменной «{name}» больше {limit} значений",
        "The variable '{name}' would hold more than {limit} values",
    )


def gather(rows: Iterable[Row], *, keep_empty: bool = True) -> dict[str, Value]:
    """Make an object of rows: a name that comes several times becomes a list of its values, in table order.

    keep_empty: whether a row without a result sets its name to nothing (*replace*) or is left out (*add*).
    """
    made: dict[str, Value] = {}
    for name, value in rows:
        if name in made:
            made[name] = _joined(name, made[name], value)
        elif keep_empty or not _nothing(value):
            made[name] = value
    return made


def replaced(held: Mapping[str, Value], rows: Iterable[Row]) -> dict[str, Value]:
    """Each listed variable gets the new value with its whole subtree; variables not listed stay."""
    return {**held, **gather(rows)}


def added(held: Mapping[str, Value], rows: Iterable[Row]) -> dict[str, Value]:
    """Each listed variable is appended to: absent becomes single, single a list, a list longer.

    A row without a result adds nothing.
    """
    made = dict(held)
    for name, value in rows:
        if not _nothing(value):
            made[name] = value if _nothing(made.get(name)) else _joined(name, made[name], value)
    return made


def _joined(name: str, held: Value, more: Value) -> Value:
    values = (*(v for v in as_list(held) if v is not None), *(v for v in as_list(more) if v is not None))
    if len(values) > MAX_VALUES:
        raise TooManyValues(name=name, limit=MAX_VALUES)
    return values


def _nothing(value: Value) -> bool:
    return is_empty(value) or value == {}
