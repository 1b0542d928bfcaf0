"""«Демо-ящик»: what the recipients of the demonstration got."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.driving import MORE_LOOKS, Ui
from tests.ui.worked import SUBJECT, sent_letter


def test_a_letter_arrives_and_is_read(page: Page, ui: Ui, mailbox_port: int) -> None:
    sent_letter(ui, mailbox_port)
    ui.open("/mailbox")
    page.get_by_role("list", name="Полученные письма").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=2, name=SUBJECT)).to_be_visible()
    page.get_by_role("tab", name="Текст", exact=True).click()
    expect(page.get_by_text("Здравствуйте, Анна Петрова!")).to_be_visible()


@MORE_LOOKS
def test_the_page_is_accessible_and_fits(
    page: Page, ui: Ui, mailbox_port: int, language: str, theme: str, width: int
) -> None:
    sent_letter(ui, mailbox_port)
    ui.open("/mailbox", language=language, theme=theme, width=width)
    page.get_by_role("list").filter(has_text=SUBJECT).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=2, name=SUBJECT)).to_be_visible()
    ui.judge(f"mailbox-{language}-{theme}-{width}")
