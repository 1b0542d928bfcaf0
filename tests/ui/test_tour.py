"""The guided tour of an empty system: it points at what to do, and does a step itself when asked to."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.journeys.conftest import Served, free_port, wait_for
from tests.ui.driving import Ui
from tests.ui.test_walkthrough import sign_in

from vestnik.runtime.demo_mailbox import DemoMailbox


@pytest.fixture
def newcomer(browser: Browser, tmp_path: Path) -> Iterator[Ui]:
    """The window of a person before an empty system with a mailbox of its own (`vestnik demo --empty`)."""
    mailbox = DemoMailbox(tmp_path / "data" / "mailbox").listen(free_port())
    server = Served(
        tmp_path / "data", free_port(), VESTNIK_DEMO="1", VESTNIK_DEMO_SMTP_PORT=str(mailbox.port)
    )
    mailbox.start()
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}",
        locale="ru-RU",
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(8_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        wait_for(server.ready, 60)
        sign_in(page)
        yield Ui(page, server, "tour")
    finally:
        context.close()
        server.stop()
        mailbox.stop()
    assert not faults, faults


def guide(page: Page) -> Locator:
    return page.get_by_role("region", name="Первое письмо", exact=True)


def bubble(page: Page) -> Locator:
    return page.locator(".ant-tour")


def test_the_tour_points_at_each_field_and_does_a_step_when_asked_to(newcomer: Ui) -> None:
    ui, page = newcomer, newcomer.page
    page.get_by_role("button", name="Провести по шагам").click()
    expect(guide(page)).to_contain_text("Шаг 1 из 5")

    guide(page).get_by_role("button", name="Перейти").click()
    expect(bubble(page)).to_contain_text("Нажмите «Создать»")
    page.get_by_role("toolbar", name="Подключения").get_by_role("button", name="Создать").click()
    page.get_by_role("menuitem", name="Подключения к электронной почте").click()
    page.get_by_role("menuitem", name="Отправка почты через SMTP").click()
    expect(bubble(page)).to_contain_text("например mail")
    bubble(page).get_by_role("button", name="Далее").click()
    expect(bubble(page)).to_contain_text("Адрес почтового сервера")
    # The bubble goes where the reader goes, and takes nothing that he types.
    page.get_by_label("Имя отправителя").click()
    page.keyboard.type("Отдел кадров")
    expect(bubble(page)).to_contain_text("От кого письма")
    expect(page.get_by_label("Имя отправителя")).to_have_value("Отдел кадров")
    ui.judge("tour-bubble")
    page.get_by_label("Имя отправителя").clear()

    for step in (1, 2, 3, 4):
        expect(guide(page)).to_contain_text(f"Шаг {step} из 5")
        guide(page).get_by_role("button", name="Сделать за меня").click()
    expect(guide(page)).to_contain_text("Шаг 5 из 5")
    expect(page.get_by_role("heading", level=1)).to_have_text("Отправка писем")
    guide(page).get_by_role("button", name="Сделать за меня").click()
    expect(page.get_by_role("link", name="Первое письмо.txt")).to_be_visible()
    expect(bubble(page)).to_contain_text("Нажмите — и письмо уйдёт")
    ui.judge("tour-press")
    page.locator("form").get_by_role("button", name="Отправить письмо").click()
    expect(guide(page)).to_contain_text("Первое письмо отправлено", timeout=20_000)

    letters = DemoMailbox(ui.server.data / "mailbox")
    wait_for(lambda: bool(list(letters.letters())))
    (kept,) = letters.letters()
    letter = message_from_bytes(kept.path.read_bytes(), policy=policy.default)
    assert letter["Subject"] == "Документ Первое письмо.txt к рассмотрению."
    assert [file.get_filename() for file in letter.iter_attachments()] == ["Первое письмо.txt"]  # type: ignore[attr-defined]


def test_a_step_can_be_skipped_and_the_tour_be_left_and_resumed(page: Page, ui: Ui) -> None:
    """In a system without a mailbox of its own the tour cannot know where letters may go."""
    page.route("**/api/v1/connections?*", lambda asked: asked.fulfill(json={"items": [], "next": None}))
    ui.remember(tour="{}")
    ui.open("/")
    expect(guide(page)).to_contain_text("Шаг 1 из 5")
    expect(guide(page).get_by_role("button", name="Пропустить")).to_be_visible()
    expect(guide(page).get_by_role("button", name="Сделать за меня")).to_have_count(0)
    guide(page).get_by_role("button", name="Пропустить").click()
    expect(guide(page)).not_to_contain_text("Шаг 1 из 5")
    page.reload()
    ui.settled()
    expect(guide(page)).to_be_visible()
    expect(guide(page)).not_to_contain_text("Шаг 1 из 5")
    guide(page).get_by_role("button", name="Прервать").click()
    expect(guide(page)).to_have_count(0)
    page.reload()
    ui.settled()
    expect(guide(page)).to_have_count(0)
