"""Text in a transfer encoding that survives every relay: 7bit, quoted-printable or Base64 (spec/delivery.md M9-M11)."""

from __future__ import annotations

from binascii import b2a_qp

from vestnik.mail.headers import BadCharacter
from vestnik.mail.segments import base64_lines

MAX_LINE = 998
"""Octets of a line without its CRLF (RFC 5322 2.1.1)."""

_PRINTABLE = b"\t\n" + bytes(range(0x20, 0x7F))
_ASCII = bytes(range(128))


def canonical(text: str, field: str) -> bytes:
    """The text in UTF-8 with LF as its only line end.

    Raises:
        BadCharacter: half a surrogate pair, which has no UTF-8.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise BadCharacter(field=field) from None


def encode_body(data: bytes) -> tuple[str, bytes]:
    """Name of the transfer encoding and the encoded bytes, with CRLF line ends.

    data: lines ended by LF. Plain ASCII with short lines stays readable; where less than a sixth is outside ASCII
    quoted-printable is the shorter one, else Base64.
    """
    readable = data.isascii() and not data.translate(None, _PRINTABLE)
    if readable and (len(data) <= MAX_LINE or max(map(len, data.split(b"\n"))) <= MAX_LINE):
        return "7bit", data.replace(b"\n", b"\r\n")
    outside = len(data.translate(None, _ASCII))
    if outside * 6 < len(data):
        return "quoted-printable", b2a_qp(data).replace(b"\n", b"\r\n")
    return "base64", base64_lines(data.replace(b"\n", b"\r\n"))
