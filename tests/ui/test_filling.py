"""A record's form while it is filled in: it follows its rules, computes, shows linked records, and offers whom it takes."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect
from tests.ui.driving import LOOKS, Ui
from tests.ui.test_records import choose
from tests.ui.worked import given_account, given_record, given_template

LARGE = {"formula": "$Summa > 1000"}
STATE = re.compile(r"/records/form$")


def given_purchases(ui: Ui, *rules: dict[str, Any], rows: list[Any] | None = None, **parts: Any) -> str:
    """A template of purchases: sum, reason, approval, and a total that is computed."""
    attributes = [
        {"name": "Tema", "title": "Тема", "data_type": "text", "is_title": True},
        {"name": "Summa", "title": "Сумма", "data_type": "number"},
        {"name": "Obosnovanie", "title": "Обоснование", "data_type": "text", "max_length": 200},
        {"name": "Soglasuet", "title": "Согласует", "data_type": "account"},
        {
            "name": "Itogo",
            "title": "Итого",
            "data_type": "number",
            "computed": True,
            "expression": {"formula": "$Summa * 2"},
        },
    ]
    form = {
        "name": "main",
        "title": "Основная",
        "is_default": True,
        "rows": rows or [["Tema"], ["Summa", "Itogo"], ["Obosnovanie"], ["Soglasuet"]],
        "rules": list(rules),
    }
    return given_template(ui, **{"attributes": attributes, "forms": [form], "buttons": [], **parts})


def item(page: Page, label: str) -> Locator:
    """The part of the form with the field of that name."""
    return page.locator(".ant-form-item", has=page.get_by_label(label, exact=True))


def save(page: Page) -> None:
    page.get_by_role("button", name="Сохранить", exact=True).click()


def values(ui: Ui, template: str) -> Any:
    [stored] = ui.api().get(f"/templates/{template}/records").json()["items"]
    return stored["values"]


def test_fields_are_shown_hidden_and_required_as_one_types(page: Page, ui: Ui) -> None:
    name = given_purchases(
        ui,
        {"attributes": ["Obosnovanie"], "access": "hidden"},
        {"condition": LARGE, "attributes": ["Obosnovanie"], "access": "required"},
    )
    ui.open(f"/records/{name}/new")
    page.get_by_label("Тема").fill("Стулья")
    expect(page.get_by_label("Обоснование")).to_have_count(0)
    page.get_by_label("Сумма").fill("2000")
    expect(page.get_by_label("Обоснование")).to_be_visible()
    save(page)
    expect(item(page, "Обоснование").get_by_text("Заполните поле")).to_be_visible()
    page.get_by_label("Обоснование").fill("срочно")
    page.get_by_label("Сумма").fill("10")
    expect(page.get_by_label("Обоснование")).to_have_count(0)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Стулья")
    assert values(ui, name)["Obosnovanie"] is None  # nobody saw it any more


def test_saving_at_once_obeys_the_newest_values(page: Page, ui: Ui) -> None:
    name = given_purchases(ui, {"condition": LARGE, "attributes": ["Obosnovanie"], "access": "required"})
    ui.open(f"/records/{name}/new")
    page.get_by_label("Сумма").fill("2000")
    save(page)
    expect(item(page, "Обоснование").get_by_text("Заполните поле")).to_be_visible()
    page.get_by_label("Сумма").fill("20")
    save(page)
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()


def test_an_area_and_a_tab_of_which_every_field_is_hidden_are_not_shown(page: Page, ui: Ui) -> None:
    tabs = [{"title": "Главное", "rows": [["Tema"]]}, {"title": "Обоснования", "rows": [["Obosnovanie"]]}]
    rows = [["Summa"], [{"tabs": tabs}], [{"group": "Согласование", "rows": [["Soglasuet"]]}]]
    rule = {
        "condition": {"formula": "NOT($Summa > 1000)"},
        "attributes": ["Obosnovanie", "Soglasuet"],
        "access": "hidden",
    }
    name = given_purchases(ui, rule, rows=rows)
    ui.open(f"/records/{name}/new")
    page.get_by_label("Сумма").fill("5")
    expect(page.get_by_role("tab", name="Обоснования")).to_have_count(0)
    expect(page.get_by_text("Согласование")).to_have_count(0)
    page.get_by_label("Сумма").fill("5000")
    expect(page.get_by_role("tab", name="Обоснования")).to_be_visible()
    expect(page.get_by_text("Согласование")).to_be_visible()


def test_what_a_rule_sets_is_shown_and_given_back_when_the_rule_ends(page: Page, ui: Ui) -> None:
    sets = {
        "condition": LARGE,
        "action": "set",
        "attributes": ["Obosnovanie"],
        "value": {"formula": '"по правилу"'},
    }
    name = given_purchases(ui, sets)
    ui.open(f"/records/{name}/new")
    reason = page.get_by_label("Обоснование")
    reason.fill("своё")
    page.get_by_label("Сумма").fill("2000")
    expect(reason).to_have_value("по правилу")
    page.get_by_label("Сумма").fill("20")
    expect(reason).to_have_value("своё")
    page.get_by_label("Сумма").fill("3000")
    expect(reason).to_have_value("по правилу")
    save(page)
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    assert values(ui, name)["Obosnovanie"] == "по правилу"


def test_what_somebody_types_in_is_not_overwritten_by_a_rule(page: Page, ui: Ui) -> None:
    sets = {
        "condition": {"formula": '$Obosnovanie == "а"'},
        "action": "set",
        "attributes": ["Obosnovanie"],
        "value": {"formula": '"по правилу"'},
    }
    closes = {
        "condition": {"formula": '$Obosnovanie == "а"'},
        "attributes": ["Obosnovanie"],
        "access": "read_only",
    }
    name = given_purchases(ui, closes, sets)
    ui.open(f"/records/{name}/new")
    reason = page.get_by_label("Обоснование")
    with page.expect_response(STATE):
        reason.press_sequentially("а")
    page.wait_for_timeout(100)
    expect(reason).to_be_focused()
    expect(reason).to_have_value("а")
    reason.press_sequentially("б")
    expect(reason).to_have_value("аб")
    reason.press("Backspace")
    page.get_by_label("Тема").click()
    expect(page.get_by_text("по правилу")).to_be_visible()


def test_an_answer_that_comes_late_is_dropped(page: Page, ui: Ui) -> None:
    name = given_purchases(ui, {"condition": LARGE, "attributes": ["Obosnovanie"], "access": "hidden"})
    ui.open(f"/records/{name}/new")
    held: list[Route] = []

    def slow(request: Route) -> None:
        if '"Summa":2000' in (request.request.post_data or "").replace(" ", ""):
            held.append(request)
        else:
            request.continue_()

    page.route(STATE, slow)
    page.get_by_label("Сумма").fill("2000")
    while not held:
        page.wait_for_timeout(20)
    with page.expect_response(STATE):
        page.get_by_label("Сумма").fill("20")
    expect(page.get_by_text("40", exact=True)).to_be_visible()
    for one in held:
        one.continue_()
    page.wait_for_timeout(300)
    expect(page.get_by_label("Обоснование")).to_be_visible()
    expect(page.get_by_text("40", exact=True)).to_be_visible()


def test_what_rules_find_wrong_stands_beside_the_fields_as_one_types(page: Page, ui: Ui) -> None:
    too_much = {
        "condition": {"formula": "$Summa > 9000"},
        "action": "error",
        "attributes": ["Summa"],
        "message": "Не больше 9000",
    }
    whole = {"condition": {"formula": "$Summa > 9500"}, "action": "error", "message": "Так нельзя"}
    name = given_purchases(ui, too_much, whole)
    ui.open(f"/records/{name}/new")
    page.get_by_label("Сумма").fill("9999")
    expect(item(page, "Сумма").get_by_text("Не больше 9000")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="Так нельзя")).to_be_visible()
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("новая запись")
    page.get_by_label("Сумма").fill("9")
    expect(page.get_by_text("Не больше 9000")).to_have_count(0)
    expect(page.get_by_text("Так нельзя")).to_have_count(0)
    save(page)
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()


def test_a_computed_attribute_follows_what_is_typed(page: Page, ui: Ui) -> None:
    name = given_purchases(ui)
    ui.open(f"/records/{name}/{given_record(ui, name, Tema='Стол', Summa=5)}")
    expect(page.get_by_text("10", exact=True)).to_be_visible()
    page.get_by_label("Сумма").fill("21")
    expect(page.get_by_text("42", exact=True)).to_be_visible()


def test_a_form_without_rules_asks_nothing(page: Page, ui: Ui) -> None:
    name = given_template(ui)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if STATE.search(request.url) else None)
    ui.open(f"/records/{name}/new")
    page.get_by_label("Тема").fill("Договор")
    page.wait_for_timeout(500)
    assert not asked


def test_a_linked_record_is_shown_by_its_own_form(page: Page, ui: Ui) -> None:
    purchases = given_purchases(ui, {"attributes": ["Soglasuet"], "access": "hidden"})
    given_record(ui, purchases, Tema="Столы", Summa=7, Obosnovanie="для зала")
    given_record(ui, purchases, Tema="Стулья", Summa=8)
    link = {"name": "Zakupka", "title": "Закупка", "data_type": "record", "template": purchases}
    form = {
        "name": "main",
        "title": "Основная",
        "is_default": True,
        "rows": [[{"attribute": "Zakupka", "form": "main"}]],
    }
    name = given_template(ui, attributes=[link], forms=[form], buttons=[])
    ui.open(f"/records/{name}/new")
    choose(page, "Закупка", "Столы")
    inside = page.get_by_role("region", name="Столы")
    expect(inside.get_by_text("для зала")).to_be_visible()
    expect(inside.get_by_text("14", exact=True)).to_be_visible()
    expect(inside.get_by_text("Согласует")).to_have_count(0)
    ui.judge("record_embedded")
    choose(page, "Закупка", "Стулья")
    expect(page.get_by_role("region", name="Стулья")).to_be_visible()
    save(page)
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    expect(page.get_by_role("region", name="Стулья")).to_be_visible()


def test_an_account_field_offers_whom_its_filter_gives_for_what_is_typed(page: Page, ui: Ui) -> None:
    law, staff = ui.name("Право"), ui.name("Кадры")
    for department, person in ((law, "Анна Правова"), (staff, "Вера Кадрова")):
        made = given_account(ui, f"{person} {department}")
        login = next(
            one["username"]
            for one in ui.api().get("/accounts", params={"q": department}).json()["items"]
            if one["id"] == made
        )
        ui.api().put(f"/accounts/{login}", json={"department": department}).raise_for_status()
    allowed = {"formula": "from a in db->_Account where a->department == $Otdel select a->id"}
    attributes = [
        {"name": "Otdel", "title": "Отдел", "data_type": "text", "max_length": 200},
        {"name": "Kto", "title": "Кто", "data_type": "account", "allowed": allowed},
    ]
    name = given_template(ui, attributes=attributes, forms=[], buttons=[])
    ui.open(f"/records/{name}/new")
    options = page.locator(".ant-select-item-option")
    page.get_by_label("Кто", exact=True).click()
    expect(page.get_by_text("Сейчас здесь некого выбрать")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Отдел").fill(law)
    page.get_by_label("Кто", exact=True).click()
    expect(options).to_have_count(1)
    expect(options).to_contain_text("Анна Правова")
    page.keyboard.press("Escape")
    page.get_by_label("Отдел").fill(staff)
    page.get_by_label("Кто", exact=True).click()
    expect(options).to_have_count(1)
    expect(options).to_contain_text("Вера Кадрова")


def test_a_list_that_is_longer_says_so(page: Page, ui: Ui) -> None:
    linked = given_template(ui)
    for number in range(51):
        given_record(ui, linked, Tema=f"Договор {number:03}")
    link = {"name": "Dogovor", "title": "Договор", "data_type": "record", "template": linked}
    name = given_template(ui, attributes=[link], forms=[], buttons=[])
    ui.open(f"/records/{name}/new")
    page.get_by_label("Договор", exact=True).click()
    expect(page.get_by_text("Показаны первые 50")).to_be_visible()
    choose(page, "Договор", "Договор 007")
    save(page)
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    expect(page.get_by_text("Договор 007", exact=True)).to_be_visible()


def test_enter_before_the_answer_is_there_chooses_nothing_else(page: Page, ui: Ui) -> None:
    linked = given_template(ui)
    for title in ("Аренда", "Поставка"):
        given_record(ui, linked, Tema=title)
    link = {"name": "Dogovor", "title": "Договор", "data_type": "record", "template": linked}
    name = given_template(ui, attributes=[link], forms=[], buttons=[])
    ui.open(f"/records/{name}/new")
    field = page.get_by_label("Договор", exact=True)
    field.click()
    expect(page.locator(".ant-select-item-option")).to_have_count(2)
    field.press_sequentially("арен")
    field.press("Enter")
    field.press("Escape")
    save(page)
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    chosen = values(ui, name)["Dogovor"]
    assert chosen in (
        None,
        ui.api().get(f"/templates/{linked}/records", params={"q": "аренда"}).json()["items"][0]["id"],
    )


@LOOKS
def test_a_form_with_rules_is_accessible_and_fits(
    page: Page, ui: Ui, language: str, theme: str, width: int
) -> None:
    wrong = {"condition": LARGE, "action": "error", "attributes": ["Summa"], "message": "Не больше 1000"}
    name = given_purchases(ui, wrong)
    ui.open(f"/records/{name}/new", language=language, theme=theme, width=width)
    page.get_by_label("Сумма").fill("2000")
    expect(page.get_by_text("Не больше 1000")).to_be_visible()
    ui.judge(f"record-filling-{language}-{theme}-{width}")
