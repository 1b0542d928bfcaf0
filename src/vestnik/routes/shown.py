"""Values as text in a letter (spec/routes.md 3)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from vestnik.attributes.types.boolean import BooleanAttribute
from vestnik.attributes.types.duration import DurationAttribute
from vestnik.kernel.text import Language
from vestnik.kernel.values import Period, Value, plain

_BOOLEAN = BooleanAttribute(name="Shown", title="Shown")
_DURATION = DurationAttribute(name="Shown", title="Shown")


def shown(value: Value, language: Language, zone: ZoneInfo) -> str:
    """A single value, or a list joined by `, `; nothing for what has no text (an object, a reference).

    Numbers have no trailing zeros and in Russian a decimal comma. Moments are shown in the server's zone; one at
    midnight is a date alone, because that is how attributes that show a date keep it. Booleans and durations are shown
    as record attributes show them.
    """
    match value:
        case str():
            return value
        case bool():
            return _BOOLEAN.show(value, language, zone)
        case Decimal():
            return plain(value).replace(".", "," if language == "ru" else ".")
        case datetime():
            wall = wall_clock(value, zone)
            date = f"{wall:%d.%m}.{wall.year:04}"
            return date if wall.time() == time() else f"{date} {wall:%H:%M}"
        case timedelta():
            return _DURATION.show(value, language, zone)
        case Period():
            return " – ".join(
                shown(end, language, zone) for end in (value.start, value.end) if end is not None
            )
        case tuple():
            return ", ".join(text for item in value if (text := shown(item, language, zone)))
    return ""


def wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment in the zone; as it is where that would leave the calendar (years 1 and 9999)."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment
