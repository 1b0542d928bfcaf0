"""HTML as plain text: the alternative that goes with every HTML letter (spec/delivery.md M12)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SKIPPED = frozenset(("head", "script", "style", "template", "title"))
_PARAGRAPHS = frozenset(
    ("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul")
)
_LINES = frozenset(
    ("address", "article", "dd", "div", "dt", "footer", "form", "header", "li", "main", "section", "tr")
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def plain_text(html: str) -> str:
    """What a reader of text should see: paragraphs, list items, link targets and the texts of images; no style.

    Never fails: broken HTML gives what can be read of it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects text; `_breaks` are line ends owed before the next text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._breaks = 0
        self._blank = False
        self._skipping = 0
        self._preformatted = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "br":
            self._write("\n")
        elif tag == "hr":
            self._block(tag)
            self._write("-----")
            self._break(1)
        elif tag == "img":
            self._say(given.get("alt") or "")
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self._out)))
        else:
            self._block(tag)
            if tag == "li":
                self._write("- ")
            elif tag in ("td", "th"):
                self._blank = True
            elif tag == "pre":
                self._preformatted += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "a" and self._links:
            self._target(*self._links.pop())
        else:
            self._block(tag)
            if tag == "pre":
                self._preformatted = max(0, self._preformatted - 1)

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._preformatted:
            self._write(data)
        else:
            self._say(data)

    def text(self) -> str:
        lines = (line.rstrip(" ") for line in "".join(self._out).replace("\xa0", " ").split("\n"))
        return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")

    def _say(self, data: str) -> None:
        """Running text: blanks in a row are one, and none stands at the beginning of a line."""
        said = _BLANKS.sub(" ", data)
        if said.startswith(" "):
            self._blank = True
        if words := said.strip(" "):
            self._write(words)
            self._blank = said.endswith(" ")

    def _write(self, text: str) -> None:
        if self._out:
            if self._breaks:
                self._out.append("\n" * self._breaks)
            elif self._blank and text[0] != "\n" and self._out[-1][-1] not in "\n ":
                self._out.append(" ")
        self._breaks, self._blank = 0, False
        self._out.append(text)

    def _break(self, count: int) -> None:
        self._breaks = max(self._breaks, count)

    def _block(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._break(2)
        elif tag in _LINES:
            self._break(1)

    def _target(self, href: str, start: int) -> None:
        """The address of a link after its text, unless the text says it already."""
        said = "".join(self._out[start:])
        target = href.removeprefix("mailto:")
        if target and not href.startswith(("#", "cid:", "javascript:")) and target not in said:
            self._blank = bool(said)
            self._write(f"<{target}>")
