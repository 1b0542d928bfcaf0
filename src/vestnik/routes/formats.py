"""The format in `{Date:dd.MM.yyyy}`: the patterns of the formula language (spec/formula.md 6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from vestnik.expressions.formula.faults import Fault
from vestnik.expressions.formula.languages import writing
from vestnik.expressions.formula.patterns import moments, numbers, spans
from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import Value
from vestnik.routes.attribute import AttributeType
from vestnik.routes.shown import wall_clock

_SAMPLES: dict[AttributeType, Value] = {
    "datetime": datetime(2025, 3, 12, tzinfo=UTC),
    "duration": timedelta(hours=1),
    "number": Decimal(1),
}


def formatted(value: Value, pattern: str, language: Language, zone: ZoneInfo) -> str | None:
    """A moment, length or number by the pattern; None for a value that the pattern says nothing about."""
    try:
        return _written(value, pattern, language, zone)
    except Fault:
        return None


def misfit(type: AttributeType, pattern: str) -> Text | None:
    """Why a pattern cannot show attributes of a type; None where it can. Strings may hold anything."""
    try:
        _written(_SAMPLES.get(type), pattern, "ru", ZoneInfo("UTC"))
    except Fault as fault:
        return fault.message
    return None


def _written(value: Value, pattern: str, language: Language, zone: ZoneInfo) -> str | None:
    match value:
        case datetime():
            return moments.write(wall_clock(value, zone), pattern, writing(language))
        case timedelta():
            return spans.write(value, pattern)
        case Decimal():
            return numbers.write(value, pattern, writing(language))
    return None
