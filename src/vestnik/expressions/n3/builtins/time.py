"""cmwtime:, cmwutc:, durations: moments in the session's zone and in UTC (spec/n3.md 5.8).

cmwtime reads the fields of a moment in the session's zone; a moment that came from fromTzToTz keeps its wall clock.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from functools import lru_cache
from zoneinfo import ZoneInfo

from vestnik.expressions.n3.declare import Example, function, later
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import (
    DURATION,
    NULLABLE,
    TIME_C,
    TIME_DURATION,
    TIME_LOCAL,
    TIME_UTC,
    TIME_W,
)
from vestnik.expressions.n3.values import N3Value, WallClock, shown_moment
from vestnik.kernel.durations import BadDuration, parse_duration
from vestnik.kernel.text import Text
from vestnik.kernel.values import NUMBERS

_MOMENT = '"2025-03-12T09:15:30Z"^^xsd:dateTime'
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _in_session(machine: Machine, moment: datetime) -> datetime:
    return moment if isinstance(moment, WallClock) else moment.astimezone(machine.scope.zone)


def _in_utc(machine: Machine, moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _back(made: datetime, given: datetime) -> datetime:
    """Fields that were changed in some zone, as a moment again."""
    return made if isinstance(given, WallClock) else made.astimezone(UTC)


Local = Callable[[Machine, datetime], datetime]
Cut = Callable[[datetime], datetime]


def _first(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _last(moment: datetime) -> datetime:
    return moment.replace(hour=23, minute=59, second=59, microsecond=0, fold=0)


def _month_end(moment: datetime) -> datetime:
    return _last(moment.replace(day=calendar.monthrange(moment.year, moment.month)[1]))


def _quarter(moment: datetime) -> datetime:
    return moment.replace(month=(moment.month - 1) // 3 * 3 + 1, day=1)


_CUTS: dict[str, tuple[Cut, Text, str]] = {
    "startOfDay": (_first, Text("Начало дня", "Start of the day"), "2025-03-12T00:00:00Z"),
    "endOfDay": (_last, Text("Конец дня, 23:59:59", "End of the day, 23:59:59"), "2025-03-12T23:59:59Z"),
    "startOfWeek": (
        lambda at: _first(at - timedelta(days=at.weekday())),
        Text("Начало недели, понедельник", "Start of the week, Monday"),
        "2025-03-10T00:00:00Z",
    ),
    "endOfWeek": (
        lambda at: _last(at + timedelta(days=6 - at.weekday())),
        Text("Конец недели, воскресенье", "End of the week, Sunday"),
        "2025-03-16T23:59:59Z",
    ),
    "startOfMonth": (
        lambda at: _first(at.replace(day=1)),
        Text("Начало месяца", "Start of the month"),
        "2025-03-01T00:00:00Z",
    ),
    "endOfMonth": (_month_end, Text("Конец месяца", "End of the month"), "2025-03-31T23:59:59Z"),
    "startOfQuarter": (
        lambda at: _first(_quarter(at)),
        Text("Начало квартала", "Start of the quarter"),
        "2025-01-01T00:00:00Z",
    ),
    "endOfQuarter": (
        lambda at: _month_end(_quarter(at).replace(month=_quarter(at).month + 2)),
        Text("Конец квартала", "End of the quarter"),
        "2025-03-31T23:59:59Z",
    ),
    "startOfYear": (
        lambda at: _first(at.replace(month=1, day=1)),
        Text("Начало года", "Start of the year"),
        "2025-01-01T00:00:00Z",
    ),
    "endOfYear": (
        lambda at: _last(at.replace(month=12, day=31)),
        Text("Конец года", "End of the year"),
        "2025-12-31T23:59:59Z",
    ),
}


def _declare_cut(*iris: str, prefix: str, name: str, local: Local, lenient: bool = False) -> None:
    cut, about, result = _CUTS[name]

    @function(
        *iris, takes="dateTime", gives="dateTime", about=about, lenient=lenient,
        priority="MUST" if name.endswith("OfDay") and not lenient else "SHOULD",
        example=Example(f"{_MOMENT} {prefix}:{name} ?value.", (result,)),
    )  # fmt: skip
    def _cut(machine: Machine, moment: datetime) -> datetime:
        return _back(cut(local(machine, moment)), moment)


for _name in ("startOfDay", "endOfDay"):
    _declare_cut(TIME_C + _name, TIME_LOCAL + _name, prefix="cmwtime", name=_name, local=_in_session)
    _declare_cut(TIME_UTC + _name, prefix="cmwutc", name=_name, local=_in_utc)
for _name in ("startOfWeek", "startOfMonth"):
    _declare_cut(TIME_C + _name, prefix="cmwtime", name=_name, local=_in_session)
for _name in _CUTS:
    _declare_cut(NULLABLE + _name, prefix="cmwnullable", name=_name, local=_in_session, lenient=True)


def _declare_field(name: str, about: Text, result: str) -> None:
    in_session = TIME_C + name, TIME_LOCAL + name
    _declare_field_in(*in_session, prefix="cmwtime", name=name, local=_in_session, about=about, result=result)
    _declare_field_in(TIME_UTC + name, prefix="cmwutc", name=name, local=_in_utc, about=about, result=result)


def _declare_field_in(*iris: str, prefix: str, name: str, local: Local, about: Text, result: str) -> None:
    @function(
        *iris, takes="dateTime", gives="number", about=about,
        example=Example(f"{_MOMENT} {prefix}:{name} ?value.", (result,)),
    )  # fmt: skip
    def _field(machine: Machine, moment: datetime) -> Decimal:
        return Decimal(getattr(local(machine, moment), name))


_declare_field("year", Text("Год", "The year"), "2025")
_declare_field("month", Text("Месяц, 1–12", "The month, 1 to 12"), "3")
_declare_field("day", Text("День месяца", "The day of the month"), "12")
_declare_field("hour", Text("Час, 0–23", "The hour, 0 to 23"), "9")
_declare_field("minute", Text("Минута", "The minute"), "15")
_declare_field("second", Text("Секунда", "The second"), "30")


@function(
    TIME_C + "getSpan", takes="(dateTime dateTime)", gives="duration",
    about=Text("Время от второго момента до первого", "The time from the second moment to the first"),
    example=Example(f'({_MOMENT} "2025-03-12T08:00:00Z"^^xsd:dateTime) cmwtime:getSpan ?value.', ("PT1H15M30S",)),
)  # fmt: skip
def _get_span(machine: Machine, one: datetime, other: datetime) -> timedelta:
    return one - other


@function(
    TIME_C + "addDuration", takes="(dateTime duration)", gives="dateTime",
    about=Text("Момент позже на длительность", "A moment later by a duration"),
    example=Example(f'({_MOMENT} "PT36H"^^xsd:duration) cmwtime:addDuration ?value.', ("2025-03-13T21:15:30Z",)),
)  # fmt: skip
def _add_duration(machine: Machine, moment: datetime, length: timedelta) -> datetime:
    return moment + length


@function(
    TIME_C + "subDuration", takes="(dateTime duration)", gives="dateTime",
    about=Text("Момент раньше на длительность", "A moment earlier by a duration"),
    example=Example(f'({_MOMENT} "P1D"^^xsd:duration) cmwtime:subDuration ?value.', ("2025-03-11T09:15:30Z",)),
)  # fmt: skip
def _sub_duration(machine: Machine, moment: datetime, length: timedelta) -> datetime:
    return moment - length


@function(
    TIME_DURATION + "add", takes="(any duration)", gives="any",
    about=Text("Момент или длительность плюс длительность", "A moment or a duration plus a duration"),
    example=Example(f'({_MOMENT} "P1D"^^xsd:duration) cmwdur:add ?value.', ("2025-03-13T09:15:30Z",)),
)  # fmt: skip
def _duration_add(machine: Machine, start: N3Value, length: timedelta) -> datetime | timedelta:
    if isinstance(start, (datetime, timedelta)):
        return start + length
    raise GoalError("type_error", Text("нужны дата или длительность", "a dateTime or a duration is needed"))


@function(
    TIME_C + "toDuration", takes="number", gives="duration",
    about=Text("Длительность из секунд", "A duration of so many seconds"),
    example=Example("5400 cmwtime:toDuration ?value.", ("PT1H30M",)),
)  # fmt: skip
def _to_duration(machine: Machine, seconds: Decimal) -> timedelta:
    return timedelta(microseconds=int(seconds * 1_000_000))


@function(
    TIME_W + "inSeconds", takes="any", gives="number",
    about=Text("Секунд с 1970-01-01Z или в длительности", "Seconds since 1970-01-01Z, or in a duration"),
    example=Example('"PT1H30M"^^xsd:duration time:inSeconds ?value.', ("5400",)),
)  # fmt: skip
def _in_seconds(machine: Machine, value: N3Value) -> Decimal:
    if isinstance(value, datetime):
        return _parts_of(value - _EPOCH, timedelta(seconds=1))
    if isinstance(value, timedelta):
        return _parts_of(value, timedelta(seconds=1))
    raise GoalError("type_error", Text("нужны дата или длительность", "a dateTime or a duration is needed"))


@function(
    TIME_C + "isoFormat", takes="dateTime", gives="text",
    about=Text("Момент текстом ISO 8601", "A moment as ISO 8601 text"),
    example=Example(f"{_MOMENT} cmwtime:isoFormat ?value.", ("2025-03-12T09:15:30Z",)),
)  # fmt: skip
def _iso_format(machine: Machine, moment: datetime) -> str:
    return shown_moment(moment)


def _parts_of(length: timedelta, unit: timedelta) -> Decimal:
    with localcontext(NUMBERS):
        return Decimal(length // _MICROSECOND) / Decimal(unit // _MICROSECOND)


def _declare_total(name: str, unit: timedelta, about: Text, result: str) -> None:
    @function(
        DURATION + name, takes="duration", gives="number", about=about,
        example=Example(f'"P1DT12H"^^xsd:duration cmwduration:{name} ?value.', (result,)),
    )  # fmt: skip
    def _total(machine: Machine, length: timedelta) -> Decimal:
        return _parts_of(length, unit)


_declare_total("days", timedelta(days=1), Text("Дней всего, с долями", "Days in all, with fractions"), "1.5")
_declare_total(
    "hours", timedelta(hours=1), Text("Часов всего, с долями", "Hours in all, with fractions"), "36"
)
_declare_total(
    "minutes", timedelta(minutes=1), Text("Минут всего, с долями", "Minutes in all, with fractions"), "2160"
)


@function(
    TIME_C + "fromTzToTz", takes="(dateTime text text)", gives="dateTime", priority="SHOULD",
    about=Text(
        "Показания часов первого пояса — в показания второго; пояса по именам IANA",
        "What a clock shows in the first zone as what it shows in the second; zones by IANA name",
    ),
    example=Example(f'({_MOMENT} "UTC" "Europe/Moscow") cmwtime:fromTzToTz ?value.', ("2025-03-12T12:15:30Z",)),
)  # fmt: skip
def _from_tz_to_tz(machine: Machine, moment: datetime, source: str, target: str) -> WallClock:
    shown = moment.astimezone(UTC).replace(tzinfo=_zone(source))
    return WallClock.of(shown.astimezone(_zone(target)))


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        message = Text("неизвестный часовой пояс «{name}»", "unknown time zone '{name}'")
        raise GoalError("type_error", message.format(name=name[:40])) from None


@function(
    TIME_C + "makeDate", takes="(integer integer integer integer? integer? integer?)", gives="dateTime", priority="SHOULD",
    about=Text("Момент из года, месяца, дня и, если даны, часа, минуты, секунды", "A moment of year, month, day and, if given, hour, minute, second"),
    example=Example("(2025 3 12) cmwtime:makeDate ?value.", ("2025-03-12T00:00:00Z",)),
)  # fmt: skip
def _make_date(machine: Machine, *fields: int) -> datetime:
    if len(fields) not in (3, 6):
        raise GoalError("type_error", Text("нужно 3 или 6 чисел", "3 or 6 numbers are needed"))
    year, month, day, hour, minute, second = (*fields, 0, 0, 0)[:6]
    try:
        made = datetime(year, month, day, hour, minute, second, tzinfo=machine.scope.zone)
    except ValueError:
        raise GoalError("type_error", Text("такой даты нет", "there is no such date")) from None
    return made.astimezone(UTC)


@function(
    TIME_C + "isToday", takes="dateTime", gives="boolean", priority="SHOULD",
    about=Text("Сегодня ли этот момент", "Whether a moment is today"),
    example=Example(f"{_MOMENT} cmwtime:isToday ?value.", ("true",)),
)  # fmt: skip
def _is_today(machine: Machine, moment: datetime) -> bool:
    return _in_session(machine, moment).date() == machine.scope.now.astimezone(machine.scope.zone).date()


@function(
    TIME_C + "timeZoneHours", takes="any", gives="number", priority="SHOULD",
    about=Text(
        "Смещение от UTC в часах: пояса по имени IANA сейчас, у момента — пояса сеанса",
        "Offset from UTC in hours: of a zone by IANA name now, of a moment in the session's zone",
    ),
    example=Example('"Europe/Moscow" cmwtime:timeZoneHours ?value.', ("3",)),
)  # fmt: skip
def _time_zone_hours(machine: Machine, value: N3Value) -> Decimal:
    if isinstance(value, str):
        offset = machine.scope.now.astimezone(_zone(value)).utcoffset()
    elif isinstance(value, datetime):
        offset = value.astimezone(machine.scope.zone).utcoffset()
    else:
        raise GoalError(
            "type_error", Text("нужны дата или имя пояса", "a dateTime or the name of a zone is needed")
        )
    return _parts_of(offset or timedelta(0), timedelta(hours=1))


@function(
    TIME_C + "century", takes="dateTime", gives="number", priority="LATER",
    about=Text("Век: год, делённый на 100, плюс 1", "The century: the year by 100, plus 1"),
    example=Example(f"{_MOMENT} cmwtime:century ?value.", ("21",)),
)  # fmt: skip
def _century(machine: Machine, moment: datetime) -> Decimal:
    return Decimal(_in_session(machine, moment).year // 100 + 1)


@function(
    DURATION + "parseDuration", TIME_C + "parseDuration", takes="text", gives="duration", priority="LATER",
    about=Text("Длительность из текста ISO 8601", "A duration out of ISO 8601 text"),
    example=Example('"PT90M" cmwduration:parseDuration ?value.', ("PT1H30M",)),
)  # fmt: skip
def _parse_duration(machine: Machine, text: str) -> timedelta:
    try:
        return parse_duration(text.strip())
    except BadDuration as error:
        raise GoalError("type_error", error.message) from None


later(
    TIME_C,
    "workhours workdays workhoursDuration workdaysDuration",
    "рабочее время — в языке формул: WORKDAYS, WORKHOURS",
    "working time is in the formula language: WORKDAYS, WORKHOURS",
)
