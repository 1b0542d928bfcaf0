"""«Записи»: the walk of the worked example by its labels, files, wrong input, what was overtaken, lists and history."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.ui.driving import Ui


def template(ui: Ui, name: str, **parts: Any) -> str:
    body = {
        "kind": "template",
        "title": f"Эл. письма {name}",
        "attributes": [
            {"name": "Tema", "title": "Тема", "data_type": "text", "is_title": True},
            {"name": "Poluchatel", "title": "Получатель", "data_type": "account", "log_changes": True},
            {"name": "Vlozhenie", "title": "Вложение", "data_type": "document", "multiple": False},
        ],
        "forms": [
            {
                "name": "defaultForm",
                "title": "Основная форма",
                "is_default": True,
                "rows": [
                    ["Tema"],
                    [{"attribute": "Poluchatel", "access": "required"}],
                    ["Vlozhenie"],
                    [{"button": "OtpravitPismo"}],
                ],
            }
        ],
        "buttons": [{"name": "OtpravitPismo", "title": "Отправить письмо", "operation": "trigger_event"}],
        **parts,
    }
    answer = ui.api().put(f"/templates/{name}", json={"name": name, **body})
    assert answer.status_code == 201, answer.text
    return name


def mailing(ui: Ui, template: str) -> None:
    """A scenario of the button that sends the record's file to its account, through the demo mailbox."""
    api, name = ui.api(), ui.name("mail")
    for path, body in (
        (
            f"connections/{name}",
            {
                "type": "smtp_send",
                "host": "127.0.0.1",
                "port": 2525,
                "encryption": "none",
                "auth_type": "none",
                "sender_address": "hr@example.org",
            },
        ),
        (
            f"routes/{name}",
            {
                "type": "smtp_send",
                "connection": name,
                "integration": {
                    "subject_template": "Документ к рассмотрению",
                    "body_template": "Здравствуйте!",
                },
            },
        ),
        (
            f"scenarios/{name}",
            {
                "title": f"Отправка {name}",
                "event": {"type": "button_clicked", "context_template": template, "button": "OtpravitPismo"},
                "actions": [
                    {
                        "type": "change_variables",
                        "set": "mail",
                        "variables": [
                            {
                                "name": "To",
                                "children": [{"name": "Address", "value": {"formula": "$Poluchatel->mbox"}}],
                            }
                        ],
                    },
                    {"type": "send_message", "connection": name, "route": name, "message_variable": "mail"},
                ],
            },
        ),
    ):
        answer = api.put(f"/{path}", json=body)
        assert answer.status_code == 201, answer.text


def account(ui: Ui, full_name: str) -> str:
    login = ui.name("petrova")
    answer = ui.api().put(
        f"/accounts/{login}", json={"fullName": full_name, "mbox": f"{login}@example.org", "active": True}
    )
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


def record(ui: Ui, template: str, **values: Any) -> str:
    answer = ui.api().post(f"/templates/{template}/records", json={"values": values})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def pdf(name: str = "Договор.pdf", content: bytes = b"%PDF-1.7 text") -> Any:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def choose(page: Page, field: str, typed: str) -> None:
    page.get_by_label(field, exact=True).fill(typed)
    page.locator(".ant-select-item-option").filter(has_text=typed).first.click()


def test_a_record_is_made_by_clicking_and_its_letter_sent(page: Page, ui: Ui) -> None:
    name, person = template(ui, ui.name("Elpisma")), f"Анна {ui.name('Петрова')}"
    account(ui, person)
    mailing(ui, name)
    ui.open(f"/records/{name}")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_label("Тема").fill("Договор поставки")
    choose(page, "Получатель", person)
    page.locator("input[type=file]").set_input_files(pdf())
    expect(page.get_by_text("добавится при сохранении")).to_be_visible()
    page.get_by_role("button", name="Сохранить").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Договор поставки")
    expect(page.get_by_role("link", name="Договор.pdf")).to_be_visible()
    page.get_by_role("button", name="Отправить письмо").click()
    expect(page.get_by_text("Письмо поставлено в очередь")).to_be_visible()
    expect(page.get_by_role("link", name="Открыть письмо")).to_have_attribute(
        "href", re.compile(r"/ui/messages/msg\.\d+$")
    )

    page.get_by_role("tab", name="История").click()
    expect(page.get_by_role("link", name="Документ к рассмотрению")).to_be_visible()


def test_what_a_press_was_refused_for_is_told_and_the_form_keeps_what_was_typed(page: Page, ui: Ui) -> None:
    name = template(ui, ui.name("Elpisma"))
    mailing(ui, name)
    login = ui.name("bezadresa")
    made = ui.api().put(f"/accounts/{login}", json={"fullName": login, "active": True, "mbox": f"{login}@x"})
    ui.open(f"/records/{name}/{record(ui, name, Tema='До', Poluchatel=made.json()['id'])}")
    page.get_by_label("Тема").fill("После")
    ui.api().put(f"/accounts/{login}", json={"fullName": login, "active": True, "mbox": None})
    page.get_by_role("button", name="Отправить письмо").click()
    alert = page.get_by_role("alert").filter(has_text="не выполнено, ничего не изменилось")
    expect(alert).to_be_visible()
    expect(alert.get_by_role("link", name="Ход выполнения")).to_be_visible()
    expect(page.get_by_label("Тема")).to_have_value("После")


def test_a_required_field_is_asked_for_beside_it(page: Page, ui: Ui) -> None:
    name = template(ui, ui.name("Elpisma"))
    ui.open(f"/records/{name}/new")
    page.get_by_role("button", name="Сохранить").click()
    field = page.locator(".ant-form-item", has=page.get_by_label("Получатель", exact=True))
    expect(field.locator(".ant-form-item-explain-error")).to_have_text("Заполните поле")


def test_a_file_of_a_kind_that_is_not_allowed_is_refused_with_what_is(page: Page, ui: Ui) -> None:
    name = template(
        ui,
        ui.name("Elpisma"),
        attributes=[{"name": "F", "title": "Файл", "data_type": "document", "extensions": ["PDF"]}],
        forms=[],
        buttons=[],
    )
    ui.open(f"/records/{name}/new")
    page.locator("input[type=file]").set_input_files(pdf("plan.exe"))
    expect(page.get_by_role("alert").filter(has_text="Можно: PDF")).to_be_visible()


def test_a_file_has_a_history_of_revisions(page: Page, ui: Ui) -> None:
    name = template(ui, ui.name("Elpisma"))
    sent = ui.api().post("/documents", files={"file": ("План.txt", b"one", "text/plain")}).json()
    ui.open(f"/records/{name}/{record(ui, name, Tema='Файлы', Vlozhenie={'upload': sent['id']})}")
    page.get_by_role("button", name="Действия с файлом План.txt").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Загрузить новую версию").click()
    chooser.value.set_files(pdf("План 2.txt"))
    expect(page.get_by_role("link", name="План 2.txt")).to_be_visible()
    page.get_by_role("button", name="Действия с файлом План 2.txt").click()
    page.get_by_role("menuitem", name="История").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name=re.compile("Скачать"))).to_have_count(2)
    expect(dialog.get_by_text("текущая")).to_be_visible()


def test_a_record_that_was_changed_meanwhile_is_not_overwritten(page: Page, ui: Ui) -> None:
    name = template(ui, ui.name("Elpisma"))
    id = record(ui, name, Tema="Было", Poluchatel=account(ui, "Кто-то"))
    ui.open(f"/records/{name}/{id}")
    ui.api().patch(f"/templates/{name}/records/{id}", json={"values": {"Tema": "Их"}})
    page.get_by_label("Тема").fill("Моё")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Кто-то уже изменил это")).to_be_visible()
    field = page.locator(".ant-form-item", has=page.get_by_label("Тема"))
    expect(field.locator(".ant-form-item-explain-error")).to_be_visible()
    page.get_by_role("button", name="Загрузить новую версию").click()
    expect(page.get_by_label("Тема")).to_have_value("Их")


def test_unsaved_values_are_asked_about(page: Page, ui: Ui) -> None:
    name = template(ui, ui.name("Elpisma"))
    ui.open(f"/records/{name}/new")
    page.get_by_label("Тема").fill("не сохранено")
    page.get_by_role("button", name="Отмена").click()
    expect(page.get_by_role("dialog")).to_contain_text("Есть несохранённые изменения")


def test_a_record_is_deleted_after_asking(page: Page, ui: Ui) -> None:
    name = template(ui, ui.name("Elpisma"))
    ui.open(f"/records/{name}/{record(ui, name, Tema='Лишняя')}")
    page.get_by_role("button", name="Удалить").click()
    page.get_by_role("dialog").get_by_role("button", name="Удалить", exact=True).click()
    expect(page.get_by_text("Записей пока нет")).to_be_visible()


def test_the_list_is_searched_filtered_and_sorted(page: Page, ui: Ui) -> None:
    name = template(
        ui,
        ui.name("Schet"),
        attributes=[
            {"name": "Nomer", "title": "Номер", "data_type": "text", "is_title": True},
            {"name": "Summa", "title": "Сумма", "data_type": "number"},
        ],
        forms=[],
        buttons=[],
    )
    for number, amount in (("А-1", 100), ("А-2", 3000), ("Б-3", 20000)):
        record(ui, name, Nomer=number, Summa=amount)
    ui.open(f"/records/{name}")
    rows = page.get_by_role("row").filter(has=page.get_by_role("cell"))
    page.get_by_role("columnheader", name="Сумма").click()
    expect(rows.first).to_contain_text("А-1")
    page.get_by_role("columnheader", name="Сумма").click()
    expect(rows.first).to_contain_text("Б-3")

    page.get_by_role("button", name="Фильтр").click()
    page.get_by_label("Поле").click()
    page.locator(".ant-select-item-option").get_by_text("Сумма").click()
    page.get_by_label("Значение").fill("3000")
    page.get_by_role("button", name="Применить").click()
    expect(rows).to_have_count(2)
    page.get_by_role("searchbox", name="Найти запись").fill("А-2")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Снять условие: Сумма").click()
    expect(page.get_by_role("link", name="А-2")).to_be_visible()


def test_a_button_is_pressed_for_the_selected_records(page: Page, ui: Ui) -> None:
    name = template(ui, ui.name("Elpisma"))
    mailing(ui, name)
    person = account(ui, "Анна Петрова")
    for subject in ("Первая", "Вторая"):
        record(ui, name, Tema=subject, Poluchatel=person)
    ui.open(f"/records/{name}")
    page.get_by_role("checkbox", name="Выбрать все").check()
    page.get_by_role("button", name="Отправить письмо").click()
    expect(page.get_by_text("«Отправить письмо»: выполнено для 2 записей")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_are_accessible_and_fit(page: Page, ui: Ui, language: str, theme: str, width: int) -> None:
    name = template(ui, ui.name("Elpisma"))
    sent = ui.api().post("/documents", files={"file": ("Договор поставки.pdf", b"%PDF", "application/pdf")})
    id = record(
        ui,
        name,
        Tema="Договор поставки",
        Poluchatel=account(ui, "Анна Петрова"),
        Vlozhenie={"upload": sent.json()["id"]},
    )
    for path, picture in (
        (f"/records/{name}", "records"),
        (f"/records/{name}/{id}", "record"),
        (f"/records/{name}/{id}?tab=history", "record-history"),
    ):
        ui.open(path, language=language, theme=theme, width=width)
        ui.picture(f"{picture}-{language}-{theme}-{width}")
        ui.accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            "the page is wider than the window"
        )
