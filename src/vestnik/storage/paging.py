"""Lists in pages: after an opaque cursor come the next items, however many were added meanwhile (spec/contract.md 7)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.storage.tables.types import dump_json, load_json

T = TypeVar("T")

DEFAULT_LIMIT = 50
MAX_LIMIT = 1000
MAX_CURSOR = 2000
GREATEST = 2**63 - 1
"""What either engine takes for an integer."""


class BadCursor(Refused):
    code = "bad_cursor"
    text = Text("Неверный курсор; начните список сначала", "Not a cursor; begin the list anew")


class BadLimit(Refused):
    code = "bad_limit"
    text = Text("limit — от 1 до {most}", "limit is 1 to {most}")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items, and the cursor after which more come; None at the end."""

    items: tuple[T, ...]
    next: str | None = None


def check_limit(limit: int) -> int:
    """Pass a sensible page size.

    Raises:
        BadLimit: not 1 to 1000.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise BadLimit(most=MAX_LIMIT, path=("limit",))
    return limit


def write_cursor(*position: Any) -> str:
    """The place behind an item, from the JSON values that the list is sorted by."""
    return base64.urlsafe_b64encode(dump_json(position).encode()).decode().rstrip("=")


def read_cursor(cursor: str, *types: type) -> Sequence[Any]:
    """The values given to `write_cursor`; there must be one of each type.

    Raises:
        BadCursor: it is none of ours.
    """
    try:
        if len(cursor) > MAX_CURSOR:
            raise BadCursor(path=("cursor",))
        position = load_json(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise BadCursor(path=("cursor",)) from None
    if not isinstance(position, list) or [type(value) for value in position] != list(types):
        raise BadCursor(path=("cursor",))
    if any(isinstance(value, int) and abs(value) > GREATEST for value in position):
        raise BadCursor(path=("cursor",))
    return position


def contains(text: str) -> str:
    """A LIKE pattern (escape character `\\\\`) for what contains the text, case folded."""
    folded = text.casefold()
    for special in "\\%_":
        folded = folded.replace(special, "\\" + special)
    return f"%{folded}%"
