"""«Пути передачи данных»: the route of the worked example made by clicking; what is undeclared shows and switches off."""

from __future__ import annotations

import base64
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect
from tests.ui.driving import LOOKS, Ui

BODY = "Здравствуйте, {FullName}!\n\nРассмотрите документ {FileName}."


def connection(ui: Ui) -> str:
    name = ui.name("mail")
    answer = ui.api().put(
        f"/connections/{name}",
        json={
            "type": "smtp_send",
            "host": "smtp.example.org",
            "sender_address": "hr@example.org",
            "auth_type": "none",
        },
    )
    assert answer.status_code == 201, answer.text
    return name


def given(ui: Ui, **fields: Any) -> str:
    name = ui.name("route")
    body: dict[str, Any] = {
        "type": "smtp_send",
        "connection": connection(ui),
        "attributes": {"request": [{"name": "FullName", "type": "string"}, {"name": "FileName"}]},
        "integration": {"subject_template": "Документ {FileName} к рассмотрению.", "body_template": BODY},
        **fields,
    }
    answer = ui.api().put(f"/routes/{name}", json=body)
    assert answer.status_code == 201, answer.text
    return name


def choose(page: Page, field: str, option: str) -> None:
    page.get_by_label(field, exact=True).click()
    page.locator(".ant-select-item-option").get_by_text(option, exact=True).click()


def tab(page: Page, name: str) -> Locator:
    page.get_by_role("tab", name=name).click()
    return page.get_by_role("tabpanel", name=name)


def add_attribute(page: Page, name: str) -> None:
    request = page.get_by_role("region", name="Запрос", exact=True)
    before = request.get_by_role("textbox", name="Системное имя").count()
    request.get_by_role("button", name="Добавить").click()
    request.get_by_role("textbox", name="Системное имя").nth(before).fill(name)


def write(page: Page, field: str, text: str) -> None:
    page.get_by_role("textbox", name=field).fill(text)


def test_the_route_of_the_worked_example_is_made_by_clicking(page: Page, ui: Ui) -> None:
    mail, name = connection(ui), ui.name("mail_out")
    ui.open("/routes")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_role("menuitem", name="Отправка эл. почты через SMTP").click()
    page.get_by_label("Подключение", exact=True).click()
    page.get_by_label("Подключение", exact=True).fill(mail)
    page.locator(".ant-select-item-option", has_text=mail).first.click()
    page.get_by_label("Системное имя").first.fill(name)
    page.get_by_label("Описание").first.fill("Документ к рассмотрению")
    choose(page, "Номер шины данных", "0")

    tab(page, "Атрибуты сообщения")
    for attribute in ("FullName", "FileName"):
        add_attribute(page, attribute)
    tab(page, "Интеграция")
    write(page, "Шаблон темы", "Документ {FileName} к рассмотрению.")
    write(page, "Шаблон текста сообщения", BODY)

    preview = page.get_by_role("region", name="Как будет выглядеть письмо")
    expect(preview.get_by_text("Документ «FileName» к рассмотрению.")).to_be_visible()
    expect(preview.get_by_text("Здравствуйте, «FullName»!")).to_be_visible()

    page.get_by_role("button", name="Создать").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Свойства пути передачи данных: {name}")
    stored = ui.api().get(f"/routes/{name}").json()
    assert [one["name"] for one in stored["body"]["attributes"]["request"]] == ["FullName", "FileName"]
    assert stored["body"]["integration"]["body_template"] == BODY
    assert (stored["active"], stored["body"]["connection"]) == (True, mail)


def test_attributes_are_nested_under_a_chosen_object(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}?tab=attributes")
    add_attribute(page, "Contract")
    request = page.get_by_role("region", name="Запрос", exact=True)
    row = request.get_by_role("row").last
    row.get_by_role("combobox", name="Тип").click()
    page.locator(".ant-select-item-option").get_by_text("Объект", exact=True).click()
    row.get_by_role("checkbox", name="Выбрать Contract").check()
    add_attribute(page, "Number")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    stored = ui.api().get(f"/routes/{name}").json()["body"]["attributes"]["request"]
    assert [child["name"] for child in stored[2]["children"]] == ["Number"]


def test_predefined_attributes_are_locked_and_may_be_tightened(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}?tab=attributes")
    request = page.get_by_role("region", name="Запрос", exact=True)
    expect(request.get_by_role("checkbox", name="Выбрать To")).to_be_disabled()
    request.get_by_role("checkbox", name="Не пустой Attachments").check()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    stored = ui.api().get(f"/routes/{name}").json()["body"]["attributes"]["request"]
    assert [one["name"] for one in stored if one.get("not_empty")] == ["Attachments"]


def test_an_undeclared_placeholder_is_underlined_and_switches_the_route_off(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}?tab=integration")
    write(page, "Шаблон темы", "Документ {Filename}")
    expect(page.locator(".cm-lintRange-error")).to_have_text("{Filename}")
    expect(page.get_by_role("alert").first).to_contain_text("путь будет отключён")

    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Путь отключён системой")).to_be_visible()
    assert ui.api().get(f"/routes/{name}").json()["active"] is False

    tab(page, "Основные свойства")
    page.get_by_role("button", name="Атрибута Filename нет").click()
    expect(page.get_by_role("textbox", name="Шаблон темы")).to_be_focused()
    page.locator(".cm-lintRange-error").hover()
    page.get_by_role("button", name="Заменить на FileName").click()
    tab(page, "Основные свойства").get_by_label("Отключить").uncheck()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Путь отключён системой")).to_have_count(0)
    assert ui.api().get(f"/routes/{name}").json()["active"] is True


def test_removing_an_attribute_in_use_tells_what_it_breaks(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}?tab=attributes")
    request = page.get_by_role("region", name="Запрос", exact=True)
    request.get_by_role("checkbox", name="Выбрать FullName").check()
    request.get_by_role("button", name="Удалить").click()
    expect(page.get_by_role("alert").first).to_contain_text("FullName")


def test_names_are_completed_after_a_brace(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}?tab=integration")
    subject = page.get_by_role("textbox", name="Шаблон темы")
    subject.fill("")
    subject.press_sequentially("Для {Full")
    page.get_by_role("option", name="FullName").click()
    expect(subject).to_have_text("Для {FullName}")


def test_what_is_typed_before_the_editor_is_there_is_kept_and_typing_goes_on(page: Page, ui: Ui) -> None:
    name = given(ui)
    subject = page.get_by_role("textbox", name="Шаблон темы")
    with ui.late("PlaceholderEditor"):
        ui.open(f"/routes/{name}?tab=integration")
        subject.fill("")
        subject.press_sequentially("Для ")
    expect(page.locator(".cm-content")).to_have_count(2)
    expect(page.locator(".cm-content").first).to_be_focused()
    page.keyboard.insert_text("{FullName}")
    expect(subject).to_have_text("Для {FullName}")


def test_what_is_typed_the_moment_the_editor_takes_over_is_kept(page: Page, ui: Ui) -> None:
    name = given(ui)
    subject = page.get_by_role("textbox", name="Шаблон темы")
    with ui.late("PlaceholderEditor"):
        ui.open(f"/routes/{name}?tab=integration")
        subject.fill("")
        subject.press_sequentially("Для ")
        page.evaluate(
            """() => addEventListener("focusin", ({target}) => {
                 if (target.classList.contains("cm-content"))
                   queueMicrotask(() => document.execCommand("insertText", false, "{FullName}"));
               }, {once: true})"""
        )
    expect(page.locator(".cm-content").first).to_be_focused()
    expect(subject).to_have_text("Для {FullName}")
    page.keyboard.insert_text("!")
    expect(subject).to_have_text("Для {FullName}!")


def test_a_static_file_and_a_copy_go_with_every_letter(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}?tab=integration")
    files = page.get_by_role("group", name="Прикреплённые файлы", exact=True)
    files.get_by_role("button", name="Добавить").click()
    with page.expect_file_chooser() as chooser:
        files.get_by_role("button", name="Выберите файл").click()
    chooser.value.set_files(FilePayload(name="Регламент.txt", mimeType="text/plain", buffer=b"rules"))
    expect(files.get_by_role("textbox", name="Название документа")).to_have_value("Регламент.txt")
    copies = page.get_by_role("group", name="Копия", exact=True)
    copies.get_by_role("button", name="Добавить").click()
    copies.get_by_role("textbox", name="Адрес").fill("archive@example.org")

    preview = page.get_by_role("region", name="Как будет выглядеть письмо")
    expect(preview.get_by_text("archive@example.org").first).to_be_visible()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    stored = ui.api().get(f"/routes/{name}").json()["body"]["integration"]
    assert base64.b64decode(stored["attachments"][0]["content"]) == b"rules"
    assert stored["cc"][0]["address"] == "archive@example.org"


def test_wrong_input_is_told_beside_its_field(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}?tab=attributes")
    add_attribute(page, "1st")
    tab(page, "Основные свойства")
    page.get_by_role("button", name="Сохранить").click()
    request = page.get_by_role("region", name="Запрос", exact=True)
    expect(request.get_by_text("не с цифры")).to_be_visible()
    request.get_by_role("textbox", name="Системное имя").last.fill("FullName")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("alert").filter(has_text="FullName").first).to_be_visible()


def test_own_values_are_tried_in_the_letter(page: Page, ui: Ui) -> None:
    name = given(ui)
    ui.open(f"/routes/{name}?tab=integration")
    preview = page.get_by_role("region", name="Как будет выглядеть письмо")
    preview.get_by_text("Свои", exact=True).click()
    preview.get_by_label("Кому").fill("petrova@example.org")
    preview.get_by_label("FullName").fill("Анна Петрова")
    expect(preview.get_by_text("Здравствуйте, Анна Петрова!")).to_be_visible()


@LOOKS
def test_the_pages_are_accessible_and_fit(page: Page, ui: Ui, language: str, theme: str, width: int) -> None:
    name = given(ui)
    for path, picture in (
        ("/routes", "routes"),
        ("/routes/new/smtp_send", "route-new"),
        (f"/routes/{name}?tab=attributes", "route-attributes"),
        (f"/routes/{name}?tab=integration", "route-integration"),
    ):
        ui.open(path, language=language, theme=theme, width=width)
        if "integration" in path:
            expect(page.locator(".cm-content").first).to_be_visible()
            expect(page.get_by_text("«FullName»").first).to_be_visible()
        ui.judge(f"{picture}-{language}-{theme}-{width}", whole=True)
