"""Header values as people read them: unfolded, encoded words decoded, raw 8-bit bytes decoded (spec/delivery.md I5)."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64, a2b_qp

from vestnik.mail.charsets import decode

_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_LINE_END = re.compile(r"\r\n|\r|\n")


def raw_text(value: str) -> str:
    """A value as the parser of the standard library leaves it (8-bit bytes as lone surrogates), without its line ends."""
    unfolded = _LINE_END.sub("", value)
    if unfolded.isascii():
        return unfolded
    return decode(unfolded.encode("ascii", "surrogateescape"), None)


def header_text(value: str) -> str:
    """The decoded value of a field as the parser leaves it."""
    return decoded_words(raw_text(value).strip(" \t"))


def decoded_words(text: str) -> str:
    """The text with its encoded words decoded.

    Neighbouring encoded words join without the blank between them; those of one charset are joined as bytes first,
    because some writers split a character between two words.
    """
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[bytes] = []
    charset, end = "", 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        same = bool(pending) and not between.strip()
        if pending and not (same and word[1].lower() == charset):
            out.append(decode(b"".join(pending), charset))
            pending = []
        if not same:
            out.append(between)
        charset, end = word[1].lower(), word.end()
        pending.append(_bytes(word[2], word[3]))
    if pending:
        out.append(decode(b"".join(pending), charset))
    out.append(text[end:])
    return "".join(out)


def _bytes(encoding: str, encoded: str) -> bytes:
    if encoding in "qQ":
        return a2b_qp(encoded.encode("utf-8", "replace"), header=True)
    data = encoded.encode("ascii", "ignore")
    try:
        return a2b_base64(data + b"=" * (-len(data) % 4))
    except Error:
        return encoded.encode("utf-8", "replace")
