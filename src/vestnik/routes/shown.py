"""Values as text in a letter (spec/routes.md 3)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from vestnik.kernel.text import Language
from vestnik.kernel.values import Period, Value, plain

_DATE, _DATE_TIME = "%d.%m.%Y", "%d.%m.%Y %H:%M"
_UNITS: dict[Language, tuple[str, str, str, str]] = {
    "ru": ("дн.", "ч.", "мин.", "с"),
    "en": ("d", "h", "min", "s"),
}


def shown(value: Value, language: Language, zone: ZoneInfo) -> str:
    """A single value, or a list joined by `, `; nothing for what has no text (an object, a reference).

    Numbers have no trailing zeros and in Russian a decimal comma. Moments are shown in the server's zone; one at
    midnight is a date alone, because that is how attributes that show a date keep it.
    """
    match value:
        case str():
            return value
        case bool():
            return {"ru": ("Нет", "Да"), "en": ("No", "Yes")}[language][value]
        case Decimal():
            return plain(value).replace(".", "," if language == "ru" else ".")
        case datetime():
            local = value.astimezone(zone)
            return local.strftime(_DATE if local.time() == time() else _DATE_TIME)
        case timedelta():
            return _duration(value, language)
        case Period():
            return " – ".join(
                shown(end, language, zone) for end in (value.start, value.end) if end is not None
            )
        case tuple():
            return ", ".join(text for item in value if (text := shown(item, language, zone)))
    return ""


def _duration(length: timedelta, language: Language) -> str:
    hours, rest = divmod(abs(length).seconds, 3600)
    amounts = (abs(length).days, hours, *divmod(rest, 60))
    said = " ".join(
        f"{amount} {unit}" for amount, unit in zip(amounts, _UNITS[language], strict=True) if amount
    )
    return ("−" if length < timedelta(0) else "") + (said or f"0 {_UNITS[language][2]}")
