"""P17: no period sees more letters than the limit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vestnik.delivery import rates
from vestnik.delivery.rates import RateLimit
from vestnik.kernel.clock import FakeClock
from vestnik.storage.database import Database

MINUTE = timedelta(minutes=1)
LIMIT = RateLimit(10, MINUTE)
START = datetime(2025, 3, 12, tzinfo=UTC)


@given(st.lists(st.tuples(st.integers(0, 40_000), st.integers(1, 12)), max_size=30))
def test_P17_no_window_holds_more_than_the_limit(asked: list[tuple[int, int]]) -> None:
    now, used, sent = START, dict[int, int](), list[tuple[datetime, int]]()
    for wait, wanted in asked:
        now += timedelta(milliseconds=wait)
        allowed = min(wanted, LIMIT.room(used, now))
        used[LIMIT.slot(now)] = used.get(LIMIT.slot(now), 0) + allowed
        sent.append((now, allowed))
    for begin, _ in sent:
        assert sum(n for when, n in sent if begin <= when < begin + MINUTE) <= 10


def test_P17_the_limit_is_shared_through_the_database(db: Database, clock: FakeClock) -> None:
    for claimed, left in ((4, 6), (6, 0)):
        with db.write() as tx:
            rates.count(tx, "mail", LIMIT, claimed, clock.now())
        with db.write() as tx:
            assert rates.room(tx, "mail", LIMIT, clock.now()) == left
            assert rates.room(tx, "other", LIMIT, clock.now()) == 10
    clock.advance(MINUTE * 1.1)
    with db.write() as tx:
        assert rates.room(tx, "mail", LIMIT, clock.now()) == 10
