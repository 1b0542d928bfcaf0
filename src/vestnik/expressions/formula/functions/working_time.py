"""Working time: days and hours that skip weekends and exceptions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.calendars import DAY, read_clock
from vestnik.expressions.formula.faults import out_of_range
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Mark, Section, Work
from vestnik.expressions.formula.working_time import WorkingCalendar, check_window, hours
from vestnik.expressions.formula.zones import UTC_ZONE
from vestnik.expressions.formula.zones import zone as zone_named
from vestnik.kernel.values import Value

section = Section("Рабочее время", "Working time")

_HOLIDAYS = "LIST(DATE('2025-05-01'), DATE('2025-05-02'), DATE('2025-05-08'), DATE('2025-05-09'))"


def _check_zone(given: Sequence[Value]) -> None:
    if isinstance(given[-1], str):
        zone_named(given[-1])


def _calendar(run: Run, zone: tzinfo, exceptions: Sequence[Value]) -> WorkingCalendar:
    days: list[datetime] = []
    for item in exceptions:
        if isinstance(item, datetime):
            days.append(item)
        elif not kinds.is_empty(item):
            raise kinds.wrong_kind(item, "D")
    run.spend(len(days))
    return WorkingCalendar.of(run, zone, days)


def _declare(
    signature: str, mark: Mark, ru: str, en: str, example: tuple[str, Any]
) -> Callable[[Work], Work]:
    zoned: dict[str, Any] = {"constant": _check_zone} if "zone: T" in signature else {}
    return section.function(signature, mark, ru, en, example, **zoned)


def _days(run: Run, zone: tzinfo, start: datetime, n: Decimal, exceptions: Sequence[Value]) -> datetime:
    if n != n.to_integral_value():
        raise out_of_range("Нужно целое число дней", "A whole number of days is needed", kinds.shown(n))
    return _calendar(run, zone, exceptions).add_days(start, int(n) if abs(n) < 10**9 else 10**9)


@_declare(
    "WORKDAYS(start: D, n: N, exceptions: L!?) -> D",
    "S",
    "Дата через n рабочих дней; даты-исключения меняют свой день на противоположный.",
    "The date n working days on; exception dates flip their day.",
    (f"WORKDAYS(DATE('2025-05-01'), 10, {_HOLIDAYS})", {"datetime": "2025-05-21T00:00:00"}),
)
def workdays(run: Run, start: datetime, n: Decimal, exceptions: Sequence[Value] = ()) -> Value:
    return _days(run, run.zone, start, n, exceptions)


@_declare(
    "WORKDAYSUTC(start: D, n: N) -> D",
    "S",
    "Дата через n рабочих дней по UTC, без исключений.",
    "The date n working days on by UTC, without exceptions.",
    ("WORKDAYSUTC(DATE('2025-05-02T00:00:00Z'), 1)", {"datetime": "2025-05-05T00:00:00Z"}),
)
def workdaysutc(run: Run, start: datetime, n: Decimal) -> Value:
    return _days(run, UTC_ZONE, start, n, ())


@_declare(
    "WORKDAYSTZ(start: D, n: N, exceptions: L!, zone: T) -> D",
    "L",
    "Дата через n рабочих дней по часам пояса zone, показанная часами сервера.",
    "The date n working days on by the zone's wall clock, read as the server's.",
    (f"WORKDAYSTZ(DATE('2025-05-01+03:00'), 10, {_HOLIDAYS}, \"America/Anchorage\")", {"datetime": "2025-05-20T00:00:00"}),
)  # fmt: skip
def workdaystz(run: Run, start: datetime, n: Decimal, exceptions: Sequence[Value], zone: str) -> Value:
    there = zone_named(zone)
    return read_clock(_days(run, there, start, n, exceptions), there, run.zone)


def _whole_days(run: Run, zone: tzinfo, a: datetime, b: datetime, exceptions: Sequence[Value]) -> timedelta:
    return _calendar(run, zone, exceptions).between(a, b, timedelta(), DAY)


@_declare(
    "WORKDAYSDURATION(a: D, b: D, exceptions: L!?) -> P",
    "S",
    "Время между датами, попадающее на рабочие дни (по 24 часа).",
    "The time between dates that falls on working days (24 hours each).",
    (f"WORKDAYSDURATION(DATE('2025-05-01'), DATE('2025-05-12'), {_HOLIDAYS})", {"duration": "P3D"}),
)
def workdaysduration(run: Run, a: datetime, b: datetime, exceptions: Sequence[Value] = ()) -> Value:
    return _whole_days(run, run.zone, a, b, exceptions)


@_declare(
    "WORKDAYSDURATIONTZ(a: D, b: D, exceptions: L!, zone: T) -> P",
    "L",
    "То же, что WORKDAYSDURATION, по календарю пояса zone.",
    "As WORKDAYSDURATION, by the calendar of the zone.",
    (f"WORKDAYSDURATIONTZ(DATE('2025-05-01'), DATE('2025-05-12'), {_HOLIDAYS}, \"Asia/Tokyo\")", {"duration": "P3DT6H"}),
)  # fmt: skip
def workdaysdurationtz(run: Run, a: datetime, b: datetime, exceptions: Sequence[Value], zone: str) -> Value:
    return _whole_days(run, zone_named(zone), a, b, exceptions)


@_declare(
    "WORKDAYSDURATIONUTC(a: D, b: D) -> P",
    "L",
    "То же, что WORKDAYSDURATION, по UTC, без исключений.",
    "As WORKDAYSDURATION, by UTC, without exceptions.",
    ("WORKDAYSDURATIONUTC(DATE('2025-05-01T00:00:00Z'), DATE('2025-05-06T00:00:00Z'))", {"duration": "P3D"}),
)
def workdaysdurationutc(run: Run, a: datetime, b: datetime) -> Value:
    return _whole_days(run, UTC_ZONE, a, b, ())


_WINDOW = "dayStart: P, dayLength: P"
_NINE_TO_FIVE = "DURATION('PT9H'), DURATION('PT8H')"


def _hours(
    run: Run, zone: tzinfo, start: datetime, n: Decimal, opening: timedelta, length: timedelta, exceptions: Sequence[Value]
) -> datetime:  # fmt: skip
    check_window(opening, length)
    return _calendar(run, zone, exceptions).add_hours(start, hours(n), opening, length)


@_declare(
    f"WORKHOURS(start: D, n: N, {_WINDOW}, exceptions: L!?) -> D",
    "S",
    "Момент через n рабочих часов; день начинается в dayStart и длится dayLength.",
    "The moment n working hours on; the day begins at dayStart and lasts dayLength.",
    (f"WORKHOURS(DATE('2025-05-16T16:00:00'), 3, {_NINE_TO_FIVE})", {"datetime": "2025-05-19T11:00:00"}),
)
def workhours(run: Run, start: datetime, n: Decimal, opening: timedelta, length: timedelta, exceptions: Sequence[Value] = ()) -> Value:  # fmt: skip
    return _hours(run, run.zone, start, n, opening, length, exceptions)


@_declare(
    f"WORKHOURSTZ(start: D, n: N, {_WINDOW}, exceptions: L!, zone: T) -> D",
    "L",
    "То же, что WORKHOURS, по часам пояса zone, показанное часами сервера.",
    "As WORKHOURS by the zone's wall clock, read as the server's.",
    (f"WORKHOURSTZ(DATE('2025-05-16T16:00:00'), 3, {_NINE_TO_FIVE}, LIST(), \"Europe/Moscow\")", {"datetime": "2025-05-19T11:00:00"}),
)  # fmt: skip
def workhourstz(run: Run, start: datetime, n: Decimal, opening: timedelta, length: timedelta, exceptions: Sequence[Value], zone: str) -> Value:  # fmt: skip
    there = zone_named(zone)
    return read_clock(_hours(run, there, start, n, opening, length, exceptions), there, run.zone)


def _hours_between(
    run: Run, zone: tzinfo, a: datetime, b: datetime, opening: timedelta, length: timedelta, exceptions: Sequence[Value]
) -> timedelta:  # fmt: skip
    check_window(opening, length)
    return _calendar(run, zone, exceptions).between(a, b, opening, length)


@_declare(
    f"WORKHOURSDURATION(a: D, b: D, {_WINDOW}, exceptions: L!?) -> P",
    "S",
    "Рабочее время между датами: день начинается в dayStart и длится dayLength.",
    "The working time between dates; the day begins at dayStart and lasts dayLength.",
    (f"WORKHOURSDURATION(DATE('2025-05-16T16:00:00'), DATE('2025-05-19T11:00:00'), {_NINE_TO_FIVE})", {"duration": "PT3H"}),
)  # fmt: skip
def workhoursduration(run: Run, a: datetime, b: datetime, opening: timedelta, length: timedelta, exceptions: Sequence[Value] = ()) -> Value:  # fmt: skip
    return _hours_between(run, run.zone, a, b, opening, length, exceptions)


@_declare(
    f"WORKHOURSDURATIONTZ(a: D, b: D, {_WINDOW}, exceptions: L!, zone: T) -> P",
    "L",
    "То же, что WORKHOURSDURATION, по часам пояса zone.",
    "As WORKHOURSDURATION, by the wall clock of the zone.",
    (f"WORKHOURSDURATIONTZ(DATE('2025-05-16T16:00:00'), DATE('2025-05-19T11:00:00'), {_NINE_TO_FIVE}, LIST(), \"Europe/Moscow\")", {"duration": "PT3H"}),
)  # fmt: skip
def workhoursdurationtz(run: Run, a: datetime, b: datetime, opening: timedelta, length: timedelta, exceptions: Sequence[Value], zone: str) -> Value:  # fmt: skip
    return _hours_between(run, zone_named(zone), a, b, opening, length, exceptions)
