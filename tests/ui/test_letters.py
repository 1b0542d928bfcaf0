"""«Письма»: states, search, orders, one letter with its tries and where its values come from."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import free_port
from tests.ui.driving import LOOKS, Ui
from tests.ui.worked import SUBJECT, sent_letter


def test_a_letter_appears_in_the_list_and_its_state_follows_by_itself(
    page: Page, ui: Ui, mailbox_port: int
) -> None:
    ui.open("/messages")
    letter, route = sent_letter(ui, mailbox_port)
    ui.open(f"/messages?route={route}")
    row = page.get_by_role("row").filter(has_text=SUBJECT)
    expect(row.get_by_text("Отправлено", exact=True)).to_be_visible()
    row.get_by_role("link", name=SUBJECT).click()
    expect(page).to_have_url(re.compile(re.escape(letter)))


def test_states_limit_the_list_and_search_knows_where_to_look(page: Page, ui: Ui, mailbox_port: int) -> None:
    _, route = sent_letter(ui, mailbox_port)
    _, waiting = sent_letter(ui, free_port())
    ui.open("/messages")
    box = page.get_by_role("searchbox")
    box.fill(f"путь:{waiting}")
    expect(page.get_by_role("row").filter(has_text=SUBJECT)).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("Отправлено"))).to_have_count(0)
    box.fill(f"путь:{route}")
    page.get_by_role("button", name=re.compile("^Отправлено")).click()
    expect(page.get_by_role("row").filter(has_text=route)).to_have_count(1)
    expect(page).to_have_url(re.compile("state=sent"))


def test_a_search_that_is_not_understood_says_why_and_can_be_mended(page: Page, ui: Ui) -> None:
    ui.open("/messages")
    box = page.get_by_role("searchbox")
    box.fill("состояние:чтото")
    expect(page.get_by_role("alert")).to_be_visible()
    box.fill("")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_letter_tells_its_tries_and_why_it_waits(page: Page, ui: Ui) -> None:
    letter, _ = sent_letter(ui, free_port())
    ui.open(f"/messages/{letter}")
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(page.get_by_role("region", name="Что с письмом")).to_contain_text("Следующая попытка")
    expect(page.get_by_role("region", name="Ход доставки")).to_contain_text("Попытка", timeout=20_000)


def test_the_contents_of_a_letter_are_in_tabs(page: Page, ui: Ui, mailbox_port: int) -> None:
    letter, _ = sent_letter(ui, mailbox_port)
    ui.open(f"/messages/{letter}")
    page.get_by_role("tab", name="Текст", exact=True).click()
    expect(page.get_by_text("Здравствуйте, Анна Петрова!")).to_be_visible()
    page.get_by_role("tab", name="Заголовки").click()
    expect(page.get_by_role("rowheader", name="Message-ID")).to_be_visible()
    page.get_by_role("tab", name="Исходный текст").click()
    expect(page.get_by_role("link", name="Скачать письмо (.eml)")).to_be_visible()


def test_each_value_leads_back_to_its_expression(page: Page, ui: Ui, mailbox_port: int) -> None:
    letter, route = sent_letter(ui, mailbox_port)
    ui.open(f"/messages/{letter}?tab=explain")
    row = page.get_by_role("row").filter(has=page.get_by_text("FullName", exact=True))
    expect(row).to_contain_text("Анна Петрова")
    expect(row).to_contain_text("$Poluchatel->fullName")
    expect(row).to_contain_text("Формула")
    expect(row.get_by_role("link", name="Показать в сценарии")).to_have_attribute(
        "href", f"/ui/scenarios/{route}?action=fill"
    )


def test_a_waiting_letter_is_cancelled_and_sent_again(page: Page, ui: Ui) -> None:
    letter, _ = sent_letter(ui, free_port())
    ui.open(f"/messages/{letter}")
    head = page.get_by_role("main").locator("header")
    page.get_by_role("button", name="Отменить отправку").click()
    expect(head.get_by_text("Отменено", exact=True)).to_be_visible()
    page.get_by_role("button", name="Повторить отправку").click()
    expect(head.get_by_text("Отменено", exact=True)).to_have_count(0)


def test_a_letter_is_redirected_and_a_wrong_address_refused_beside_its_field(page: Page, ui: Ui) -> None:
    letter, _ = sent_letter(ui, free_port())
    ui.open(f"/messages/{letter}")
    page.get_by_role("button", name="Перенаправить").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Перенаправить").click()
    expect(dialog.get_by_text("Введите адрес")).to_be_visible()
    dialog.get_by_label("Новый адрес").fill("не адрес")
    dialog.get_by_role("button", name="Перенаправить").click()
    expect(dialog.locator(".ant-form-item-explain-error")).to_be_visible()
    dialog.get_by_label("Новый адрес").fill("ivanova@example.org")
    dialog.get_by_role("button", name="Перенаправить").click()
    expect(page.get_by_text("отправлено на ivanova@example.org")).to_be_visible()


def test_many_letters_are_cancelled_at_once(page: Page, ui: Ui) -> None:
    _, route = sent_letter(ui, free_port())
    ui.open(f"/messages?route={route}")
    page.get_by_role("checkbox", name="Выбрать все").check()
    page.get_by_role("button", name="Отменить отправку").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 письмо")
    dialog.get_by_role("button", name="Отменить отправку").click()
    expect(page.get_by_text("Отменено: 1")).to_be_visible()


@LOOKS
def test_the_pages_are_accessible_and_fit(
    page: Page, ui: Ui, mailbox_port: int, language: str, theme: str, width: int
) -> None:
    letter, _ = sent_letter(ui, mailbox_port)
    pages = {
        "/messages": "letters",
        f"/messages/{letter}": "letter",
        f"/messages/{letter}?tab=explain": "letter-explained",
    }
    ui.judge_each(pages, language=language, theme=theme, width=width)
