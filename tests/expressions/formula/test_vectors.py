"""The vectors of the spec, through the code that `vestnik cases` runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vestnik.expressions.cases import formula
from vestnik.expressions.cases.files import read_cases

VECTORS = Path(__file__).parents[2] / "vectors" / "formula-cases.yaml"
SPEC = Path(__file__).parents[4] / "shared" / "spec" / "formula-cases.yaml"
OWN = VECTORS.parent / "own" / "formula.yaml"
CASES: list[dict[str, Any]] = [case for file in (VECTORS, OWN) for case in read_cases(file)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_vector_of_the_spec_gives_what_it_says(case: dict[str, Any]) -> None:
    outcome = formula.run(case)
    assert outcome.passed, f"expected {outcome.expected}, got {outcome.got}"


@pytest.mark.skipif(not SPEC.exists(), reason="the spec does not lie beside this checkout")
def test_the_vectors_are_those_of_the_spec() -> None:
    assert VECTORS.read_bytes() == SPEC.read_bytes()
