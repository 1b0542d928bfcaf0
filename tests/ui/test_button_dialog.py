"""A button's dialog: made on the template's page, filled in on the record's page, and read by the button's scenario."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui.driving import LOOKS, Ui
from tests.ui.test_scenarios import editor, fill_code
from tests.ui.test_templates import add_attribute, choose, save
from tests.ui.worked import given_account, given_record, given_template, put


@pytest.fixture
def letters(ui: Ui) -> str:
    """The template of the worked example, whose button asks nothing yet."""
    return given_template(ui)


def dialog_tab(page: Page, ui: Ui, template: str) -> Locator:
    """The window of «Отправить письмо», with its dialog switched on."""
    ui.open(f"/templates/{template}?tab=buttons&open=OtpravitPismo")
    window = page.get_by_role("dialog", name="Свойства кнопки: Отправить письмо")
    window.get_by_role("tab", name="Диалоговое окно").click()
    window.get_by_role("checkbox", name="Отображать диалоговое окно").check()
    return window


def line(window: Locator, number: int) -> Locator:
    """A line of the table of variables."""
    return (
        window.get_by_role("table", name="Локальные переменные")
        .locator("tbody tr.ant-table-row")
        .nth(number - 1)
    )


def add_variable(
    page: Page, window: Locator, number: int, title: str, name: str, data_type: str = "Текст"
) -> None:
    window.get_by_role("button", name="Добавить переменную").click()
    added = line(window, number)
    expect(added.get_by_label("Название")).to_be_focused()
    page.keyboard.insert_text(title)
    expect(added.get_by_label("Системное имя")).to_have_value(name)
    if data_type != "Текст":
        choose(page, "Тип данных", data_type, added)


def given_reminder(ui: Ui, template: str, port: int, variable: str) -> str:
    """A scenario of the button that writes an answer of its dialog into the record and into a letter; its name."""
    answer = {"formula": f"$$dialogVariables->{variable}"}
    mail = ui.name("reminder")
    put(
        ui,
        f"/connections/{mail}",
        {
            "type": "smtp_send",
            "host": "127.0.0.1",
            "port": port,
            "encryption": "none",
            "auth_type": "none",
            "sender_address": "hr@example.org",
        },
    )
    put(
        ui,
        f"/routes/{mail}",
        {
            "type": "smtp_send",
            "connection": mail,
            "attributes": {"request": [{"name": "Text", "type": "string"}]},
            "integration": {"subject_template": "Напоминание", "body_template": "{Text}"},
        },
    )
    put(
        ui,
        f"/scenarios/{mail}",
        {
            "title": f"Напоминание {mail}",
            "event": {"type": "button_clicked", "context_template": template, "button": "OtpravitPismo"},
            "actions": [
                {
                    "type": "change_attributes",
                    "attributes": [{"attribute": "Tema", "value": answer}],
                },
                {
                    "type": "change_variables",
                    "operation": "replace",
                    "set": "mail",
                    "variables": [
                        {
                            "name": "To",
                            "children": [{"name": "Address", "value": {"formula": "$Poluchatel->mbox"}}],
                        },
                        {"name": "Text", "value": answer},
                    ],
                },
                {"type": "send_message", "connection": mail, "route": mail, "message_variable": "mail"},
            ],
        },
    )
    return mail


def stored_button(ui: Ui, template: str) -> dict[str, object]:
    (button,) = ui.api().get(f"/templates/{template}").json()["body"]["buttons"]
    return dict(button)


def test_what_is_answered_in_a_dialog_that_was_made_here_is_in_the_letter(
    page: Page, ui: Ui, letters: str, mailbox_port: int
) -> None:
    window = dialog_tab(page, ui, letters)
    add_variable(page, window, 1, "Текст напоминания", "Tekstnapominaniya")
    line(window, 1).get_by_label("Обязательный").check()
    add_variable(page, window, 2, "Срочно", "Srochno", "Логический")
    window.get_by_label("Своя форма").check()
    palette = window.get_by_role("region", name="Что поставить на форму")
    palette.get_by_role("button", name="Поставить на форму: Статичный текст").click()
    window.get_by_role("region", name="Свойства элемента").get_by_label("Статичный текст").fill(
        "Письмо уйдёт сразу"
    )
    window.get_by_role("button", name="Готово").click()
    expect(window).to_be_hidden()
    save(page)

    given_reminder(ui, letters, mailbox_port, "Tekstnapominaniya")
    record = given_record(ui, letters, Tema="Договор", Poluchatel=given_account(ui))
    ui.open(f"/records/{letters}/{record}")
    page.get_by_role("button", name="Отправить письмо").click()
    asked = page.get_by_role("dialog", name="Отправить письмо")
    expect(asked.get_by_text("Письмо уйдёт сразу")).to_be_visible()
    asked.get_by_role("button", name="Отправить письмо").click()
    expect(asked.get_by_text("Заполните поле")).to_be_visible()
    asked.get_by_label("Текст напоминания").fill("Ответьте до пятницы")
    asked.get_by_label("Срочно").check()
    ui.judge("button-dialog-asked")
    asked.get_by_role("button", name="Отправить письмо").click()
    expect(asked).to_be_hidden()
    expect(page.get_by_label("Тема")).to_have_value("Ответьте до пятницы")
    page.get_by_role("link", name="Открыть письмо").click()
    expect(page.get_by_text("Ответьте до пятницы").first).to_be_visible()


def test_the_form_of_a_dialog_follows_its_variables(page: Page, ui: Ui, letters: str) -> None:
    window = dialog_tab(page, ui, letters)
    add_variable(page, window, 1, "Причина", "Prichina")
    add_variable(page, window, 2, "Срок", "Srok")
    add_variable(page, window, 3, "Лишнее", "Lishnee")
    window.get_by_label("Своя форма").check()
    canvas = window.get_by_role("region", name="Макет формы")
    canvas.get_by_role("button", name="Причина").click()
    choose(page, "Доступ", "Требовать ввод", window.get_by_role("region", name="Свойства элемента"))
    line(window, 2).get_by_label("Системное имя").fill("OtvetitDo")
    line(window, 3).get_by_role("button", name="Удалить переменную: Лишнее").click()
    line(window, 2).get_by_role("button", name="Поднять: Срок").click()
    expect(line(window, 1).get_by_label("Название")).to_have_value("Срок")
    expect(canvas.get_by_role("button", name="Лишнее")).to_have_count(0)
    window.get_by_role("button", name="Готово").click()
    save(page)
    button = stored_button(ui, letters)
    assert button["dialog_rows"] == [[{"attribute": "Prichina", "access": "required"}], ["OtvetitDo"]]
    assert [(one["name"], one["title"]) for one in button["variables"]] == [
        ("OtvetitDo", "Срок"),
        ("Prichina", "Причина"),
    ]  # type: ignore[attr-defined]


def test_what_is_wrong_with_a_variable_is_told_beside_its_field(page: Page, ui: Ui, letters: str) -> None:
    window = dialog_tab(page, ui, letters)
    add_variable(page, window, 1, "Решение", "Reshenie", "Список значений")
    add_variable(page, window, 2, "Основание", "Osnovanie")
    line(window, 2).get_by_label("Системное имя").fill("Reshenie")
    window.get_by_role("tab", name="Свойства").click()
    window.get_by_role("button", name="Готово").click()
    expect(window.get_by_role("tab", name="Диалоговое окно")).to_have_attribute("aria-selected", "true")
    details = window.locator(".ant-table-expanded-row").first
    expect(details.locator(".ant-form-item-explain-error")).to_be_visible()
    details.get_by_role("button", name="Добавить").click()
    details.get_by_label("Системное имя").fill("Soglasen")
    details.get_by_label("Название (RU)").fill("Согласен")
    window.get_by_role("button", name="Готово").click()
    expect(line(window, 2).locator(".ant-form-item-explain-error")).to_contain_text("есть дважды")


def test_a_dialog_is_looked_at_and_its_window_left_only_after_asking(
    page: Page, ui: Ui, letters: str
) -> None:
    window = dialog_tab(page, ui, letters)
    add_variable(page, window, 1, "Кому ещё", "Komuesche", "Аккаунт")
    window.get_by_role("button", name="Показать окно").click()
    shown = page.get_by_role("dialog", name="Отправить письмо", exact=True)
    expect(shown.get_by_label("Кому ещё")).to_be_visible()
    shown.get_by_role("button", name="Отмена").last.click()
    expect(shown).to_be_hidden()
    window.get_by_role("button", name="Отмена").click()
    question = page.get_by_role("dialog", name="Закрыть без изменений?")
    question.get_by_role("button", name="Продолжить правку").click()
    expect(question).to_be_hidden()
    expect(line(window, 1).get_by_label("Название")).to_have_value("Кому ещё")
    page.keyboard.press("Escape")
    question.get_by_role("button", name="Закрыть").click()
    expect(window).to_be_hidden()


DIALOG = {
    "name": "OtpravitPismo",
    "title": "Отправить письмо",
    "dialog": True,
    "condition": {"formula": "NOT(EMPTY($Tema))"},
    "variables": [
        {"name": "Tekst", "title": "Text", "data_type": "text", "required": True},
        {"name": "Srok", "title": "Until", "data_type": "datetime"},
    ],
    "dialog_rows": [
        [{"text": "Note"}],
        [{"tabs": [{"title": "Main", "rows": [["Tekst"]]}, {"title": "More", "rows": [["Srok"]]}]}],
    ],
}


def test_a_scenario_is_tried_with_answers_of_the_dialog_and_knows_their_names(
    page: Page, ui: Ui, mailbox_port: int
) -> None:
    template = given_template(ui, buttons=[DIALOG])
    record = given_record(ui, template, Tema="Договор", Poluchatel=given_account(ui))
    ui.open(f"/scenarios/{given_reminder(ui, template, mailbox_port, 'Tekst')}")
    page.get_by_role("button", name="Испытать").click()
    trial = page.get_by_role("dialog", name="Испытать сценарий")
    trial.get_by_label("Запись").click()
    page.locator(".ant-select-item-option").get_by_text("Договор").click()
    trial.get_by_role("button", name="Выполнить").click()
    asked = page.get_by_role("dialog", name="Отправить письмо")
    asked.get_by_label("Text").fill("Ответьте до среды")
    asked.get_by_role("button", name="Отправить письмо").click()
    expect(trial.get_by_text("Ответьте до среды").first).to_be_visible()
    assert ui.api().get(f"/templates/{template}/records/{record}").json()["values"]["Tema"] == "Договор"

    trial.get_by_role("button", name="Закрыть").click()
    page.get_by_role("button", name="Изменить значения переменных").first.click()
    window = page.get_by_role("dialog", name="Действие: Изменить значения переменных")
    fill_code(window, "Значение: Text", "$$dialogVariables->")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-completionLabel").get_by_text("Srok", exact=True)).to_be_visible()
    page.wait_for_timeout(150)  # the editor takes no choice in the moment when its list appears
    page.keyboard.press("Enter")
    expect(editor(window, "Значение: Text")).to_have_text("$$dialogVariables->Srok")


def test_a_condition_may_name_an_attribute_that_is_not_saved_yet(page: Page, ui: Ui, letters: str) -> None:
    ui.open(f"/templates/{letters}?tab=attributes")
    add_attribute(page, "Согласовано", "Soglasovano", "Логический")
    page.get_by_role("tab", name="Кнопки").click()
    page.get_by_role("button", name="Отправить письмо").click()
    window = page.get_by_role("dialog", name="Свойства кнопки: Отправить письмо")
    window.get_by_role("combobox", name="Условие отображения").click()
    page.get_by_role("menuitemcheckbox", name="Согласовано").click()
    window.get_by_role("button", name="Готово").click()
    expect(window).to_be_hidden()
    save(page)
    assert stored_button(ui, letters)["condition"] == {"attribute": "Soglasovano"}


@LOOKS
def test_the_window_is_accessible_and_fits(page: Page, ui: Ui, language: str, theme: str, width: int) -> None:
    template = given_template(ui, buttons=[DIALOG])
    ui.open(
        f"/templates/{template}?tab=buttons&open=OtpravitPismo", language=language, theme=theme, width=width
    )
    window = page.get_by_role("dialog")
    ui.judge(f"button-window-{language}-{theme}-{width}")
    window.get_by_role("tab", name={"ru": "Диалоговое окно", "en": "Dialog"}[language]).click()
    window.locator(".ant-table-row-expand-icon").first.click()
    window.evaluate("window => window.closest('.ant-modal-wrap').scrollTo(0, 0)")
    ui.judge(f"button-dialog-{language}-{theme}-{width}")
    window.get_by_role("tablist").last.scroll_into_view_if_needed()
    ui.judge(f"button-dialog-form-{language}-{theme}-{width}")
