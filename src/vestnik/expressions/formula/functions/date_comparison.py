"""Dates: comparing and formatting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from vestnik.expressions.formula import arithmetic, kinds
from vestnik.expressions.formula.patterns import moments
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Section, with_zone
from vestnik.kernel.values import Value

section = Section("Даты: сравнение и формат", "Dates: comparing and formatting")


def _compare(name: str, sign: str, test: Callable[[int | None], bool], gives: bool) -> None:
    """`GT(a, b)` of dates or durations, and its twin: moments do not depend on zones."""

    def work(run: Run, a: Value, b: Value) -> Value:
        return test(arithmetic.ordered(run, a, b))

    ru, en = f"Сравнение {sign} дат или длительностей.", f"Comparison {sign} of dates or durations."
    dates = "(DATE('2025-01-02'), DATE('2025-01-01'))"
    section.function(f"{name}(a: DP, b: DP) -> B", "M", ru, en, (name + dates, gives), cases=("DD:B", "PP:B"))(work)  # fmt: skip
    section.function(f"{name}UTC(a: DP, b: DP) -> B", "S", ru, en, (f"{name}UTC" + dates, gives), cases=("DD:B", "PP:B"))(work)  # fmt: skip


_compare("EQ", "==", lambda order: order == 0, False)
_compare("NE", "!=", lambda order: order != 0, True)
_compare("GT", ">", lambda order: order == 1, True)
_compare("GE", ">=", lambda order: order in (0, 1), True)
_compare("LT", "<", lambda order: order == -1, False)
_compare("LE", "<=", lambda order: order in (-1, 0), False)


def _between(run: Run, x: Value, low: Value, high: Value) -> Value:
    return arithmetic.ordered(run, x, low) in (0, 1) and arithmetic.ordered(run, x, high) in (-1, 0)


def _declare_between(name: str, mark: Any) -> None:
    section.function(
        f"{name}(x: DP, min: DP, max: DP) -> B",
        mark,
        "Лежит ли дата или длительность между границами, включая их.",
        "Whether a date or a duration lies between bounds, them included.",
        (f'{name}(DURATION("PT3H15M"), DURATION("PT3H1M"), DURATION("PT3H25M"))', True),
        cases=("DDD:B", "PPP:B"),
    )(_between)


_declare_between("BETWEEN", "M")
_declare_between("BETWEENUTC", "S")


@section.function(
    "COMPARE(a: P, b: P) -> N",
    "S",
    "1, 0 или −1: первая длительность больше, равна или меньше.",
    "1, 0 or -1: the first duration is longer, equal or shorter.",
    ('COMPARE(DURATION("PT61M"), DURATION("PT1H"))', 1),
)
def compare(run: Run, a: timedelta, b: timedelta) -> Value:
    return Decimal((a > b) - (a < b))


def _formatted(run: Run, zone: tzinfo, d: datetime, pattern: str) -> Value:
    return moments.write(d.astimezone(zone), pattern, run.writing)


section.function(
    "FORMATLOC(d: D, pattern: T) -> T",
    "M",
    "Дата по шаблону, по часам сервера.",
    "A date by a pattern, by the server's wall clock.",
    ("FORMATLOC(DATE('2025-05-05T05:05:25'), \"dd MMMM yyyy г.\")", "05 мая 2025 г."),
)(with_zone(_formatted, utc=False))
section.function(
    "FORMATUTC(d: D, pattern: T) -> T",
    "S",
    "Дата по шаблону, по UTC.",
    "A date by a pattern, by UTC.",
    ("FORMATUTC(DATE('2025-05-05T01:00:00+03:00'), \"dd.MM.yyyy HH:mm\")", "04.05.2025 22:00"),
)(with_zone(_formatted, utc=True))


def iso_text(d: datetime, zone: tzinfo) -> str:
    """`2025-05-28T09:07:52.362149+03:00`: only as many fraction digits as there are; `Z` for UTC."""
    wall = d.astimezone(zone)
    fraction = f".{wall.microsecond:06}".rstrip("0") if wall.microsecond else ""
    offset = "Z" if zone is UTC else wall.strftime("%z")[:5]
    shown = offset if offset == "Z" else f"{offset[:3]}:{offset[3:]}"
    return wall.replace(microsecond=0, tzinfo=None).isoformat() + fraction + shown


@section.function(
    "ISOFORMAT(d: D) -> T",
    "M",
    "Дата в ISO 8601 со смещением сервера.",
    "A date in ISO 8601 with the server's offset.",
    ("ISOFORMAT(DATE('2025-05-28T09:07:52'))", "2025-05-28T09:07:52+03:00"),
)
def isoformat(run: Run, d: datetime) -> Value:
    return iso_text(d, run.zone)


@section.function(
    "ISOFORMATUTC(d: D) -> T",
    "S",
    "Дата в ISO 8601 по UTC.",
    "A date in ISO 8601 by UTC.",
    ("ISOFORMATUTC(DATE('2025-05-28T09:10:39+03:00'))", "2025-05-28T06:10:39Z"),
)
def isoformatutc(run: Run, d: datetime) -> Value:
    return iso_text(d, UTC)


def _parse(run: Run, zone: tzinfo, text: str, pattern: str) -> Value:
    return kinds.utc(moments.read(text, pattern, run.writing, zone, run.scope.now.astimezone(zone)))


section.function(
    "PARSEDATE(s: T, pattern: T) -> D",
    "M",
    "Дата из текста по шаблону, по часам сервера.",
    "A date out of text by a pattern, by the server's wall clock.",
    ('PARSEDATE("050525", "MMddyy")', {"datetime": "2025-05-05T00:00:00"}),
)(with_zone(_parse, utc=False))
section.function(
    "PARSEDATEUTC(s: T, pattern: T) -> D",
    "S",
    "Дата из текста по шаблону, по UTC.",
    "A date out of text by a pattern, by UTC.",
    ('PARSEDATEUTC("0505250001", "MMddyyhhmm")', {"datetime": "2025-05-05T00:01:00Z"}),
)(with_zone(_parse, utc=True))
