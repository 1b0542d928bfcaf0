"""Pauses hold letters without touching their rows, and stop the clock of expiry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.delivery.pauses import (
    PlaceUnknown,
    covered,
    follow_disabled,
    held_time,
    pause_place,
    paused,
    resume_place,
)
from vestnik.kernel.clock import FakeClock
from vestnik.storage.database import Database

HOUR = timedelta(hours=1)
START = datetime(2025, 3, 12, tzinfo=UTC)


def test_what_is_paused_is_held_until_it_is_resumed(db: Database, clock: FakeClock) -> None:
    with db.write() as tx:
        pause_place(tx, "route", "mail_out", clock.now(), actor="admin")
        pause_place(tx, "route", "mail_out", clock.now())
        holding = paused(tx).holding("mail", "mail_out", 0)
        assert holding is not None
        assert holding.why.en == "Route 'mail_out' is paused"
        assert paused(tx).holding("mail", "other", 0) is None
        assert resume_place(tx, "route", "mail_out", clock.now())
        assert not resume_place(tx, "route", "mail_out", clock.now())
        assert paused(tx).pauses == ()


def test_a_disabled_place_stays_held_when_it_is_resumed(db: Database, clock: FakeClock) -> None:
    with db.write() as tx:
        assert follow_disabled(tx, "connection", {"mail"}, clock.now())
        assert not follow_disabled(tx, "connection", {"mail"}, clock.now())
        pause_place(tx, "connection", "mail", clock.now())
        assert resume_place(tx, "connection", "mail", clock.now())
        holding = paused(tx).holding("mail", "any", 0)
        assert holding is not None
        assert holding.reason == "disabled"
        follow_disabled(tx, "connection", set(), clock.now())
        assert paused(tx).pauses == ()


@pytest.mark.parametrize("lane", ["4", "-1", "x", ""])
def test_an_unknown_lane_is_refused(db: Database, clock: FakeClock, lane: str) -> None:
    with db.write() as tx, pytest.raises(PlaceUnknown):
        pause_place(tx, "lane", lane, clock.now())


def test_the_time_held_counts_overlapping_pauses_once(db: Database, clock: FakeClock) -> None:
    begin = clock.now()
    with db.write() as tx:
        pause_place(tx, "lane", "2", clock.now())
        clock.advance(HOUR)
        pause_place(tx, "connection", "mail", clock.now())
        clock.advance(HOUR)
        resume_place(tx, "lane", "2", clock.now())
        clock.advance(HOUR)
        resume_place(tx, "connection", "mail", clock.now())
        clock.advance(HOUR)
        assert held_time(tx, "mail", "any", 2, begin, clock.now()) == 3 * HOUR
        assert held_time(tx, "mail", "any", 0, begin, clock.now()) == 2 * HOUR
        assert held_time(tx, "mail", "any", 2, begin + 2 * HOUR, clock.now()) == HOUR


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_the_length_of_a_union_of_intervals(given: list[tuple[int, int]]) -> None:
    minutes = {m for a, b in given for m in range(a, b)}
    times = [(START + timedelta(minutes=a), START + timedelta(minutes=b)) for a, b in given]
    assert covered(times) == timedelta(minutes=len(minutes))
