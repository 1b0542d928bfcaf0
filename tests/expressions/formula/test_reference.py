"""The reference page is that of the declared functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.formula.reference import reference
from vestnik.kernel.text import LANGUAGES, Language

PAGES = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_the_repository_is_up_to_date(language: Language) -> None:
    page = PAGES / f"formula.{language}.md"
    assert page.read_text("utf-8") == reference(language), (
        "make it anew: see reference() of the formula package"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_is_on_the_page(language: Language) -> None:
    page = reference(language)
    assert all(f"`{name}(" in page for name in FUNCTIONS)
