"""Parsing replies: whole, cut, malformed and endless (spec/delivery.md P2)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.connections.types.smtp_send.replies import MAX_LINE, MAX_LINES, BadReply, Reply, ReplyParser

_CODES = st.integers(200, 559)
_TEXTS = st.lists(
    st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=40), min_size=1, max_size=4
)


@given(
    replies=st.lists(st.tuples(_CODES, _TEXTS), max_size=4), cuts=st.lists(st.integers(0, 400), max_size=6)
)
@settings(max_examples=100)
def test_P2_any_cut_of_the_stream_gives_the_same_replies(
    replies: list[tuple[int, list[str]]], cuts: list[int]
) -> None:
    stream = b"".join(map(_written, replies))
    bounds = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    parser = ReplyParser()
    got = [r for a, b in itertools.pairwise(bounds) for r in parser.feed(stream[a:b])]
    assert got == [Reply(code, tuple(lines)) for code, lines in replies]
    assert parser.empty


@given(noise=st.binary(max_size=300))
@settings(max_examples=100)
def test_P2_noise_gives_replies_or_a_bad_reply_and_nothing_else(noise: bytes) -> None:
    try:
        found = list(ReplyParser().feed(noise))
    except BadReply:
        return
    assert all(200 <= reply.code < 600 for reply in found)


@pytest.mark.parametrize(
    "stream",
    [
        b"25 short\r\n",
        b"250_no separator\r\n",
        b"199 too low\r\n",
        b"600 too high\r\n",
        b"\r\n",
        b"250-a\r\n251 b\r\n",
    ],
)
def test_P2_a_malformed_line_is_told(stream: bytes) -> None:
    with pytest.raises(BadReply):
        list(ReplyParser().feed(stream))


def test_P2_an_endless_reply_is_given_up() -> None:
    with pytest.raises(BadReply):
        list(ReplyParser().feed(b"250-and\r\n" * (MAX_LINES + 1)))


def test_P2_an_endless_line_is_given_up() -> None:
    with pytest.raises(BadReply):
        list(ReplyParser().feed(b"250 " + b"x" * MAX_LINE))


def test_P2_replies_before_a_bad_line_count() -> None:
    replies = ReplyParser().feed(b"250 2.0.0 taken\r\nnonsense\r\n")
    assert next(replies) == Reply(250, ("2.0.0 taken",))
    with pytest.raises(BadReply):
        next(replies)


@pytest.mark.parametrize(
    ("reply", "enhanced"),
    [
        (Reply(550, ("5.1.1 unknown",)), "5.1.1"),
        (Reply(250, ("2.0.0",)), "2.0.0"),
        (Reply(450, ("4.2.2",)), "4.2.2"),
        (Reply(550, ("4.1.1 class differs",)), None),
        (Reply(550, ("5.1.1unknown",)), None),
        (Reply(550, ("10.0.0.1 is blocked",)), None),
        (Reply(550, ("",)), None),
    ],
)
def test_P2_enhanced_codes(reply: Reply, enhanced: str | None) -> None:
    assert reply.enhanced == enhanced


def _written(reply: tuple[int, list[str]]) -> bytes:
    code, lines = reply
    *most, last = lines
    return "".join([*(f"{code}-{line}\r\n" for line in most), f"{code} {last}\r\n"]).encode()
