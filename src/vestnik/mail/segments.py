"""A rendered letter: bytes, and references to blobs that become Base64 on their way out (docs: "a letter is frozen").

Attachments are stored once, as blobs; a letter of 25 MB is a few kilobytes of segments. Every reading of the same
segments gives the same bytes, and their size is known without reading (spec/delivery.md M1, M15).
"""

from __future__ import annotations

import struct
from binascii import b2a_base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text

MAX_CHUNK = 65_536
"""Most bytes that `Rendered.chunks` gives at once."""

LINE = 57
"""Bytes that make one Base64 line of 76 characters (RFC 2045 6.8)."""

_LINES_PER_CHUNK = MAX_CHUNK // 78
_READ = LINE * _LINES_PER_CHUNK
_ENCODED_LINE = struct.Struct("76s")


class BlobDamaged(VestnikError):
    code = "blob_damaged"
    text = Text(
        "Содержимое {digest} в хранилище повреждено: в нём не {expected} байт",
        "The stored content {digest} is damaged: it does not have {expected} bytes",
    )


class WholeLines(bytes):
    """Bytes that end every line with CRLF, the last one too, with no other CR or LF and no dot at a line's beginning.

    Base64 is so by its making. Whoever sends it need not look: that took longer than the encoding.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class BlobSegment:
    """A blob that is sent as Base64 lines of 76 characters, each ended by CRLF.

    digest: SHA-256, the blob's name. size: its bytes.
    """

    digest: str
    size: int

    @property
    def encoded_size(self) -> int:
        """Bytes on the wire."""
        return base64_size(self.size)


Segment: TypeAlias = bytes | BlobSegment

OpenBlob: TypeAlias = Callable[[str], BinaryIO]
"""Opens the blob of a digest for reading; the reader closes it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The letter as it will be sent, every time.

    size: bytes on the wire, before dot-stuffing. needs_smtputf8: the headers hold raw UTF-8 addresses, so only a server
    with SMTPUTF8 may get them. eight_bit: a byte over 127 occurs (then BODY=8BITMIME is needed).
    """

    segments: tuple[Segment, ...]
    size: int
    needs_smtputf8: bool = False
    eight_bit: bool = False

    def chunks(self, open_blob: OpenBlob) -> Iterator[bytes]:
        """The bytes in pieces of at most 64 KiB; no more than one piece is in memory.

        Raises:
            BlobDamaged: a blob has another size than when the letter was made; what came before it must not be sent.
        """
        for segment in self.segments:
            if isinstance(segment, BlobSegment):
                yield from _blob_chunks(segment, open_blob)
            elif len(segment) <= MAX_CHUNK:
                yield segment
            else:
                yield from (segment[at : at + MAX_CHUNK] for at in range(0, len(segment), MAX_CHUNK))

    def digests(self) -> tuple[str, ...]:
        """The blobs it refers to, each once."""
        return tuple(dict.fromkeys(s.digest for s in self.segments if isinstance(s, BlobSegment)))


def rendered(segments: Iterable[Segment], *, needs_smtputf8: bool = False) -> Rendered:
    """Segments as a letter: neighbouring bytes are joined, empty ones dropped, the size is summed."""
    joined: list[Segment] = []
    run: list[bytes] = []
    for segment in segments:
        if isinstance(segment, bytes):
            run.append(segment)
            continue
        if whole := b"".join(run):
            joined.append(whole)
        joined.append(segment)
        run = []
    if whole := b"".join(run):
        joined.append(whole)
    size = sum(s.encoded_size if isinstance(s, BlobSegment) else len(s) for s in joined)
    eight_bit = not all(isinstance(s, BlobSegment) or s.isascii() for s in joined)
    return Rendered(tuple(joined), size, needs_smtputf8, eight_bit)


def base64_size(size: int) -> int:
    """Bytes of the Base64 lines that `size` bytes make, with their CRLFs."""
    lines, rest = divmod(size, LINE)
    return lines * 78 + (4 * -(-rest // 3) + 2 if rest else 0)


def base64_lines(data: bytes) -> bytes:
    """Base64 in lines of 76 characters, each ended by CRLF; nothing for no bytes."""
    whole = len(data) // LINE * LINE
    # The struct module cuts in C: half the time of slicing.
    lines = [line for (line,) in _ENCODED_LINE.iter_unpack(b2a_base64(data[:whole], newline=False))]
    if rest := data[whole:]:
        lines.append(b2a_base64(rest, newline=False))
    lines.append(b"")
    return b"\r\n".join(lines)


def dump(letter: Rendered) -> dict[str, Any]:
    """A letter as JSON that `load` reads back exactly: texts as strings, blobs as `{"blob": digest, "size": bytes}`."""
    return {
        "segments": [
            {"blob": s.digest, "size": s.size} if isinstance(s, BlobSegment) else s.decode()
            for s in letter.segments
        ],
        "size": letter.size,
        "needs_smtputf8": letter.needs_smtputf8,
        "eight_bit": letter.eight_bit,
    }


def load(stored: Mapping[str, Any]) -> Rendered:
    """The inverse of `dump`."""
    segments = tuple(
        s.encode() if isinstance(s, str) else BlobSegment(s["blob"], s["size"]) for s in stored["segments"]
    )
    return Rendered(segments, stored["size"], stored["needs_smtputf8"], stored["eight_bit"])


def _blob_chunks(segment: BlobSegment, open_blob: OpenBlob) -> Iterator[bytes]:
    seen = 0
    with open_blob(segment.digest) as stream:
        while data := _read(stream, _READ):
            seen += len(data)
            if seen > segment.size:
                break
            yield WholeLines(base64_lines(data))
    if seen != segment.size:
        raise BlobDamaged(digest=segment.digest, expected=segment.size)


def _read(stream: BinaryIO, size: int) -> bytes:
    """Exactly `size` bytes unless the stream ends."""
    data = stream.read(size)
    if len(data) == size or not data:
        return data
    parts = [data]
    missing = size - len(data)
    while missing and (data := stream.read(missing)):
        parts.append(data)
        missing -= len(data)
    return b"".join(parts)
