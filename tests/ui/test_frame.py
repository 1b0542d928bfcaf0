"""Signing in, the frame around every page, the start page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import PASSWORD, Served
from tests.ui.driving import MORE_LOOKS, Ui


def test_signing_in_leads_to_the_page_that_was_asked_for(browser: Browser, ui_server: Served) -> None:
    context = browser.new_context(base_url=f"http://127.0.0.1:{ui_server.port}", locale="ru-RU")
    page = context.new_page()
    page.goto("/ui/connections")
    page.get_by_label("Имя пользователя").fill("admin")
    page.get_by_label("Пароль").fill("wrong-password")
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("alert")).to_contain_text("Неверное имя пользователя или пароль")
    Ui(page, ui_server, "login").accessible()
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Подключения")
    page.get_by_role("button", name="Меню пользователя").click()
    page.get_by_role("menuitem", name="Выйти").click()
    expect(page.get_by_role("button", name="Войти")).to_be_visible()
    context.close()


def test_a_password_that_another_has_set_is_changed_first_and_later_at_will(
    browser: Browser, ui_server: Served, ui: Ui
) -> None:
    login = ui.name("novy").lower()
    given = {"fullName": "Новый Сотрудник", "roles": ["user"], "password": "given-by-admin-1"}
    ui.api().put(f"/accounts/{login}", json=given).raise_for_status()
    ui.api().put(f"/accounts/{login}/password", json={"password": "given-by-admin-1"}).raise_for_status()
    context = browser.new_context(base_url=f"http://127.0.0.1:{ui_server.port}", locale="ru-RU")
    page = context.new_page()

    def change(current: str, password: str, repeated: str) -> None:
        page.get_by_label("Текущий пароль").fill(current)
        page.get_by_label("Новый пароль", exact=True).fill(password)
        page.get_by_label("Новый пароль ещё раз").fill(repeated)
        page.get_by_role("button", name="Сменить пароль").click()

    page.goto("/ui/messages")
    page.get_by_label("Имя пользователя").fill(login)
    page.get_by_label("Пароль").fill("given-by-admin-1")
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("heading", name="Придумайте свой пароль")).to_be_visible()
    Ui(page, ui_server, "must_change_password").judge("must_change_password")
    change("given-by-admin-1", "my-own-password-1", "another")
    expect(page.get_by_text("Пароли не совпадают")).to_be_visible()
    change("mistyped", "my-own-password-1", "my-own-password-1")
    expect(page.get_by_text("Текущий пароль неверен")).to_be_visible()
    change("given-by-admin-1", "short", "short")
    expect(page.get_by_text("Пароль должен содержать от 8 до 1024 символов")).to_be_visible()
    change("given-by-admin-1", "my-own-password-1", "my-own-password-1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Письма")

    page.get_by_role("button", name="Меню пользователя").click()
    page.get_by_role("menuitem", name="Сменить пароль").click()
    dialog = page.get_by_role("dialog", name="Сменить пароль")
    Ui(page, ui_server, "own_password").judge("own_password")
    change("my-own-password-1", "my-own-password-2", "my-own-password-2")
    expect(page.get_by_text("Пароль изменён").first).to_be_visible()
    expect(dialog).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Письма")
    context.close()


def test_the_language_changes_at_once_and_stays(page: Page, ui: Ui) -> None:
    page.goto("/ui/connections")
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connections")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connections")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_first_key_leads_past_the_navigation(page: Page, ui: Ui) -> None:
    ui.open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Перейти к содержанию")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_any_page_is_found_from_the_keyboard(page: Page, ui: Ui) -> None:
    ui.open("/")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("подкл")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Подключения")


def test_an_address_that_leads_nowhere_says_so(page: Page, ui: Ui) -> None:
    page.goto("/ui/no/such/page")
    expect(page.get_by_role("heading", level=1)).to_have_text("Такой страницы нет")


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/connections/no_such", "Подключения"),
        ("/routes/no_such", "Пути передачи данных"),
        ("/templates/no_such", "Шаблоны записей"),
        ("/scenarios/no_such", "Сценарии"),
        ("/records/no_such", "Записи"),
        ("/messages/msg.999999", "Письма"),
        ("/runs/run.999999", "Выполнения"),
        ("/accounts/no_such", "Аккаунты"),
    ],
)
def test_what_is_not_there_is_told_with_the_way_back(page: Page, ui: Ui, path: str, section: str) -> None:
    ui.open(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Не найдено")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name=section).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(section)


@MORE_LOOKS
def test_the_start_page_is_accessible_and_fits(
    page: Page, ui: Ui, language: str, theme: str, width: int
) -> None:
    ui.open("/", language=language, theme=theme, width=width)
    ui.judge(f"home-{language}-{theme}-{width}")
