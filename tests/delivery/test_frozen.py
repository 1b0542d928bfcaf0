"""Letters frozen for the queue keep their bytes."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.delivery.conftest import MakeLetter

from vestnik.delivery.frozen import (
    INLINE_BYTES,
    BlobSegment,
    Body,
    RawBlob,
    dump_layout,
    freeze,
    load_layout,
    stored,
)
from vestnik.mail.addresses import Mailbox
from vestnik.mail.email import Attachment, Email
from vestnik.mail.render import render
from vestnik.mail.segments import rendered
from vestnik.storage.blobs import FolderBlobs

digests = st.text("0123456789abcdef", min_size=64, max_size=64)
pieces = st.one_of(
    st.integers(0, 10**6),
    st.builds(BlobSegment, digests, st.integers(0, 10**9)),
    st.builds(RawBlob, digests, st.integers(0, 10**9)),
)


@given(st.lists(pieces))
def test_a_layout_survives_its_row(layout: list[int | BlobSegment | RawBlob]) -> None:
    assert load_layout(dump_layout(layout)) == tuple(layout)


def test_M1_frozen_bytes_are_the_rendered_bytes(blobs: FolderBlobs) -> None:
    file = blobs.put([b"\x00\x01" * 100_000])
    email = _email(text="Длинный текст. " * 10_000, attachments=(Attachment("акт.bin", file),))
    direct = b"".join(render(email).chunks(blobs.open))
    body = freeze(email, blobs).body
    assert b"".join(body.chunks(blobs.open)) == direct
    assert body.size == len(direct)


def test_a_small_letter_is_all_content(new_letter: MakeLetter, blobs: FolderBlobs) -> None:
    body = new_letter().frozen.body
    assert body.layout == ()
    assert body.digests == ()
    assert b"".join(body.chunks(blobs.open)) == body.content


def test_large_texts_lie_in_blobs_beside_the_row(blobs: FolderBlobs) -> None:
    text = b"x" * (INLINE_BYTES + 1)
    body = stored(rendered([b"head\r\n", BlobSegment(blobs.put([b"file"]).digest, 4), text]), blobs)
    assert body.content == b"head\r\n"
    assert [type(piece) for piece in body.layout] == [int, BlobSegment, RawBlob]
    assert all(blobs.exists(digest) for digest in body.digests)
    assert b"".join(body.chunks(blobs.open)) == b"head\r\nZmlsZQ==\r\n" + text


def test_pieces_in_flight_are_small(blobs: FolderBlobs) -> None:
    body: Body = stored(rendered([b"y" * 1_000_000]), blobs)
    assert max(map(len, body.chunks(blobs.open))) <= 65_536


def _email(text: str, attachments: tuple[Attachment, ...]) -> Email:
    return Email(
        from_=(Mailbox("", "hr@example.com"),),
        to=(Mailbox("Анна", "anna@example.org"),),
        subject="Акт",
        text=text,
        attachments=attachments,
        message_id="<1@example.com>",
        date=datetime(2025, 3, 12, tzinfo=UTC),
    )
