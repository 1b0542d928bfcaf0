"""ISO 8601 durations of a fixed length: a year is 365 days and a month 30 (spec/formula.md 4)."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text


class BadDuration(Refused):
    code = "bad_duration"
    text = Text(
        "«{given}» — не длительность ISO 8601, например PT1H30M или P2D",
        "'{given}' is no ISO 8601 duration such as PT1H30M or P2D",
    )


_NUMBER = r"(\d{1,12}(?:[.,]\d{1,9})?)"
_DURATION = re.compile(
    rf"(-)?P(?=.)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_SECONDS = tuple(map(Decimal, (365 * 86400, 30 * 86400, 7 * 86400, 86400, 3600, 60, 1)))


def parse_duration(text: str) -> timedelta:
    """Read `[-]P[nY][nM][nW][nD][T[nH][nM][nS]]`; components may overflow (`PT75M`).

    Raises:
        BadDuration: another form, or longer than about 2.7 million years.
    """
    match = _DURATION.fullmatch(text)
    if not match:
        raise BadDuration(given=text[:80])
    sign, *parts = match.groups()
    seconds = sum(
        (Decimal(part.replace(",", ".")) * unit for part, unit in zip(parts, _SECONDS, strict=True) if part),
        Decimal(0),
    )
    try:
        length = timedelta(microseconds=int(seconds * 1_000_000))
    except OverflowError:
        raise BadDuration(given=text[:80]) from None
    return -length if sign else length


def format_duration(length: timedelta) -> str:
    """Write with days as the largest unit: `P57DT20H53M20S`, `PT0S`, `-PT1H`."""
    sign = "-" if length < timedelta(0) else ""
    length = abs(length)
    hours, rest = divmod(length.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = f".{length.microseconds:06d}".rstrip("0") if length.microseconds else ""
    days = f"{length.days}D" if length.days else ""
    clock = "".join(f"{amount}{unit}" for amount, unit in ((hours, "H"), (minutes, "M")) if amount)
    if seconds or fraction or not (days or clock):
        clock += f"{seconds}{fraction}S"
    return f"{sign}P{days}{'T' + clock if clock else ''}"
