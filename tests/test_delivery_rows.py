"""Each row of docs/delivery.md has a test that names it: `test_P12_…`, or a dialogue `P12_….smtp`; the page names them.

`python -m tests.test_delivery_rows` writes the page's last column anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs/delivery.md"

_ROW = re.compile(r"^\| ([MAPSTR]\d+) \| (.*) \| (.*) \|$", re.MULTILINE)

LEFT_OUT = {
    "S7": "not yet: signing in by XOAUTH2 comes with the cloud services",
}
"""Rows that no test names yet, with the reason. A row that has got a test has to go from here."""

IN_PART = {
    "M16": "not answering automatic mail comes with receiving",
}
"""Rows of which a part has no test yet."""


def rows() -> set[str]:
    """Every row of the page."""
    return {row for row, _, _ in _ROW.findall(PAGE.read_text("utf-8"))}


def named() -> Iterator[tuple[str, str]]:
    """Every row that a test names, with the test."""
    for path in TESTS.rglob("test_*.py"):
        for test in re.findall(r"^ *(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE):
            for row in re.findall(r"_([MAPSTR]\d+)(?=_|$)", test):
                yield row, f"{path.relative_to(TESTS)}::{test}"
    for path in (TESTS / "dialogues").glob("*.smtp"):
        yield path.name.partition("_")[0], f"dialogues::{path.name}"


def page() -> str:
    """The page with its last column as the tests are now."""
    places: dict[str, set[str]] = {}
    for row, test in named():
        places.setdefault(row, set()).add(test.partition("::")[0])

    def written(match: re.Match[str]) -> str:
        row, requirement, _ = match.groups()
        found = [f"[{place.removesuffix('.py')}](../tests/{place})" for place in sorted(places.get(row, ()))]
        found += [reason[row] for reason in (LEFT_OUT, IN_PART) if row in reason]
        return f"| {row} | {requirement} | {', '.join(found)} |"

    return _ROW.sub(written, PAGE.read_text("utf-8"))


def test_every_row_has_a_test_or_a_reason() -> None:
    missing = rows() - {row for row, _ in named()} - LEFT_OUT.keys()
    assert not missing, f"no test names {', '.join(sorted(missing))}"


def test_no_reason_has_been_overtaken() -> None:
    assert {row: test for row, test in named() if row in LEFT_OUT} == {}


def test_no_test_names_a_row_that_is_not_there() -> None:
    known = rows()
    assert {test for row, test in named() if row not in known} == set()


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "make docs"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
