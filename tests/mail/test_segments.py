"""Rendered letters: sizes known beforehand, streams read in any pieces, storage."""

from __future__ import annotations

import base64
import io

import pytest

from vestnik.mail.segments import BlobSegment, base64_lines, dump, load, rendered


class Trickle(io.BytesIO):
    """A stream that gives less than it is asked for, as a network does."""

    def read(self, size=-1):
        return super().read(min(size, 1000) if size and size > 0 else size)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 56, 57, 58, 114, 47_880, 47_881, 1_000_000])
def test_the_size_of_a_blob_on_the_wire_is_known_beforehand(size):
    letter = rendered([b"a", BlobSegment("x", size), b"b"])
    for stream in (io.BytesIO, Trickle):
        chunks = list(letter.chunks(lambda _, stream=stream: stream(bytes(size))))
        assert sum(map(len, chunks)) == letter.size
        assert max(map(len, chunks)) <= 65_536


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 114, 47_881])
def test_base64_is_that_of_the_standard_library_with_the_line_ends_of_mail(size):
    data = bytes(number % 251 for number in range(size))
    assert base64_lines(data) == base64.encodebytes(data).replace(b"\n", b"\r\n")


def test_neighbouring_bytes_are_one_segment():
    assert rendered([b"a", b"", b"b", BlobSegment("x", 1), b""]).segments == (b"ab", BlobSegment("x", 1))


def test_the_blobs_of_a_letter_are_told_once():
    assert rendered([BlobSegment("x", 1), BlobSegment("y", 1), BlobSegment("x", 1)]).digests() == ("x", "y")


def test_a_stored_letter_is_the_same_letter():
    letter = rendered(["Тема: é".encode(), BlobSegment("x", 5), b"\r\n"], needs_smtputf8=True)
    assert letter.eight_bit
    assert load(dump(letter)) == letter
