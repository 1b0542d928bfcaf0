"""Where a problem's text begins and ends, and the edit that would mend it.

Problems carry line, column and the suggested text; what an editor underlines and changes is worked out here, from the
text itself, so that the checks stay free of editing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: offsets of its first character and of the one after its last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `insert` in the place of a span."""

    span: Span
    insert: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What is offered («Заменить на …») and the edits that do it, in the order of the text."""

    title: Text
    edits: tuple[Edit, ...]


_WORD = r"[^\W\d][\w.]*(?<!\.)"
_TOKEN = re.compile(
    rf"""<[^<>\s]*>|"[^"\n]*"?|'[^'\n]*'?|\$\$?\s*(?:->)?\s*{_WORD}|(?:->|[—–]>|→|<-)\s*{_WORD}(?:\s*:\s*{_WORD})?"""
    rf"""|\?\w*|@\w+|[\w-]*:[\w-]+|db\s*->\s*{_WORD}|{_WORD}|\d[\w.]*|==|&&|\|\||."""
)
_LAST_NAME = re.compile(r"[^\W\d][\w.-]*(?=[\"'>]?$)")
_QUOTED = re.compile(r"""^["'](.*?)["']?$""", re.DOTALL)
_CLOSING = {"“": "”„“", "„": "“”", "«": "»", "”": "”", "‘": "’", "»": "»", "’": "’"}


def span_of(problem: Problem, text: str) -> Span:
    """What an editor underlines: the word or sign at the problem's place."""
    start = _offset(text, problem.line or 1, problem.column or 1)
    found = _TOKEN.match(text, start)
    return Span(start, found.end() if found else start)


def fix_of(problem: Problem, text: str) -> Fix | None:
    """The edit that a problem's suggestion stands for; None where there is nothing to do at a click."""
    if problem.suggestion is None:
        return None
    made = _BY_CODE.get(problem.code, _replace_name)
    return made(text, span_of(problem, text), problem.suggestion)


def apply_fix(text: str, fix: Fix) -> str:
    """The text after the edits."""
    for edit in reversed(fix.edits):
        text = text[: edit.span.start] + edit.insert + text[edit.span.end :]
    return text


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if start == 0:
            return len(text)
    return min(start + column - 1, len(text))


def _replace(span: Span, new: str) -> Fix:
    return Fix(Text(f"Заменить на {new}", f"Replace with {new}"), (Edit(span, new),))


def _insert(at: int, new: str, shown: str) -> Fix:
    return Fix(Text(f"Вставить {shown}", f"Insert {shown}"), (Edit(Span(at, at), new),))


# By code


def _replace_name(text: str, span: Span, new: str) -> Fix:
    """The last name of the token: `->Tema`, `$Tema`, `object:alias`, `"Elpisma"` keep what stands before the name."""
    token = text[span.start : span.end]
    if quoted := _QUOTED.match(token):
        return _replace(Span(span.start + 1, span.start + 1 + len(quoted[1])), new)
    if new.startswith("?") or token.startswith("?"):
        return _replace(span, new)
    name = _LAST_NAME.search(token)
    return _replace(Span(span.start + name.start(), span.start + name.end()) if name else span, new)


def _unknown_template(text: str, span: Span, new: str) -> Fix:
    """In a reverse arrow, `<-Template:Link`, the template is the first name."""
    back = re.match(rf"<-\s*({_WORD})", text[span.start : span.end])
    if back is None:
        return _replace_name(text, span, new)
    return _replace(Span(span.start + back.start(1), span.start + back.end(1)), new)


def _unknown_prefix(text: str, span: Span, new: str) -> Fix:
    if new.startswith("@prefix"):
        return Fix(Text(f"Объявить: {new}", f"Declare: {new}"), (Edit(Span(0, 0), new + "\n"),))
    colon = text.find(":", span.start, span.end)
    return _replace(Span(span.start, colon if colon > 0 else span.end), new)


def _prefix_dot(text: str, span: Span, new: str) -> Fix | None:
    end = text.find(">", span.start)
    return None if end < 0 else _insert(end + 1, ".", "«.»")


def _typographic_arrow(text: str, span: Span, new: str) -> Fix | None:
    found = re.compile("[—–]>|→").search(text, span.start)
    return _replace(Span(found.start(), found.end()), new) if found else None


def _whole_token(text: str, span: Span, new: str) -> Fix:
    return _replace(span, new)


def _syntax(text: str, span: Span, new: str) -> Fix | None:
    token = text[span.start : span.end]
    if new == "":
        return Fix(Text("Убрать", "Remove"), (Edit(Span(span.start, span.start + 1), ""),))
    if new == ".":
        end = len(text[: span.start].rstrip())
        return _insert(end, ".", "«.»")
    if new == "< -":
        start = text.rfind("<-", 0, span.start)
        return None if start < 0 else _replace(Span(start, start + 2), new)
    if token[:1] in _CLOSING:
        return _straight_quotes(text, span.start, new)
    if text.startswith("??", span.start):
        return _replace(Span(span.start, span.start + 2), new)
    return _replace(span, new)


def _straight_quotes(text: str, start: int, plain: str) -> Fix:
    """Both ends of a text in curly quotes."""
    ends = [start]
    closing = [text.find(char, start + 1) for char in _CLOSING[text[start]]]
    if found := [place for place in closing if place > 0]:
        ends.append(min(found))
    title = Text(f"Поставить прямые кавычки {plain}", f"Use straight quotes {plain}")
    return Fix(title, tuple(Edit(Span(place, place + 1), plain) for place in ends))


def _none(text: str, span: Span, new: str) -> Fix | None:
    """The suggestion is advice for a person: it does not fit in one place of the text."""
    return None


_BY_CODE: dict[str, Callable[[str, Span, str], Fix | None]] = {
    "syntax": _syntax,
    "unknown_template": _unknown_template,
    "unknown_prefix": _unknown_prefix,
    "prefix_dot": _prefix_dot,
    "typographic_arrow": _typographic_arrow,
    "unused_variable": _whole_token,
    "never_bound": _whole_token,
    "unknown_function": _replace_name,
    "unknown_name": _whole_token,
    "whole_template_scan": _none,
    "no_output": _none,
    "type_error": _none,
    "unsupported": _none,
}
