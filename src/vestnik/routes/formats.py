"""The format in `{Date:dd.MM.yyyy}` (spec/formula.md 6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from vestnik.kernel.text import Language
from vestnik.kernel.values import NUMBERS, Value
from vestnik.routes.shown import wall_clock

_MONTHS: dict[Language, tuple[str, ...]] = {
    "ru": ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_RUSSIAN = str.maketrans(",.", "\xa0,")
_TOKEN = re.compile(r"'([^']*)'|([A-Za-z])\2*")

_SYMBOLS: dict[str, Callable[[datetime, Language], str]] = {
    "d": lambda at, _: str(at.day),
    "dd": lambda at, _: f"{at.day:02}",
    "M": lambda at, _: str(at.month),
    "MM": lambda at, _: f"{at.month:02}",
    "MMMM": lambda at, language: _MONTHS[language][at.month - 1],
    "yy": lambda at, _: f"{at.year % 100:02}",
    "yyyy": lambda at, _: f"{at.year:04}",
    "H": lambda at, _: str(at.hour),
    "HH": lambda at, _: f"{at.hour:02}",
    "h": lambda at, _: str(at.hour % 12 or 12),
    "hh": lambda at, _: f"{at.hour % 12 or 12:02}",
    "m": lambda at, _: str(at.minute),
    "mm": lambda at, _: f"{at.minute:02}",
    "s": lambda at, _: str(at.second),
    "ss": lambda at, _: f"{at.second:02}",
}


def formatted(value: Value, pattern: str, language: Language, zone: ZoneInfo) -> str | None:
    """A moment or a number by the pattern; None for what the pattern says nothing about."""
    if isinstance(value, datetime):
        local = wall_clock(value, zone)
        return _TOKEN.sub(lambda token: _moment(token, local, language), pattern)
    if isinstance(value, Decimal) and (match := re.fullmatch(r"N(\d)", pattern)):
        return _number(value, int(match[1]), language)
    return None


def _moment(token: re.Match[str], at: datetime, language: Language) -> str:
    if token[1] is not None:
        return token[1]
    symbol = _SYMBOLS.get(token[0])
    return symbol(at, language) if symbol else token[0]


def _number(value: Decimal, digits: int, language: Language) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, NUMBERS)
    text = f"{rounded:,f}"
    return text.translate(_RUSSIAN) if language == "ru" else text
