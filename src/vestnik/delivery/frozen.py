"""A letter frozen for the queue: rendered once, small pieces beside its row, large ones in blobs (spec/delivery.md M1).

Do this before the write gate is taken: rendering and blobs take time, and blobs must be durable before any row names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from vestnik.kernel.values import Content
from vestnik.mail.addresses import Mailbox
from vestnik.mail.dkim import Signer
from vestnik.mail.email import Email, Recipient
from vestnik.mail.render import render
from vestnik.mail.segments import MAX_CHUNK, BlobSegment, OpenBlob, Rendered
from vestnik.storage.blobs import Blobs

INLINE_BYTES = 32 * 1024
"""A piece of bytes over this size goes into a blob, so that rows stay small and claiming a batch stays cheap."""


@dataclass(frozen=True, slots=True)
class RawBlob:
    """A stored piece that is sent as it is."""

    digest: str
    size: int


Piece: TypeAlias = int | BlobSegment | RawBlob
"""What a letter is made of, in order: so many bytes of the content, or a blob."""


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a letter, every time the same.

    content: its small pieces, one after the other. layout: how they and the blobs follow each other; empty when the
    content is the whole letter. size: bytes on the wire before dot-stuffing.
    """

    content: bytes
    layout: tuple[Piece, ...]
    size: int
    needs_smtputf8: bool
    eight_bit: bool

    def chunks(self, open_blob: OpenBlob) -> Iterator[bytes]:
        """The bytes in pieces of at most 64 KiB, one of them in memory at a time.

        Raises:
            BlobDamaged, BlobMissing: the store lost a part; what came before it must not be sent.
        """
        if not self.layout and len(self.content) <= MAX_CHUNK:
            return iter((self.content,))  # what nearly all letters are
        return self._laid_out(open_blob)

    @property
    def digests(self) -> tuple[str, ...]:
        """The blobs it needs, each once."""
        if not self.layout:
            return ()
        return tuple(dict.fromkeys(piece.digest for piece in self.layout if not isinstance(piece, int)))

    def _laid_out(self, open_blob: OpenBlob) -> Iterator[bytes]:
        at = 0
        for piece in self.layout or (len(self.content),):
            if isinstance(piece, int):
                yield from Rendered((self.content[at : at + piece],), piece).chunks(open_blob)
                at += piece
            elif isinstance(piece, BlobSegment):
                yield from Rendered((piece,), piece.encoded_size).chunks(open_blob)
            else:
                with open_blob(piece.digest) as stream:
                    while data := stream.read(MAX_CHUNK):
                        yield data


@dataclass(frozen=True, slots=True)
class Frozen:
    """A letter that is ready for the queue: its bytes, and what lists and envelopes need to know of it."""

    message_id: str
    subject: str
    sender: str
    sender_address: str
    recipients: tuple[Recipient, ...]
    body: Body


def freeze(email: Email, blobs: Blobs, signer: Signer | None = None) -> Frozen:
    """Render a letter, sign it where there is a signer, and store its large pieces durably.

    Raises:
        Refused: a value that cannot stand in a letter (see `vestnik.mail.render.render`).
    """
    rendered = render(email, read_small=lambda content: blobs.read(content.digest))
    if signer is not None:
        rendered = signer.sign(rendered, blobs.open)
    author = email.sender or email.from_[0]
    return Frozen(
        message_id=email.message_id,
        subject=email.subject,
        sender=", ".join(map(_shown, email.from_)),
        sender_address=author.address,
        recipients=email.recipients(),
        body=stored(rendered, blobs),
    )


def stored(rendered: Rendered, blobs: Blobs) -> Body:
    """The segments of a letter as content and layout, large ones put into blobs."""
    if len(rendered.segments) == 1 and rendered.size <= INLINE_BYTES:
        (only,) = rendered.segments  # what nearly all letters are
        if isinstance(only, bytes):
            return Body(only, (), rendered.size, rendered.needs_smtputf8, rendered.eight_bit)
    content: list[bytes] = []
    layout: list[Piece] = []
    for segment in rendered.segments:
        if isinstance(segment, BlobSegment):
            layout.append(segment)
        elif len(segment) > INLINE_BYTES:
            kept: Content = blobs.put([segment])
            layout.append(RawBlob(kept.digest, kept.size))
        else:
            content.append(segment)
            layout.append(len(segment))
    whole = all(isinstance(piece, int) for piece in layout)
    return Body(
        content=b"".join(content),
        layout=() if whole else tuple(layout),
        size=rendered.size,
        needs_smtputf8=rendered.needs_smtputf8,
        eight_bit=rendered.eight_bit,
    )


def dump_layout(layout: Sequence[Piece]) -> list[Any] | None:
    """The layout as JSON: `[812, {"base64": digest, "size": n}, {"raw": digest, "size": n}]`, None when there is none."""
    return [_dumped(piece) for piece in layout] or None


def load_layout(given: Sequence[Any] | None) -> tuple[Piece, ...]:
    """The inverse of `dump_layout`."""
    return tuple(_loaded(piece) for piece in given or ())


def _dumped(piece: Piece) -> Any:
    match piece:
        case BlobSegment(digest=digest, size=size):
            return {"base64": digest, "size": size}
        case RawBlob(digest=digest, size=size):
            return {"raw": digest, "size": size}
    return piece


def _loaded(given: Any) -> Piece:
    if isinstance(given, dict):
        if "raw" in given:
            return RawBlob(given["raw"], int(given["size"]))
        return BlobSegment(given["base64"], int(given["size"]))
    return int(given)


def _shown(mailbox: Mailbox) -> str:
    return f"{mailbox.name} <{mailbox.address}>" if mailbox.name else mailbox.address
