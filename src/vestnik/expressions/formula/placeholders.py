"""A constant pattern of FORMAT held against its list: indexes beyond it, values that are never used."""

from __future__ import annotations

import re

from vestnik.expressions.formula.patterns.templates import places
from vestnik.expressions.formula.patterns.tokens import bad_pattern
from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text


def unused_argument(pattern: str, count: int) -> Problem | None:
    """A warning about the first value that the pattern never shows; `<1>` for `{1}` is recognised.

    Raises:
        Fault: `bad_pattern`: the pattern is malformed or names a value that the list lacks.
    """
    used = {part[0] for part in places(pattern) if not isinstance(part, str)}
    if used and max(used) >= count:
        why = Text(f"значения {{{max(used)}}} нет: в списке {count}", f"there is no value {{{max(used)}}}: the list has {count}")  # fmt: skip
        raise bad_pattern(pattern, why)
    unused = sorted(set(range(count)) - used)
    if not unused:
        return None
    index = unused[0]
    slip = re.search(rf"<{index}>|\[{index}\]|\({index}\)", pattern)
    suggestion = f"{slip[0][0]}{{{index}}}{slip[0][-1]}" if slip else None
    hint = (
        Text(f" Возможно, имелось в виду {suggestion}?", f" Did you mean {suggestion}?")
        if suggestion
        else Text("", "")
    )
    message = Text("Значение {index} нигде не используется.{hint}", "Value {index} is never used.{hint}")
    return Problem(
        "unused_argument", message.format(index=index, hint=hint), suggestion=suggestion, severity="warning"
    )
