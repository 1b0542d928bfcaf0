"""Every type stands in the reference, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from vestnik.kernel.text import LANGUAGES, Language
from vestnik.runtime.system import REGISTRIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_type_has_its_section(kind: str, name: str, language: Language, docs: Path) -> None:
    page = (docs / "reference" / f"{kind}.{language}.md").read_text("utf-8")
    label = REGISTRIES[kind].by_name[name].label.of(language)
    assert f"\n## {name}\n" in page, "run `make docs`"
    assert f"**{label}.**" in page, "run `make docs`"
