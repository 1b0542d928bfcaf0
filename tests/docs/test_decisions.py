"""The index of decisions is complete, and each decision says what a decision has to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.blocks import ROOT

DECISIONS = sorted((ROOT / "docs/decisions").glob("0*.md"))


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts_and_stands_in_the_index(decision: Path) -> None:
    text = decision.read_text("utf-8")
    assert text.startswith(f"# {decision.name[:4]} ")
    for part in ("Status: ", "## Context", "## Choice", "## Alternatives", "## Consequences"):
        assert part in text, part
    assert f"]({decision.name})" in (ROOT / "docs/decisions/README.md").read_text("utf-8")
