"""Record templates: the list, attributes, buttons and forms, with the words of the worked example."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui.driving import LOOKS, Ui


def choose(page: Page, label: str, option: str, within: Locator | None = None) -> None:
    """Pick an option of a drop-down list by its text."""
    (within or page).get_by_label(label, exact=True).click()
    page.locator(".ant-select-item-option:visible").get_by_text(option, exact=True).click()


def add_attribute(page: Page, title: str, name: str, data_type: str) -> None:
    page.get_by_role("region", name="Атрибуты").get_by_role("button", name="Создать").click()
    window = page.get_by_role("dialog", name="Новый атрибут")
    window.get_by_label("Название").fill(title)
    expect(window.get_by_label("Системное имя")).to_have_value(name)
    choose(page, "Тип данных", data_type, window)
    window.get_by_role("button", name="Создать").click()
    expect(window).to_be_hidden()


def save(page: Page) -> None:
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.get_by_text("Шаблон сохранён")).to_be_visible()
    expect(page.get_by_role("button", name="Сохранить", exact=True)).to_be_disabled()


@pytest.fixture
def letters(ui: Ui) -> str:
    """System name of a template with an account, a document and a button, shown on its form."""
    name = ui.name("Pisma")
    body = {
        "kind": "template",
        "title": f"Письма {name}",
        "attributes": [
            {"name": "Poluchatel", "title": "Получатель", "data_type": "account"},
            {"name": "Vlozhenie", "title": "Вложение", "data_type": "document"},
            {"name": "Tema", "title": "Тема", "data_type": "text"},
        ],
        "buttons": [{"name": "Otpravit", "title": "Отправить письмо"}],
        "forms": [
            {
                "name": "defaultForm",
                "title": "Основная форма",
                "is_default": True,
                "rows": [["Poluchatel"], ["Vlozhenie"]],
            }
        ],
    }
    ui.api().put(f"/templates/{name}", json=body).raise_for_status()
    return name


def test_a_template_with_attributes_and_a_button_is_made_by_clicking(page: Page, ui: Ui) -> None:
    ui.open("/templates/new")
    page.get_by_label("Название").fill("Письма сотрудникам")
    expect(page.get_by_label("Системное имя")).to_have_value("Pismasotrudnikam")
    page.get_by_role("button", name="Создать").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Письма сотрудникам")

    add_attribute(page, "Получатель", "Poluchatel", "Аккаунт")
    add_attribute(page, "Вложение", "Vlozhenie", "Документ")
    page.get_by_role("tab", name="Кнопки").click()
    page.get_by_role("region", name="Кнопки").get_by_role("button", name="Создать").click()
    window = page.get_by_role("dialog", name="Новая кнопка")
    window.get_by_label("Отображаемое название").fill("Отправить письмо")
    expect(window.get_by_label("Системное имя")).to_have_value("Otpravitpismo")
    choose(page, "Контекст операции", "Запись", window)
    choose(page, "Операция", "Вызвать событие «Нажата кнопка»", window)
    choose(page, "Результат выполнения", "Обновить данные", window)
    window.get_by_role("button", name="Создать").click()
    expect(page.get_by_role("row", name="Отправить письмо")).to_contain_text("Обновить данные")
    save(page)

    body = ui.api().get("/templates/Pismasotrudnikam").json()["body"]
    assert [(one["name"], one["data_type"]) for one in body["attributes"]] == [
        ("Poluchatel", "account"),
        ("Vlozhenie", "document"),
    ]
    (button,) = body["buttons"]
    assert (button["context"], button["operation"], button["result"]) == (
        "record",
        "trigger_event",
        "refresh",
    )


def test_wrong_input_is_told_beside_its_field(page: Page, ui: Ui, letters: str) -> None:
    ui.open(f"/templates/{letters}?tab=attributes&new=1")
    window = page.get_by_role("dialog", name="Новый атрибут")
    window.get_by_role("button", name="Создать").click()
    expect(window.get_by_text("Заполните поле").first).to_be_visible()
    window.get_by_label("Название").fill("Дата")
    expect(window.get_by_label("Системное имя")).to_have_value("Data")
    window.get_by_label("Системное имя").fill("_creationDate")
    window.get_by_role("button", name="Создать").click()
    expect(page.get_by_text("системный атрибут")).to_be_visible()
    window.get_by_label("Системное имя").fill("Data")
    window.get_by_role("tab", name="Проверка значения").click()
    window.get_by_role("button", name="Вид значения").click()
    page.get_by_role("menuitem", name="Формула").click()
    window.locator(".cm-content").click()
    page.keyboard.insert_text("$Tma")
    window.get_by_role("button", name="Создать").click()
    expect(window.locator(".ant-form-item-explain-error")).to_contain_text("Tema")


def test_renaming_an_attribute_keeps_its_values_and_its_place_on_the_form(
    page: Page, ui: Ui, letters: str
) -> None:
    ui.open(f"/templates/{letters}?tab=attributes&open=Poluchatel")
    window = page.get_by_role("dialog", name="Свойства атрибута: Получатель")
    window.get_by_label("Системное имя").fill("Komu")
    window.get_by_role("button", name="Готово").click()
    expect(window).to_be_hidden()
    save(page)
    body = ui.api().get(f"/templates/{letters}").json()["body"]
    assert body["attributes"][0]["former_name"] == "Poluchatel"
    assert body["forms"][0]["rows"][0] == ["Komu"]


def test_what_stands_in_a_tab_is_renamed_and_removed_with_its_attribute(
    page: Page, ui: Ui, letters: str
) -> None:
    body = ui.api().get(f"/templates/{letters}").json()["body"]
    body["forms"][0]["rows"] = [[{"tabs": [{"title": "Кому", "rows": [["Poluchatel"], ["Tema"]]}]}]]
    ui.api().put(f"/templates/{letters}", json=body).raise_for_status()
    ui.open(f"/templates/{letters}?tab=attributes&open=Poluchatel")
    window = page.get_by_role("dialog", name="Свойства атрибута: Получатель")
    window.get_by_label("Системное имя").fill("Komu")
    window.get_by_role("button", name="Готово").click()
    expect(window).to_be_hidden()
    page.get_by_role("checkbox", name="Выбрать: Тема").check()
    page.get_by_role("button", name="Удалить").click()
    save(page)
    [[tabs]] = ui.api().get(f"/templates/{letters}").json()["body"]["forms"][0]["rows"]
    assert tabs["tabs"] == [{"title": "Кому", "rows": [["Komu"]]}]


def test_values_are_lost_only_after_asking(page: Page, ui: Ui, letters: str) -> None:
    ui.api().post(f"/templates/{letters}/records", json={"values": {"Tema": "Важно"}}).raise_for_status()
    ui.open(f"/templates/{letters}?tab=attributes")
    page.get_by_role("checkbox", name="Выбрать: Тема").check()
    page.get_by_role("button", name="Удалить").click()
    page.get_by_role("button", name="Сохранить", exact=True).click()
    question = page.get_by_role("dialog", name="Удалить хранимые значения?")
    expect(question).to_contain_text("Тема")
    question.get_by_role("button", name="Удалить значения и сохранить").click()
    expect(page.get_by_text("Шаблон сохранён")).to_be_visible()
    names = [one["name"] for one in ui.api().get(f"/templates/{letters}").json()["body"]["attributes"]]
    assert names == ["Poluchatel", "Vlozhenie"]


def test_a_scenario_that_a_change_breaks_is_named_before_saving(page: Page, ui: Ui, letters: str) -> None:
    scenario = {
        "kind": "scenario",
        "title": f"Сценарий {letters}",
        "event": {"type": "button_clicked", "context_template": letters, "button": "Otpravit"},
        "actions": [
            {
                "type": "change_variables",
                "operation": "replace",
                "set": "mail",
                "variables": [{"name": "Subject", "value": {"formula": "$Tema"}}],
            }
        ],
    }
    ui.api().put(f"/scenarios/{letters}", json=scenario).raise_for_status()
    ui.open(f"/templates/{letters}?tab=attributes")
    page.get_by_role("checkbox", name="Выбрать: Тема").check()
    page.get_by_role("button", name="Удалить").click()
    expect(page.get_by_role("alert").get_by_role("link", name=f"Сценарий {letters}")).to_be_visible()
    page.get_by_role("button", name="Сохранить", exact=True).click()
    question = page.get_by_role("dialog", name="От этого зависят другие")
    expect(question).to_contain_text("Tema")
    question.get_by_role("button", name="Отмена").click()
    page.get_by_role("button", name="Отменить изменение").click()
    expect(page.get_by_role("checkbox", name="Выбрать: Тема")).to_be_visible()
    expect(page.get_by_role("button", name="Сохранить", exact=True)).to_be_disabled()


def drag(page: Page, item: Locator, *places: Locator) -> None:
    """Take something and let it go over the last of the places, in small moves as a hand does."""
    start = item.bounding_box()
    assert start
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 12, start["y"] + 18, steps=4)
    page.wait_for_timeout(50)  # the page marks the places that take the cell
    for place in places:
        expect(place).to_be_visible()
        end = place.bounding_box()
        assert end
        page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()


def test_a_form_is_designed_by_dragging_and_by_keys(page: Page, ui: Ui, letters: str) -> None:
    ui.open(f"/templates/{letters}?tab=forms")
    palette = page.get_by_role("region", name="Что поставить на форму")
    canvas = page.get_by_role("region", name="Макет формы")
    expect(palette.get_by_role("button", name="Поставить на форму: Получатель")).to_be_disabled()

    drag(
        page,
        palette.get_by_role("button", name="Поставить на форму: Тема"),
        canvas.locator('[data-spot="0"]'),
    )
    expect(canvas.get_by_role("button").first).to_have_text("Тема")
    palette.get_by_role("button", name="Поставить на форму: Область").click()
    palette.get_by_role("button", name="Поставить на форму: Отправить письмо").click()

    topic = canvas.get_by_role("button", name="Тема")
    topic.click()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowLeft")
    expect(topic).to_be_focused()
    canvas.get_by_role("button", name="Получатель").click()
    panel = page.get_by_role("region", name="Свойства элемента")
    choose(page, "Доступ", "Требовать ввод", panel)
    save(page)

    rows = ui.api().get(f"/templates/{letters}").json()["body"]["forms"][0]["rows"]
    assert rows == [
        [{"attribute": "Poluchatel", "access": "required"}],
        ["Vlozhenie", "Tema"],
        [{"group": "Новая область", "rows": [[{"button": "Otpravit"}]]}],
    ]
    canvas.get_by_role("button", name="Тема").focus()
    page.keyboard.press("Delete")
    expect(canvas.get_by_role("button", name="Тема")).to_have_count(0)
    page.get_by_role("button", name="Отменить изменение").click()
    expect(canvas.get_by_role("button", name="Тема")).to_be_visible()


def rows_of(ui: Ui, template: str) -> list[list[dict[str, object]]]:
    rows: list[list[dict[str, object]]] = (
        ui.api().get(f"/templates/{template}").json()["body"]["forms"][0]["rows"]
    )
    return rows


def test_what_stands_in_tabs_is_designed_like_the_rest(page: Page, ui: Ui, letters: str) -> None:
    ui.open(f"/templates/{letters}?tab=forms")
    palette = page.get_by_role("region", name="Что поставить на форму")
    canvas = page.get_by_role("region", name="Макет формы")
    panel = page.get_by_role("region", name="Свойства элемента")
    palette.get_by_role("button", name="Поставить на форму: Вкладки").click()
    panel.get_by_label("Название вкладки 1").fill("Кому")
    panel.get_by_role("button", name="Вкладка «Вкладка 2»: выше").click()
    panel.get_by_label("Название вкладки 1").fill("Прочее")
    canvas.get_by_role("button", name="Добавить вкладку").click()
    panel.get_by_label("Название вкладки 3").fill("Файлы")
    panel.get_by_role("button", name="Удалить вкладку «Прочее» с её полями").click()

    canvas.get_by_role("tab", name="Файлы").click()
    palette.get_by_role("button", name="Поставить на форму: Тема").click()
    expect(canvas.get_by_role("tabpanel", name="Файлы").get_by_role("button", name="Тема")).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    topic = canvas.get_by_role("tabpanel", name="Кому").get_by_role("button", name="Тема")
    expect(topic).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(topic).to_be_hidden()

    # Dragged over a tab, a field opens it and is let go inside.
    drag(
        page,
        canvas.get_by_role("button", name="Получатель"),
        canvas.get_by_role("tab", name="Кому"),
        canvas.locator('[data-spot="2.0.0.0"]'),
    )
    save(page)
    assert rows_of(ui, letters) == [
        ["Vlozhenie"],
        [{"tabs": [{"title": "Кому", "rows": [["Poluchatel"]]}, {"title": "Файлы", "rows": [["Tema"]]}]}],
    ]
    ui.judge("template-tabs")


def test_a_tab_without_a_title_is_told_beside_it(page: Page, ui: Ui, letters: str) -> None:
    ui.open(f"/templates/{letters}?tab=forms")
    page.get_by_role("button", name="Поставить на форму: Вкладки").click()
    panel = page.get_by_role("region", name="Свойства элемента")
    panel.get_by_label("Название вкладки 1").fill("")
    expect(panel.get_by_text("Назовите вкладку")).to_be_visible()
    panel.get_by_label("Название вкладки 1").fill("Кому")
    expect(panel.get_by_text("Назовите вкладку")).to_be_hidden()


def test_a_field_of_files_is_limited_and_one_of_accounts_gets_its_view(
    page: Page, ui: Ui, letters: str
) -> None:
    ui.open(f"/templates/{letters}?tab=forms")
    canvas = page.get_by_role("region", name="Макет формы")
    panel = page.get_by_role("region", name="Свойства элемента")
    canvas.get_by_role("button", name="Вложение").click()
    panel.get_by_label("Макс. количество файлов").fill("3")
    panel.get_by_label("Разрешить удаление файлов").uncheck()
    canvas.get_by_role("button", name="Получатель").click()
    expect(panel.get_by_label("Макс. количество файлов")).to_have_count(0)
    choose(page, "Вид", "Таблица", panel)
    palette = page.get_by_role("region", name="Что поставить на форму")
    palette.get_by_role("button", name="Поставить на форму: Разделитель").click()
    panel.get_by_label("Разделитель").fill("Файлы")
    save(page)
    assert rows_of(ui, letters) == [
        [{"attribute": "Poluchatel", "view": "table"}],
        [{"attribute": "Vlozhenie", "max_files": 3, "allow_delete": False}],
        [{"divider": "Файлы"}],
    ]


def test_unsaved_changes_are_asked_about(page: Page, ui: Ui, letters: str) -> None:
    ui.open(f"/templates/{letters}")
    page.get_by_label("Описание").fill("не сохранено")
    page.get_by_role("tab", name="Атрибуты").click()
    page.get_by_role("link", name="Шаблоны записей").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Есть несохранённые изменения")
    dialog.get_by_role("button", name="Остаться").click()
    page.get_by_role("tab", name="Свойства").click()
    expect(page.get_by_label("Описание")).to_have_value("не сохранено")


@LOOKS
def test_the_pages_are_accessible_and_fit(
    page: Page, ui: Ui, letters: str, language: str, theme: str, width: int
) -> None:
    pages = {
        "/templates": "templates",
        f"/templates/{letters}?tab=attributes": "template-attributes",
        f"/templates/{letters}?tab=attributes&open=Tema": "template-attribute",
        f"/templates/{letters}?tab=buttons&open=Otpravit": "template-button",
        f"/templates/{letters}?tab=forms": "template-forms",
    }
    ui.judge_each(pages, language=language, theme=theme, width=width)
