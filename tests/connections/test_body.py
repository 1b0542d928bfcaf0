"""A letter on the wire is read back as it was, whatever its dots, line ends and the cut of its chunks (P5, P6)."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.connections.types.smtp_send.body import DotStuffing, LineEnds, pieces
from vestnik.mail.segments import WholeLines, base64_lines

_TRICKY = st.lists(st.sampled_from([b".", b"\r", b"\n", b"\r\n", b"a", b"QUIT", b"\r\n.\r\n"]), max_size=12)
_ENCODED = st.binary(max_size=200).map(lambda data: WholeLines(base64_lines(data)))
_CHUNKS = st.lists(_TRICKY.map(b"".join) | _ENCODED, max_size=6)


@given(chunks=_CHUNKS)
@settings(max_examples=200)
def test_P5_P6_a_server_reads_one_message_with_crlf_line_ends(chunks: list[bytes]) -> None:
    wire = _on_the_wire(chunks)
    assert _read_by_a_server(wire) == _with_crlf(b"".join(chunks))


@given(chunks=_CHUNKS)
@settings(max_examples=200)
def test_P6_no_bare_line_end_leaves(chunks: list[bytes]) -> None:
    wire = _on_the_wire(chunks)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", wire)
    assert wire.count(b"\r\n.\r\n") <= 1
    assert wire.endswith(b"\r\n.\r\n") or wire == b".\r\n"


def test_an_honest_chunk_is_not_copied() -> None:
    chunk = b"honest\r\nlines\r\n"
    assert LineEnds().feed(chunk) is chunk
    assert DotStuffing().feed(chunk) is chunk


def _on_the_wire(chunks: list[bytes]) -> bytes:
    stuffing = DotStuffing()
    stuffed = [stuffing.feed(piece) for piece in pieces(iter(chunks))]
    return b"".join([*stuffed, stuffing.finish()])


def _read_by_a_server(wire: bytes) -> bytes:
    """RFC 5321 4.5.2, written down anew: lines until the lone dot, a leading dot removed."""
    found = []
    for line in wire.split(b"\r\n"):
        if line == b".":
            return b"".join(found)
        found.append((line[1:] if line.startswith(b".") else line) + b"\r\n")
    raise AssertionError("the message never ends")


def _with_crlf(letter: bytes) -> bytes:
    letter = re.sub(rb"\r\n|\r|\n", b"\r\n", letter)
    return letter if letter.endswith(b"\r\n") or not letter else letter + b"\r\n"
