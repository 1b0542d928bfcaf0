"""A pattern cut into runs of one symbol and literal text; the first step of every pattern."""

from __future__ import annotations

from dataclasses import dataclass

from vestnik.expressions.formula.faults import Fault, shorten
from vestnik.kernel.text import Text

MAX_PATTERN = 1_000
"""Characters of one pattern."""


@dataclass(frozen=True, slots=True)
class Token:
    """symbol: the letter, empty for literal text. count: how often it stands. text: as written, quotes removed."""

    symbol: str
    count: int
    text: str
    quoted: bool = False


def cut(pattern: str, symbols: str) -> tuple[Token, ...]:
    """Runs of the given symbols; text in single quotes and every other character is literal.

    Raises:
        Fault: `bad_pattern`, for an unclosed quote or an overlong pattern.
    """
    if len(pattern) > MAX_PATTERN:
        raise bad_pattern(pattern, Text("он слишком длинный", "it is too long"))
    tokens: list[Token] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        end = at + 1
        if char == "'":
            end = pattern.find("'", at + 1)
            if end < 0:
                raise bad_pattern(pattern, Text("кавычка не закрыта", "the quote is not closed"))
            tokens.append(Token("", 0, pattern[at + 1 : end], quoted=True))
            end += 1
        elif char in symbols:
            while end < len(pattern) and pattern[end] == char:
                end += 1
            tokens.append(Token(char, end - at, pattern[at:end]))
        else:
            tokens.append(Token("", 0, char))
        at = end
    return tuple(tokens)


def bad_pattern(pattern: str, why: Text) -> Fault:
    """The fault of a pattern that cannot be used."""
    message = Text("Шаблон «{pattern}» не подходит: {why}", "The pattern '{pattern}' cannot be used: {why}")
    return Fault("bad_pattern", message.format(pattern=shorten(pattern), why=why), shorten(pattern))
