"""«Очередь»: depth and rate, what is paused, workers."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.journeys.conftest import free_port
from tests.ui.driving import MORE_LOOKS, Ui
from tests.ui.worked import sent_letter


def test_a_connection_is_paused_and_resumed(page: Page, ui: Ui) -> None:
    _, name = sent_letter(ui, free_port())
    ui.open("/queue")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name))
    row.get_by_role("button", name=f"Приостановить: Подключение {name}").click()
    expect(row.get_by_text("Приостановлено", exact=True)).to_be_visible()
    row.get_by_role("button", name=f"Возобновить: Подключение {name}").click()
    expect(row.get_by_text("Приостановлено", exact=True)).to_have_count(0)


def test_a_route_is_paused_and_stands_among_what_is_paused(page: Page, ui: Ui, mailbox_port: int) -> None:
    _, name = sent_letter(ui, mailbox_port)
    ui.open("/queue")
    page.get_by_role("combobox", name="Приостановить путь").fill(name)
    page.locator(".ant-select-item-option").get_by_text(name, exact=True).click()
    held = page.get_by_role("alert").filter(has_text="Приостановлено сейчас")
    expect(held).to_contain_text(f"Путь {name}")
    held.get_by_role("button", name=f"Возобновить: Путь {name}").click()
    expect(page.get_by_text(f"Путь {name}")).to_have_count(0)


def test_a_data_bus_is_paused_and_resumed(page: Page, ui: Ui) -> None:
    ui.open("/queue")
    bus = (
        page.get_by_role("list", name="Шины данных").get_by_role("listitem").filter(has_text="Шина данных 3")
    )
    bus.get_by_role("button", name="Приостановить: Шина данных 3").click()
    expect(bus.get_by_text("Приостановлено", exact=True)).to_be_visible()
    bus.get_by_role("button", name="Возобновить: Шина данных 3").click()
    expect(bus.get_by_text("Приостановлено", exact=True)).to_have_count(0)


def test_what_was_sent_is_drawn_and_told(page: Page, ui: Ui, mailbox_port: int) -> None:
    sent_letter(ui, mailbox_port)
    ui.open("/queue")
    expect(page.get_by_role("img", name="За последний час: принято")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("region", name="Обработчики").get_by_role("row")).to_have_count(2)


@MORE_LOOKS
def test_the_page_is_accessible_and_fits(
    page: Page, ui: Ui, mailbox_port: int, language: str, theme: str, width: int
) -> None:
    sent_letter(ui, mailbox_port)
    sent_letter(ui, free_port())
    ui.open("/queue", language=language, theme=theme, width=width)
    ui.judge(f"queue-{language}-{theme}-{width}", whole=True)
