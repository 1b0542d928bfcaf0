"""`{Name}` in the texts of a route (spec/routes.md 3).

    {FullName}   {To.Address}   {Date:dd.MM.yyyy}   {Name|по умолчанию}   {{ and }} for the braces themselves

Anything else in braces is text, so a style sheet needs no escaping: a format counts as one only when it is made of
format symbols (`{color:red}` is none) and begins without a blank (`{color: red}` neither).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

MAX_TEMPLATE = 1 << 20
"""Characters of one template."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder. names: one, or parent and child. offset: of its brace in the template."""

    names: tuple[str, ...]
    pattern: str | None
    default: str
    offset: int

    @property
    def path(self) -> str:
        return ".".join(self.names)


Template: TypeAlias = tuple[str | Placeholder, ...]

_NAME = r"[^\W\d]\w{0,127}"
_TOKEN = re.compile(
    rf"""\{{\{{ | \}}\}} |
    \{{ (?P<path>{_NAME}(?:\.{_NAME}){{0,15}})
        (?: : (?P<pattern>[^\s{{}}|][^{{}}|]{{0,99}}) )?
        (?: \| (?P<default>[^{{}}]{{0,1000}}) )?
    \}}""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"'[^']*'")
_SYMBOLS = frozenset("dMyYDHhmsftKz")
_NUMBER_OR_DURATION = re.compile(r"[Nn]\d{0,2}|[cgG]")


@lru_cache(maxsize=2048)
def parse(text: str) -> Template:
    """The template as pieces of text and placeholders, in order."""
    pieces: list[str | Placeholder] = []
    end = 0
    for token in _TOKEN.finditer(text):
        if token["path"] and token["pattern"] and not is_format(token["pattern"]):
            continue
        pieces.append(text[end : token.start()])
        end = token.end()
        if token["path"] is None:
            pieces.append(token[0][0])
        else:
            names = tuple(token["path"].split("."))
            pieces.append(Placeholder(names, token["pattern"], token["default"] or "", token.start()))
    pieces.append(text[end:])
    return tuple(piece for piece in pieces if piece != "")


def placeholders(text: str) -> list[Placeholder]:
    """The placeholders of a template, in order."""
    return [piece for piece in parse(text) if isinstance(piece, Placeholder)]


def fill(text: str, value_of: Callable[[Placeholder], str]) -> str:
    """The text with its placeholders replaced; what they give is not looked at again."""
    return "".join(piece if isinstance(piece, str) else value_of(piece) for piece in parse(text))


def is_format(pattern: str) -> bool:
    """Whether a text is a format of a date, number or duration (spec/formula.md 6)."""
    if _NUMBER_OR_DURATION.fullmatch(pattern):
        return True
    symbols = [char for char in _QUOTED.sub("", pattern) if char.isascii() and char.isalnum()]
    return bool(symbols) and all(char in _SYMBOLS for char in symbols)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where an offset lies, both counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
