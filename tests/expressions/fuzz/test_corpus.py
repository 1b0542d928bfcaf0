"""Every text of the corpora ends in an answer or a problem, soon."""

from __future__ import annotations

import pytest
from tests.expressions.fuzz.corpus import (
    declared,
    formula_world,
    small_n3_world,
    texts,
    try_formula,
    try_n3,
)

SOON = 10.0
"""Seconds, where the limit of an evaluation is two: the machine may be busy with other things."""


@pytest.mark.parametrize("text", texts("formula.txt"), ids=lambda text: text[:40])
def test_a_formula_ends_soon(text: str) -> None:
    assert try_formula(formula_world(), text) < SOON


@pytest.mark.parametrize("text", texts("n3.txt"), ids=lambda text: text[:40])
def test_an_n3_text_ends_soon(text: str) -> None:
    assert try_n3(small_n3_world(), declared(text)) < SOON
