"""Order and arithmetic by the table of kinds (spec/formula.md 4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from vestnik.expressions.formula.collation import collation_key
from vestnik.expressions.formula.faults import Fault
from vestnik.expressions.formula.kinds import (
    from_seconds,
    is_empty,
    joined,
    letter,
    one,
    shown,
    to_seconds,
    utc,
    wrong_kind,
)
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.types import NAMES
from vestnik.kernel.text import Text
from vestnik.kernel.values import NUMBERS, Value


def sort_key(value: Value) -> Any:
    """What elements of one kind are sorted by: texts alphabetically, references by number, the rest by itself."""
    if isinstance(value, str):
        return collation_key(value)
    if isinstance(value, Mapping):
        raise wrong_kind(value, "NTDP")
    return value


def ordered(run: Run, left: Value, right: Value) -> int | None:
    """-1, 0, 1 for `<`; None when a side is empty.

    Raises:
        Fault: `type_error` for mixed kinds and for kinds without an order.
    """
    left, right = one(left), one(right)
    if is_empty(left) or is_empty(right):
        return None
    if left.__class__ is not right.__class__ or not isinstance(left, (str, Decimal, timedelta, datetime)):
        raise _misfit("сравнить", "compare", left, right)
    return (left > right) - (left < right)  # type: ignore[operator]


def add(run: Run, left: Value, right: Value) -> Value:
    """`+` by the table of kinds; text joins anything."""
    if left.__class__ is Decimal and right.__class__ is Decimal:
        return NUMBERS.add(left, right)
    if left.__class__ is str or right.__class__ is str:
        return joined(run, "", (left, right))
    match one(left), one(right):
        case (None, _) | (_, None):
            return None
        case Decimal() as a, Decimal() as b:
            return NUMBERS.add(a, b)
        case timedelta() as a, timedelta() as b:
            return a + b
        case (datetime() as moment, timedelta() as span) | (timedelta() as span, datetime() as moment):
            return utc(moment) + span
        case (str(), _) | (_, str()):
            return joined(run, "", (one(left), one(right)))
    raise _misfit("сложить", "add", left, right)


def subtract(run: Run, left: Value, right: Value) -> Value:
    """`-` by the table of kinds."""
    if left.__class__ is Decimal and right.__class__ is Decimal:
        return NUMBERS.subtract(left, right)
    left, right = one(left), one(right)
    if is_empty(left) or is_empty(right):
        return None
    match left, right:
        case Decimal() as a, Decimal() as b:
            return NUMBERS.subtract(a, b)
        case timedelta() as a, timedelta() as b:
            return a - b
        case datetime() as moment, timedelta() as span:
            return utc(moment) - span
        case datetime() as a, datetime() as b:
            return utc(a) - utc(b)
    raise _misfit("вычесть", "subtract", left, right)


def multiply(run: Run, left: Value, right: Value) -> Value:
    """`*`: numbers, or a duration and a number."""
    left, right = one(left), one(right)
    if is_empty(left) or is_empty(right):
        return None
    match left, right:
        case Decimal() as a, Decimal() as b:
            return NUMBERS.multiply(a, b)
        case (timedelta() as span, Decimal() as n) | (Decimal() as n, timedelta() as span):
            return from_seconds(NUMBERS.multiply(to_seconds(span), n))
    raise _misfit("перемножить", "multiply", left, right)


def divide(run: Run, left: Value, right: Value) -> Value:
    """`/`: numbers, or a duration by a number."""
    left, right = one(left), one(right)
    if is_empty(left) or is_empty(right):
        return None
    match left, right:
        case Decimal() as a, Decimal() as b:
            return NUMBERS.divide(a, not_zero(b, a))
        case timedelta() as span, Decimal() as n:
            return from_seconds(NUMBERS.divide(to_seconds(span), not_zero(n, span)))
    raise _misfit("разделить", "divide", left, right)


def negate(run: Run, value: Value) -> Value:
    """Unary minus of a number or a duration."""
    value = one(value)
    if isinstance(value, Decimal):
        return NUMBERS.minus(value)
    if isinstance(value, timedelta):
        return -value
    if is_empty(value):
        return None
    raise wrong_kind(value, "NP")


def not_zero(divisor: Decimal, dividend: Value) -> Decimal:
    """The divisor, unless it is 0."""
    if not divisor:
        raise Fault("division_by_zero", Text("Деление на ноль", "Division by zero"), shown(dividend), "0")
    return divisor


def _misfit(ru: str, en: str, left: Value, right: Value) -> Fault:
    message = Text("Нельзя {ru}: {left} и {right}", "Cannot {en}: {left} and {right}")
    kinds = {"left": NAMES[letter(left)], "right": NAMES[letter(right)]}
    return Fault("type_error", message.format(ru=ru, en=en, **kinds), shown(left), shown(right))
