"""Values at run time: which kind they are, as text, equality, order, arithmetic, one value out of a list.

Source: spec/formula.md 4.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from vestnik.expressions.formula.collation import collation_key
from vestnik.expressions.formula.faults import Fault, out_of_range, shorten
from vestnik.expressions.formula.patterns import moments, spans
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.types import NAMES, kinds_in_words
from vestnik.kernel.text import Text
from vestnik.kernel.values import NUMBERS, Content, Period, Ref, Value, plain, to_json

_LETTERS: dict[type, str] = {
    str: "T",
    Decimal: "N",
    bool: "B",
    datetime: "D",
    timedelta: "P",
    Ref: "R",
    Content: "T",
    tuple: "L",
    Period: "O",
}


def letter(value: Value) -> str:
    """The kind of a value that is not None, as in the signatures of functions."""
    return _LETTERS.get(type(value), "O")


def is_empty(value: Value) -> bool:
    """No value, the empty text and the empty list."""
    return value is None or value == "" or value == ()


def one(value: Value) -> Value:
    """One value where a list may have come: its only element, None of none.

    Raises:
        Fault: `too_many_values`.
    """
    if value.__class__ is not tuple:
        return value
    items: tuple[Value, ...] = value
    if len(items) > 1:
        message = Text(
            "Нужно одно значение, а в списке их {n}. Возьмите первое: FIRST(…)",
            "One value is needed, the list has {n}. Take the first: FIRST(…)",
        )
        raise Fault("too_many_values", message.format(n=len(items)))
    return items[0] if items else None


def as_text(run: Run, value: Value) -> str:
    """A value as text: the language's decimal separator, the server's wall clock, the digits of an id."""
    if value.__class__ is str:
        return value
    match value:
        case None:
            return ""
        case bool():
            return run.writing.true if value else run.writing.false
        case Decimal():
            return plain(value).replace(".", run.writing.decimal)
        case datetime():
            return moments.write_default(value.astimezone(run.zone))
        case timedelta():
            return spans.write(value, "c")
        case Ref():
            return str(value.number)
        case tuple():
            return joined(run, ", ", value)
        case Content():
            run.room(value.size * 4 // 3 + 4)
            return base64.b64encode(run.objects.read(value)).decode("ascii")
        case Period():
            return "".join(("[", as_text(run, value.start), "; ", as_text(run, value.end), "]"))
        case str():
            return value
    fields: Mapping[str, Value] = value
    return joined(run, ", ", (f"{name}: {as_text(run, item)}" for name, item in fields.items()))


def joined(run: Run, separator: str, items: Iterable[Value]) -> str:
    """Texts one after the other, the length bounded before they are put together."""
    parts: list[str] = []
    length = 0
    for item in items:
        run.spend()
        part = as_text(run, item)
        length += len(part) + len(separator)
        if length > run.scope.limits.text:
            run.room(length - len(separator))
        parts.append(part)
    return separator.join(parts)


def shown(value: Value) -> str:
    """A value for a message or a trace, shortened; never the contents of a file."""
    match value:
        case None:
            return "—"
        case str():
            return f'"{shorten(value)}"'
        case bool():
            return "true" if value else "false"
        case Decimal():
            return shorten(plain(value))
        case tuple():
            head = ", ".join(shown(item) for item in value[:5])
            return f"[{head}{', …' if len(value) > 5 else ''}]"
        case Content():
            return f"<{value.size} bytes>"
        case Mapping():
            head = ", ".join(f"{name}: {shown(item)}" for name, item in list(value.items())[:5])
            return f"{{{head}{', …' if len(value) > 5 else ''}}}"
    return shorten(str(to_json(value)))


# Equality


def equal(run: Run, left: Value, right: Value) -> bool:
    """`==`: empty equals nothing; a list equals by any of its elements; different kinds are unequal."""
    if left.__class__ is tuple or right.__class__ is tuple:
        return _any_equal(run, left, right)
    if is_empty(left) or is_empty(right):
        return False
    if left.__class__ is right.__class__ and not isinstance(left, Mapping):
        return left == right
    if isinstance(left, Ref) and isinstance(right, str):
        return right in _texts_of(run, left)
    if isinstance(right, Ref) and isinstance(left, str):
        return left in _texts_of(run, right)
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return bool(key(left) == key(right))
    return False


def _texts_of(run: Run, ref: Ref) -> tuple[str, ...]:
    """Texts that equal a reference: its digits, its id and, for an enum value, its system name."""
    aliases = run.objects.values(ref, "enum:alias")
    return (str(ref.number), str(ref), *(alias for alias in aliases if isinstance(alias, str)))


def _any_equal(run: Run, left: Value, right: Value) -> bool:
    """Whether two lists have a common element; by look-up, not by pairs: both may be long."""
    ours: tuple[Value, ...] = left if isinstance(left, tuple) else (left,)
    theirs: tuple[Value, ...] = right if isinstance(right, tuple) else (right,)
    if len(ours) == 1 or len(theirs) == 1:
        single, many = (ours[0], theirs) if len(ours) == 1 else (theirs[0], ours)
        for item in many:
            run.spend()
            if equal(run, single, item):
                return True
        return False
    known = {key for item in ours for key in _keys(run, item)}
    return any(key in known for item in theirs for key in _keys(run, item))


def _keys(run: Run, value: Value) -> Iterable[Any]:
    """Keys such that two values are equal when they share one. A reference meets a text by text, another by id."""
    run.spend()
    if is_empty(value):
        return
    if isinstance(value, Ref):
        yield ("R", value)
        for text in _texts_of(run, value):
            yield ("a text for", text)
        return
    if isinstance(value, str):
        # The two marks differ for references and texts, so that two references of one number do not meet.
        yield ("T", value)
        yield ("a reference's", value)
        return
    yield key(value)


def key(value: Value) -> Any:
    """A hashable stand-in: two values of one kind are the same exactly when their keys are."""
    if isinstance(value, tuple):
        return ("L", tuple(key(item) for item in value))
    if isinstance(value, Mapping):
        return ("O", tuple(sorted((name, key(item)) for name, item in value.items())))
    return (letter(value) if value is not None else "", value)


# Order and arithmetic


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


def wrong_kind(value: Value, letters: str) -> Fault:
    """A value of another kind than an operation takes."""
    message = Text("Нужно {needed}, а получено {got}: {value}", "{needed} is needed, got {got}: {value}")
    parts = {"needed": kinds_in_words(letters), "got": NAMES[letter(value)], "value": shown(value)}
    return Fault("type_error", message.format(**parts), shown(value))


# Time


def utc(moment: datetime) -> datetime:
    """The moment in UTC: differences and sums of moments must not see a zone's wall clock."""
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


_MICROSECOND = Decimal("0.000001")


def to_seconds(span: timedelta) -> Decimal:
    """A length in seconds, exact."""
    whole = span.days * 86400 + span.seconds
    return Decimal(whole) + span.microseconds * _MICROSECOND


_LONGEST = Decimal(999_999_999) * 86400


def from_seconds(seconds: Decimal) -> timedelta:
    """A length of so many seconds, microseconds cut off."""
    if abs(seconds) > _LONGEST:
        raise out_of_range("Длительность слишком велика", "The duration is too long", shown(seconds))
    return timedelta(microseconds=int(seconds * 1_000_000))
