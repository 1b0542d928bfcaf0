"""Regular expressions in the .NET-like dialect of both languages, on engines that cannot be made to hang.

google-re2 is linear in the text. Its character classes are ASCII while the dialect's are Unicode, so `\\d \\w \\s` are
translated. Its `\\b` knows only Latin letters; a pattern with `\\b` runs on `regex` with a time cap, after RE2 has vouched
that it has neither look-around nor back-references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal, Protocol, TypeAlias

import re2
import regex

from vestnik.kernel.text import Text

MAX_PATTERN = 4_000
MAX_MEMORY = 8 << 20
"""Bytes of RE2's automata."""
SLOW_SECONDS = 0.5
"""Cap of one search with the backtracking engine."""


class RegexError(Exception):
    """A pattern that cannot be used, or takes too long on a text."""

    def __init__(
        self, kind: Literal["bad_pattern", "unsupported", "limit_exceeded"], message: Text, pattern: str
    ) -> None:
        super().__init__(message.en)
        self.kind = kind
        self.message = message
        self.pattern = pattern


class Expression(Protocol):
    """A compiled expression; matches are of the standard library's shape."""

    def search(self, text: str) -> Any: ...

    def finditer(self, text: str) -> Iterator[Any]: ...


def matches(text: str, pattern: str) -> bool:
    """Whether any part of the text matches.

    Raises:
        RegexError
    """
    return compiled(pattern).search(text) is not None


def replaced(text: str, pattern: str, template: str) -> Iterator[str]:
    """The text in pieces with every match replaced; `$1` and `${name}` are groups, `$0` the whole match, `$$` a dollar.

    Raises:
        RegexError
    """
    pieces = _pieces(template)
    at, last = 0, None
    for match in compiled(pattern).finditer(text):
        if match.span() == last:  # RE2 gives an empty match inside a text twice
            continue
        last = match.span()
        yield "".join((text[at : match.start()], *(_piece(piece, match) for piece in pieces)))
        at = match.end()
    yield text[at:]


_Piece: TypeAlias = "str | tuple[str]"
_TEMPLATE = re.compile(r"\$(?:(\$)|(\d{1,2})|\{(\w+)\}|(&))")


@lru_cache(maxsize=256)
def _pieces(template: str) -> tuple[_Piece, ...]:
    """Literal texts and group names (in a tuple of one)."""
    pieces: list[_Piece] = []
    at = 0
    for found in _TEMPLATE.finditer(template):
        pieces.append(template[at : found.start()])
        dollar, number, name, whole = found.groups()
        pieces.append("$" if dollar else (number or name or ("0" if whole else ""),))
        at = found.end()
    pieces.append(template[at:])
    return tuple(pieces)


def _piece(piece: _Piece, match: Any) -> str:
    if isinstance(piece, str):
        return piece
    name = piece[0]
    if name.isdigit():
        if int(name) > match.re.groups:
            return f"${name}"
        return match.group(int(name)) or ""
    return (match.group(name) or "") if name in match.re.groupindex else f"${{{name}}}"


class _Capped:
    """The backtracking engine under a time cap."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._expression = regex.compile(pattern, regex.VERSION0)

    def search(self, text: str) -> Any:
        try:
            return self._expression.search(text, timeout=SLOW_SECONDS)
        except TimeoutError:
            raise _too_slow(self._pattern) from None

    def finditer(self, text: str) -> Iterator[Any]:
        try:
            yield from self._expression.finditer(text, timeout=SLOW_SECONDS)
        except TimeoutError:
            raise _too_slow(self._pattern) from None


def _too_slow(pattern: str) -> RegexError:
    message = Text("Регулярное выражение работает слишком долго", "The regular expression takes too long")
    return RegexError("limit_exceeded", message, pattern)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Expression:
    """The expression, ready to search.

    Raises:
        RegexError: `unsupported` (look-around, back-reference …), `bad_pattern`.
    """
    if len(pattern) > MAX_PATTERN:
        raise _bad(pattern, Text("оно слишком длинное", "it is too long"))
    translated, words = _translate(pattern)
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    try:
        linear = re2.compile(translated, options=options)
    except (re2.error, UnicodeEncodeError) as error:
        why = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        raise _bad(pattern, Text(why, why)) from None
    if not words:
        return linear  # type: ignore[no-any-return]
    try:
        return _Capped(translated)
    except regex.error as error:
        raise _bad(pattern, Text(str(error), str(error))) from None


_LOOKAROUND = re.compile(r"\(\?(?:[=!>]|<[=!]|\()")
_CLASSES = {"d": r"\p{Nd}", "w": r"\p{L}\p{M}\p{Nd}\p{Pc}", "s": r"\s\x0b\x85\p{Z}"}


def _translate(pattern: str) -> tuple[str, bool]:
    """The pattern in RE2's words, and whether it needs Unicode word boundaries."""
    made: list[str] = []
    in_class, words, at = False, False, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\" and at + 1 < len(pattern):
            piece, at, boundary = _escape(pattern, at, in_class)
            words |= boundary
            made.append(piece)
            continue
        if not in_class and (found := _LOOKAROUND.match(pattern, at)):
            raise _unsupported(pattern, found[0])
        if in_class and pattern.startswith("-[", at) and not pattern.startswith("-[:", at):
            raise _unsupported(pattern, "-[")
        if char == "[" and not in_class:
            in_class = True
            # A bracket that opens the class, or follows its negation, is a member.
            member = re.match(r"\[\^?\]?", pattern[at:])
            opening = member[0] if member else "["
            made.append(opening.replace("]", r"\]"))
            at += len(opening)
            continue
        if char == "[" and not pattern.startswith("[:", at):
            char = r"\["
        elif char == "]":
            in_class = False
        made.append(char)
        at += 1
    return "".join(made), words


def _escape(pattern: str, at: int, in_class: bool) -> tuple[str, int, bool]:
    """One backslash and what follows: the translation, where to go on, whether it is a word boundary."""
    char = pattern[at + 1]
    if char in _CLASSES:
        members = _CLASSES[char]
        return (members if in_class else f"[{members}]"), at + 2, False
    if char.lower() in _CLASSES:
        if in_class and char != "D":
            raise _unsupported(pattern, f"\\{char}")
        return (r"\P{Nd}" if char == "D" else f"[^{_CLASSES[char.lower()]}]"), at + 2, False
    if char in "bB" and not in_class:
        return f"\\{char}", at + 2, True
    if char == "b":
        return r"\x08", at + 2, False
    if char == "u" and re.fullmatch(r"[0-9A-Fa-f]{4}", pattern[at + 2 : at + 6]):
        return re.escape(chr(int(pattern[at + 2 : at + 6], 16))), at + 6, False
    if char == "e":
        return r"\x1b", at + 2, False
    if char in "pP" and pattern.startswith("{Is", at + 2):
        return f"\\{char}{{", at + 5, False
    if char == "Z":
        return r"\z", at + 2, False
    if char == "k" or (char.isdigit() and char != "0"):
        raise _unsupported(pattern, f"\\{char}")
    return f"\\{char}", at + 2, False


def _unsupported(pattern: str, construct: str) -> RegexError:
    message = Text(
        "Регулярное выражение «{pattern}»: «{construct}» не поддерживается (нет просмотра вперёд и назад, "
        "обратных ссылок и вычитания классов)",
        "The regular expression '{pattern}': '{construct}' is not supported (no look-around, back-references or "
        "subtraction of classes)",
    )
    return RegexError("unsupported", message.format(pattern=_shorten(pattern), construct=construct), pattern)


def _bad(pattern: str, why: Text) -> RegexError:
    message = Text(
        "Регулярное выражение «{pattern}» не годится: {why}",
        "The regular expression '{pattern}' is bad: {why}",
    )
    return RegexError("bad_pattern", message.format(pattern=_shorten(pattern), why=why), pattern)


def _shorten(pattern: str) -> str:
    return pattern if len(pattern) <= 80 else pattern[:80] + "…"
