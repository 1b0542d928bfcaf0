"""The worked example (docs/tutorial.md) from an empty system to the letter, entirely by clicking, in its own words.

The letter goes through a real Postfix and is read out of a mailbox of Dovecot over IMAP; where these are not installed,
through the SMTP server of the demonstration.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from ruamel.yaml import YAML
from tests.certificates import Authority
from tests.journeys.conftest import PASSWORD, Served, free_port, wait_for
from tests.peers.servers.dovecot import Dovecot
from tests.peers.servers.postfix import Postfix
from tests.peers.servers.program import Missing, NotRoot
from tests.peers.speaking import new_box
from tests.ui.driving import ROOT

from vestnik.runtime.demo_mailbox import DemoMailbox

pytestmark = pytest.mark.xdist_group("postfix")

FILENAME = "Договор поставки № 7.pdf"
FILE = b"%PDF-1.4\n" + bytes(range(256)) * 64 + b"\n%%EOF\n"
SCENARIO = ROOT / "examples" / "elpisma" / "scenarios" / "OtpravkaPisem.yaml"


@dataclass(frozen=True)
class MailServer:
    """A real mail server. letters: those of the mailbox, once there are as many."""

    port: int
    letters: Callable[[int], list[bytes]]


@pytest.fixture
def address() -> str:
    return f"{new_box()}@mail.test"


@pytest.fixture
def mail_server(tmp_path: Path, address: str) -> Iterator[MailServer]:
    try:
        dovecot = Dovecot()
    except (Missing, NotRoot):
        if os.environ.get("VESTNIK_REQUIRE_ALL"):
            raise
        yield from built_in(tmp_path / "mailbox")
        return
    try:
        pair = Authority(tmp_path).issue("server", "localhost", "127.0.0.1")
        postfix = Postfix(dovecot, dict.fromkeys(("server", "expired", "wrong_host", "stranger"), pair))
        try:
            box = address.partition("@")[0]
            yield MailServer(postfix.port["open"], lambda least: dovecot.fetched(box, least))
        finally:
            postfix.stop()
    finally:
        dovecot.stop()


def built_in(folder: Path) -> Iterator[MailServer]:
    mailbox, port = DemoMailbox(folder), free_port()
    controller = mailbox.listen(port)
    controller.start()

    def letters(least: int) -> list[bytes]:
        wait_for(lambda: len(list(mailbox.letters())) >= least)
        return [letter.path.read_bytes() for letter in mailbox.letters()]

    yield MailServer(port, letters)
    controller.stop()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A system in which nothing was made yet."""
    server = Served(tmp_path / "data", free_port())
    try:
        wait_for(server.ready, 60)
        yield server
    finally:
        server.stop()


@pytest.fixture
def walker(browser: Browser, empty: Served) -> Iterator[Page]:
    """The window of a person who has just come, in Russian."""
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{empty.port}",
        locale="ru-RU",
        timezone_id="Europe/Moscow",
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.set_default_timeout(8_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults, faults


def test_the_worked_example_is_clicked_together_and_its_letter_arrives(
    walker: Page, mail_server: MailServer, address: str
) -> None:
    sign_in(walker)
    set_up_connection(walker, mail_server, address)
    set_up_route(walker)
    set_up_template(walker)
    set_up_scenario(walker)
    make_account(walker, address)
    send_a_letter(walker)

    letter = next(
        made
        for made in map(parsed, mail_server.letters(2))
        if made["Subject"] == f"Документ {FILENAME} к рассмотрению."
    )
    assert letter["From"] == "Отдел кадров <hr@mail.test>"
    assert address in letter["To"]
    (text,) = [part for part in letter.walk() if part.get_content_type() == "text/plain"]
    assert text.get_content().split() == (
        f"Здравствуйте, Анна Петрова! Рассмотрите документ {FILENAME}.".split()
    )
    (file,) = letter.iter_attachments()
    assert file.get_filename() == FILENAME
    assert file.get_payload(decode=True) == FILE


def parsed(raw: bytes) -> EmailMessage:
    made = message_from_bytes(raw, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def sign_in(page: Page) -> None:
    page.goto("/ui/")
    page.get_by_label("Имя пользователя").fill("admin")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    # The page of signing in has a heading too.
    expect(page.get_by_role("navigation", name="Разделы")).to_be_visible()


def make_account(page: Page, address: str) -> None:
    """The example presupposes the account of the recipient."""
    go(page, "Аккаунты")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_label("Имя пользователя").fill("petrova")
    page.get_by_label("Ф. И. О.").fill("Анна Петрова")
    page.get_by_label("Адрес эл. почты").fill(address)
    page.get_by_role("button", name="Создать").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Аккаунт: Анна Петрова")


def set_up_connection(page: Page, server: MailServer, address: str) -> None:
    """«Настройка подключения «Отправка почты через SMTP»»."""
    go(page, "Подключения")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_role("menuitem", name="Подключения к электронной почте").click()
    page.get_by_role("menuitem", name="Отправка почты через SMTP").click()
    page.get_by_label("Системное имя").fill("mail")
    expect(page.get_by_label("Отключить")).not_to_be_checked()
    page.get_by_label("Описание").fill("Письма от отдела кадров")
    choose(page, "Запись в файловые журналы", "Полные сведения об обработке сообщения")
    page.get_by_label("Адрес почтового сервера").fill("127.0.0.1")
    choose(page, "Шифрование", "Отсутствует")
    page.get_by_label("Порт").fill(str(server.port))
    choose(page, "Тип аутентификации", "Отсутствует")
    page.get_by_label("Имя отправителя").fill("Отдел кадров")
    page.get_by_label("Адрес эл. почты отправителя").fill("hr@mail.test")
    expect(page.get_by_label("Проверять соединение без отправки сообщения")).not_to_be_checked()
    page.get_by_label("Адреса получателей для проверки работоспособности подключения").fill(address)
    page.get_by_role("button", name="Проверить соединение").click()
    panel = page.get_by_role("region", name="Проверка соединения")
    expect(panel.locator(".ant-alert-success")).to_be_visible(timeout=20_000)
    (trial,) = map(parsed, server.letters(1))
    assert trial["From"] == "Отдел кадров <hr@mail.test>"
    page.get_by_role("button", name="Создать", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Свойства подключения: mail")
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать журнал").or_(
            page.get_by_role("button", name="Скачать журнал")
        ).first.click()
    assert Path(download.value.path()).stat().st_size > 0


def set_up_route(page: Page) -> None:
    """«Настройка пути передачи данных «Отправка эл. почты через SMTP»»."""
    go(page, "Пути передачи данных")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_role("menuitem", name="Отправка эл. почты через SMTP").click()
    pick(page, "Подключение", "mail")
    page.get_by_label("Системное имя").first.fill("mail_out")
    page.get_by_label("Описание").first.fill("Документ к рассмотрению")
    choose(page, "Номер шины данных", "0")
    page.get_by_role("tab", name="Атрибуты сообщения").click()
    request = page.get_by_role("region", name="Запрос", exact=True)
    for name in ("FullName", "FileName"):
        before = request.get_by_role("textbox", name="Системное имя").count()
        request.get_by_role("button", name="Добавить").click()
        request.get_by_role("textbox", name="Системное имя").nth(before).fill(name)
    page.get_by_role("tab", name="Интеграция").click()
    subject, text = (
        page.get_by_role("textbox", name=name) for name in ("Шаблон темы", "Шаблон текста сообщения")
    )
    subject.fill("Документ {FileName} к рассмотрению.")
    text.fill("Здравствуйте, {FullName}!\n\nРассмотрите документ {FileName}.")
    page.get_by_role("button", name="Создать", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Свойства пути передачи данных: mail_out")


def set_up_template(page: Page) -> None:
    """«Настройка шаблона записи»."""
    go(page, "Шаблоны записей")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_label("Название").fill("Эл. письма")
    expect(page.get_by_label("Системное имя")).to_have_value("Elpisma")
    page.get_by_role("button", name="Создать", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Эл. письма")

    for title, name, data_type in (
        ("Получатель", "Poluchatel", "Аккаунт"),
        ("Вложение", "Vlozhenie", "Документ"),
    ):
        page.get_by_role("region", name="Атрибуты").get_by_role("button", name="Создать").click()
        window = page.get_by_role("dialog", name="Новый атрибут")
        window.get_by_label("Название").fill(title)
        expect(window.get_by_label("Системное имя")).to_have_value(name)
        choose(page, "Тип данных", data_type, window)
        window.get_by_role("button", name="Создать").click()
        expect(window).to_be_hidden()

    page.get_by_role("tab", name="Кнопки").click()
    page.get_by_role("region", name="Кнопки").get_by_role("button", name="Создать").click()
    window = page.get_by_role("dialog", name="Новая кнопка")
    window.get_by_label("Отображаемое название").fill("Отправить письмо")
    expect(window.get_by_label("Системное имя")).not_to_have_value("")
    choose(page, "Контекст операции", "Запись", window)
    choose(page, "Операция", "Вызвать событие «Нажата кнопка»", window)
    choose(page, "Результат выполнения", "Обновить данные", window)
    window.get_by_role("button", name="Создать").click()
    expect(window).to_be_hidden()

    page.get_by_role("tab", name="Формы").click()
    palette = page.get_by_role("region", name="Что поставить на форму")
    for title in ("Получатель", "Вложение", "Отправить письмо"):
        palette.get_by_role("button", name=f"Поставить на форму: {title}").click()
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.get_by_text("Шаблон сохранён")).to_be_visible()


def set_up_scenario(page: Page) -> None:
    """«Настройка сценария», with the slips of the printed text put right as the editor says."""
    texts = n3_texts()
    go(page, "Сценарии")
    page.get_by_role("button", name="Создать").first.click()
    properties = page.get_by_role("dialog", name="Свойства")
    properties.get_by_label("Название").fill("Отправка писем")
    expect(properties.get_by_label("Системное имя")).to_have_value("Otpravkapisem")
    properties.get_by_role("button", name="Готово").click()

    page.get_by_role("button", name="Нажатие кнопки").click()
    event = page.get_by_role("dialog", name="Событие: Нажатие кнопки")
    pick(page, "Контекстный шаблон", "Эл. письма", event)
    pick(page, "Кнопка", "Отправить письмо", event)
    event.get_by_role("button", name="Готово").click()

    window = add_action(page, "Изменить значения переменных")
    choose(page, "Операция со значениями переменных", "Заменить", window)
    window.get_by_label("Набор переменных").fill("mail")
    variable(window, "To")
    window.get_by_role("checkbox", name="Выбрать To").check()
    variable(window, "Address", at=1)
    window.get_by_role("checkbox", name="Выбрать To").uncheck()
    formula(page, window, "To.Address", "$Poluchatel->mbox")
    variable(window, "FullName")
    formula(page, window, "FullName", "$Poluchatel->fullName")
    variable(window, "FileName")
    n3(page, window, "FileName", texts["Name"])
    variable(window, "Attachments")
    window.get_by_role("checkbox", name="Выбрать Attachments").check()
    for name in ("Name", "Extension"):
        variable(window, name)
        n3(page, window, f"Attachments.{name}", texts[name])
    variable(window, "Extension")
    printed = texts["Content"].replace("?currentDocument document:content", "?content document:content")
    n3(page, window, "Attachments.Extension", printed, wrong="?content")
    window.get_by_role("button", name="Готово").click()

    window = add_action(page, "Отправить сообщение")
    pick(page, "Подключение", "mail", window)
    pick(page, "Путь передачи данных", "mail_out", window)
    window.get_by_label("Переменная с сообщением").fill("mail")
    window.get_by_role("button", name="Готово").click()
    page.get_by_role("button", name="Проверить").click()

    found = page.get_by_label("Результат проверки")
    expect(found.get_by_role("button", name="?content (строка 13, столбец 5)")).to_be_visible()
    found.get_by_role("button", name="Переменная Attachments.Extension задана дважды").click()
    window = page.get_by_role("dialog", name="Действие: Изменить значения переменных")
    expect(window.get_by_text("Не задан Content: возможно, имелся в виду он")).to_be_visible()
    window.get_by_role("combobox", name="Имя переменной").last.fill("Content")
    n3(page, window, "Attachments.Content", texts["Content"], anew=True)
    window.get_by_role("button", name="Готово").click()
    expect(page.get_by_text("Замечаний нет: сценарий можно публиковать")).to_be_visible()
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.get_by_text("Сценарий сохранён")).to_be_visible()


def send_a_letter(page: Page) -> None:
    """«Тестирование»."""
    page.goto("/ui/records/Elpisma")
    page.get_by_role("button", name="Создать").first.click()
    page.get_by_label("Получатель", exact=True).fill("Анна")
    page.locator(".ant-select-item-option").filter(has_text="Анна Петрова").first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": FILENAME, "mimeType": "application/pdf", "buffer": FILE}
    )
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("link", name=FILENAME)).to_be_visible()
    page.get_by_role("button", name="Отправить письмо").click()
    expect(page.get_by_text("Письмо поставлено в очередь")).to_be_visible()


def go(page: Page, section: str) -> None:
    page.get_by_role("navigation", name="Разделы").get_by_role("link", name=section, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(section)


def choose(page: Page, label: str, option: str, within: Locator | None = None) -> None:
    """Pick an option of a drop-down list by its text."""
    (within or page).get_by_label(label, exact=True).click()
    page.locator(".ant-select-item-option:visible").get_by_text(option, exact=True).click()


def pick(page: Page, label: str, name: str, within: Locator | None = None) -> None:
    """Pick a definition; its option tells more than its name."""
    (within or page).get_by_label(label, exact=True).click()
    page.locator(".ant-select-item-option:visible", has_text=name).first.click()


def add_action(page: Page, action: str) -> Locator:
    page.get_by_label("Схема сценария").get_by_role("button", name="Добавить действие").last.click()
    page.get_by_role("menuitem", name=action).click()
    return page.get_by_role("dialog", name=f"Действие: {action}")


def variable(window: Locator, name: str, at: int | None = None) -> None:
    window.get_by_role("button", name="Создать", exact=True).click()
    names = window.get_by_role("combobox", name="Имя переменной")
    (names.last if at is None else names.nth(at)).fill(name)
    window.page.keyboard.press("Tab")


def kind(page: Page, window: Locator, name: str, wanted: str) -> None:
    window.get_by_role("button", name=f"Вид значения: Значение: {name}").last.click()
    page.get_by_role("menuitem", name=wanted, exact=True).click()


def formula(page: Page, window: Locator, name: str, text: str) -> None:
    kind(page, window, name, "Формула")
    window.locator(f'.cm-content[aria-label="Значение: {name}"]').click()
    page.keyboard.insert_text(text)


def n3(
    page: Page, window: Locator, name: str, text: str, *, wrong: str | None = None, anew: bool = False
) -> None:
    """Paste a text into the large editor. wrong: what its findings speak of. anew: in place of what stands there."""
    if not anew:
        kind(page, window, name, "N3")
    window.get_by_role("button", name=f"Значение: {name}: N3").last.click()
    editor = page.get_by_role("dialog", name=f"Выражение: Значение: {name}")
    editor.locator(".cm-content").click()
    if anew:
        page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    findings = editor.get_by_role("list", name="Замечания")
    expect(findings).to_contain_text(wrong or "Ошибок нет")
    editor.get_by_role("button", name="Готово").click()
    expect(editor).to_be_hidden()


def n3_texts() -> dict[str, str]:
    """The N3 texts of the attachment's parts, as the example has them."""
    scenario: Any = YAML(typ="safe").load(SCENARIO.read_text(encoding="utf-8"))
    attachments = scenario["actions"][0]["variables"][3]["children"]
    return {child["name"]: child["value"]["n3"] for child in attachments}
