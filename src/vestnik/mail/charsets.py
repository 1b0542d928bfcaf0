"""Bytes of unknown or doubtful charset as text (spec/delivery.md I5). Never fails."""

from __future__ import annotations

import codecs

_REFUSED = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"))
"""Codecs of Python that no letter means: slow on hostile input, or escapes of the language."""

_UNLABELLED = ("utf-8", "windows-1251")


def decode(data: bytes, charset: str | None) -> str:
    """The text in the charset that the letter names; else as UTF-8, else as windows-1251, which decodes almost anything."""
    for name in (_known(charset), *_UNLABELLED):
        if name is None:
            continue
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def _known(charset: str | None) -> str | None:
    if not charset or charset.lower() in ("us-ascii", "ascii"):
        return None  # many a letter that says so means its own code page
    try:
        name = codecs.lookup(charset.strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    return None if name in _REFUSED else name
