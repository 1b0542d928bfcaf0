"""Regular expressions in linear time: RE2, never the backtracking engine of Python (spec/n3.md 4, limits)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import re2

from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.kernel.text import Text

_MAX_PATTERN = 1000
_MAX_MEMORY = 8 << 20


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:
    """A compiled pattern.

    Raises:
        GoalError: `type_error`, not a pattern of RE2, or longer than 1,000 characters.
    """
    if len(pattern) > _MAX_PATTERN:
        raise GoalError(
            "type_error", Text("регулярное выражение слишком длинное", "the regular expression is too long")
        )
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError) as error:
        message = Text(
            "ошибка в регулярном выражении: {why} (просмотр вперёд и обратные ссылки не поддерживаются)",
            "error in the regular expression: {why} (look-around and back-references are not supported)",
        )
        why = error.args[0] if error.args else ""
        shown = why.decode("utf-8", "replace") if isinstance(why, bytes) else str(why)
        raise GoalError("type_error", message.format(why=shown[:100])) from None


_GROUP = re.compile(r"\$(?:(\d{1,2})|\$)")


def replaced(machine: Machine, text: str, pattern: str, new: str) -> str:
    """Every match replaced; `$1` to `$99` are groups, `$$` a dollar."""
    parts: list[str] = []
    position = 0
    for match in compiled(pattern).finditer(text):
        machine.tick()
        parts.append(text[position : match.start()])
        parts.append(_filled(new, match))
        machine.will_build(len(parts[-1]))
        position = match.end()
    parts.append(text[position:])
    return machine.joined("", parts)


def _filled(new: str, match: Any) -> str:
    def part(found: re.Match[str]) -> str:
        if found[1] is None:
            return "$"
        group = int(found[1])
        return (match.group(group) or "") if group <= match.re.groups else str(found[0])

    return _GROUP.sub(part, new) if "$" in new else new
