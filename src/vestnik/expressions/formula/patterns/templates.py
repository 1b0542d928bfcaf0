"""`FORMAT("… {i} … {i:pattern} …", list)`: a text with places for values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.patterns import moments, numbers, spans
from vestnik.expressions.formula.patterns.tokens import bad_pattern
from vestnik.expressions.formula.run import Run
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value

_MAX_INDEX_DIGITS = 6

Place: TypeAlias = tuple[int, str]
"""Index of the value and the pattern behind the colon."""


def fill(run: Run, template: str, values: Sequence[Value]) -> str:
    """Put values into their places; unused values are ignored.

    Raises:
        Fault: `bad_pattern`: a stray brace, an index beyond the list, a pattern that its value cannot take.
    """
    parts: list[str] = []
    length = 0
    for part in places(template):
        run.spend()
        text = part if isinstance(part, str) else _written(run, part, values, template)
        length += len(text)
        run.room(length)
        parts.append(text)
    return "".join(parts)


def _written(run: Run, place: Place, values: Sequence[Value], template: str) -> str:
    index, pattern = place
    if index >= len(values):
        why = Text(f"значения {{{index}}} нет: в списке {len(values)}", f"there is no value {{{index}}}: the list has {len(values)}")  # fmt: skip
        raise bad_pattern(template, why)
    value = values[index]
    if not pattern:
        return kinds.as_text(run, value)
    match value:
        case datetime():
            return moments.write(value.astimezone(run.zone), pattern, run.writing)
        case timedelta():
            return spans.write(value, pattern)
        case Decimal():
            return numbers.write(value, pattern, run.writing)
    return kinds.as_text(run, value)


@lru_cache(maxsize=512)
def places(template: str) -> tuple[str | Place, ...]:
    """The template cut into texts and places.

    Raises:
        Fault: `bad_pattern`.
    """
    parts: list[str | Place] = []
    literal: list[str] = []
    at = 0
    while at < len(template):
        char = template[at]
        if char not in "{}":
            end = _next_brace(template, at)
            literal.append(template[at:end])
            at = end
        elif template.startswith(char * 2, at):
            literal.append(char)
            at += 2
        else:
            if literal:
                parts.append("".join(literal))
                literal = []
            place, at = _place(template, at)
            parts.append(place)
    if literal:
        parts.append("".join(literal))
    return tuple(parts)


def _next_brace(template: str, at: int) -> int:
    found = [index for brace in "{}" if (index := template.find(brace, at)) >= 0]
    return min(found, default=len(template))


def _place(template: str, at: int) -> tuple[Place, int]:
    end = template.find("}", at)
    inner = template[at + 1 : end]
    index, _, pattern = inner.partition(":")
    index = index.strip()
    if (
        template[at] == "}"
        or end < 0
        or not (index.isascii() and index.isdigit())
        or len(index) > _MAX_INDEX_DIGITS
    ):
        why = Text(
            "в фигурных скобках нужен номер значения: {0}; сами скобки пишутся {{ и }}",
            "braces hold the number of a value: {0}; braces themselves are written {{ and }}",
        )
        raise bad_pattern(template, why)
    return (int(index), pattern), end + 1
