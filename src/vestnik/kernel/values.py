"""The values that records hold, expressions compute and messages carry.

A value is one of: None (empty), text, exact number (`Decimal`, also for whole numbers), boolean, moment (`datetime` with
zone), duration (`timedelta`, a fixed length), `Period`, `Ref`, `Content`, a flat list (`tuple`), or an object (a mapping
of names to values). Source: spec/contract.md 1, spec/formula.md 4, spec/n3.md 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal, InvalidOperation, localcontext
from typing import Any, TypeAlias, Union

from vestnik.kernel.durations import format_duration, parse_duration
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text

DIGITS = 28
"""Significant digits of a number (spec/contract.md 1)."""

NUMBERS = Context(prec=DIGITS, Emin=-DIGITS * 40, Emax=DIGITS * 40)


class BadReference(Refused):
    code = "bad_reference"
    text = Text(
        "«{given}» — не ссылка: нужен вид и номер, например rec.101",
        "'{given}' is no reference: a kind and a number are needed, such as rec.101",
    )


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A reference to an object: `rec.101`, `account.4`, `doc.9`. Numbers are unique over all kinds of a database."""

    kind: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read `<kind>.<number>`.

        Raises:
            BadReference: the text has another form.
        """
        if not (match := _REF.fullmatch(text)):
            raise BadReference(given=text[:80])
        return cls(match[1], int(match[2]))

    def __str__(self) -> str:
        return f"{self.kind}.{self.number}"


_REF = re.compile(r"([a-z]+)\.([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Content:
    """The stored bytes of a revision, standing for their Base64 text until somebody looks into it.

    digest: SHA-256 of the bytes, 64 hex digits, the blob's name. size: bytes (not Base64 characters).
    """

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Period:
    """A time from one moment to another, either end open."""

    start: datetime | None
    end: datetime | None


Value: TypeAlias = Union[
    str,
    bool,
    Decimal,
    datetime,
    timedelta,
    Period,
    Ref,
    Content,
    "tuple[Value, ...]",
    "Mapping[str, Value]",
    None,
]


class BadNumber(Refused):
    code = "bad_number"
    text = Text(
        "«{given}» — не число или в нём больше 28 значащих цифр",
        "'{given}' is no number or has more than 28 significant digits",
    )


def number(given: str | int | Decimal) -> Decimal:
    """An exact number of at most 28 digits, without exponent surprises.

    Raises:
        BadNumber: not a finite number, too many digits, or an exponent that would print more than 1,000 digits.
    """
    try:
        value = Decimal(given)
    except InvalidOperation:
        raise BadNumber(given=str(given)[:80]) from None
    if not value.is_finite() or abs(value.adjusted()) > 1000:
        raise BadNumber(given=str(given)[:80])
    with localcontext(NUMBERS):
        rounded = +value
    if rounded != value:
        raise BadNumber(given=str(given)[:80])
    return rounded


def plain(value: Decimal) -> str:
    """A number as text without trailing zeros or exponent: `250`, `0.1`."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_empty(value: Value) -> bool:
    """No value, the empty text and the empty list are all empty (spec/formula.md 4)."""
    return value is None or value == "" or value == ()


def is_true(value: Value) -> bool:
    """Whether a result is true, alone or as the only one; the number 1 is not."""
    return value is True or (isinstance(value, tuple) and len(value) == 1 and value[0] is True)


def as_list(value: Value) -> tuple[Value, ...]:
    """A list as it is, a single value as a list of one, None as the empty list."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def dump(value: Value) -> Any:
    """A value as JSON that `load` reads back exactly: kinds that JSON lacks are tagged objects (`{"$ref": "rec.1"}`)."""
    match value:
        case None | str() | bool():
            return value
        case Decimal():
            return {"$num": str(value)}
        case datetime():
            return {"$at": value.isoformat()}
        case timedelta():
            return {"$for": format_duration(value)}
        case Ref():
            return {"$ref": str(value)}
        case Content():
            return {"$blob": value.digest, "size": value.size}
        case Period():
            return {"$from": dump(value.start), "to": dump(value.end)}
        case tuple():
            return [dump(item) for item in value]
        case Mapping():
            return {"$object": {name: dump(item) for name, item in value.items()}}
    raise TypeError(f"not a value: {type(value).__name__}")


def load(stored: Any) -> Value:
    """The inverse of `dump`."""
    if isinstance(stored, list):
        return tuple(load(item) for item in stored)
    if not isinstance(stored, dict):
        return stored  # type: ignore[no-any-return]
    if (reference := stored.get("$ref")) is not None:  # by far the most
        return Ref.parse(reference)
    tag = next((name for name in stored if name.startswith("$")), "")  # jsonb keeps no order of names
    inner: Any = stored.get(tag)
    match tag:
        case "$num":
            return Decimal(inner)
        case "$at":
            return datetime.fromisoformat(inner)
        case "$for":
            return parse_duration(inner)
        case "$blob":
            return Content(inner, stored["size"])
        case "$from":
            start, end = load(inner), load(stored["to"])
            return Period(start, end)  # type: ignore[arg-type]
        case "$object":
            return {name: load(item) for name, item in inner.items()}
    raise ValueError(f"not a dumped value: {tag}")


def to_json(value: Value) -> Any:
    """A value as people and programs see it over the API (spec/contract.md 1); numbers stay `Decimal`."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case timedelta():
            return format_duration(value)
        case Ref():
            return str(value)
        case Content():
            return {"sha256": value.digest, "size": value.size}
        case Period():
            return {"from": to_json(value.start), "to": to_json(value.end)}
        case tuple():
            return [to_json(item) for item in value]
        case Mapping():
            return {name: to_json(item) for name, item in value.items()}
    return value


def shown_value(value: Value) -> Any:
    """A value of a record for the API: nothing is null, or [] where several are held."""
    return [] if value == () else None if is_empty(value) else to_json(value)
