"""The reference in the repository is that of the present declarations."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from vestnik.cli import build
from vestnik.cli.reference.errors import texts_by_code
from vestnik.cli.reference.pages import makers, pages
from vestnik.kernel.text import LANGUAGES, Language

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", makers())
def test_a_page_that_is_stale_fails_the_build(path: str, language: Language) -> None:
    page = DOCS / f"{path}.{language}.md"
    assert page.is_file(), "run `make docs`"
    assert page.read_text("utf-8") == makers()[path](language), "run `make docs`"


def test_docs_writes_only_what_is_stale(tmp_path: Path) -> None:
    made = CliRunner().invoke(build(), ["docs", "--folder", str(tmp_path)])
    assert made.output.count("made ") == len(list(pages()))
    stale = tmp_path / "reference/actions.ru.md"
    stale.write_text("something else")

    assert CliRunner().invoke(build(), ["docs", "--folder", str(tmp_path), "--check"]).exit_code == 1
    again = CliRunner().invoke(build(), ["docs", "--folder", str(tmp_path)])

    assert again.output.count("made ") == 1
    assert CliRunner().invoke(build(), ["docs", "--folder", str(tmp_path), "--check"]).exit_code == 0


def test_errors_are_told_by_code_from_classes_and_from_checks() -> None:
    found = texts_by_code()
    assert {text.en for text in found["route_disabled"]} == {"The communication route '{route}' is disabled"}
    assert "undeclared_placeholder" in found
    assert "missing" in found
    assert all(text.ru for texts in found.values() for text in texts)
