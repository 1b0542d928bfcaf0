"""The pages of a full system in a browser: 100,000 records of a template, 100,000 letters; from click to content.

A round loads the program anew, so that every page is asked for the first time, and then goes from page to page as people
do. The clock runs inside of the browser: from the click until the content stands there and was painted.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.plenty import TEMPLATE, TEMPLATE_BODY, fill_letters, fill_records, opened
from bench.report import Missing, Report
from bench.service import PASSWORD, Client, Service, new_record, press, service
from bench.sinks import sink
from playwright.sync_api import Error, Page, sync_playwright

from vestnik.kernel.values import Ref

SECONDS = 400
ROUNDS = 9
RECORDS = LETTERS = 100_000
OTHERS = 30
"""Further connections, routes, templates and scenarios; presses of the button, each a run."""

BUDGET_MS = 300
START_MS = 4_000
"""People read the start page; meanwhile the program loads those that are likely to be opened."""
REST_MS = 300
"""Between two steps: people look at what they see, and what the page still asks for comes in."""

_TIMED = """async ({name, act, shown, text, changed}) => {
  const content = () => [...document.querySelectorAll(shown)].map((one) => one.textContent).join(" ");
  const before = content(), pattern = new RegExp(text);
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const begun = performance.now();
  await (0, eval)(`(async () => {${act}})()`);
  for (;;) {
    await frame();
    const now = content();
    if (pattern.test(now) && !(changed && now === before)) break;
    if (performance.now() - begun > 20000) throw new Error(`${name}: no ${text} in ${shown}: ${now.slice(0, 300)}`);
  }
  await frame();
  return performance.now() - begun;
}"""


@dataclass(frozen=True)
class Step:
    """What somebody does, in JavaScript, and what then has to be there.

    shown: where the content stands. text: what it has to fit. changed: and it has to differ from what stood there.
    """

    name: str
    act: str
    shown: str = "main tbody"
    text: str = r"\S"
    changed: bool = False


def _click(selector: str) -> str:
    return f"document.querySelector('{selector}').click()"


def _type(text: str) -> str:
    """Into the search of a list, ended with Enter: without it the list waits until the writer pauses."""
    return f"""
      const field = document.querySelector('main input[type=search]');
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, '{text}');
      field.dispatchEvent(new InputEvent('input', {{bubbles: true}}));
      await new Promise((done) => setTimeout(done));
      for (const what of ['keydown', 'keyup'])
        field.dispatchEvent(new KeyboardEvent(what, {{key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true}}));
    """


def _go(path: str) -> str:
    return f"history.pushState(null, '', '/ui{path}'); dispatchEvent(new PopStateEvent('popstate'))"


_HEADER = _click("main thead th[aria-sort] button")
_NEXT = "[...document.querySelectorAll('main nav button')].at(-1).click()"
_FIRST_ROW = _click("main tbody a")
_LIST = f"/records/{TEMPLATE}"
_LISTED = "main h1, main tbody"

STEPS = (
    Step("record_list", _click(f'nav a[href="/ui{_LIST}"]'), text="Договор"),
    Step("next_page", _NEXT, changed=True),
    Step("sort", _HEADER, changed=True, text="Договор 000000"),
    Step("other_end", _HEADER, changed=True, text="Договор 0"),
    Step("search", _type("договор 0012"), changed=True, text="Договор 0012"),
    Step(
        "filter",
        _go(_LIST + '?filter={"Summa":{"ge":9950},"Srochno":{"eq":true}}').replace('"', "%22"),
        changed=True,
    ),
    Step("open_record", _FIRST_ROW, shown="main h1", text="на поставку"),
    Step("letters", _click('nav a[href="/ui/messages"]'), text="Договор"),
    Step("letters_to", _type("to:anna77@example.org"), changed=True, text="anna77"),
    Step("letters_to_beginning", _type("to:anna123"), changed=True, text="anna123"),
    Step("letters_subject", _type("поставки 123"), changed=True),
    Step("letters_state", _type("state:failed"), changed=True, text="Ошибка"),
    Step("open_letter", _FIRST_ROW, shown="main iframe, main pre, main h1", text="Договор"),
    Step("runs", _click('nav a[href="/ui/runs"]'), shown=_LISTED, text="^Выполнения.*Отправка"),
    Step(
        "queue", _click('nav a[href="/ui/queue"]'), shown="main h1, main h2, main td", text="^Очередь.*mail"
    ),
    Step("connections", _click('nav a[href="/ui/connections"]'), shown=_LISTED, text="^Подключения.*mail"),
    Step("routes", _click('nav a[href="/ui/routes"]'), shown=_LISTED, text="^Пути.*mail_out"),
    Step("templates", _click('nav a[href="/ui/templates"]'), shown=_LISTED, text=f"^Шаблоны.*{TEMPLATE}"),
    Step("scenarios", _click('nav a[href="/ui/scenarios"]'), shown=_LISTED, text="^Сценарии.*Отправка"),
)


def run(report: Report) -> None:
    """Take the figures."""
    taken: dict[str, list[float]] = {step.name: [] for step in STEPS}
    used: dict[str, list[float]] = {step.name: [] for step in STEPS}
    with sink() as taking, service(taking.port, worker=False) as here:
        _fill(report, here)
        with _window(here) as (page, cpu_ms):
            for _ in range(report.count(ROUNDS, 2)):
                page.goto("/ui/")
                page.get_by_role("navigation").get_by_text(TEMPLATE_BODY["title"]).wait_for()
                page.wait_for_timeout(START_MS)
                for step in STEPS:
                    before = cpu_ms()
                    taken[step.name].append(_timed(page, step))
                    used[step.name].append(cpu_ms() - before)
    for name, times in taken.items():
        report.add(f"page_{name}_ms", median(times), "ms: click to content, median", budget=f"{BUDGET_MS}")
        report.add(f"page_{name}_cpu_ms", median(used[name]), "ms of processor: the page, until it rests")
        report.add(f"page_{name}_worst_ms", max(times), f"ms: the worst of {len(times)}")


def _timed(page: Page, step: Step) -> float:
    given = {
        "name": step.name,
        "act": step.act,
        "shown": step.shown,
        "text": step.text,
        "changed": step.changed,
    }
    taken: float = page.evaluate(_TIMED, given)
    page.wait_for_timeout(REST_MS)
    return taken


def _fill(report: Report, here: Service) -> None:
    api = here.client()
    api.ask("PUT", f"/templates/{TEMPLATE}", TEMPLATE_BODY)
    people = [
        Ref.parse(api.ask("PUT", f"/accounts/person{n}", {"fullName": f"Сотрудник {n}"})["id"])
        for n in range(OTHERS)
    ]
    _define(api)
    pressed = new_record(api)
    for _ in range(OTHERS):
        press(api, pressed)
    world = opened(here.data, None)
    try:
        fill_records(world, report.count(RECORDS, 2_000), people)
        fill_letters(world, report.count(LETTERS, 2_000))
    finally:
        world.db.close()


def _define(api: Client) -> None:
    """More of each kind, copied from those of the worked example."""
    for place, name in (("connections", "mail"), ("routes", "mail_out"), ("templates", "Elpisma")):
        body: dict[str, Any] = api.ask("GET", f"/{place}/{name}")["body"]
        for n in range(OTHERS):
            api.ask("PUT", f"/{place}/{name}_{n}", {**body, "name": f"{name}_{n}"})
    scenario = api.ask("GET", "/scenarios/OtpravkaPisem")["body"]
    for n in range(OTHERS):
        name = f"OtpravkaPisem_{n}"
        event = {**scenario["event"], "context_template": f"Elpisma_{n}"}
        api.ask("PUT", f"/scenarios/{name}", {**scenario, "name": name, "event": event})


@contextmanager
def _window(here: Service) -> Iterator[tuple[Page, Callable[[], float]]]:
    """A window of Chromium, signed in, and the processor time that its pages have used.

    Raises:
        Missing: no Chromium.
    """
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=["--no-sandbox"]
            )
        except Error as reason:
            raise Missing(
                f"Chromium: {str(reason).splitlines()[0]}; install the Debian package chromium"
            ) from None
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{here.port}", locale="ru-RU", viewport={"width": 1280, "height": 800}
        )
        answer = context.request.post("/api/v1/session", data={"login": "admin", "password": PASSWORD})
        assert answer.ok, answer.text()
        system = browser.new_browser_cdp_session()

        def cpu_ms() -> float:
            found = system.send("SystemInfo.getProcessInfo")["processInfo"]
            return 1000 * sum(float(one["cpuTime"]) for one in found if one["type"] == "renderer")

        yield context.new_page(), cpu_ms
        with suppress(Error):
            browser.close()
