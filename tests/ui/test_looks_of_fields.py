"""How a form shows its fields: files up to a limit, accounts and records in a table (spec/records.md 5)."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.driving import Ui
from tests.ui.test_records import pdf
from tests.ui.worked import given_account, given_record, given_template


def add(page: Page, field: str, typed: str) -> None:
    """Find something and add it to the table of a field."""
    page.get_by_role("combobox", name=field).fill(typed)
    page.locator(".ant-select-item-option").filter(has_text=typed).first.click()


def given_form(ui: Ui, *cells: object) -> str:
    """A template whose form has these cells, of files, accounts and records that may be several."""
    linked = given_template(ui)
    given_record(ui, linked, Tema="Рамочный договор")
    attributes = [
        {"name": "Tema", "title": "Тема", "data_type": "text", "is_title": True},
        {"name": "Fayly", "title": "Файлы", "data_type": "document", "multiple": True},
        {"name": "Komu", "title": "Кому", "data_type": "account", "multiple": True},
        {
            "name": "Dogovory",
            "title": "Договоры",
            "data_type": "record",
            "template": linked,
            "multiple": True,
        },
    ]
    form = {
        "name": "defaultForm",
        "title": "Форма",
        "is_default": True,
        "rows": [["Tema"], *[[cell] for cell in cells]],
    }
    return given_template(ui, attributes=attributes, forms=[form], buttons=[])


def test_files_are_taken_up_to_the_limit_and_stay_where_they_may_not_be_removed(page: Page, ui: Ui) -> None:
    name = given_form(ui, {"attribute": "Fayly", "max_files": 2, "allow_delete": False})
    ui.open(f"/records/{name}/new")
    page.get_by_label("Тема").fill("Дело")
    page.locator("input[type=file]").set_input_files([pdf("1.pdf"), pdf("2.pdf"), pdf("3.pdf")])
    expect(page.get_by_role("alert").get_by_text("не больше 2")).to_be_visible()
    expect(page.get_by_text("добавится при сохранении")).to_have_count(2)
    expect(page.get_by_role("button", name="Выберите файл")).to_be_hidden()
    page.get_by_role("button", name="Убрать из записи 2.pdf").click()
    expect(page.get_by_role("button", name="Выберите файл")).to_be_visible()
    page.get_by_role("button", name="Сохранить").click()

    page.get_by_role("button", name="Действия с файлом 1.pdf").click()
    expect(page.get_by_role("menuitem", name="Загрузить новую версию")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Убрать из записи")).to_have_count(0)


def test_accounts_and_records_are_chosen_line_by_line(page: Page, ui: Ui) -> None:
    name = given_form(ui, {"attribute": "Komu", "view": "table"}, {"attribute": "Dogovory", "view": "table"})
    first, second = f"Анна {ui.name('Орлова')}", f"Борис {ui.name('Белов')}"
    given_account(ui, first)
    given_account(ui, second)
    ui.open(f"/records/{name}/new")
    page.get_by_label("Тема").fill("Дело")
    add(page, "Кому", first)
    add(page, "Кому", second)
    add(page, "Договоры", "Рамочный договор")
    people = page.get_by_role("table", name="Кому")
    expect(people.get_by_role("row", name=second)).to_contain_text("@example.org")
    people.get_by_role("button", name=f"Убрать из записи: {first}").click()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Дело")
    expect(people.get_by_role("row")).to_have_count(2)
    expect(people.get_by_role("row", name=second)).to_contain_text("@example.org")
    expect(
        page.get_by_role("table", name="Договоры").get_by_role("link", name="Рамочный договор")
    ).to_be_visible()
    ui.judge("record-link-tables")
