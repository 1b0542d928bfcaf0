"""Working days and hours (spec/formula.md 7, working time).

Monday to Friday work; an exception date flips its day. All days, exceptions too, are calendar days of one zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.calendars import DAY, moment
from vestnik.expressions.formula.faults import out_of_range
from vestnik.expressions.formula.run import Run

_MOST_DAYS = 4_000_000
"""More than there are between the years 1 and 9999."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days work. `run` pays for every day that is looked at."""

    run: Run
    zone: tzinfo
    flipped: frozenset[date]

    @classmethod
    def of(cls, run: Run, zone: tzinfo, exceptions: Iterable[datetime]) -> WorkingCalendar:
        """The calendar with the days on which the exceptions fall in the zone."""
        return cls(run, zone, frozenset(moment.astimezone(zone).date() for moment in exceptions))

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        self.run.spend()
        return (day.weekday() < 5) != (day in self.flipped)

    def next(self, day: date, step: timedelta = DAY) -> date:
        """The nearest working day after (or, with a step back, before) a day."""
        day += step
        while not self.works(day):
            day += step
        return day

    def add_days(self, start: datetime, count: int) -> datetime:
        """So many working days on, the time of day kept; a start on a free day moves to 0:00 of the next working one.

        Raises:
            Fault: `out_of_range`.
        """
        if abs(count) > _MOST_DAYS:
            raise out_of_range("Слишком много дней", "Too many days", str(count))
        wall = start.astimezone(self.zone)
        day, clock, step = wall.date(), wall.time(), DAY if count >= 0 else -DAY
        if not self.works(day):
            day, clock = self.next(day, step), time.min
        for _ in range(abs(count)):
            day = self.next(day, step)
        return moment(day, self.zone, clock)

    def between(self, start: datetime, end: datetime, opening: timedelta, length: timedelta) -> timedelta:
        """The time from start to end inside the daily windows of working days; negative when end comes first."""
        if end < start:
            return -self.between(end, start, opening, length)
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        total = timedelta()
        while day <= last:
            if self.works(day):
                opens, closes = self._window(day, opening, length)
                total += max(min(end, closes) - max(start, opens), timedelta())
            if day == date.max:
                break
            day += DAY
        return total

    def add_hours(self, start: datetime, work: timedelta, opening: timedelta, length: timedelta) -> datetime:
        """The moment at which so much work is done; ending exactly at closing time stays there.

        Negative work goes backwards: the moment from which so much work leads to the start.
        """
        day = start.astimezone(self.zone).date()
        if work < timedelta():
            return self._hours_back(start, -work, day, opening, length)
        left = work
        while True:
            if self.works(day):
                opens, closes = self._window(day, opening, length)
                begin = max(start, opens)
                if begin + left <= closes and begin <= closes:
                    return begin + left
                left -= max(closes - begin, timedelta())
            day += DAY

    def _hours_back(
        self, start: datetime, left: timedelta, day: date, opening: timedelta, length: timedelta
    ) -> datetime:
        while True:
            if self.works(day):
                opens, closes = self._window(day, opening, length)
                end = min(start, closes)
                if end - left >= opens and end >= opens:
                    return end - left
                left -= max(end - opens, timedelta())
            day -= DAY

    def _window(self, day: date, opening: timedelta, length: timedelta) -> tuple[datetime, datetime]:
        """A day's opening and closing. A full day ends where the next begins, whatever the clocks do in between."""
        if length == DAY:
            midnight = moment(day, self.zone)
            return midnight, midnight + DAY
        opens = moment(day, self.zone, (datetime.min + opening).time())
        return opens, opens + length


def check_window(opening: timedelta, length: timedelta) -> None:
    """The daily window lies inside one day.

    Raises:
        Fault: `out_of_range`.
    """
    if opening < timedelta() or length <= timedelta() or opening + length > DAY:
        raise out_of_range(
            "Рабочий день должен начинаться и заканчиваться в одни сутки",
            "The working day must begin and end within one day",
            kinds.shown(opening),
            kinds.shown(length),
        )


def hours(count: Decimal) -> timedelta:
    """A number of hours as a length."""
    return kinds.from_seconds(count * 3600)
