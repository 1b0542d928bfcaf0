"""Pickers of definitions and accounts: found on the server, however many there are, with the name of what is chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.ui.driving import Ui
from tests.ui.test_records import choose
from tests.ui.worked import given_account, put

SERVER = {"type": "smtp_send", "host": "127.0.0.1", "auth_type": "none", "sender_address": "a@example.org"}


@pytest.fixture
def many(ui: Ui) -> str:
    """The beginning of the names of 55 connections, more than a list shows."""
    beginning = ui.name("mnogo")
    for number in range(55):
        put(ui, f"/connections/{beginning}_{number:02}", SERVER)
    return beginning


def test_a_connection_beyond_the_first_is_found_by_typing_and_named_afterwards(
    page: Page, ui: Ui, many: str
) -> None:
    name = ui.name("route")
    put(ui, f"/routes/{name}", {"type": "smtp_send", "connection": f"{many}_53", "attributes": {}})
    ui.open(f"/routes/{name}")
    field = page.locator(".ant-form-item", has=page.get_by_label("Подключение", exact=True))
    expect(field.get_by_title(f"{many}_53")).to_be_visible()
    page.get_by_label("Подключение", exact=True).click()
    expect(page.get_by_text("Показаны первые 50")).to_be_visible()
    choose(page, "Подключение", f"{many}_54")
    expect(field.get_by_title(f"{many}_54")).to_be_visible()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    assert ui.api().get(f"/routes/{name}").json()["body"]["connection"] == f"{many}_54"


def test_a_manager_is_found_by_name_and_named_afterwards(page: Page, ui: Ui) -> None:
    boss, login = f"Вера {ui.name('Главная')}", ui.name("podchinennyy")
    manager = given_account(ui, boss)
    put(ui, f"/accounts/{login}", {"fullName": "Пётр", "active": True})
    ui.open(f"/accounts/{login}")
    page.get_by_text("Дополнительно").click()
    choose(page, "Руководитель", boss)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено", exact=True)).to_be_visible()
    assert ui.api().get(f"/accounts/{login}").json()["manager"] == manager
    ui.open(f"/accounts/{login}")
    page.get_by_text("Дополнительно").click()
    expect(page.get_by_text(boss)).to_be_visible()
