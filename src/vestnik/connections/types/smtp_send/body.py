"""The bytes of a letter on the wire: CRLF only, dots stuffed for DATA, lengths for BDAT (spec/delivery.md P5, P6).

A letter has CRLF line ends already (M10). They are enforced here once more, because a bare CR or LF that one server reads
as a line end and the next does not is how a second command hides in a body (CVE-2023-51764).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vestnik.mail.segments import WholeLines

_BARE = re.compile(rb"\r\n|\r|\n")


class LineEnds:
    """Makes every line end CRLF, whatever the cut of the chunks."""

    __slots__ = ("_held_cr",)

    def __init__(self) -> None:
        self._held_cr = False

    def feed(self, chunk: bytes) -> bytes:
        """The chunk with its line ends made right; a CR at its end waits for what follows."""
        if isinstance(chunk, WholeLines) and not self._held_cr:
            return chunk
        if self._held_cr:
            chunk = b"\r" + chunk
            self._held_cr = False
        if chunk.endswith(b"\r"):
            self._held_cr = True
            chunk = chunk[:-1]
        pairs = chunk.count(b"\r\n")
        if chunk.count(b"\n") == pairs and chunk.count(b"\r") == pairs:
            return chunk
        return _BARE.sub(b"\r\n", chunk)

    def finish(self) -> bytes:
        """What was held back at the end of the letter."""
        return b"\r\n" if self._held_cr else b""


class DotStuffing:
    """Doubles the dot that begins a line (RFC 5321 4.5.2); expects CRLF line ends."""

    __slots__ = ("_tail",)

    def __init__(self) -> None:
        self._tail = b"\r\n"  # the letter begins a line

    def feed(self, chunk: bytes) -> bytes:
        """The chunk, stuffed. What the server needs to see a line begin may lie in the chunk before."""
        if not chunk:
            return chunk
        if isinstance(chunk, WholeLines):
            self._tail = b"\r\n"
            return chunk
        stuffed = chunk.replace(b"\r\n.", b"\r\n..") if b"\r\n." in chunk else chunk
        tail = self._tail
        if chunk[0] == 0x2E and tail == b"\r\n":
            stuffed = b"." + stuffed
        elif tail[-1:] == b"\r" and chunk[:2] == b"\n.":
            stuffed = b"\n." + stuffed[1:]
        self._tail = (tail + chunk)[-2:] if len(chunk) < 2 else chunk[-2:]
        return stuffed

    def finish(self) -> bytes:
        """The end of the letter: a line end when it has none, and the final dot."""
        return b".\r\n" if self._tail == b"\r\n" else b"\r\n.\r\n"


def pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks of a letter, with their line ends made right; none is empty."""
    lines = LineEnds()
    for chunk in chunks:
        if piece := lines.feed(chunk):
            yield piece
    if rest := lines.finish():
        yield rest
