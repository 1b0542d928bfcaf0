"""The pages for somebody who may only use records: nothing is offered, and nothing asked for, that is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import Served
from tests.ui.driving import Ui
from tests.ui.worked import SUBJECT, given_account, given_mailing, given_record, given_template, pressed

LOGIN, PASSWORD = "tolko_zapisi", "user-password-1"


@pytest.fixture
def person(browser: Browser, ui_server: Served) -> Iterator[Page]:
    """The window of an account with the role «Пользователь»; an answer 403 fails the test."""
    body = {"fullName": "Ольга Сидорова", "roles": ["user"], "active": True, "password": PASSWORD}
    ui_server.admin.put(f"/accounts/{LOGIN}", json=body).raise_for_status()
    with browser.new_context(
        base_url=f"http://127.0.0.1:{ui_server.port}", locale="ru-RU", reduced_motion="reduce"
    ) as context:
        context.set_default_timeout(8_000)
        page = context.new_page()
        refused: list[str] = []
        page.on("response", lambda answer: refused.append(answer.url) if answer.status == 403 else None)
        sign_in(page)
        yield page
        assert not refused, refused


def sign_in(page: Page) -> None:
    page.goto("/ui/")
    page.get_by_label("Имя пользователя").fill(LOGIN)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    # The page of signing in has a heading too.
    expect(page.get_by_role("navigation", name="Разделы")).to_be_visible()


def test_a_user_sees_records_and_nothing_to_build_or_administer(person: Page) -> None:
    sections = person.get_by_role("navigation", name="Разделы")
    for section in ("Записи", "Письма"):
        expect(sections.get_by_role("link", name=section, exact=True)).to_be_visible()
    for section in ("Подключения", "Сценарии", "Очередь", "Аккаунты", "Токены", "Обработчики"):
        expect(sections.get_by_role("link", name=section, exact=True)).to_have_count(0)


def test_a_user_presses_a_button_and_is_told_of_the_letter(
    person: Page, ui_server: Served, mailbox_port: int
) -> None:
    given = Ui(person, ui_server, "user")
    template = given_template(given)
    given_mailing(given, template, mailbox_port)
    record = given_record(given, template, Tema="Договор", Poluchatel=given_account(given))
    person.goto(f"/ui/records/{template}")
    person.get_by_role("link", name="Договор").click()
    person.get_by_role("button", name="Отправить письмо").click()
    expect(person.get_by_text("Письмо поставлено в очередь")).to_be_visible()
    expect(person.get_by_role("link", name="Открыть письмо")).to_be_visible()
    expect(person.get_by_role("link", name="Ход выполнения")).to_have_count(0)
    person.get_by_role("tab", name="История").click()
    expect(person.get_by_role("tabpanel", name="История")).to_contain_text(SUBJECT)
    expect(person).to_have_url(
        f"http://127.0.0.1:{ui_server.port}/ui/records/{template}/{record}?tab=history"
    )


def test_a_user_who_opens_the_letters_sees_those_of_records_and_can_order_nothing(
    person: Page, ui_server: Served, mailbox_port: int
) -> None:
    given = Ui(person, ui_server, "letters")
    template = given_template(given)
    route = given_mailing(given, template, mailbox_port)
    record = given_record(given, template, Tema="Договор", Poluchatel=given_account(given))
    pressed(given, template, record)
    person.get_by_role("navigation", name="Разделы").get_by_role("link", name="Письма", exact=True).click()
    expect(person.get_by_role("heading", level=1)).to_have_text("Письма")
    expect(person.get_by_role("button", name="Действия со всеми найденными")).to_have_count(0)
    expect(person.get_by_role("checkbox")).to_have_count(0)
    person.get_by_role("row").filter(has_text=route).get_by_role("link", name=SUBJECT).click()
    expect(person.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(person.get_by_role("definition").filter(has_text="petrova").first).to_be_visible()
    expect(person.get_by_role("heading", name="Получатели")).to_be_visible()
    expect(person.get_by_role("link", name=route)).to_have_count(0)
    expect(person.get_by_role("button", name="Повторить отправку")).to_have_count(0)
