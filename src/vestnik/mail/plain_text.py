"""HTML as plain text: the alternative that goes with every HTML letter (spec/delivery.md M12).

Own tokenizer: the standard library's parser takes quadratic time for unclosed tags, quotes and comments (76 s for
400 KB), and this text may hold markup that came from outside. Here every step is linear.
"""

from __future__ import annotations

import re
from html import unescape

_SKIPPED = frozenset(("head", "script", "style", "template", "title"))
_PARAGRAPHS = frozenset(
    ("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul")
)
_LINES = frozenset(
    ("address", "article", "dd", "div", "dt", "footer", "form", "header", "li", "main", "section", "tr")
)
_DECLARATION = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL)
_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:-]{0,40}+)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_ATTRIBUTE = re.compile(r"""\b(href|alt)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def plain_text(html: str) -> str:
    """What a reader of text should see: paragraphs, list items, link targets and the texts of images; no style.

    Never fails: broken HTML gives what can be read of it.
    """
    writer = _Writer()
    html = _DECLARATION.sub(" ", html)
    lower = html.lower()
    at = 0
    while tag := _TAG.search(html, at):
        writer.text(html[at : tag.start()])
        at = tag.end()
        name = tag[2].lower()
        if tag[1]:
            writer.end(name)
        elif name in _SKIPPED:
            at = lower.find(f"</{name}", at)
            if at < 0:
                return writer.written()
        else:
            writer.start(name, tag[3])
    writer.text(html[at:])
    return writer.written()


class _Writer:
    """Collects the lines; `_breaks` are line ends owed before the next text, `_blank` a blank."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._breaks = 0
        self._blank = False
        self._preformatted = 0
        self._link: tuple[str, int] | None = None

    def start(self, name: str, attributes: str) -> None:
        """An opening tag."""
        if name == "br":
            self._write("\n")
        elif name == "hr":
            self._block(name)
            self._write("-----")
            self._break(1)
        elif name == "img":
            self._say(_attribute("alt", attributes))
        elif name == "a":
            self._link = (_attribute("href", attributes), len(self._out))
        else:
            self._block(name)
            if name == "li":
                self._write("- ")
            elif name in ("td", "th"):
                self._blank = True
            elif name == "pre":
                self._preformatted += 1

    def end(self, name: str) -> None:
        """A closing tag."""
        if name == "a" and self._link:
            self._target(*self._link)
            self._link = None
        else:
            self._block(name)
            if name == "pre":
                self._preformatted = max(0, self._preformatted - 1)

    def text(self, raw: str) -> None:
        """What stands between tags."""
        if not raw:
            return
        if self._preformatted:
            self._write(unescape(raw))
        else:
            self._say(unescape(raw))

    def written(self) -> str:
        """Everything so far, without blank lines in a row."""
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


def _attribute(name: str, attributes: str) -> str:
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() == name:
            return unescape(found[2] or found[3] or found[4] or "").strip()
    return ""
