"""«Записи»: the walk of the worked example by its labels, files, wrong input, what was overtaken, lists and history."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.driving import LOOKS, Ui
from tests.ui.worked import SUBJECT, given_account, given_mailing, given_record, given_template


def pdf(name: str = "Договор.pdf", content: bytes = b"%PDF-1.7 text") -> Any:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def choose(page: Page, field: str, typed: str) -> None:
    page.get_by_label(field, exact=True).fill(typed)
    page.locator(".ant-select-item-option").filter(has_text=typed).first.click()


def test_a_record_is_made_by_clicking_and_its_letter_sent(page: Page, ui: Ui, mailbox_port: int) -> None:
    name, person = given_template(ui), f"Анна {ui.name('Петрова')}"
    given_account(ui, person)
    given_mailing(ui, name, mailbox_port)
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
    expect(page.get_by_role("link", name=SUBJECT)).to_be_visible()


def test_every_type_of_attribute_is_filled_in_and_stored(page: Page, ui: Ui) -> None:
    linked = given_template(ui)
    given_record(ui, linked, Tema="Рамочный договор")
    name = given_template(
        ui,
        attributes=[
            {"name": "Nomer", "title": "Номер", "data_type": "text"},
            {"name": "Summa", "title": "Сумма", "data_type": "number", "decimals": 2},
            {"name": "Srochno", "title": "Срочно", "data_type": "boolean"},
            {"name": "Srok", "title": "Срок", "data_type": "datetime"},
            {"name": "Dlitelnost", "title": "Длительность", "data_type": "duration"},
            {"name": "Ssylka", "title": "Ссылка", "data_type": "hyperlink"},
            {"name": "Dogovor", "title": "Договор", "data_type": "record", "template": linked},
            {
                "name": "Vid",
                "title": "Вид",
                "data_type": "enum",
                "variants": [{"name": "A", "ru": "Первый"}, {"name": "B", "ru": "Второй"}],
            },
        ],
        forms=[],
        buttons=[],
    )
    ui.open(f"/records/{name}/new")
    page.get_by_label("Номер").fill("7/А")
    page.get_by_label("Сумма").fill("12500,5")
    page.get_by_label("Срочно").check()
    page.get_by_label("Срок", exact=True).fill("12.03.2027 18:00")
    page.keyboard.press("Enter")
    page.get_by_label("Длительность").fill("90")
    page.get_by_label("Ссылка").fill("https://example.org/7")
    choose(page, "Договор", "Рамочный договор")
    page.get_by_label("Вид", exact=True).click()
    page.locator(".ant-select-item-option").get_by_text("Второй").click()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    [stored] = ui.api().get(f"/templates/{name}/records").json()["items"]
    values = stored["values"]
    assert (values["Nomer"], values["Summa"], values["Srochno"]) == ("7/А", 12500.5, True)
    assert values["Srok"] == "2027-03-12T15:00:00Z"
    assert (values["Dlitelnost"], values["Ssylka"]) == ("PT1M30S", "https://example.org/7")
    assert stored["references"][values["Vid"]]["title"] == "Второй"
    assert stored["references"][values["Dogovor"]]["title"] == "Рамочный договор"
    expect(page.get_by_label("Сумма")).to_have_value("12\u00a0500,5")
    expect(page.get_by_label("Срок", exact=True)).to_have_value("12.03.2027 18:00")


def test_what_a_press_was_refused_for_is_told_and_the_form_keeps_what_was_typed(
    page: Page, ui: Ui, mailbox_port: int
) -> None:
    name = given_template(ui)
    given_mailing(ui, name, mailbox_port)
    login = ui.name("bezadresa")
    made = ui.api().put(f"/accounts/{login}", json={"fullName": login, "active": True, "mbox": f"{login}@x"})
    ui.open(f"/records/{name}/{given_record(ui, name, Tema='До', Poluchatel=made.json()['id'])}")
    page.get_by_label("Тема").fill("После")
    ui.api().put(f"/accounts/{login}", json={"fullName": login, "active": True, "mbox": None})
    page.get_by_role("button", name="Отправить письмо").click()
    alert = page.get_by_role("alert").filter(has_text="не выполнено, ничего не изменилось")
    expect(alert).to_be_visible()
    expect(alert.get_by_role("link", name="Ход выполнения")).to_be_visible()
    expect(page.get_by_label("Тема")).to_have_value("После")


def test_a_required_field_is_asked_for_beside_it(page: Page, ui: Ui) -> None:
    name = given_template(ui)
    ui.open(f"/records/{name}/new")
    page.get_by_role("button", name="Сохранить").click()
    field = page.locator(".ant-form-item", has=page.get_by_label("Получатель", exact=True))
    expect(field.locator(".ant-form-item-explain-error")).to_have_text("Заполните поле")


def test_a_file_of_a_kind_that_is_not_allowed_is_refused_with_what_is(page: Page, ui: Ui) -> None:
    name = given_template(
        ui,
        attributes=[{"name": "F", "title": "Файл", "data_type": "document", "extensions": ["PDF"]}],
        forms=[],
        buttons=[],
    )
    ui.open(f"/records/{name}/new")
    page.locator("input[type=file]").set_input_files(pdf("plan.exe"))
    expect(page.get_by_role("alert").filter(has_text="Можно: PDF")).to_be_visible()


def test_a_file_has_a_history_of_revisions(page: Page, ui: Ui) -> None:
    name = given_template(ui)
    sent = ui.api().post("/documents", files={"file": ("План.txt", b"one", "text/plain")}).json()
    ui.open(f"/records/{name}/{given_record(ui, name, Tema='Файлы', Vlozhenie={'upload': sent['id']})}")
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
    name = given_template(ui)
    id = given_record(ui, name, Tema="Было", Poluchatel=given_account(ui, "Кто-то"))
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
    name = given_template(ui)
    ui.open(f"/records/{name}/new")
    page.get_by_label("Тема").fill("не сохранено")
    page.get_by_role("button", name="Отмена").click()
    expect(page.get_by_role("dialog")).to_contain_text("Есть несохранённые изменения")


def test_a_record_is_deleted_after_asking(page: Page, ui: Ui) -> None:
    name = given_template(ui)
    ui.open(f"/records/{name}/{given_record(ui, name, Tema='Лишняя')}")
    page.get_by_role("button", name="Удалить").click()
    page.get_by_role("dialog").get_by_role("button", name="Удалить", exact=True).click()
    expect(page.get_by_text("Записей пока нет")).to_be_visible()


def test_fields_of_every_tab_belong_to_the_form(page: Page, ui: Ui) -> None:
    attributes = [
        {"name": "Tema", "title": "Тема", "data_type": "text", "is_title": True},
        {"name": "Gorod", "title": "Город", "data_type": "text"},
        {"name": "Srok", "title": "Срок поставки", "data_type": "text"},
    ]
    tabs = [
        {"title": "Адрес", "rows": [["Gorod"]]},
        {"title": "Сроки", "rows": [[{"attribute": "Srok", "access": "required"}]]},
    ]
    form = {"name": "main", "title": "Форма", "is_default": True}
    rows = [["Tema"], [{"divider": "Поставка"}], [{"tabs": tabs}]]
    name = given_template(ui, attributes=attributes, forms=[{**form, "rows": rows}], buttons=[])
    ui.open(f"/records/{name}/new")
    page.get_by_label("Тема").fill("Договор")
    expect(page.get_by_text("Поставка", exact=True)).to_be_visible()
    page.get_by_label("Город").fill("Тверь")
    page.get_by_role("tab", name="Сроки").click()
    expect(page.get_by_label("Город")).to_be_hidden()
    page.get_by_label("Срок поставки").fill("до мая")
    ui.judge("record_tabs")
    page.get_by_role("button", name="Сохранить", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Договор")
    [made] = ui.api().get(f"/templates/{name}/records").json()["items"]
    assert (made["values"]["Gorod"], made["values"]["Srok"]) == ("Тверь", "до мая")


def test_the_list_is_searched_filtered_and_sorted(page: Page, ui: Ui) -> None:
    name = given_template(
        ui,
        attributes=[
            {"name": "Nomer", "title": "Номер", "data_type": "text", "is_title": True},
            {"name": "Summa", "title": "Сумма", "data_type": "number"},
        ],
        forms=[],
        buttons=[],
    )
    for number, amount in (("А-1", 100), ("А-2", 3000), ("Б-3", 20000)):
        given_record(ui, name, Nomer=number, Summa=amount)
    ui.open(f"/records/{name}")
    rows = page.get_by_role("row").filter(has=page.get_by_role("cell"))
    page.get_by_role("columnheader", name="Сумма").click()
    expect(rows.first).to_contain_text("А-1")
    page.get_by_role("columnheader", name="Сумма").click()
    expect(rows.first).to_contain_text("Б-3")

    page.get_by_role("button", name="Фильтр").click()
    page.get_by_label("Поле").click()
    page.locator(".ant-select-item-option").get_by_text("Сумма").click()
    page.get_by_role("spinbutton", name="Значение").fill("3000")  # that of numbers, not of the field before
    page.get_by_role("button", name="Применить").click()
    expect(rows).to_have_count(2)
    page.get_by_role("searchbox", name="Найти запись").fill("А-2")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Снять условие: Сумма").click()
    expect(page.get_by_role("link", name="А-2")).to_be_visible()


def test_a_button_gives_the_document_of_the_record(page: Page, ui: Ui) -> None:
    button = {
        "name": "Skachat",
        "title": "Скачать документ",
        "operation": "trigger_event",
        "result": "download",
        "download": "Vlozhenie",
    }
    name = given_template(ui, buttons=[button], forms=[])
    sent = ui.api().post("/documents", files={"file": ("План.txt", b"one", "text/plain")}).json()
    ui.open(f"/records/{name}/{given_record(ui, name, Tema='Файлы', Vlozhenie={'upload': sent['id']})}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Скачать документ").click()
    assert download.value.suggested_filename == "План.txt"
    ui.open(f"/records/{name}/{given_record(ui, name, Tema='Пусто')}")
    page.get_by_role("button", name="Скачать документ").click()
    expect(page.get_by_text("Скачивать нечего")).to_be_visible()


def test_a_button_is_pressed_for_the_selected_records(page: Page, ui: Ui, mailbox_port: int) -> None:
    name = given_template(ui)
    given_mailing(ui, name, mailbox_port)
    person = given_account(ui, "Анна Петрова")
    for subject in ("Первая", "Вторая"):
        given_record(ui, name, Tema=subject, Poluchatel=person)
    ui.open(f"/records/{name}")
    page.get_by_role("checkbox", name="Выбрать все").check()
    page.get_by_role("button", name="Отправить письмо").click()
    expect(page.get_by_text("«Отправить письмо»: выполнено для 2 записей")).to_be_visible()


@LOOKS
def test_the_pages_are_accessible_and_fit(page: Page, ui: Ui, language: str, theme: str, width: int) -> None:
    name = given_template(ui)
    sent = ui.api().post("/documents", files={"file": ("Договор поставки.pdf", b"%PDF", "application/pdf")})
    id = given_record(
        ui,
        name,
        Tema="Договор поставки",
        Poluchatel=given_account(ui, "Анна Петрова"),
        Vlozhenie={"upload": sent.json()["id"]},
    )
    pages = {
        f"/records/{name}": "records",
        f"/records/{name}/{id}": "record",
        f"/records/{name}/{id}?tab=history": "record-history",
    }
    ui.judge_each(pages, language=language, theme=theme, width=width)


def test_the_list_is_taken_along_as_a_file_in_its_order(page: Page, ui: Ui) -> None:
    template = given_template(ui)
    for subject in ("Б", "А", "В"):
        given_record(ui, template, Tema=subject)
    ui.open(f"/records/{template}?sort=-Tema")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Выгрузить в CSV").click()
    lines = waiting.value.path().read_text("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in lines] == ["Тема", "В", "Б", "А"]
