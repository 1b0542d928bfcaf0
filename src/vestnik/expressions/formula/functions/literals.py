"""Literals: texts and numbers read as values of a kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.faults import bad_text, out_of_range, shorten
from vestnik.expressions.formula.languages import Writing
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Section, with_zone
from vestnik.kernel.durations import BadDuration, parse_duration
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadNumber, BadReference, Ref, Value, number

section = Section("Литералы", "Literals")


@section.function(
    "BOOL(string: TB) -> B",
    "M",
    "Логическое значение из текста true или false в любом регистре; любой другой текст даёт пустое значение.",
    "A boolean out of the text true or false in any case; any other text gives empty.",
    ("BOOL('TRUE')", True),
)
def bool_(run: Run, given: Value) -> Value:
    if isinstance(given, bool):
        return given
    return {"true": True, "false": False}.get(str(given).lower())


def _whole(given: Decimal) -> int:
    if given != given.to_integral_value() or abs(given) > 10_000:
        raise out_of_range(f"Такой даты нет: {given:.20}", f"There is no such date: {given:.20}")
    return int(given)


def _create(run: Run | None, zone: tzinfo, *parts: Decimal) -> datetime:
    numbers = [_whole(part) for part in parts]
    try:
        return datetime(*numbers, tzinfo=zone).astimezone(UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        shown = ", ".join(map(str, numbers))
        raise out_of_range(f"Такой даты нет: {shown}", f"There is no such date: {shown}") from None


def _check_parts(given: Sequence[Value]) -> None:
    if all(isinstance(part, Decimal) for part in given):
        _create(None, UTC, *given)  # type: ignore[arg-type]


_PARTS = "y: N, m: N, d: N, h: N?, mi: N?, s: N?"

section.function(
    f"CREATEDATE({_PARTS}) -> D",
    "M",
    "Дата и время из трёх или шести чисел по часам сервера.",
    "A date-time out of three or six numbers by the server's wall clock.",
    ("CREATEDATE(2025, 5, 5, 15, 45, 15)", {"datetime": "2025-05-05T15:45:15"}),
    counts=(3, 6),
    constant=_check_parts,
)(with_zone(_create, utc=False))
section.function(
    f"CREATEDATEUTC({_PARTS}) -> D",
    "S",
    "Дата и время из трёх или шести чисел по UTC.",
    "A date-time out of three or six numbers by UTC.",
    ("CREATEDATEUTC(2025, 5, 5, 15, 45, 15)", {"datetime": "2025-05-05T15:45:15Z"}),
    counts=(3, 6),
    constant=_check_parts,
)(with_zone(_create, utc=True))


_DATE = re.compile(
    r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2}))?"
    r"(?:(T)?([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))?"
)
_DATE_FORMS = Text(
    "дата ГГГГ-ММ-ДД, время чч:мм:сс или оба через T, со смещением ±чч:мм или без него",
    "a date YYYY-MM-DD, a time hh:mm:ss, or both joined by T, with or without an offset ±hh:mm",
)


def read_date(text: str, zone: tzinfo, now: datetime) -> datetime:
    """A date-time out of its ISO text; without an offset by the wall clock of the zone; a bare time is today's.

    Raises:
        Fault: `bad_text`.
    """
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise bad_text(text, _DATE_FORMS)
    year, month, day, t, hour, minute, second, fraction, z, sign, hours, minutes = match.groups()
    dated, timed = year is not None, hour is not None
    if not (dated or timed) or (t is not None) != (dated and timed):
        raise bad_text(text, _DATE_FORMS)
    try:
        if z:
            zone = UTC
        elif sign:
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            zone = timezone(-offset if sign == "-" else offset)
        today = now.astimezone(zone)
        date = (int(year), int(month), int(day)) if year else (today.year, today.month, today.day)
        clock = (int(hour), int(minute), int(second)) if hour else (0, 0, 0)
        made = datetime(*date, *clock, int(f"{fraction or 0:0<6}"[:6]), zone)
        return made.astimezone(UTC)
    except (ValueError, OverflowError):
        raise bad_text(text, Text("существующая дата", "a date that exists")) from None


def _check_date(given: Sequence[Value]) -> None:
    if isinstance(given[0], str) and given[0]:
        read_date(given[0], UTC, datetime(2000, 1, 1, tzinfo=UTC))


@section.function(
    "DATE(string: TD) -> D",
    "M",
    "Дата и время из текста: ГГГГ-ММ-ДД, чч:мм:сс (сегодня) или оба через T, со смещением или без него.",
    "A date-time out of text: YYYY-MM-DD, hh:mm:ss (today), or both joined by T, with or without an offset.",
    ('DATE("2025-08-15T13:45:15+08:00")', {"datetime": "2025-08-15T08:45:15+03:00"}),
    constant=_check_date,
)
def date_(run: Run, given: Value) -> Value:
    if isinstance(given, datetime):
        return given
    return read_date(str(given), run.zone, run.scope.now)


@section.function(
    "DECIMAL(string: TN) -> N",
    "M",
    "Число из текста по правилам языка аккаунта; неподходящий текст даёт пустое значение.",
    "A number out of text by the rules of the account's language; a text that does not fit gives empty.",
    ('DECIMAL("10,5")', 10.5),
)
def decimal_(run: Run, given: Value) -> Value:
    return given if isinstance(given, Decimal) else read_decimal(str(given), run.writing)


def read_decimal(text: str, words: Writing) -> Decimal | None:
    """A number as the language writes it; None of any other text."""
    text = text.strip()
    if len(text) > 1_000:
        return None
    group = f"[{re.escape(words.groups)}]"
    form = rf"([+-]?)([0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)(?:{re.escape(words.decimal)}([0-9]+))?"
    if not (match := re.fullmatch(form, text)):
        return None
    sign, whole, fraction = match.groups()
    try:
        return number(f"{sign}{re.sub(group, '', whole)}.{fraction or 0}")
    except BadNumber:
        return None


def _read_duration(text: str) -> timedelta:
    try:
        return parse_duration(text.strip())
    except BadDuration:
        raise bad_text(
            text, Text("длительность ISO 8601: PT1H30M", "an ISO 8601 duration: PT1H30M")
        ) from None


def _check_duration(given: Sequence[Value]) -> None:
    if isinstance(given[0], str) and given[0]:
        _read_duration(given[0])


@section.function(
    "DURATION(string: TP) -> P",
    "M",
    "Длительность из текста ISO 8601; год — 365 дней, месяц — 30.",
    "A duration out of ISO 8601 text; a year is 365 days, a month 30.",
    ('DURATION("PT3H15M")', {"duration": "PT3H15M"}),
    constant=_check_duration,
)
def duration_(run: Run, given: Value) -> Value:
    return given if isinstance(given, timedelta) else _read_duration(str(given))


@section.function(
    "ID(string: TRN) -> R",
    "M",
    "Ссылка на объект с таким ID; существует ли он, не проверяется.",
    "A reference to the object of that id; whether it exists is not checked.",
    ('ID("account.2")', {"ref": "account.2"}),
)
def id_(run: Run, given: Value) -> Value:
    if isinstance(given, Ref):
        return given
    text = kinds.as_text(run, given).strip()
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return run.objects.find(int(text)) or Ref("rec", int(text))
    try:
        return Ref.parse(text)
    except BadReference:
        needed = Text("ID: 136 или account.2", "an id: 136 or account.2")
        raise bad_text(shorten(text), needed) from None
