"""The contract of every declared function."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vestnik.expressions.cases import formula
from vestnik.expressions.formula.functions import FUNCTIONS, SECTIONS
from vestnik.expressions.formula.signatures import Function

SPEC = Path(__file__).parents[4] / "shared" / "spec" / "formula.md"
ALL = [pytest.param(function, id=name) for name, function in FUNCTIONS.items()]


@pytest.mark.parametrize("function", ALL)
def test_the_example_gives_what_the_reference_page_says(function: Function) -> None:
    expr, expect = function.example
    outcome = formula.run({"id": function.name, "expr": expr, "expect": expect, "context": function.world})
    assert outcome.passed, f"{expr}: expected {outcome.expected}, got {outcome.got}"


@pytest.mark.parametrize("function", ALL)
def test_the_example_uses_the_function(function: Function) -> None:
    assert re.search(rf"\b{function.name}\(", function.example[0])


@pytest.mark.parametrize("function", ALL)
def test_both_descriptions_are_sentences(function: Function) -> None:
    for text in (function.description.ru, function.description.en):
        assert text.endswith(".")
        assert text[0].isupper() or text[0].isdigit()
    assert re.search("[а-яё]", function.description.ru)
    assert not re.search("[а-яё]", function.description.en)


def test_no_name_is_declared_in_two_sections() -> None:
    assert sum(len(section.functions) for section in SECTIONS) == len(FUNCTIONS)


@pytest.mark.skipif(not SPEC.exists(), reason="the spec does not lie beside this checkout")
def test_every_function_of_the_spec_is_there() -> None:
    section = SPEC.read_text("utf-8").split("## 7. Functions")[1].split("## 8.")[0]
    named = {
        name
        for line in section.splitlines()
        if line.startswith(("| `", "`INT"))
        for cell in [line.split("|")[1] if line.startswith("|") else line]
        for span in re.findall(r"`([^`]+)`", cell)
        for name in re.findall(r"\b[A-Z]{2,}\b(?=[ ,A-Z]*(?:\(|$|…))", span)
    }
    assert named > {"ADDDAYS", "ADDDAYSUTC", "ENDOFQUARTERUTC", "WORKHOURSTZ", "ISOWEEK", "BOOL", "GREATEREQ"}
    assert named - FUNCTIONS.keys() - {"T", "N"} == set()
