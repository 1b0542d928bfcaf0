"""Literals with a datatype: `"2025-03-12T09:15:30Z"^^xsd:dateTime` (spec/n3.md 1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from vestnik.expressions.n3.values import N3Value
from vestnik.kernel.durations import BadDuration, parse_duration
from vestnik.kernel.values import BadNumber, number

_INTEGER = re.compile(r"[+-]?[0-9]{1,40}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,4})?")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?", re.ASCII)


def _number_as(form: re.Pattern[str]) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        if not form.fullmatch(text):
            raise ValueError(text)
        return number(text)

    return read


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


def _date_time(text: str) -> datetime:
    if not (match := _DATE_TIME.fullmatch(text)):
        raise ValueError(text)
    fraction = f".{match[1][:6]:0<6}" if match[1] else ""
    made = datetime.fromisoformat(f"{text[:19]}{fraction}{match[2] or 'Z'}")
    return made.astimezone(UTC)


def _date(text: str) -> datetime:
    if not (match := _DATE.fullmatch(text)):
        raise ValueError(text)
    return _date_time(f"{text[:10]}T00:00:00{match[1] or 'Z'}")


def _day_time(text: str) -> N3Value:
    if any(unit in text.partition("T")[0] for unit in "YMW"):
        raise ValueError(text)
    return parse_duration(text)


DATATYPES: dict[str, Callable[[str], N3Value]] = {
    "string": str,
    "integer": _number_as(_INTEGER),
    "int": _number_as(_INTEGER),
    "long": _number_as(_INTEGER),
    "decimal": _number_as(_DECIMAL),
    "double": _number_as(_DECIMAL),
    "float": _number_as(_DECIMAL),
    "boolean": _boolean,
    "dateTime": _date_time,
    "date": _date,
    "duration": parse_duration,
    "dayTimeDuration": _day_time,
}
"""Reader by local name; a bad lexical form raises one of `BAD_FORM`."""

BAD_FORM = (ValueError, KeyError, OverflowError, BadNumber, BadDuration)
