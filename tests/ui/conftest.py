"""A real server, a real browser: what the tests of the pages share.

    def test_a_connection_is_created(page: Page, ui: Ui) -> None:
        ui.open("/connections")                                   # signed in as admin, in Russian
        page.get_by_role("button", name="Создать").first.click()

One server and one window serve all tests of a worker: the program is read and compiled once, which takes a browser
longer than most tests. Each test gets names of its own (`ui.name`) and an emptied window: page, storage, size and routes
as in a new one. Any script error, and anything that the content security policy blocks, fails the test that met it.
Screenshots go to `artefacts/ui/` (ignored by git).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)
from tests.journeys.conftest import PASSWORD, Served, free_port, wait_for
from tests.ui.driving import Ui

from vestnik.runtime.demo_mailbox import DemoMailbox

expect.set_options(timeout=10_000)

CHROMIUM = os.environ.get("VESTNIK_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"

BLANK = "/ui/boot.js"
"""A small file of the program: an empty page of the same origin, where its storage can be set."""


@pytest.fixture(scope="package")
def ui_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The program on an empty data folder, in demo mode, so that its mailbox page is there too."""
    server = Served(tmp_path_factory.mktemp("ui") / "data", free_port(), VESTNIK_DEMO="1")
    try:
        wait_for(server.ready, 90)  # two processes start on a machine that is busy with other tests
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="package")
def mailbox_port(ui_server: Served) -> Iterator[int]:
    """The port of the demo mailbox: a real server that takes every letter and keeps it."""
    port = free_port()
    controller = DemoMailbox(ui_server.data / "mailbox").listen(port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium; where there is none the test is skipped, or fails with VESTNIK_REQUIRE_ALL=1."""
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except Error as reason:
            if os.environ.get("VESTNIK_REQUIRE_ALL"):
                raise
            pytest.skip(f"no Chromium: {str(reason).splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(scope="package")
def signed_in(browser: Browser, ui_server: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cookies of a signed-in administrator, so that tests need not sign in by hand."""
    file = tmp_path_factory.mktemp("session") / "state.json"
    context = browser.new_context(base_url=f"http://127.0.0.1:{ui_server.port}")
    answer = context.request.post("/api/v1/session", data={"login": "admin", "password": PASSWORD})
    assert answer.ok, answer.text()
    context.storage_state(path=file)
    context.close()
    return file


@pytest.fixture(scope="package")
def context(browser: Browser, ui_server: Served, signed_in: Path) -> Iterator[BrowserContext]:
    """A window, signed in, in Russian, without animations."""
    made = browser.new_context(
        base_url=f"http://127.0.0.1:{ui_server.port}",
        storage_state=signed_in,
        locale="ru-RU",
        timezone_id="Europe/Moscow",
        reduced_motion="reduce",
    )
    made.set_default_timeout(8_000)
    yield made
    made.close()


@pytest.fixture(scope="package")
def tab(context: BrowserContext) -> Page:
    """The page of the window; what it was left with is nobody's business: take `page`."""
    made = context.new_page()
    # A form with changes asks before it is left, which no test need answer at its end.
    made.on("dialog", lambda asked: asked.accept())
    return made


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A page as in a new window, 1280 pixels wide, whose script errors and blocked contents fail the test."""
    faults: list[str] = []

    def failed(error: Error) -> None:
        faults.append(str(error))

    def said(line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            faults.append(line.text)

    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(BLANK)
    tab.evaluate("localStorage.clear(); sessionStorage.clear()")
    tab.on("pageerror", failed)
    tab.on("console", said)
    yield tab
    tab.remove_listener("pageerror", failed)
    tab.remove_listener("console", said)
    tab.unroute_all()
    for other in tab.context.pages:
        if other is not tab:
            other.close()
    assert not faults, faults


@pytest.fixture
def ui(page: Page, ui_server: Served, request: pytest.FixtureRequest) -> Ui:
    """What a person does with the pages, in short words."""
    return Ui(page, ui_server, request.node.name)
