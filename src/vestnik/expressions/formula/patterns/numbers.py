"""Numbers by pattern: `N0`, `N1` …: fixed digits with the language's separators, halves away from zero."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from vestnik.expressions.formula.languages import Writing
from vestnik.expressions.formula.patterns.tokens import bad_pattern
from vestnik.kernel.text import Text

MAX_DIGITS = 28

_PATTERN = re.compile(r"[Nn]([0-9]{0,2})")
_WIDE = Context(prec=1_100, rounding=ROUND_HALF_UP)
"""Wide enough for every number that can come (values.NUMBERS bounds the exponent)."""


def write(number: Decimal, pattern: str, words: Writing) -> str:
    """A number by a pattern.

    Raises:
        Fault: `bad_pattern`: not `N` and digits 0 to 28.
    """
    match = _PATTERN.fullmatch(pattern.strip())
    digits = int(match[1] or 2) if match else MAX_DIGITS + 1
    if digits > MAX_DIGITS:
        raise bad_pattern(pattern, Text("для числа подходят N0, N1, N2 …", "numbers take N0, N1, N2 …"))
    rounded = number.quantize(Decimal(1).scaleb(-digits), context=_WIDE)
    if not rounded:
        rounded = abs(rounded)
    return f"{rounded:,f}".translate({ord(","): words.group, ord("."): words.decimal})
