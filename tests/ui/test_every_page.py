"""What holds for every page there is: accessible, as wide as its window, and without a word of the other language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.ui.driving import ROOT, Ui
from tests.ui.worked import given_record, given_template

MANIFESTS = sorted((ROOT / "ui" / "src" / "pages").glob("*/manifest.tsx"))
PATHS = sorted(
    {
        f"/{path.strip('/')}"
        for manifest in MANIFESTS
        for path in re.findall(r'path: "([^"]+)", load', manifest.read_text(encoding="utf-8"))
    }
)
BARE = [path for path in PATHS if ":" not in path]
# Titles and contents of records, letters and definitions are in whatever language they were written.
OWN_WORDS = """() => {
  const main = document.querySelector('main').cloneNode(true);
  for (const data of main.querySelectorAll('tbody, pre, .code, code, input, textarea, a[href^="/ui/records/"]')) data.remove();
  return main.textContent;
}"""

FULL_NAME = "Администратор"
"""Of the account that is signed in: a value, not a text of the pages."""


def test_every_page_is_known() -> None:
    assert {"/", "/connections", "/templates/new", "/templates/:name", "/records/:template/:id"} <= set(PATHS)


@pytest.mark.parametrize(("language", "theme"), [("ru", "light"), ("en", "dark")])
def test_every_page_is_accessible_and_speaks_one_language(
    page: Page, ui: Ui, language: str, theme: str
) -> None:
    faults: list[str] = []
    ui.open("/messages", language=language, theme=theme)
    for path in BARE:
        try:
            ui.go(path)
            ui.accessible()
        except AssertionError as found:
            faults.append(f"{path}: {str(found)[:600]}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path}: wider than its window")
        foreign = set(re.findall(r"[А-Яа-яЁё]{2,}", page.evaluate(OWN_WORDS))) if language == "en" else set()
        faults += [f"{path}: {word}" for word in sorted(foreign - {FULL_NAME})]
    assert not faults, "\n".join(faults)


def test_a_template_is_made_with_the_keyboard_alone(page: Page, ui: Ui) -> None:
    ui.open("/templates/new")
    field = page.get_by_label("Название")
    for _ in range(40):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    title = ui.name("Клавиши")
    page.keyboard.insert_text(title)
    expect(page.get_by_label("Системное имя")).not_to_have_value("")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_record_opens_by_its_address(page: Page, ui: Ui) -> None:
    template = given_template(ui)
    record = given_record(ui, template, Tema="Адрес")
    ui.open(f"/records/-/{record}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Адрес")
