"""Regular expressions of formulas: what goes wrong in them is a fault."""

from __future__ import annotations

from vestnik.expressions import regexes
from vestnik.expressions.formula.faults import Fault, shorten
from vestnik.expressions.formula.run import Run
from vestnik.expressions.regexes import RegexError


def check(pattern: str) -> None:
    """Make sure that a pattern can be used.

    Raises:
        Fault: `unsupported` (look-around, back-reference …), `bad_pattern`.
    """
    try:
        regexes.compiled(pattern)
    except RegexError as error:
        raise _fault(error) from None


def matches(text: str, pattern: str) -> bool:
    """Whether any part of the text matches.

    Raises:
        Fault: as `check`, and `limit_exceeded`.
    """
    try:
        return regexes.matches(text, pattern)
    except RegexError as error:
        raise _fault(error) from None


def replace(run: Run, text: str, pattern: str, template: str) -> str:
    """Every match replaced; `$1` and `${name}` are groups, `$0` the whole match, `$$` a dollar.

    Raises:
        Fault: as `matches`; `limit_exceeded` also when the result grows too long.
    """
    parts: list[str] = []
    length = 0
    try:
        for part in regexes.replaced(text, pattern, template):
            run.spend()
            length += len(part)
            run.room(length)
            parts.append(part)
    except RegexError as error:
        raise _fault(error) from None
    return "".join(parts)


def _fault(error: RegexError) -> Fault:
    return Fault(error.kind, error.message, shorten(error.pattern))
