"""Wall clocks, zones and working time (spec/formula.md 4 and 7)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from vestnik.kernel.values import Value

Evaluate = Callable[..., Value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The clocks go forward in Berlin on 30 March 2025 at 2:00.
        ("ISOFORMAT(ADDDAYS(DATE(\"2025-03-29T12:00:00\"), 1))", "2025-03-30T12:00:00+02:00"),
        ("ISOFORMAT(ADDHOURS(DATE(\"2025-03-29T12:00:00\"), 24))", "2025-03-30T13:00:00+02:00"),
        ("ISOFORMAT(ADDMONTHS(DATE(\"2025-01-31T12:00:00\"), 1))", "2025-02-28T12:00:00+01:00"),
        ("ISOFORMAT(ADDYEARS(DATE(\"2024-02-29\"), -1))", "2023-02-28T00:00:00+01:00"),
        ("ISOFORMAT(ADDDAYS(DATE(\"2025-03-29T12:00:00\"), 0.5))", "2025-03-30T00:00:00+01:00"),
        ("ISOFORMAT(ADDDAYS(DATE(\"2025-03-31T12:00:00\"), -1.5))", "2025-03-29T23:00:00+01:00"),
        ("HOURS(ENDOFDAY(DATE(\"2025-03-30\")) - STARTOFDAY(DATE(\"2025-03-30\"))) < 23", True),
        ("ISOFORMAT(ENDOFDAY(DATE(\"2025-03-30\")))", "2025-03-30T23:59:59.999999+02:00"),
        ("ISOFORMAT(STARTOFMONTH(DATE(\"2025-04-15\")))", "2025-04-01T00:00:00+02:00"),
        ("DATE(\"23:00:00\") == STARTOFDAY(NOW()) + DURATION(\"PT23H\")", True),
        ("DATE(\"2025-01-01Z\") == DATE(\"2025-01-01T01:00:00\")", True),
        ("ISOFORMAT(DATE(\"2025-01-01T10:00:00.5\"))", "2025-01-01T10:00:00.5+01:00"),
        ("HOUR(DATE(\"2025-01-01T10:00:00Z\"), \"Asia/Tokyo\")", Decimal(19)),
        ("DAYSINMONTH(2024, 2)", Decimal(29)),
        ("CENTURY(CREATEDATE(1999, 1, 1))", Decimal(20)),
        ("INSECONDS(DATE(\"0001-01-02\"))", Decimal(86400)),
        ("BETWEEN(NOW(), NOW(), NOW())", True),
        ("ISOWEEK(DATE(\"2021-01-03\"))", Decimal(53)),
        ("SUB(NOW(), DURATION(\"PT1H\")) < NOW()", True),
        # A Saturday moves to Monday, 0:00; Sunday 1 June is made a working day.
        ("ISOFORMAT(WORKDAYS(DATE(\"2025-05-31T15:00:00\"), 0))", "2025-06-02T00:00:00+02:00"),
        ("ISOFORMAT(WORKDAYS(DATE(\"2025-05-30T15:00:00\"), 1, LIST(DATE(\"2025-06-01\"))))", "2025-06-01T15:00:00+02:00"),
        ("ISOFORMAT(WORKDAYS(DATE(\"2025-06-02T15:00:00\"), -1))", "2025-05-30T15:00:00+02:00"),
        ("DAYS(WORKDAYSDURATION(DATE(\"2025-05-30\"), DATE(\"2025-06-03\")))", Decimal(2)),
        ("DAYS(WORKDAYSDURATION(DATE(\"2025-06-03\"), DATE(\"2025-05-30\")))", Decimal(-2)),
        ("ISOFORMAT(WORKHOURS(DATE(\"2025-05-30T12:00:00\"), -5, DURATION(\"PT9H\"), DURATION(\"PT8H\")))", "2025-05-29T15:00:00+02:00"),
        ("ISOFORMAT(WORKHOURS(DATE(\"2025-05-30T20:00:00\"), 0, DURATION(\"PT9H\"), DURATION(\"PT8H\")))", "2025-06-02T09:00:00+02:00"),
        ("HOURS(WORKHOURSDURATION(DATE(\"2025-05-29T12:00:00\"), DATE(\"2025-06-02T12:00:00\"), DURATION(\"PT9H\"), DURATION(\"PT8H\")))", Decimal(16)),
    ],
)  # fmt: skip
def test_dates_in_berlin(evaluate: Evaluate, text: str, expected: Any) -> None:
    assert evaluate(text, timeZone="Europe/Berlin") == expected


def test_a_working_day_may_not_pass_midnight(fault: Any) -> None:
    found = fault('WORKHOURS(NOW(), 1, DURATION("PT20H"), DURATION("PT5H"))')
    assert found.kind == "out_of_range"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("d.M.yy H:m:s", "7.3.04 9:5:6"),
        ("dd.MM.yyyy HH:mm:ss", "07.03.2004 09:05:06"),
        ("dddd, d MMMM", "воскресенье, 7 марта"),
        ("MMMM yyyy", "март 2004"),
        ("ddd MMM", "вс март"),
        ("hh:mm tt t", "09:05 ДП Д"),
        ("ss.fff f fffffff", "06.120 1 1200000"),
        ("zzz zz z K", "+03:00 +03 +3 +03:00"),
        ("yyyy'год'", "2004год"),
        ("yyyyг.", "2004г."),
        ("YYYY-MM-DD", "2004-03-07"),
    ],
)
def test_date_patterns(evaluate: Evaluate, pattern: str, expected: str) -> None:
    assert evaluate(f'FORMATLOC(DATE("2004-03-07T09:05:06.12"), "{pattern}")') == expected
    assert evaluate(f'FORMAT("{{0:{pattern}}}", LIST(DATE("2004-03-07T09:05:06.12")))') == expected


def test_noon_is_twelve_and_utc_is_z(evaluate: Evaluate) -> None:
    assert evaluate('FORMATLOC(DATE("2004-03-07T12:05:06"), "hhmmss")') == "120506"
    assert evaluate('FORMATLOC(DATE("2004-03-07T00:05:06"), "hhmmss")') == "120506"
    assert evaluate('FORMATUTC(NOW(), "K z")') == "Z +0"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("c", "-1.02:03:04.5000000"),
        ("g", "-1:2:03:04.5"),
        ("G", "-1:02:03:04.5000000"),
        ("d' д 'hh' ч'", "1 д 02 ч"),
        ("mm':'ss'.'fff", "03:04.500"),
        ("ss'.'FFF", "04.5"),
    ],
)
def test_duration_patterns(evaluate: Evaluate, pattern: str, expected: str) -> None:
    assert evaluate(f'FORMAT("{{0:{pattern}}}", LIST(DURATION("-P1DT2H3M4.5S")))') == expected


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("5.5.2025 7:08", "d.M.yyyy H:mm", "2025-05-05T07:08:00+03:00"),
        ("29 мая 49", "d MMMM yy", "2049-05-29T00:00:00+03:00"),
        ("29 май 50", "d MMMM yy", "1950-05-29T00:00:00+03:00"),
        ("ср, 28 мая 2025", "ddd, d MMMM yyyy", "2025-05-28T00:00:00+03:00"),
        ("10:15", "HH:mm", "2025-05-28T10:15:00+03:00"),
        ("03.2025", "MM.yyyy", "2025-03-01T00:00:00+03:00"),
        ("2025-05-05 01:00 +05:00", "yyyy-MM-dd HH:mm zzz", "2025-05-04T23:00:00+03:00"),
        ("2025-05-05T01:00:00.25Z", "yyyy-MM-ddTHH:mm:ss.ffK", "2025-05-05T04:00:00.25+03:00"),
        ("01:30 пп", "hh:mm tt", "2025-05-28T13:30:00+03:00"),
    ],
)
def test_dates_are_read_by_a_pattern(evaluate: Evaluate, text: str, pattern: str, expected: str) -> None:
    assert evaluate(f'ISOFORMAT(PARSEDATE("{text}", "{pattern}"))') == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "dd.MM.yyyy HH:mm:ss",
        "d MMMM yyyy H:m:s",
        "yyyy-MM-ddTHH:mm:ss.ffffffK",
        "dddd dd MMM yyyy hh:mm:ss tt",
    ],
)
@pytest.mark.parametrize("moment", ["2025-05-28T12:01:53", "2024-02-29T00:00:00", "1999-12-31T23:59:59"])
def test_what_is_written_is_read_back(evaluate: Evaluate, moment: str, pattern: str) -> None:
    written = f'FORMATLOC(DATE("{moment}"), "{pattern}")'
    assert evaluate(f'PARSEDATE({written}, "{pattern}") == DATE("{moment}")') is True


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("FORMAT(\"{\" + \"0\", LIST(1))", "bad_pattern"),
        ("FORMATLOC(NOW(), \"yyyy\" + \"'x\")", "bad_pattern"),
        ("FORMAT(\"{0:\" + \"X2}\", LIST(1))", "bad_pattern"),
        ("FORMAT(\"{0:\" + \"h m}\", LIST(DURATION(\"PT1H\")))", "bad_pattern"),
        ("PARSEDATE(\"1 1\", \"d d\")", "bad_pattern"),
    ],
)  # fmt: skip
def test_a_bad_pattern_is_a_fault(fault: Any, text: str, kind: str) -> None:
    assert fault(text).kind == kind


def test_braces_are_doubled(evaluate: Evaluate) -> None:
    assert evaluate('FORMAT("{{{0}}} {{", LIST(1))') == "{1} {"
