"""Regular expressions of N3: what goes wrong in them is an error of the goal (spec/n3.md 4 and 5.5)."""

from __future__ import annotations

from vestnik.expressions import regexes
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.regexes import RegexError


def matches(text: str, pattern: str) -> bool:
    """Whether any part of a text matches.

    Raises:
        GoalError: `type_error`, a pattern that cannot be used; `limit_exceeded`.
    """
    try:
        return regexes.matches(text, pattern)
    except RegexError as error:
        raise _of_goal(error) from None


def replaced(machine: Machine, text: str, pattern: str, new: str) -> str:
    """Every match replaced; `$1` to `$99` are groups, `$$` a dollar.

    Raises:
        GoalError: as `matches`.
    """
    parts: list[str] = []
    try:
        for part in regexes.replaced(text, pattern, new):
            machine.tick()
            machine.will_build(len(part))
            parts.append(part)
    except RegexError as error:
        raise _of_goal(error) from None
    return machine.joined("", parts)


def _of_goal(error: RegexError) -> GoalError:
    return GoalError("limit_exceeded" if error.kind == "limit_exceeded" else "type_error", error.message)
