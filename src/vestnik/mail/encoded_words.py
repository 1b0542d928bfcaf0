"""Encoded words (RFC 2047): text outside printable ASCII in headers.

One encoding is used, UTF-8 in Base64: it is the shorter one for Cyrillic, and the only one that needs no table of what
may stand unencoded in which header.
"""

from __future__ import annotations

from binascii import b2a_base64

MAX_WORD = 75
"""Characters of one encoded word (RFC 2047 2)."""

_FRAME = len("=?utf-8?b??=")


def encode_words(text: str, first_room: int = MAX_WORD) -> list[str]:
    """The text as encoded words of at most 75 characters, none of which splits a character (M7).

    first_room: characters that the first word may take; when too small for any character the first word ignores it.
    """
    data = text.encode()
    words: list[str] = []
    room = _bytes_in(min(first_room, MAX_WORD))
    if room < 4:
        room = _MOST
    while len(data) > room:
        end = room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        words.append(_word(data[:end]))
        data, room = data[end:], _MOST
    return [*words, _word(data)] if data else words


def _word(data: bytes) -> str:
    return f"=?utf-8?b?{b2a_base64(data, newline=False).decode()}?="


def _bytes_in(room: int) -> int:
    """Bytes whose Base64 fits into an encoded word of `room` characters."""
    return (room - _FRAME) // 4 * 3


_MOST = _bytes_in(MAX_WORD)
