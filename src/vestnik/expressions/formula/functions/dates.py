"""Dates: reading and changing. Most functions come as twins: the server's wall clock, and UTC's with the ending UTC."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from vestnik.expressions.formula import arithmetic, calendars, kinds
from vestnik.expressions.formula.faults import out_of_range
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Mark, Section, with_zone
from vestnik.expressions.formula.zones import zone as zone_named
from vestnik.kernel.values import Value

section = Section("Даты: чтение и изменение", "Dates: reading and changing")


def twins(
    signature: str,
    ru: str,
    en: str,
    example: tuple[str, Any],
    utc: tuple[str, Any],
    mark: Mark = "M",
    **more: Any,
) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Declare `NAME` by the server's wall clock and `NAMEUTC` by UTC's; the work takes `(run, zone, …)`."""

    def declare(work: Callable[..., Value]) -> Callable[..., Value]:
        server = f"{ru[:-1]} (по часам сервера).", f"{en[:-1]} (by the server's wall clock)."
        section.function(signature, mark, *server, example, **more)(with_zone(work, utc=False))
        twin = signature.replace("(", "UTC(", 1).replace(", zone: T?", "")
        texts = f"{ru[:-1]} (по UTC).", f"{en[:-1]} (by UTC)."
        section.function(twin, "L" if mark == "L" else "S", *texts, utc, **more)(with_zone(work, utc=True))
        return work

    return declare


@section.function(
    "NOW() -> D",
    "M",
    "Текущий момент, один на всё вычисление.",
    "The current moment, one for the whole evaluation.",
    ("NOW()", {"datetime": "2025-05-28T12:01:53"}),
)
def now(run: Run) -> Value:
    return run.scope.now


@twins(
    "ADDYEARS(d: D, n: N) -> D",
    "Дата через n лет.",
    "The date n years on.",
    ("ADDYEARS(DATE('2024-02-29'), 1)", {"datetime": "2025-02-28T00:00:00"}),
    ("ADDYEARSUTC(DATE('2024-01-01T00:00:00Z'), 3)", {"datetime": "2027-01-01T00:00:00Z"}),
)
def addyears(run: Run, zone: tzinfo, d: datetime, n: Decimal) -> Value:
    return calendars.add_months(d, n * 12, zone)


@twins(
    "ADDMONTHS(d: D, n: N) -> D",
    "Дата через n месяцев; 31 января плюс месяц — последний день февраля.",
    "The date n months on; 31 January plus a month is the last day of February.",
    ("ADDMONTHS(DATE('2025-01-31'), 1)", {"datetime": "2025-02-28T00:00:00"}),
    ("ADDMONTHSUTC(DATE('2024-01-01T00:00:00Z'), 3)", {"datetime": "2024-04-01T00:00:00Z"}),
)
def addmonths(run: Run, zone: tzinfo, d: datetime, n: Decimal) -> Value:
    return calendars.add_months(d, n, zone)


@twins(
    "ADDDAYS(d: D, n: N) -> D",
    "Дата через n дней.",
    "The date n days on.",
    ("ADDDAYS(DATE('2024-01-01T01:01:01'), 3)", {"datetime": "2024-01-04T01:01:01"}),
    ("ADDDAYSUTC(DATE('2024-01-01T00:00:00Z'), -1)", {"datetime": "2023-12-31T00:00:00Z"}),
)
def adddays(run: Run, zone: tzinfo, d: datetime, n: Decimal) -> Value:
    return calendars.add_days(d, n, zone)


def _lengths(name: str, seconds: int, ru: str, en: str, example: str, result: str) -> None:
    @twins(
        f"{name}(d: D, n: N) -> D",
        f"Момент через n {ru}.",
        f"The moment n {en} on.",
        (f"{name}(DATE('2024-01-01T01:01:01'), 3)", {"datetime": example}),
        (f"{name}UTC(DATE('2024-01-01T01:01:01Z'), 3)", {"datetime": result}),
    )
    def add(run: Run, zone: tzinfo, d: datetime, n: Decimal) -> Value:
        return kinds.utc(d) + kinds.from_seconds(n * seconds)


_lengths("ADDHOURS", 3600, "часов", "hours", "2024-01-01T04:01:01", "2024-01-01T04:01:01Z")
_lengths("ADDMINUTES", 60, "минут", "minutes", "2024-01-01T01:04:01", "2024-01-01T01:04:01Z")
_lengths("ADDSECONDS", 1, "секунд", "seconds", "2024-01-01T01:01:04", "2024-01-01T01:01:04Z")


def _plus(run: Run, d: datetime, p: timedelta) -> Value:
    return arithmetic.add(run, d, p)


def _minus(run: Run, a: Value, b: Value) -> Value:
    return arithmetic.subtract(run, a, b)


section.function("ADDLOC(d: D, p: P) -> D", "M", "Дата плюс длительность.", "The date plus a duration.", ("ADDLOC(DATE('2024-01-01T01:01:01'), DURATION('P1DT12H30M5S'))", {"datetime": "2024-01-02T13:31:06"}))(_plus)  # fmt: skip
section.function("ADDUTC(d: D, p: P) -> D", "S", "Дата плюс длительность.", "The date plus a duration.", ("ADDUTC(DATE('2024-01-01T00:00:00Z'), DURATION('P1D'))", {"datetime": "2024-01-02T00:00:00Z"}))(_plus)  # fmt: skip
section.function("SUB(a: DP, b: P) -> X", "M", "Дата или длительность минус длительность.", "A date or a duration minus a duration.", ("SUB(DURATION('P2D'), DURATION('P1D'))", {"duration": "P1D"}), cases=("DP:D", "PP:P"))(_minus)  # fmt: skip
section.function("SUBUTC(d: DP, p: P) -> X", "S", "Дата минус длительность.", "A date minus a duration.", ("SUBUTC(DATE('2025-01-02T00:00:00Z'), DURATION('P1D'))", {"datetime": "2025-01-01T00:00:00Z"}), cases=("DP:D", "PP:P"))(_minus)  # fmt: skip
section.function("GETSPAN(a: D, b: D) -> P", "M", "Первая дата минус вторая.", "The first date minus the second.", ("GETSPAN(DATE('2025-05-05T05:05:25'), DATE('2025-05-05T10:10:50'))", {"duration": "-PT5H5M25S"}))(_minus)  # fmt: skip
section.function("GETSPANUTC(a: D, b: D) -> P", "S", "Первая дата минус вторая.", "The first date minus the second.", ("GETSPANUTC(DATE('2025-05-05T05:05:25+00:00'), DATE('2025-05-05T05:05:25+05:00'))", {"duration": "PT5H"}))(_minus)  # fmt: skip


def _check_zone(given: Sequence[Value]) -> None:
    if len(given) > 1 and isinstance(given[-1], str):
        zone_named(given[-1])


def _part(name: str, attribute: str, ru: str, en: str, gives: int, gives_utc: int) -> None:
    @twins(
        f"{name}(d: D, zone: T?) -> N",
        f"{ru}, в часовом поясе zone, если он задан.",
        f"{en}, in the time zone where one is given.",
        (f"{name}(DATE('2025-05-01T01:02:03'))", gives),
        (f"{name}UTC(DATE('2025-05-01T01:02:03+03:00'))", gives_utc),
        constant=_check_zone,
    )
    def part(run: Run, zone: tzinfo, d: datetime, named: str | None = None) -> Value:
        wall = d.astimezone(zone_named(named) if named else zone)
        return Decimal(getattr(wall, attribute))


_part("YEAR", "year", "Год", "The year", 2025, 2025)
_part("MONTH", "month", "Месяц", "The month", 5, 4)
_part("DAY", "day", "День", "The day", 1, 30)
_part("HOUR", "hour", "Час", "The hour", 1, 22)
_part("MINUTE", "minute", "Минуты", "The minutes", 2, 2)
_part("SECOND", "second", "Секунды", "The seconds", 3, 3)


def _bounds(suffix: str, period: calendars.Period, ru: str, en: str, starts: str, ends: str) -> None:
    @twins(
        f"STARTOF{suffix}(d: D) -> D",
        f"Начало {ru}.",
        f"The start of the {en}.",
        (f"STARTOF{suffix}(DATE('2025-05-15T01:01:01'))", {"datetime": f"{starts}T00:00:00"}),
        (f"STARTOF{suffix}UTC(DATE('2025-05-15T01:01:01Z'))", {"datetime": f"{starts}T00:00:00Z"}),
    )
    def start(run: Run, zone: tzinfo, d: datetime) -> Value:
        return calendars.start_of(period, d, zone)

    @twins(
        f"ENDOF{suffix}(d: D) -> D",
        f"Конец {ru}.",
        f"The end of the {en}.",
        (f"ENDOF{suffix}(DATE('2025-05-15T01:01:01'))", {"datetime": f"{ends}T23:59:59"}),
        (f"ENDOF{suffix}UTC(DATE('2025-05-15T01:01:01Z'))", {"datetime": f"{ends}T23:59:59Z"}),
    )
    def end(run: Run, zone: tzinfo, d: datetime) -> Value:
        return calendars.end_of(period, d, zone)


_bounds("DAY", "day", "дня", "day", "2025-05-15", "2025-05-15")
_bounds("WEEK", "week", "недели (с понедельника)", "week (from Monday)", "2025-05-12", "2025-05-18")
_bounds("MONTH", "month", "месяца", "month", "2025-05-01", "2025-05-31")
_bounds("QUARTER", "quarter", "квартала", "quarter", "2025-04-01", "2025-06-30")
_bounds("YEAR", "year", "года", "year", "2025-01-01", "2025-12-31")


def _of_day(
    signature: str,
    ru: str,
    en: str,
    gives: Any,
    gives_utc: Any,
    read: Callable[[date, Run], Value],
    mark: Mark = "S",
) -> None:
    """A function of the calendar day alone. Examples are the night of 6 May 2025, a Tuesday, in Moscow."""
    name = signature.partition("(")[0]

    @twins(
        signature,
        ru,
        en,
        (f"{name}(DATE('2025-05-06T01:01:01'))", gives),
        (f"{name}UTC(DATE('2025-05-06T01:01:01+03:00'))", gives_utc),
        mark=mark,
    )
    def work(run: Run, zone: tzinfo, d: datetime) -> Value:
        return read(d.astimezone(zone).date(), run)


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday


_of_day("DAYOFYEAR(d: D) -> N", "Номер дня в году.", "The number of the day in the year.", 126, 125, lambda day, run: Decimal(_day_of_year(day)))  # fmt: skip
_of_day("DAYOFWEEK(d: D) -> T", "Название дня недели.", "The name of the weekday.", "вторник", "понедельник", lambda day, run: run.writing.days[day.weekday()].lower())  # fmt: skip
_of_day("WEEKOFYEAR(d: D) -> N", "Целая часть номера дня, делённого на 7 (не неделя ISO: см. ISOWEEK).", "The whole part of the day's number by 7 (not the ISO week: see ISOWEEK).", 18, 17, lambda day, run: Decimal(_day_of_year(day) // 7), mark="L")  # fmt: skip
_of_day("CENTURY(d: D) -> N", "Век: год, делённый на 100, плюс 1.", "The century: the year by 100, plus 1.", 21, 21, lambda day, run: Decimal(day.year // 100 + 1), mark="L")  # fmt: skip
_of_day("ISLEAPYEAR(d: D) -> B", "Високосный ли год.", "Whether the year is a leap year.", False, False, lambda day, run: calendar.isleap(day.year))  # fmt: skip
_of_day("ISWEEKEND(d: D) -> B", "Суббота или воскресенье.", "Saturday or Sunday.", False, False, lambda day, run: day.weekday() >= 5)  # fmt: skip
_of_day("ISWORKDAY(d: D) -> B", "С понедельника по пятницу.", "Monday to Friday.", True, True, lambda day, run: day.weekday() < 5)  # fmt: skip


@twins(
    "ISTODAY(d: D) -> B",
    "Сегодня ли.",
    "Whether it is today.",
    ("ISTODAY(NOW())", True),
    ("ISTODAYUTC(ADDDAYS(NOW(), -1))", False),
)
def istoday(run: Run, zone: tzinfo, d: datetime) -> Value:
    return d.astimezone(zone).date() == run.scope.now.astimezone(zone).date()


@twins(
    "DAYSINMONTH(d: DN, month: N?) -> N",
    "Дней в месяце даты или месяца с номером.",
    "Days in the month of a date, or of a year and a month's number.",
    ("DAYSINMONTH(DATE('2025-02-05'))", 28),
    ("DAYSINMONTHUTC(2024, 02)", 29),
    mark="S",
    cases=("D:N", "NN:N"),
)
def daysinmonth(run: Run, zone: tzinfo, d: datetime | Decimal, month: Decimal | None = None) -> Value:
    if isinstance(d, datetime):
        if month is not None:
            raise kinds.wrong_kind(d, "N")
        wall = d.astimezone(zone)
        return Decimal(calendars.days_in_month(wall.year, wall.month))
    if month is None:
        raise kinds.wrong_kind(d, "D")
    if d != d.to_integral_value() or month != month.to_integral_value() or abs(d) > 10_000 or abs(month) > 12:
        raise out_of_range("Нет такого месяца", "There is no such month", kinds.shown(d), kinds.shown(month))
    return Decimal(calendars.days_in_month(int(d), int(month)))


def _convert(run: Run, d: datetime, zone: str) -> Value:
    return calendars.read_clock(d, zone_named(zone), run.zone)


for _name in ("CONVERTTIMEZONE", "CONVERTTIMEZONEUTC"):
    section.function(
        f"{_name}(d: D, zone: T) -> D",
        "L",
        "Дата, у которой часы сервера показывают то же, что часы в поясе zone; это другой момент.",
        "A date at which the server's clock shows what the clock in the zone shows; another moment.",
        (f'{_name}(DATE("2025-05-05T13:45:15+00:00"), "Europe/London")', {"datetime": "2025-05-05T14:45:15"}),
        constant=_check_zone,
    )(_convert)
