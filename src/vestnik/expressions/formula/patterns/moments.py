"""Date-times by pattern: writing and reading. Values come as wall clocks of the zone to show."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TypeAlias

from vestnik.expressions.formula.faults import bad_text, out_of_range
from vestnik.expressions.formula.languages import Writing
from vestnik.expressions.formula.patterns.tokens import Token, bad_pattern, cut
from vestnik.kernel.text import Text

_SYMBOLS = "dDMHhmsyYtfKz"

_Writer: TypeAlias = Callable[[datetime, Writing], str]


def write(wall: datetime, pattern: str, words: Writing) -> str:
    """A moment by a pattern; `wall` is zoned to what shall be shown."""
    return "".join(writer(wall, words) for writer in _writers(pattern))


def write_default(wall: datetime) -> str:
    """`29.06.2021 14:33:21`, in every language."""
    return f"{wall.day:02}.{wall.month:02}.{wall.year:04} {wall.hour:02}:{wall.minute:02}:{wall.second:02}"


@lru_cache(maxsize=512)
def _writers(pattern: str) -> tuple[_Writer, ...]:
    tokens = cut(pattern, _SYMBOLS)
    has_day = any(token.symbol in "dD" and token.count <= 2 for token in tokens if token.symbol)
    return tuple(_writer(token, has_day, pattern) for token in tokens)


def _writer(token: Token, has_day: bool, pattern: str) -> _Writer:
    """The writer of one token. A month's full name stands in the genitive beside a day («29 мая»)."""
    count = token.count
    match token.symbol:
        case "":
            return lambda wall, words, text=token.text: text  # type: ignore[misc]
        case "d" | "D":
            if count <= 2:
                return lambda wall, words: f"{wall.day:0{count}}"
            return lambda wall, words: (words.days_short if count == 3 else words.days)[wall.weekday()]
        case "M":
            if count <= 2:
                return lambda wall, words: f"{wall.month:0{count}}"
            if count == 3:
                return lambda wall, words: words.months_short[wall.month - 1]
            return lambda wall, words: (words.months_of if has_day else words.months)[wall.month - 1]
        case "H":
            return lambda wall, words: f"{wall.hour:0{min(count, 2)}}"
        case "h":
            return lambda wall, words: f"{(wall.hour - 1) % 12 + 1:0{min(count, 2)}}"
        case "m":
            return lambda wall, words: f"{wall.minute:0{min(count, 2)}}"
        case "s":
            return lambda wall, words: f"{wall.second:0{min(count, 2)}}"
        case "y" | "Y":
            if count <= 2:
                return lambda wall, words: f"{wall.year % 100:0{count}}"
            return lambda wall, words: f"{wall.year:0{max(count, 4)}}"
        case "t":
            return lambda wall, words: (words.half_short if count == 1 else words.half)[wall.hour >= 12]
        case "f":
            if count > 7:
                raise bad_pattern(pattern, Text("не больше семи f", "at most seven f"))
            return lambda wall, words: f"{wall.microsecond:06}0"[:count]
        case "K":
            return lambda wall, words: "Z" if wall.tzname() == "UTC" else _offset(wall, 3)
    return lambda wall, words: _offset(wall, min(count, 3))


def _offset(wall: datetime, form: int) -> str:
    minutes = int((wall.utcoffset() or timedelta()).total_seconds() // 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    if form == 1:
        return f"{sign}{hours}"
    return f"{sign}{hours:02}" if form == 2 else f"{sign}{hours:02}:{rest:02}"


# Reading


@dataclass(frozen=True, slots=True)
class _Reader:
    """A pattern as regular expression; the groups' symbols in order."""

    expression: re.Pattern[str]
    symbols: tuple[str, ...]


def read(text: str, pattern: str, words: Writing, zone: tzinfo, today: datetime) -> datetime:
    """A moment out of a text, exactly in the form of the pattern.

    What the pattern lacks: the time is 0:00; without any date it is today's; a missing year is this one, a missing
    month or day the first. Two-digit years 00-49 are 20xx. `hh` takes 00 too.

    Raises:
        Fault: `bad_text`, `out_of_range` (an impossible date), `bad_pattern`.
    """
    reader = _reader(pattern, words)
    if not (match := reader.expression.fullmatch(text.strip())):
        raise bad_text(text, Text(f"как «{pattern}»", f"the form '{pattern}'"))
    parts: dict[str, int] = {}
    for symbol, found in zip(reader.symbols, match.groups(), strict=True):
        parts[symbol] = _part(symbol, found, words)
    return _moment(parts, zone, today, text)


def _moment(parts: dict[str, int], zone: tzinfo, today: datetime, text: str) -> datetime:
    dated = bool(parts.keys() & {"y", "M", "d"})
    year = parts.get("y", today.year)
    month = parts.get("M", 1 if dated else today.month)
    day = parts.get("d", 1 if dated else today.day)
    hour = parts.get("H", parts.get("h", 0))
    if "t" in parts and "h" in parts:
        hour = hour % 12 + 12 * parts["t"]
    if "z" in parts:
        zone = timezone(timedelta(minutes=parts["z"]))
    try:
        return datetime(year, month, day, hour, parts.get("m", 0), parts.get("s", 0), parts.get("f", 0), zone)
    except ValueError:
        raise out_of_range(f"Такой даты нет: {text[:80]}", f"There is no such date: {text[:80]}") from None


def _part(symbol: str, found: str, words: Writing) -> int:
    lower = found.lower()
    match symbol:
        case "y":
            number = int(found)
            return number + (2000 if number < 50 else 1900) if len(found) <= 2 else number
        case "M" if not found.isdecimal():
            for names in (words.months, words.months_of, words.months_short):
                lowered = [name.lower() for name in names]
                if lower in lowered:
                    return lowered.index(lower) + 1
        case "t":
            return int(lower in (words.half[1].lower(), words.half_short[1].lower()))
        case "f":
            return int(f"{found:0<6}"[:6])
        case "z":
            if found == "Z":
                return 0
            hours, _, minutes = found[1:].partition(":")
            return (-1 if found[0] == "-" else 1) * (int(hours) * 60 + int(minutes or 0))
        case "weekday":
            return 0
    return int(found)


@lru_cache(maxsize=512)
def _reader(pattern: str, words: Writing) -> _Reader:
    expression, symbols = "", []
    for token in cut(pattern, _SYMBOLS):
        part, symbol = _expression(token, words, pattern)
        if symbol in symbols and symbol != "weekday":
            raise bad_pattern(
                pattern, Text(f"«{token.symbol}» стоит дважды", f"'{token.symbol}' stands twice")
            )
        expression += part
        symbols += [symbol] if symbol else []
    return _Reader(re.compile(expression, re.IGNORECASE), tuple(symbols))


def _expression(token: Token, words: Writing, pattern: str) -> tuple[str, str]:
    count = token.count
    two = "([0-9]{2})" if count >= 2 else "([0-9]{1,2})"
    match token.symbol:
        case "":
            return re.escape(token.text), ""
        case "d" | "D":
            if count > 2:
                return _any_of(*words.days, *words.days_short), "weekday"
            return two, "d"
        case "M":
            if count > 2:
                return _any_of(*words.months, *words.months_of, *words.months_short), "M"
            return two, "M"
        case "y" | "Y":
            return ("([0-9]{4})", "y") if count > 2 else (two, "y")
        case "t":
            return _any_of(*words.half, *words.half_short), "t"
        case "f":
            return f"([0-9]{{{min(count, 7)}}})", "f"
        case "K":
            return "(Z|[+-][0-9]{2}:[0-9]{2})", "z"
        case "z":
            return ("([+-][0-9]{2}:[0-9]{2})" if count > 2 else "([+-][0-9]{1,2})"), "z"
    return two, token.symbol


def _any_of(*names: str) -> str:
    longest_first = sorted(set(names), key=len, reverse=True)
    return "(" + "|".join(re.escape(name) for name in longest_first) + ")"
