"""Each row of spec/delivery.md that concerns sending has a test that names it: `test_P12_…`, or a dialogue `P12_….smtp`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent

LAST = {"M": 17, "A": 10, "P": 17, "S": 10, "T": 7, "R": 14}
"""The last row of each part."""

ROWS = {f"{part}{number}" for part, last in LAST.items() for number in range(1, last + 1)}

LEFT_OUT = {
    "S7": "signing in by XOAUTH2 comes with the cloud services",
}
"""Rows that no test names yet, with the reason. A row that has got a test has to go from here."""


def named() -> Iterator[tuple[str, str]]:
    """Every row that a test names, with the test."""
    for path in TESTS.rglob("test_*.py"):
        for test in re.findall(r"^ *(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE):
            for row in re.findall(r"_([MAPSTR]\d+)(?=_|$)", test):
                yield row, f"{path.relative_to(TESTS)}::{test}"
    for path in (TESTS / "dialogues").glob("*.smtp"):
        yield path.name.partition("_")[0], path.name


def test_every_row_has_a_test_or_a_reason() -> None:
    missing = ROWS - {row for row, _ in named()} - LEFT_OUT.keys()
    assert not missing, f"no test names {', '.join(sorted(missing))}"


def test_no_reason_has_been_overtaken() -> None:
    assert {row: test for row, test in named() if row in LEFT_OUT} == {}


def test_no_test_names_a_row_that_is_not_there() -> None:
    assert {test for row, test in named() if row not in ROWS} == set()
