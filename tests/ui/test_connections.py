"""«Подключения»: made, changed and deleted by clicking, with the words of the worked example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.ui.driving import MORE_LOOKS, Ui

from vestnik.runtime.demo_mailbox import DemoMailbox


def fill(page: Page, name: str, host: str = "smtp.example.org") -> None:
    page.get_by_label("Системное имя").fill(name)
    page.get_by_label("Адрес почтового сервера").fill(host)
    page.get_by_label("Адрес эл. почты отправителя").fill("hr@example.org")


def choose(page: Page, field: str, option: str) -> None:
    page.get_by_label(field, exact=True).click()
    page.locator(".ant-select-item-option").get_by_text(option, exact=True).click()


def given(ui: Ui, name: str, **fields: object) -> None:
    body = {
        "type": "smtp_send",
        "host": "smtp.example.org",
        "sender_address": "hr@example.org",
        "auth_type": "basic" if "password" in fields else "none",
        **fields,
    }
    answer = ui.api().put(f"/connections/{name}", json=body)
    assert answer.status_code == 201, answer.text


def test_a_connection_is_created_from_the_menu_of_types(page: Page, ui: Ui) -> None:
    name = ui.name("mail")
    ui.open("/connections")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_role("menuitem", name="Подключения к электронной почте").click()
    page.get_by_role("menuitem", name="Отправка почты через SMTP").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Новое подключение: Отправка почты через SMTP")

    fill(page, name)
    page.get_by_label("Имя пользователя").fill("hr")
    page.get_by_label("Пароль", exact=True).fill("s3cret")
    page.get_by_label("Имя отправителя").fill("Отдел кадров")
    page.get_by_role("button", name="Создать").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Свойства подключения: {name}")
    stored = ui.api().get(f"/connections/{name}").json()
    assert stored["body"]["sender_name"] == "Отдел кадров"
    assert stored["secrets"] == ["password"]
    expect(page.get_by_label("Пароль", exact=True)).to_have_value("")


def test_the_menu_of_types_begins_with_a_ready_made_setting_by_the_keyboard_alone(page: Page, ui: Ui) -> None:
    ui.open("/connections")
    page.get_by_role("button", name="Создать").first.press("Enter")
    group = page.get_by_role("menuitem", name="Подключения к электронной почте")
    expect(group).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("menuitem", name="Отправка почты через SMTP")).to_be_focused()
    ui.picture("connections-menu-1280")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Яндекс 360")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Новое подключение: Отправка почты через SMTP")
    expect(page.get_by_label("Адрес почтового сервера")).not_to_have_value("")
    expect(page.get_by_role("alert")).to_contain_text("пароль")


def test_on_a_narrow_window_the_types_stand_below_their_group(page: Page, ui: Ui) -> None:
    ui.open("/connections", width=390)
    page.get_by_role("button", name="Создать").first.click()
    expect(page.get_by_text("Подключения к электронной почте")).to_be_visible()
    ui.judge("connections-menu-390")
    page.get_by_role("menuitem", name="Яндекс 360").click()
    expect(page.get_by_label("Адрес почтового сервера")).to_have_value("smtp.yandex.ru")


def test_the_port_follows_the_encryption(page: Page, ui: Ui) -> None:
    ui.open("/connections/new/smtp_send")
    port = page.get_by_label("Порт")
    expect(port).to_have_value("587")
    choose(page, "Шифрование", "SSL")
    expect(port).to_have_value("465")
    port.fill("25")
    expect(page.get_by_text("обычен порт 465")).to_be_visible()
    page.get_by_role("button", name="Поставить 465").click()
    expect(port).to_have_value("465")


def test_wrong_input_is_told_beside_its_field(page: Page, ui: Ui) -> None:
    ui.open("/connections/new/smtp_send")
    page.get_by_role("button", name="Создать").click()
    expect(page.get_by_text("Заполните поле")).to_have_count(3)

    fill(page, ui.name("mail"), host="https://smtp.example.org")
    page.get_by_label("Адрес эл. почты отправителя").fill("не адрес")
    page.get_by_role("button", name="Создать").click()

    for label in ("Адрес почтового сервера", "Адрес эл. почты отправителя"):
        field = page.locator(".ant-form-item", has=page.get_by_label(label))
        expect(field.locator(".ant-form-item-explain-error")).to_be_visible()


def test_fields_come_and_go_with_the_authentication(page: Page, ui: Ui) -> None:
    ui.open("/connections/new/smtp_send")
    expect(page.get_by_label("Домен", exact=True)).to_have_count(0)
    choose(page, "Тип аутентификации", "Аутентификация Windows")
    expect(page.get_by_label("Домен", exact=True)).to_be_visible()
    choose(page, "Тип аутентификации", "Отсутствует")
    expect(page.get_by_label("Имя пользователя")).to_have_count(0)


def test_a_stored_password_stays_when_its_field_is_left_empty(page: Page, ui: Ui) -> None:
    name = ui.name("mail")
    given(ui, name, username="hr", password="s3cret")
    ui.open(f"/connections/{name}")
    expect(page.get_by_label("Пароль", exact=True)).to_have_attribute(
        "placeholder", "Сохранён. Оставьте пустым, чтобы не менять"
    )
    page.get_by_label("Описание").fill("Письма отдела кадров")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    stored = ui.api().get(f"/connections/{name}").json()
    assert (stored["body"]["description"], stored["secrets"]) == ("Письма отдела кадров", ["password"])


def test_a_version_that_was_overtaken_is_not_overwritten(page: Page, ui: Ui) -> None:
    name = ui.name("mail")
    given(ui, name)
    ui.open(f"/connections/{name}")
    ui.api().put(
        f"/connections/{name}",
        json={
            "type": "smtp_send",
            "host": "other.example.org",
            "sender_address": "hr@example.org",
            "auth_type": "none",
        },
    )
    page.get_by_label("Описание").fill("моё")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Кто-то уже изменил это")).to_be_visible()
    page.get_by_role("button", name="Загрузить новую версию").click()
    expect(page.get_by_label("Адрес почтового сервера")).to_have_value("other.example.org")


def test_what_was_not_changed_is_left_without_a_question(page: Page, ui: Ui) -> None:
    ui.open("/connections/new/smtp_send")
    expect(page.get_by_label("Порт")).to_have_value("587")
    page.get_by_label("Имя отправителя").fill("Отдел кадров")
    page.get_by_label("Имя отправителя").clear()
    page.get_by_role("link", name="Аккаунты").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Аккаунты")


def test_unsaved_changes_are_asked_about(page: Page, ui: Ui) -> None:
    ui.open("/connections/new/smtp_send")
    page.get_by_label("Описание").fill("не сохранено")
    page.get_by_role("button", name="Отмена").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Есть несохранённые изменения")
    dialog.get_by_role("button", name="Остаться").click()
    expect(page.get_by_label("Описание")).to_have_value("не сохранено")
    page.get_by_role("button", name="Отмена").click()
    page.get_by_role("button", name="Уйти без сохранения").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Подключения")


def test_a_connection_is_deleted_after_asking(page: Page, ui: Ui) -> None:
    name = ui.name("gone")
    given(ui, name)
    ui.open(f"/connections?q={name}")
    page.get_by_role("checkbox", name=f"Выбрать строку {name}").check()
    page.get_by_role("button", name="Удалить").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Не удалять")).to_be_visible()
    dialog.get_by_role("button", name="Удалить", exact=True).click()
    expect(page.get_by_text("Ничего не найдено")).to_be_visible()


def test_a_connection_in_use_is_not_deleted_and_its_users_are_named(page: Page, ui: Ui) -> None:
    name, route = ui.name("used"), ui.name("route")
    given(ui, name)
    answer = ui.api().put(
        f"/routes/{route}", json={"type": "smtp_send", "connection": name, "disabled": True}
    )
    assert answer.status_code == 201, answer.text
    ui.open(f"/connections?q={name}")
    page.get_by_role("checkbox", name=f"Выбрать строку {name}").check()
    page.get_by_role("button", name="Удалить").click()
    expect(page.get_by_role("dialog").get_by_role("link", name=route)).to_be_visible()


def test_the_test_of_a_connection_shows_its_stages(page: Page, ui: Ui) -> None:
    ui.open("/connections/new/smtp_send")
    fill(page, "draft", host="127.0.0.1")
    choose(page, "Тип аутентификации", "Отсутствует")
    page.get_by_label("Порт").fill("1")
    page.get_by_label("Проверять соединение без отправки сообщения").check()
    page.get_by_role("button", name="Проверить соединение").click()
    panel = page.get_by_role("region", name="Проверка соединения")
    expect(panel.get_by_text("Соединение", exact=True)).to_be_visible()
    expect(panel.get_by_role("alert")).to_be_visible()


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[int]:
    """The port of a real server that takes every letter."""
    server = DemoMailbox(tmp_path / "mailbox").listen(0)
    server.start()
    yield server.port
    server.stop()


def test_each_stage_of_a_test_says_how_it_went(page: Page, ui: Ui, mailbox: int) -> None:
    name = ui.name("mail")
    given(ui, name, host="127.0.0.1", port=mailbox, encryption="none", test_recipients="petrova@example.org")
    ui.open(f"/connections/{name}")
    page.get_by_role("button", name="Проверить соединение").click()
    panel = page.get_by_role("region", name="Проверка соединения")
    expect(panel.get_by_role("alert")).to_contain_text("Соединение установлено")
    for stage in ("Адрес сервера", "Соединение", "Приветствие", "Письмо"):
        row = panel.get_by_role("listitem").filter(has=page.get_by_text(stage, exact=True))
        expect(row.get_by_label("пройдено")).to_be_visible()
    panel.get_by_role("button", name="Разговор с сервером").click()
    expect(panel.get_by_text("EHLO")).to_be_visible()


def test_a_ready_made_setting_fills_the_form_and_says_what_else_is_needed(page: Page, ui: Ui) -> None:
    ui.open("/connections/new/smtp_send")
    page.get_by_text("Яндекс 360", exact=True).click()
    expect(page.get_by_label("Адрес почтового сервера")).to_have_value("smtp.yandex.ru")
    expect(page.get_by_label("Порт")).to_have_value("465")
    expect(page.get_by_text("Нужен пароль приложения")).to_be_visible()
    page.get_by_text("Свой Exchange", exact=True).click()
    expect(page.get_by_label("Порт")).to_have_value("587")
    expect(page.get_by_label("Домен", exact=True)).to_be_visible()


def test_an_unverified_certificate_is_red_wherever_the_connection_is(page: Page, ui: Ui) -> None:
    name = ui.name("mail")
    given(ui, name, encryption="tls", tls_verify="off")
    ui.open(f"/connections?q={name}")
    expect(page.get_by_text("сертификат не проверяется")).to_be_visible()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text("Сертификат сервера не проверяется")).to_be_visible()


def test_a_connection_is_paused_and_resumed(page: Page, ui: Ui) -> None:
    name = ui.name("mail")
    given(ui, name)
    ui.open(f"/connections/{name}")
    page.get_by_role("button", name="Приостановить").click()
    expect(page.get_by_role("alert").get_by_text("Приостановлено")).to_be_visible()
    assert [one["by"] for one in ui.api().get("/places").json()["items"] if one["name"] == name] == ["admin"]
    page.get_by_role("button", name="Возобновить").click()
    expect(page.get_by_role("button", name="Приостановить")).to_be_visible()
    assert [one for one in ui.api().get("/places").json()["items"] if one["name"] == name] == []


def test_the_log_is_downloaded(page: Page, ui: Ui) -> None:
    name = ui.name("mail")
    given(ui, name, host="127.0.0.1", port=1, test_without_sending=True)
    ui.open(f"/connections/{name}")
    page.get_by_role("button", name="Проверить соединение").click()
    expect(page.get_by_role("region", name="Проверка соединения").get_by_role("alert")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать журнал").click()
    assert name in download.value.suggested_filename


@MORE_LOOKS
def test_the_pages_are_accessible_and_fit(page: Page, ui: Ui, language: str, theme: str, width: int) -> None:
    given(ui, ui.name("mail"))
    pages = {"/connections": "connections", "/connections/new/smtp_send": "connection"}
    ui.judge_each(pages, language=language, theme=theme, width=width)
