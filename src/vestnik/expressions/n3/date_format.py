"""The form of a date in `{0:yyyy-MM-dd}` (spec/n3.md 5.5)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from vestnik.expressions.n3.values import WallClock

_PARTS = re.compile(r"[yY]{4}|[yY]{2}|M{1,2}|[dD]{1,2}|[Hh]{1,2}|m{1,2}|s{1,2}|f{1,3}|'[^']*'")


def formatted(moment: datetime, form: str) -> str:
    """A moment in the given form, in UTC unless it was shifted to a zone.

    `yyyy yy MM M dd d HH H mm m ss s fff`; `YYYY`, `DD` and `hh` mean the same as `yyyy`, `dd` and `HH`. Anything else,
    and what stands in single quotes, is copied.
    """
    local = moment if isinstance(moment, WallClock) else moment.astimezone(UTC)

    def part(found: re.Match[str]) -> str:
        word = found[0]
        if word[0] == "'":
            return word[1:-1]
        if word[0] in "yY":
            return f"{local.year:04d}"[-len(word) :]
        if word[0] == "f":
            return f"{local.microsecond:06d}"[: len(word)]
        value = {
            "M": local.month, "d": local.day, "D": local.day,
            "H": local.hour, "h": local.hour, "m": local.minute, "s": local.second,
        }[word[0]]  # fmt: skip
        return f"{value:0{len(word)}d}"

    return _PARTS.sub(part, form)
