"""Short words for what tests do with a page: open, check with axe, take a picture."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect
from tests.journeys.conftest import Served

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts" / "ui"
AXE = ROOT / "ui" / "node_modules" / "axe-core" / "axe.min.js"
_NUMBERS = count(1)


_ALL = [
    (language, theme, width)
    for language in ("ru", "en")
    for theme in ("light", "dark")
    for width in (1280, 390)
]
_EVERYTHING = bool(os.environ.get("VESTNIK_ALL_LOOKS"))
LOOKS = pytest.mark.parametrize(
    ("language", "theme", "width"), _ALL if _EVERYTHING else [("en", "dark", 390)]
)
"""Of a page with parameters in its address: one look, with VESTNIK_ALL_LOOKS=1 every one."""

MORE_LOOKS = pytest.mark.parametrize(("language", "theme", "width"), _ALL if _EVERYTHING else [])
"""Of a page that `test_every_page` looks at anyway: the further looks, with VESTNIK_ALL_LOOKS=1."""


class Ui:
    """The pages as a person drives them."""

    def __init__(self, page: Page, server: Served, test: str) -> None:
        self.page, self.server = page, server
        self._test = re.sub(r"\W+", "_", test)

    def open(
        self, path: str, *, language: str = "ru", theme: str = "light", width: int | None = None
    ) -> None:
        """Go to a page below `/ui` and wait for its content."""
        if width is not None:
            self.page.set_viewport_size({"width": width, "height": 800})
        self.remember(language=language, theme=theme)
        self.page.goto(f"/ui{path}")
        self.settled()

    def go(self, path: str) -> None:
        """Go on to another page without loading the program anew, as a link does."""
        self.page.evaluate(
            """path => {
                 document.querySelector("h1").dataset.left = "";
                 history.pushState(null, "", path);
                 dispatchEvent(new PopStateEvent("popstate"));
               }""",
            f"/ui{path}",
        )
        expect(self.page.locator("h1:not([data-left])")).to_be_visible()
        self.settled()

    def remember(self, **values: str) -> None:
        """What the browser keeps for the program, such as the language, from now on."""
        self.page.evaluate(
            "kept => { for (const key in kept) localStorage.setItem(`vestnik.${key}`, kept[key]) }", values
        )

    def settled(self) -> None:
        """Wait until the page has its title and nothing is being loaded."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        expect(self.page.get_by_role("status").filter(has_text=re.compile("Загрузка|Loading"))).to_have_count(
            0
        )

    def name(self, beginning: str) -> str:
        """A system name that no other test has."""
        return f"{beginning}_{next(_NUMBERS)}"

    def api(self) -> httpx.Client:
        """The API as the administrator, for what a test needs to be there already."""
        return self.server.admin

    @contextmanager
    def late(self, chunk: str) -> Iterator[None]:
        """A part of the program that arrives when the block ends, as over a slow network."""
        held: list[Route] = []
        pattern = re.compile(rf"/assets/{chunk}-[^/]*\.js")
        self.page.route(pattern, lambda request: held.append(request))
        yield
        for request in held:
            request.continue_()
        self.page.unroute(pattern)
        assert held, f"{chunk} was not asked for"

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Keep what the page looks like now."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=whole, animations="disabled")

    def accessible(self, *, apart_from: tuple[str, ...] = ()) -> None:
        """Fail with what axe-core finds serious or critical on the page as it is now."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate(
            "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
        )
        serious = [
            f"{one['id']}: {one['help']}: " + "; ".join(node["html"][:160] for node in one["nodes"][:4])
            for one in found
            if one["impact"] in ("serious", "critical") and one["id"] not in apart_from
        ]
        assert not serious, "\n".join(serious)

    def judge(self, name: str, *, whole: bool = False) -> None:
        """Keep a picture of the page, hold it against axe-core, and see that it fits into the window."""
        self.picture(name, whole=whole)
        self.accessible()
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            "wider than the window"
        )

    def judge_each(self, pages: Mapping[str, str], *, language: str, theme: str, width: int) -> None:
        """Judge pages, given as address and name of the picture, in one look."""
        before = ""
        for path, name in pages.items():
            # Only another page than before has another title to be waited for.
            if before and path.partition("?")[0] != before.partition("?")[0]:
                self.go(path)
            else:
                self.open(path, language=language, theme=theme, width=width)
            self.judge(f"{name}-{language}-{theme}-{width}")
            before = path
