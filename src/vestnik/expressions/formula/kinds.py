"""Values at run time: which kind they are, as text, one value out of a list; lengths and moments.

Source: spec/formula.md 4.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from vestnik.expressions.formula.faults import Fault, out_of_range, shorten
from vestnik.expressions.formula.patterns import moments, spans
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.types import NAMES, kinds_in_words
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Period, Ref, Value, plain, to_json

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
