"""Durations: fixed lengths."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Mark, Section, with_zone
from vestnik.kernel.durations import format_duration
from vestnik.kernel.values import NUMBERS, Value

section = Section("Длительности", "Durations")


@section.function(
    "ADDDUR(a: P, b: P) -> P",
    "S",
    "Сумма длительностей.",
    "The sum of durations.",
    ("ADDDUR(DURATION('P1DT12H'), DURATION('P1DT12H'))", {"duration": "P3D"}),
)
def adddur(run: Run, a: timedelta, b: timedelta) -> Value:
    return a + b


def _total(name: str, mark: Mark, seconds: Decimal, ru: str, en: str, example: str, gives: Any) -> None:
    @section.function(
        f"{name}(p: P) -> N",
        mark,
        f"Вся длительность {ru}, с дробной частью.",
        f"The whole length in {en}, with fraction.",
        (f"{name}(DURATION('{example}'))", gives),
    )
    def total(run: Run, p: timedelta) -> Value:
        return NUMBERS.divide(kinds.to_seconds(p), seconds)


_DAY = Decimal(86400)
_total("DAYS", "M", _DAY, "в днях", "days", "P2DT12H", 2.5)
_total("HOURS", "M", Decimal(3600), "в часах", "hours", "P2DT1H30M", 49.5)
_total("MINUTES", "M", Decimal(60), "в минутах", "minutes", "P1DT1H30M30S", 1530.5)
_total("SECONDS", "M", Decimal(1), "в секундах", "seconds", "P1DT1H30M", 91800)
_total("MONTHS", "S", 30 * _DAY, "в месяцах по 30 дней", "months of 30 days", "P45D", 1.5)
_total(
    "QUARTERS", "L", Decimal("91.25") * _DAY, "в кварталах по 91,25 дня", "quarters of 91.25 days", "P365D", 4
)
_total("YEARS", "L", 365 * _DAY, "в годах по 365 дней", "years of 365 days", "P730D", 2)

_FIRST = datetime(1, 1, 1)


def _seconds(run: Run, zone: tzinfo, x: Value) -> Value:
    match x:
        case timedelta():
            return kinds.to_seconds(x)
        case Decimal():
            return kinds.from_seconds(x)
        case datetime():
            return kinds.to_seconds(x.astimezone(zone).replace(tzinfo=None) - _FIRST)
    return None


for _name, _mark, _utc, _zone in (("INSECONDS", "S", False, ("сервера", "the server's")), ("INSECONDSUTC", "S", True, ("UTC", "UTC's"))):  # fmt: skip
    section.function(
        f"{_name}(x: PND) -> X",
        _mark,  # type: ignore[arg-type]
        f"Длительность — в секунды, число секунд — в длительность, дата — в секунды с 01.01.0001 по часам {_zone[0]}.",
        f"A duration to seconds, seconds to a duration, a date to seconds since 0001-01-01 by {_zone[1]} wall clock.",
        (f"{_name}(DURATION('PT1M'))", 60),
        cases=("P:N", "N:P", "D:N"),
    )(with_zone(_seconds, utc=_utc))


@section.function(
    "TODURATION(n: N) -> P",
    "M",
    "Длительность из числа секунд.",
    "A duration of so many seconds.",
    ("TODURATION(90)", {"duration": "PT1M30S"}),
)
def toduration(run: Run, n: Decimal) -> Value:
    return kinds.from_seconds(n)


@section.function(
    "FORMATDUR(p: P) -> T",
    "S",
    "Длительность в ISO 8601; самая крупная единица — день.",
    "The duration in ISO 8601, days as the largest unit.",
    ("FORMATDUR(INSECONDS(5000000))", "P57DT20H53M20S"),
)
def formatdur(run: Run, p: timedelta) -> Value:
    return format_duration(p)
