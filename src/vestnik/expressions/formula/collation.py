"""Alphabetical order of texts for people.

Letters are compared before case, «ё» stands with «е», digits before Latin before Cyrillic; ties are broken by case and
at last by code point, so the order is total and the same on every machine (the C library's collations are not).
"""

from __future__ import annotations

import unicodedata


def collation_key(text: str) -> tuple[str, str, str]:
    """What texts are sorted by."""
    lower = text.casefold()
    # Marks that make a letter of its own (й) stay; those that only vary one (ё, é) decide ties.
    plain = "".join(char if char == "й" else _BASE.get(char) or _base(char) for char in lower)
    return plain, lower, text.swapcase()


_BASE = {"ё": "е"}


def _base(char: str) -> str:
    if char.isascii() or "\u0400" <= char <= "\u04ff":
        return char
    return unicodedata.normalize("NFD", char)[:1]
