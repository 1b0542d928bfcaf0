"""The vectors of the spec, and the spec's copies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from vestnik.expressions.cases.files import read_cases
from vestnik.expressions.cases.n3 import run

VECTORS = Path(__file__).parents[2] / "vectors"
SPEC = Path(__file__).parents[4] / "shared" / "spec"

CASES: list[dict[str, Any]] = [
    case for name in ("n3-cases.yaml", "own/n3.yaml") for case in read_cases(VECTORS / name)
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_vector_gives_what_the_spec_says(case: Mapping[str, Any], fixture: Mapping[str, Any]) -> None:
    outcome = run(case, fixture)
    assert outcome.passed, f"expected {outcome.expected}, got {outcome.got}"


def test_a_wrong_expectation_fails(fixture: Mapping[str, Any]) -> None:
    case = {"id": "x", "item": None, "n3": "{ 1 -> ?value. }"}
    assert run({**case, "expect": [1]}, fixture).passed
    assert not run({**case, "expect": [True]}, fixture).passed
    assert not run({**case, "expect": [1, 2]}, fixture).passed
    assert not run({**case, "error": "syntax"}, fixture).passed
    assert not run({**case, "expect": [1], "effects": {"a": 1}}, fixture).passed


@pytest.mark.parametrize("name", ["n3-cases.yaml", "n3-fixture.yaml"])
@pytest.mark.skipif(not SPEC.exists(), reason="the spec is not beside this checkout")
def test_the_copies_are_the_spec(name: str) -> None:
    assert (VECTORS / name).read_bytes() == (SPEC / name).read_bytes()
