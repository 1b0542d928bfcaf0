"""Scenarios: the list, the designer with its cards and windows, the check, the trial."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui.driving import Ui


@pytest.fixture
def letters(ui: Ui) -> str:
    """System name of a template with an account, a document and a button; route and connection of the same name."""
    name = ui.name("Pisma")
    api = ui.api()
    attributes = [
        {"name": "Poluchatel", "title": "Получатель", "data_type": "account"},
        {"name": "Vlozhenie", "title": "Вложение", "data_type": "document"},
    ]
    button = {"name": "Otpravit", "title": "Отправить", "context": "record", "operation": "trigger_event"}
    template = {
        "kind": "template",
        "name": name,
        "title": f"Письма {name}",
        "attributes": attributes,
        "buttons": [button],
    }
    connection = {
        "kind": "connection",
        "type": "smtp_send",
        "name": name,
        "host": "127.0.0.1",
        "port": 2525,
        "auth_type": "none",
        "encryption": "none",
        "sender_address": "hr@example.org",
    }
    route = {
        "kind": "route",
        "type": "smtp_send",
        "name": name,
        "connection": name,
        "attributes": {"request": [{"name": "FullName", "type": "string"}]},
        "integration": {"subject_template": "Для {FullName}", "body_template": "Здравствуйте, {FullName}!"},
    }
    for place, body in (("templates", template), ("connections", connection), ("routes", route)):
        api.put(f"/{place}/{name}", json=body).raise_for_status()
    return name


def choose(page: Page, label: str, option: str, within: Locator | None = None) -> None:
    """Pick an option of a drop-down list by its text."""
    (within or page).get_by_label(label, exact=True).click()
    page.keyboard.insert_text(option)
    page.locator(".ant-select-item-option:visible", has_text=option).first.click()


def add(page: Page, action: str) -> Locator:
    """Add an action at the end; gives its window."""
    page.get_by_label("Схема сценария").get_by_role("button", name="Добавить действие").last.click()
    page.get_by_role("menuitem", name=action).click()
    window = page.get_by_role("dialog", name=f"Действие: {action}")
    expect(window).to_be_visible()
    return window


def drag(page: Page, card: Locator, place: Locator) -> None:
    """Take a card by its header and let it go over a place, in small moves as a hand does."""
    start, end = card.bounding_box(), place.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 40, steps=4)
    page.wait_for_timeout(50)  # the page marks the places that take the card
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()


def editor(window: Locator, label: str) -> Locator:
    """The code editor itself; until it is loaded, a plain field of the same name stands in for it."""
    return window.locator(f'.cm-content[aria-label="{label}"]')


def fill_code(window: Locator, label: str, text: str) -> None:
    """Put a text in place of what stands in a code editor."""
    editor(window, label).click()
    window.page.keyboard.press("Control+A")
    window.page.keyboard.insert_text(text)


def test_a_scenario_is_built_tried_and_saved_by_clicking(page: Page, ui: Ui, letters: str) -> None:
    api = ui.api()
    api.put(
        f"/accounts/{letters.lower()}", json={"fullName": "Анна Петрова", "mbox": f"{letters}@example.org"}
    )
    account = api.get(f"/accounts/{letters.lower()}").json()["id"]
    api.post(f"/templates/{letters}/records", json={"values": {"Poluchatel": account}}).raise_for_status()
    ui.open("/scenarios/new")
    properties = page.get_by_role("dialog", name="Свойства")
    properties.get_by_label("Название").fill(f"Отправка {letters}")
    expect(properties.get_by_label("Системное имя")).to_have_value(f"Otpravka{letters.replace('_', '')}")
    properties.get_by_role("button", name="Готово").click()

    page.get_by_role("button", name="Нажатие кнопки").click()
    event = page.get_by_role("dialog", name="Событие: Нажатие кнопки")
    choose(page, "Контекстный шаблон", f"Письма {letters}", event)
    choose(page, "Кнопка", "Отправить", event)
    event.get_by_role("button", name="Готово").click()
    expect(page.get_by_text(f"Нажата кнопка «Отправить» для записей «Письма {letters}»")).to_be_visible()

    variables = add(page, "Изменить значения переменных")
    variables.get_by_label("Набор переменных").fill("mail")
    variables.get_by_role("button", name="Создать", exact=True).click()
    variables.get_by_role("combobox", name="Имя переменной").fill("To")
    variables.get_by_role("checkbox", name="Выбрать To").check()
    variables.get_by_role("button", name="Создать", exact=True).click()
    variables.get_by_role("combobox", name="Имя переменной").nth(1).fill("Address")
    variables.get_by_role("button", name="Вид значения: Значение: To.Address").click()
    page.get_by_role("menuitem", name="Формула").click()
    fill_code(variables, "Значение: To.Address", "$Poluchatel->mbox")
    variables.get_by_role("checkbox", name="Выбрать To").uncheck()
    variables.get_by_role("button", name="Создать", exact=True).click()
    variables.get_by_role("combobox", name="Имя переменной").last.fill("FullName")
    variables.get_by_role("button", name="Вид значения: Значение: FullName").click()
    page.get_by_role("menuitem", name="Формула").click()
    fill_code(variables, "Значение: FullName", "$Poluchatel->fullName")
    variables.get_by_role("button", name="Готово").click()
    expect(page.get_by_text("mail: To, FullName")).to_be_visible()

    sending = add(page, "Отправить сообщение")
    choose(page, "Подключение", letters, sending)
    choose(page, "Путь передачи данных", letters, sending)
    sending.get_by_label("Переменная с сообщением").fill("mail")
    sending.get_by_role("button", name="Готово").click()

    page.get_by_role("button", name="Проверить").click()
    expect(page.get_by_text("Замечаний нет: сценарий можно публиковать")).to_be_visible()

    page.get_by_role("button", name="Испытать").click()
    trial = page.get_by_role("dialog", name="Испытать сценарий")
    trial.get_by_label("Запись").click()
    page.locator(".ant-select-dropdown:visible .ant-select-item-option").first.click()
    trial.get_by_role("button", name="Выполнить").click()
    expect(trial.get_by_text("Для Анна Петрова", exact=True)).to_be_visible()
    expect(trial.get_by_text(f"{letters}@example.org").first).to_be_visible()
    trial.get_by_role("button", name="Закрыть").click()

    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.get_by_text("Сценарий сохранён")).to_be_visible()
    api = ui.api()
    stored = api.get(f"/scenarios/Otpravka{letters.replace('_', '')}").json()["body"]
    assert api.get("/messages", params={"to": f"{letters}@example.org"}).json()["items"] == []
    assert [action["type"] for action in stored["actions"]] == ["change_variables", "send_message"]
    to, full_name = stored["actions"][0]["variables"]
    assert (to["name"], full_name["name"]) == ("To", "FullName")
    assert [(row["name"], row["value"]) for row in to["children"]] == [
        ("Address", {"formula": "$Poluchatel->mbox"})
    ]
    assert full_name["value"] == {"formula": "$Poluchatel->fullName"}


@pytest.fixture
def stored(ui: Ui, letters: str) -> str:
    """A saved scenario with two actions."""
    rows = [{"name": "FullName", "value": {"formula": "$Poluchatel->fullName"}}]
    to = {"name": "To", "children": [{"name": "Address", "value": {"formula": "$Poluchatel->mbox"}}]}
    body = {
        "kind": "scenario",
        "name": letters,
        "title": f"Сценарий {letters}",
        "event": {"type": "button_clicked", "context_template": letters, "button": "Otpravit"},
        "actions": [
            {"type": "change_variables", "operation": "replace", "set": "mail", "variables": [to, *rows]},
            {"type": "send_message", "connection": letters, "route": letters, "message_variable": "mail"},
        ],
    }
    api = ui.api()
    api.put(f"/scenarios/{letters}", json=body).raise_for_status()
    return letters


def expect_cards(page: Page, *wanted: str) -> None:
    cards = page.get_by_label("Схема сценария").get_by_role("article")
    expect(cards).to_have_count(len(wanted))
    for place, name in enumerate(wanted):
        expect(cards.nth(place)).to_have_attribute("aria-label", re.compile(f"^{name}(:|$)"))


def test_actions_are_moved_duplicated_removed_and_every_step_can_be_undone(
    page: Page, ui: Ui, stored: str
) -> None:
    ui.open(f"/scenarios/{stored}")
    event, fill, send = "Нажатие кнопки", "Изменить значения переменных", "Отправить сообщение"
    expect_cards(page, event, fill, send)
    card = page.get_by_role("button", name="Отправить сообщение").first
    card.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_cards(page, event, send, fill)
    page.get_by_role("button", name="Дублировать «Отправить сообщение»").click()
    expect_cards(page, event, send, send, fill)
    page.get_by_role("button", name="Удалить «Изменить значения переменных»").click()
    expect_cards(page, event, send, send)
    for _ in range(3):
        page.get_by_role("button", name="Отменить изменение").click()
    expect_cards(page, event, fill, send)
    expect(page.get_by_role("button", name="Сохранить", exact=True)).to_be_disabled()


def test_a_card_is_dragged_into_a_container_but_never_into_itself(page: Page, ui: Ui, stored: str) -> None:
    ui.open(f"/scenarios/{stored}")
    window = add(page, "Выполнить по условиям")
    window.get_by_role("button", name="Готово").click()
    expect(window).to_be_hidden()
    expect(page.get_by_text("1 замечание")).to_be_visible()  # told on the card: nothing moves any more
    inside = page.get_by_text("Действий внутри нет").locator("..")
    drag(page, page.get_by_role("article", name="Отправить сообщение"), inside)
    container = page.get_by_role("article", name="Выполнить по условиям")
    expect(container.get_by_role("article", name="Отправить сообщение")).to_be_visible()
    expect_cards(
        page,
        "Нажатие кнопки",
        "Изменить значения переменных",
        "Выполнить по условиям",
        "Отправить сообщение",
    )


def test_what_is_wrong_is_told_at_its_card_and_leads_there(page: Page, ui: Ui, stored: str) -> None:
    ui.open(f"/scenarios/{stored}")
    page.get_by_role("button", name="Изменить значения переменных").first.click()
    window = page.get_by_role("dialog", name="Действие: Изменить значения переменных")
    fill_code(window, "Значение: FullName", "$Poluchatl->fullName")
    expect(window.get_by_text("Poluchatel").last).to_be_visible()
    window.get_by_role("button", name="Готово").click()
    page.get_by_role("button", name="Проверить").click()
    found = page.get_by_label("Результат проверки")
    expect(found.get_by_role("button", name="Poluchatl")).to_be_visible()
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.get_by_text("Сценарий не сохранён: исправьте замечания")).to_be_visible()
    found.get_by_role("button", name="Poluchatl").click()
    expect(window).to_be_visible()
    expect(window.get_by_text("Poluchatl").first).to_be_visible()
    window.get_by_role("button", name="Готово").click()
    page.get_by_role("button", name="Сохранить приостановленным").click()
    page.get_by_role("menuitem", name="Сохранить приостановленным").click()
    expect(page.get_by_text("Сценарий сохранён")).to_be_visible()
    expect(page.get_by_text("Приостановлен")).to_be_visible()


def test_what_is_typed_before_the_editor_is_there_is_kept_and_typing_goes_on(
    page: Page, ui: Ui, stored: str
) -> None:
    with ui.late("CodeEditor"):
        ui.open(f"/scenarios/{stored}")
        page.get_by_role("button", name="Изменить значения переменных").first.click()
        window = page.get_by_role("dialog", name="Действие: Изменить значения переменных")
        window.get_by_role("textbox", name="Значение: FullName").click()
        page.keyboard.press("Control+A")
        page.keyboard.type("$Poluchatel->")
    expect(editor(window, "Значение: FullName")).to_be_focused()
    page.keyboard.insert_text("login")
    expect(editor(window, "Значение: FullName")).to_have_text("$Poluchatel->login")
    expect(editor(window, "Значение: To.Address")).to_have_text("$Poluchatel->mbox")


def test_an_attachment_is_bound_by_choosing_a_document(page: Page, ui: Ui, stored: str) -> None:
    ui.open(f"/scenarios/{stored}")
    page.get_by_role("button", name="Изменить значения переменных").first.click()
    window = page.get_by_role("dialog", name="Действие: Изменить значения переменных")
    window.get_by_role("button", name="Прикрепить документ…").click()
    binding = page.get_by_role("dialog", name="Вложение из документа")
    binding.get_by_text("Все версии").click()
    expect(binding.get_by_text("document:content")).to_be_visible()
    binding.get_by_role("button", name="Добавить").click()
    expect(window.get_by_text("вложенных: 3")).to_be_visible()
    window.get_by_role("button", name="Значение: Attachments.Content: N3").click()
    editor = page.get_by_role("dialog", name="Выражение: Значение: Attachments.Content")
    expect(editor.get_by_text("Ошибок нет")).to_be_visible()


def test_a_new_scenario_needs_a_title(page: Page, ui: Ui) -> None:
    ui.open("/scenarios/new")
    properties = page.get_by_role("dialog", name="Свойства")
    properties.get_by_role("button", name="Готово").click()
    expect(properties.get_by_text("Заполните поле").first).to_be_visible()


@pytest.mark.parametrize(("language", "theme"), [("ru", "light"), ("en", "dark")])
def test_the_designer_is_accessible(page: Page, ui: Ui, stored: str, language: str, theme: str) -> None:
    ui.open(f"/scenarios/{stored}", language=language, theme=theme)
    expect(page.get_by_role("article")).to_have_count(3)
    ui.accessible()
    page.get_by_role("article").nth(1).get_by_role("button").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator(".cm-content").first).to_be_visible()
    ui.accessible()
    ui.picture(f"scenario_window_{language}_{theme}")
