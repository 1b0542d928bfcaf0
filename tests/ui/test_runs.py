"""«Выполнения»: failures first, what a run did, the way to the card at fault."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import free_port
from tests.ui.driving import LOOKS, Ui
from tests.ui.worked import given_account, given_mailing, given_record, given_template, pressed


def failed_run(ui: Ui, port: int) -> tuple[str, str]:
    """A run that failed, since the account has no address, and its scenario."""
    template = given_template(ui)
    scenario = given_mailing(ui, template, port)
    record = given_record(ui, template, Tema="Без адреса")
    refused = pressed(ui, template, record)
    assert refused["run"], refused
    return str(refused["run"]), scenario


def test_failures_stand_first_and_say_why(page: Page, ui: Ui, mailbox_port: int) -> None:
    run, scenario = failed_run(ui, mailbox_port)
    ui.open(f"/runs?scenario={scenario}")
    row = page.get_by_role("row").filter(has_text=f"Отправка писем {scenario}")
    expect(row.get_by_text("Ошибка", exact=True)).to_be_visible()
    row.get_by_role("link", name=f"Отправка писем {scenario}").click()
    expect(page).to_have_url(re.compile(re.escape(run)))
    expect(page.get_by_role("alert")).to_contain_text("письма не отправлены")


def test_a_failed_run_leads_to_its_card_in_the_designer(page: Page, ui: Ui, mailbox_port: int) -> None:
    run, scenario = failed_run(ui, mailbox_port)
    ui.open(f"/runs/{run}")
    trace = page.get_by_role("list", name="Ход выполнения")
    expect(trace.get_by_role("button", name="Изменить значения переменных")).to_be_visible()
    expect(trace.get_by_role("button", name="Отправить сообщение")).to_be_visible()
    expect(trace.get_by_text("mail: To, FullName", exact=True)).to_be_visible()  # as the card says
    page.get_by_role("button", name="Показать действие в сценарии").click()
    expect(page).to_have_url(re.compile(rf"/scenarios/{scenario}\?action="))
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_run_leads_to_its_letters_and_its_record(page: Page, ui: Ui, mailbox_port: int) -> None:
    template = given_template(ui)
    given_mailing(ui, template, mailbox_port)
    record = given_record(ui, template, Tema="Договор", Poluchatel=given_account(ui))
    ui.open(f"/runs/{pressed(ui, template, record)['run']}")
    expect(page.get_by_role("region", name="Письма").get_by_role("link")).to_have_text(
        "Документ к рассмотрению"
    )
    page.get_by_role("link", name="Договор").click()
    expect(page.get_by_label("Тема")).to_have_value("Договор")


def test_a_computed_value_is_told_by_the_name_of_its_variable(page: Page, ui: Ui, mailbox_port: int) -> None:
    run, _ = failed_run(ui, mailbox_port)
    ui.open(f"/runs/{run}")
    trace = page.get_by_role("list", name="Ход выполнения")
    expect(trace.get_by_text("To.Address", exact=True)).to_be_visible()
    expect(trace.get_by_text("variables.0")).to_have_count(0)


def test_a_waiting_run_is_cancelled_from_its_page(page: Page, ui: Ui) -> None:
    template = given_template(ui)
    given_mailing(ui, template, free_port(), answer="reply")
    record = given_record(ui, template, Tema="Договор", Poluchatel=given_account(ui))
    ui.open(f"/runs/{pressed(ui, template, record)['run']}")
    head = page.get_by_role("main").locator("header")
    head.get_by_role("button", name="Прекратить ожидание").click()
    page.get_by_role("dialog").get_by_role("button", name="Прекратить ожидание").click()
    expect(head.get_by_text("Отменено", exact=True)).to_be_visible()
    expect(head.get_by_role("button", name="Прекратить ожидание")).to_have_count(0)


def test_a_filter_is_in_the_address(page: Page, ui: Ui, mailbox_port: int) -> None:
    _, scenario = failed_run(ui, mailbox_port)
    ui.open(f"/runs?scenario={scenario}")
    page.get_by_text("Выполнены", exact=True).click()
    expect(page).to_have_url(re.compile("status=done"))
    expect(page.get_by_text("Ничего не найдено")).to_be_visible()


@LOOKS
def test_the_pages_are_accessible_and_fit(
    page: Page, ui: Ui, mailbox_port: int, language: str, theme: str, width: int
) -> None:
    run, _ = failed_run(ui, mailbox_port)
    ui.judge_each({"/runs": "runs", f"/runs/{run}": "run"}, language=language, theme=theme, width=width)
