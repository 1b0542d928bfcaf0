"""«Аккаунты», «Токены», «Список запрета», «Обработчики»: people, programs, addresses that get nothing, processes."""

from __future__ import annotations

import httpx
from playwright.sync_api import Page, expect
from tests.ui.driving import MORE_LOOKS, Ui


def test_an_account_is_created_and_may_sign_in(page: Page, ui: Ui) -> None:
    login = ui.name("petrova")
    ui.open("/accounts")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_label("Имя пользователя").fill(login)
    page.get_by_label("Ф. И. О.").fill("Анна Петрова")
    page.get_by_label("Адрес эл. почты").fill("petrova@example.org")
    page.get_by_role("checkbox", name="Разработчик").check()
    page.get_by_label("Пароль").fill("first-password-1")
    page.get_by_role("button", name="Создать").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Аккаунт: Анна Петрова")
    stored = ui.api().get(f"/accounts/{login}").json()
    assert (stored["mbox"], sorted(stored["roles"])) == ("petrova@example.org", ["builder", "user"])
    assert ui.server.client(login, "first-password-1").get("/session").json()["login"] == login


def test_wrong_input_is_told_beside_its_field(page: Page, ui: Ui) -> None:
    ui.open("/accounts/new")
    page.get_by_role("button", name="Создать").click()
    field = page.locator(".ant-form-item", has=page.get_by_label("Имя пользователя"))
    expect(field.get_by_text("Заполните поле")).to_be_visible()
    page.get_by_label("Имя пользователя").fill(ui.name("wrong"))
    page.get_by_label("Адрес эл. почты").fill("не адрес")
    page.get_by_role("button", name="Создать").click()
    mbox = page.locator(".ant-form-item", has=page.get_by_label("Адрес эл. почты"))
    expect(mbox.locator(".ant-form-item-explain-error")).to_be_visible()
    page.get_by_label("Адрес эл. почты").fill("a@example.org")
    page.get_by_label("Пароль").fill("short")
    page.get_by_role("button", name="Создать").click()
    expect(page.get_by_role("alert").first).to_be_visible()


def test_a_password_is_changed_by_the_administrator(page: Page, ui: Ui) -> None:
    login = ui.name("ivanov")
    ui.api().put(
        f"/accounts/{login}",
        json={"fullName": "Иван Иванов", "roles": ["user"], "password": "old-password-1"},
    )
    ui.open(f"/accounts/{login}")
    page.get_by_role("button", name="Сменить пароль").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Новый пароль").fill("123")
    dialog.get_by_role("button", name="Сменить пароль").click()
    expect(dialog.locator(".ant-form-item-explain-error")).to_be_visible()
    dialog.get_by_label("Новый пароль").fill("new-password-1")
    dialog.get_by_role("button", name="Сменить пароль").click()
    expect(page.get_by_text("Пароль сменён")).to_be_visible()
    assert ui.server.client(login, "new-password-1").get("/session").json()["must_change_password"] is True


def test_an_account_is_switched_off_and_its_name_changed(page: Page, ui: Ui) -> None:
    login = ui.name("sidorov")
    ui.api().put(f"/accounts/{login}", json={"fullName": "Сидоров", "roles": ["user"]})
    ui.open(f"/accounts?q={login}")
    page.get_by_role("link", name=login).click()
    page.get_by_label("Активен").uncheck()
    page.get_by_label("Ф. И. О.").fill("Пётр Сидоров")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Не активен")).to_be_visible()
    stored = ui.api().get(f"/accounts/{login}").json()
    assert (stored["active"], stored["fullName"], stored["roles"]) == (False, "Пётр Сидоров", ["user"])


def test_an_account_is_deleted_after_asking(page: Page, ui: Ui) -> None:
    login = ui.name("gone")
    ui.api().put(f"/accounts/{login}", json={"fullName": "Уходит"})
    ui.open(f"/accounts?q={login}")
    page.get_by_role("checkbox", name=f"Выбрать строку {login}").check()
    page.get_by_role("button", name="Удалить").click()
    page.get_by_role("dialog").get_by_role("button", name="Удалить", exact=True).click()
    expect(page.get_by_text("Ничего не найдено")).to_be_visible()


def test_a_token_is_shown_once_and_revoked(page: Page, ui: Ui) -> None:
    name = ui.name("выгрузка")
    ui.open("/tokens")
    page.get_by_role("button", name="Создать").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Создать").click()
    expect(dialog.get_by_text("Заполните поле")).to_be_visible()
    dialog.get_by_label("Название").fill(name)
    dialog.get_by_role("button", name="Создать").click()
    value = page.get_by_role("dialog").get_by_label(name).input_value()
    asked = {"Authorization": f"Bearer {value}"}
    address = f"http://127.0.0.1:{ui.server.port}/api/v1/session"
    assert httpx.get(address, headers=asked).json()["login"] == "admin"
    page.get_by_role("button", name="Готово").click()

    row = page.get_by_role("row", name=name)
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Отозвать").click()
    page.get_by_role("dialog").get_by_role("button", name="Отозвать", exact=True).click()
    expect(row).to_have_count(0)
    assert httpx.get(address, headers=asked).status_code == 401


def test_the_roles_tell_what_they_allow_and_who_has_them(page: Page, ui: Ui) -> None:
    login, other = ui.name("builder"), ui.name("clerk")
    for name, role in ((login, "builder"), (other, "user")):
        ui.api().put(f"/accounts/{name}", json={"fullName": name, "roles": [role]}).raise_for_status()
    ui.open("/accounts")
    page.get_by_role("button", name="Роли").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Роли")
    builder = page.get_by_role("region", name="Разработчик")
    expect(builder.get_by_role("listitem").filter(has_text="изменять приложения")).to_be_visible()
    expect(builder.get_by_role("listitem").filter(has_text="администрировать систему")).to_have_count(0)
    builder.get_by_role("link", name="Аккаунтов с этой ролью").click()
    expect(page.get_by_role("row", name=login)).to_be_visible()
    expect(page.get_by_role("row", name=other)).to_have_count(0)


def test_an_address_is_put_on_the_list_and_taken_off(page: Page, ui: Ui) -> None:
    address = f"{ui.name('ivanov')}@example.org"
    ui.open("/suppressions")
    page.get_by_role("button", name="Добавить").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Адрес эл. почты").fill("не адрес")
    dialog.get_by_role("button", name="Добавить").click()
    expect(dialog.get_by_text("Это не адрес")).to_be_visible()
    dialog.get_by_label("Адрес эл. почты").fill(address)
    dialog.get_by_label("Причина").fill("Попросил не писать")
    dialog.get_by_role("button", name="Добавить").click()
    row = page.get_by_role("row", name=address)
    expect(row.get_by_text("Попросил не писать")).to_be_visible()
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Убрать из списка").click()
    page.get_by_role("dialog").get_by_role("button", name="Убрать из списка").click()
    expect(row).to_have_count(0)
    assert ui.api().get(f"/suppressions/{address}").status_code == 404


def test_the_worker_of_the_program_is_listed(page: Page, ui: Ui) -> None:
    ui.open("/workers")
    expect(page.get_by_role("row").get_by_text("0, 1, 2, 3").first).to_be_visible()


@MORE_LOOKS
def test_the_pages_are_accessible_and_fit(page: Page, ui: Ui, language: str, theme: str, width: int) -> None:
    paths = ("/accounts", "/accounts/new", "/accounts/admin", "/tokens", "/suppressions", "/workers")
    pages = {path: path[1:].replace("/", "-") for path in paths}
    ui.judge_each(pages, language=language, theme=theme, width=width)
