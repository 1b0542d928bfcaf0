"""Running vector files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vestnik.expressions.cases import BadCases, n3, report, run_file
from vestnik.expressions.cases.files import read_fixture

VECTORS = Path(__file__).parent.parent / "vectors"


def _write(folder: Path, text: str) -> Path:
    path = folder / "cases.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_failure_is_written_with_what_was_expected_and_what_came(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        """
- {id: right, expr: 1 + 1, expect: 2}
- {id: wrong, expr: 1 + 1, expect: 3}
- {id: fault, expr: 1 / 0, expect: 3}
- {id: refused, expr: "1 +", expect: 3}
- {id: accepted, expr: "1", error: true}
""",
    )
    lines: list[str] = []
    assert report([path], None, lines.append) is False
    assert lines[0] == "cases.yaml: wrong\n  expected 3\n  got      2"
    assert "fault division_by_zero at 1:1" in lines[1]
    assert "syntax at 1:4" in lines[2]
    assert lines[3] == "cases.yaml: accepted\n  expected a static error\n  got      1"
    assert lines[4:] == ["1 passed, 4 failed"]


def test_the_vectors_of_both_languages_pass_together() -> None:
    lines: list[str] = []
    assert report([VECTORS / "formula-cases.yaml", VECTORS / "n3-cases.yaml"], None, lines.append), lines
    assert lines == ["480 passed, 0 failed"]


def test_an_empty_file_has_no_cases(tmp_path: Path) -> None:
    assert list(run_file(_write(tmp_path, "# nothing\n"))) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1", "a list of cases"),
        ("- {expr: 1}", "a list of cases"),
        ("- {id: a, expr: 1}\n- {id: b, n3: x}", "every case"),
        ("- {id: a, expr: 1}", "every case"),
        ("- {id: a, n3: x}", "--fixture"),
        ("- [", "while parsing"),
    ],
)
def test_a_file_that_is_no_list_of_cases_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadCases) as raised:
        list(run_file(_write(tmp_path, text)))
    assert says in raised.value.message.en


def test_a_case_that_cannot_be_run_fails_and_the_others_are_run(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        """
- {id: no world, expr: $A, context: {item: {A: {weird: 1}}}, expect: 1}
- {id: no zone, expr: "1", context: {timeZone: Mars/Olympus}, expect: 1}
- {id: nothing expected, expr: LIST()}
- {id: 4, expr: 1 + 1, expect: 2}
""",
    )
    lines: list[str] = []
    assert report([path], None, lines.append) is False
    assert "cases.yaml: no world\n  expected a case that can be run" in lines[0]
    assert "Mars/Olympus" in lines[1]
    assert "expected the key expect, or error: true" in lines[2]
    assert lines[3] == "1 passed, 3 failed"


def test_a_moment_without_quotes_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        """
- id: one
  expr: $A
  context: {now: 2025-05-05T10:00:00, item: {A: {datetime: 2025-05-05T10:00:00}, B: 2025-05-05}}
  expect: {datetime: 2025-05-05T07:00:00Z}
""",
    )
    assert [outcome.passed for outcome in run_file(path)] == [True]


def test_any_of_several_errors_of_an_n3_text_may_be_the_expected_one() -> None:
    fixture = read_fixture(VECTORS / "n3-fixture.yaml")
    text = '{ ("Elpisma" "Net") object:findProperty ?p. ?none -> ?value. }'
    for kind in ("unknown_prefix", "never_bound"):
        assert n3.run({"id": kind, "item": "rec.101", "n3": text, "error": kind}, fixture).passed


@pytest.mark.parametrize(
    ("value", "expect", "passed"),
    [
        ('"2025-03-12T09:15:30.5Z"^^xsd:dateTime', "2025-03-12T12:15:30.5+03:00", True),
        ('"2025-03-12T09:15:30Z"^^xsd:dateTime', "2025-03-12T09:15:31Z", False),
        ('"2025-03-12T09:15:30Z"^^xsd:dateTime', "noon", False),
        ('"PT90M"^^xsd:duration', "PT1H30M", True),
        ('"PT90M"', "PT1H30M", False),
        ("250.0", 250, True),
        ("true", 1, False),
        ("1", True, False),
        ("(1 (2))", [1, [2]], True),
        ("(1 (2))", [1, 2], False),
        ("?item", "rec.101", True),
    ],
)
def test_an_n3_result_is_held_against_the_notation(value: str, expect: object, passed: bool) -> None:
    fixture = read_fixture(VECTORS / "n3-fixture.yaml")
    text = f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#>. {{ {value} -> ?value. }}"
    case = {"id": "one", "item": "rec.101", "n3": text, "expect": [expect]}
    assert n3.run(case, fixture).passed is passed


@pytest.mark.parametrize(
    ("expr", "expect", "passed"),
    [
        ("LIST()", "null", True),
        ("1 / 0", "null", True),
        ("1 / 0", "[]", True),
        ("1 / 0", "0", False),
        ('""', "[]", True),
        ("LIST(1)", "1", True),
        ("1", "[1]", True),
        ("LIST(1, 2)", "[2, 1]", False),
        ("LIST(1, 2)", "{set: [2, 1]}", True),
        ("LIST(1, 1)", "{set: [1]}", False),
        ("DIVIDE(2, 3)", "0.6666666666666666", True),
        ("DIVIDE(2, 3)", "0.6667", False),
        ("DIVIDE(2, 3)", "{approx: 0.67, within: 0.01}", True),
        ("1", "true", False),
        ("true", "1", False),
        ('"1"', "1", False),
        ("DURATION('PT90M')", "{duration: PT1H30M}", True),
        ("DURATION('PT90M')", "{duration_seconds: 5400}", True),
        ("DATE('2025-01-01')", "{datetime: '2024-12-31T21:00:00Z'}", True),
        ("DATE('2025-01-01T00:00:00.9')", "{datetime: '2025-01-01T00:00:00'}", True),
        ("ID('136')", "{ref: '136'}", True),
        ("ID('doc.7')", "{ref: doc.7}", True),
        ("ID('doc.7')", "{ref: doc.8}", False),
    ],
)
def test_a_result_is_held_against_the_notation(tmp_path: Path, expr: str, expect: str, passed: bool) -> None:
    path = _write(tmp_path, f"- id: one\n  expr: {json.dumps(expr)}\n  expect: {expect}\n")
    assert [outcome.passed for outcome in run_file(path)] == [passed]
