"""The calendar on the wall clock of a zone: parts, starts and ends of periods, calendar steps (spec/formula.md 4, 7)."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Literal, TypeAlias

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.faults import out_of_range

Period: TypeAlias = Literal["day", "week", "month", "quarter", "year"]

DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


def moment(day: date, zone: tzinfo, clock: time = time.min) -> datetime:
    """The instant at which the wall clock of a zone shows that day and time."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def start_of(period: Period, instant: datetime, zone: tzinfo) -> datetime:
    """The first moment of the period; weeks begin on Monday."""
    return moment(_first_day(period, instant.astimezone(zone).date()), zone)


def end_of(period: Period, instant: datetime, zone: tzinfo) -> datetime:
    """The last microsecond of the period, so that `<=` takes in the whole last day."""
    first = _first_day(period, instant.astimezone(zone).date())
    try:
        return moment(_next(period, first), zone) - _TICK
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _first_day(period: Period, day: date) -> date:
    match period:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1)


def _next(period: Period, first: date) -> date:
    if period in ("day", "week"):
        return first + timedelta(days=1 if period == "day" else 7)
    months = {"month": 1, "quarter": 3, "year": 12}[period]
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year > 9999:
        raise OverflowError
    return date(year, month + 1, 1)


def add_months(instant: datetime, months: Decimal, zone: tzinfo) -> datetime:
    """The same day and wall clock so many whole months away; the last day where the month is shorter.

    Raises:
        Fault: `out_of_range`: no whole number, or outside of the years 1 to 9999.
    """
    if months != months.to_integral_value() or abs(months) > 12 * 10_000:
        raise out_of_range("Нужно целое число месяцев или лет", "A whole number of months or years is needed", str(months))  # fmt: skip
    wall = instant.astimezone(zone)
    year, month = divmod(wall.year * 12 + wall.month - 1 + int(months), 12)
    if not 1 <= year <= 9999:
        raise out_of_range(f"Нет {year} года", f"There is no year {year}")
    last = calendar.monthrange(year, month + 1)[1]
    moved = wall.date().replace(year=year, month=month + 1, day=min(wall.day, last))
    return moment(moved, zone, wall.time())


def add_days(instant: datetime, days: Decimal, zone: tzinfo) -> datetime:
    """The same wall clock so many days away; a fraction of a day is a fixed length.

    Raises:
        Fault: `out_of_range`.
    """
    if abs(days) > 4_000_000:
        raise out_of_range("Такой даты нет", "There is no such date", str(days))
    whole = int(days)
    wall = instant.astimezone(zone)
    moved = moment(wall.date() + timedelta(days=whole), zone, wall.time())
    return moved + kinds.from_seconds((days - whole) * 86400)


def days_in_month(year: int, month: int) -> int:
    """28 to 31.

    Raises:
        Fault: `out_of_range`.
    """
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        raise out_of_range(f"Нет месяца {month}.{year}", f"There is no month {month}.{year}")
    return calendar.monthrange(year, month)[1]


def read_clock(instant: datetime, zone: tzinfo, shown_in: tzinfo) -> datetime:
    """The moment whose wall clock in `shown_in` reads like this one's wall clock in `zone`: another moment."""
    return instant.astimezone(zone).replace(tzinfo=shown_in).astimezone(UTC)
