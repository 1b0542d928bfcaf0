"""Every text that a person reads stands in a dictionary in both languages; none is written into the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "ui" / "src"
_COMMENTS = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
_JSX_TEXT = re.compile(r">\s*([^<>{}=;()&|]*[A-Za-zА-Яа-яЁё]{2,}[^<>{}=;()&|]*?)\s*</")
_READ_ATTRIBUTE = re.compile(
    r'\b(?:title|label|placeholder|aria-label|alt|okText|cancelText|description|hint)="([^"]*[A-Za-zА-Яа-яЁё]{2,}[^"]*)"'
)
_CYRILLIC = re.compile(r"[А-Яа-яЁё]{2,}")
# Names, keys and landmarks that are the same in every language.
ALLOWED = {"breadcrumb", "Ctrl K", "Вестник", "EN", "RU", "ID"}

CODE = sorted(
    file
    for file in SOURCES.rglob("*.ts*")
    if not file.name.lower().endswith(("texts.ts", "states.ts", "schema.d.ts"))
)


def untranslated(code: str) -> list[str]:
    bare = _COMMENTS.sub("", code)
    found = [match[1].strip() for match in _JSX_TEXT.finditer(bare)]
    found += [match[1] for match in _READ_ATTRIBUTE.finditer(bare)]
    found += _CYRILLIC.findall(re.sub(r"\[[^\]\n]*А-Яа-я[^\]\n]*\]", "", bare))
    return [text for text in found if text not in ALLOWED]


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(SOURCES)))
def test_a_page_holds_no_text_of_its_own(file: Path) -> None:
    assert untranslated(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    ["<p>Привет</p>", "<Button>Save</Button>", '<Input placeholder="Name" />', 'const title = "Ошибка";'],
)
def test_a_text_in_the_code_is_found(code: str) -> None:
    assert untranslated(code)


def test_no_translation_is_empty() -> None:
    for file in SOURCES.rglob("*exts.ts"):
        for match in re.finditer(r'\b(ru|en): ""', file.read_text(encoding="utf-8")):
            raise AssertionError(f"{file.name}: an empty text: {match[0]}")
