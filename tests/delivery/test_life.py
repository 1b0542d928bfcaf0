"""R9: who lives, who is dead, and when a worker must stop believing that it lives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from vestnik.delivery import workers
from vestnik.delivery.life import TRUST_SECONDS, Life
from vestnik.kernel.clock import FakeClock
from vestnik.storage.database import Database

LEASE = timedelta(seconds=60)


@pytest.fixture
def life(postgresql_db: Database, clock: FakeClock) -> Life:
    """A worker on PostgreSQL that has just begun."""
    life = Life(postgresql_db, clock, "first:1", [0, 1], LEASE)
    life.begin()
    return life


def dead(db: Database, clock: FakeClock, free_since: dict[int, float], own: int = 0) -> list[int]:
    with db.write() as tx:
        return workers.dead(tx, own, free_since, clock.monotonic())


def confirmed(db: Database, clock: FakeClock, life: Life) -> bool:
    with db.write() as tx:
        return life.confirm(tx, clock.now())


def kill_lock_session(db: Database) -> None:
    with db.write() as tx:
        held = "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'"
        assert tx.execute(text(held)).scalars().all() == [True]


def test_R9_a_worker_stops_trusting_itself_before_its_lease_is_over(life: Life, clock: FakeClock) -> None:
    assert not life.over
    for _ in range(55):
        life.look()
        assert not life.over
        clock.advance(timedelta(seconds=1))
    clock.advance(timedelta(seconds=0.1))
    life.look()
    assert life.over


def test_R9_a_worker_that_cannot_see_its_lock_hands_nothing_over(life: Life, clock: FakeClock) -> None:
    assert TRUST_SECONDS < workers.FREE_SECONDS
    clock.advance(timedelta(seconds=TRUST_SECONDS + 0.1))
    assert life.over
    life.look()
    assert not life.over


def test_R9_a_lost_session_is_replaced_before_anyone_takes_the_worker_for_dead(
    life: Life, postgresql_db: Database, clock: FakeClock
) -> None:
    free_since: dict[int, float] = {}
    kill_lock_session(postgresql_db)
    assert dead(postgresql_db, clock, free_since) == []
    clock.advance(timedelta(seconds=1))
    life.look()
    clock.advance(timedelta(seconds=workers.FREE_SECONDS))
    assert dead(postgresql_db, clock, free_since) == []
    assert confirmed(postgresql_db, clock, life)


def test_R8_a_dead_worker_is_found_within_five_seconds(
    life: Life, postgresql_db: Database, clock: FakeClock
) -> None:
    free_since: dict[int, float] = {}
    kill_lock_session(postgresql_db)
    clock.advance(workers.LOOK_FOR_DEAD)
    assert dead(postgresql_db, clock, free_since) == []
    clock.advance(timedelta(seconds=workers.FREE_SECONDS))
    assert dead(postgresql_db, clock, free_since) == [life.generation]
    assert workers.LOOK_FOR_DEAD.total_seconds() + workers.FREE_SECONDS < 5


def test_R9_a_life_that_others_ended_is_not_confirmed(
    life: Life, postgresql_db: Database, clock: FakeClock
) -> None:
    assert confirmed(postgresql_db, clock, life)
    with postgresql_db.write() as tx:
        workers.end(tx, [life.generation], clock.now())
    assert not confirmed(postgresql_db, clock, life)


def test_R9_nobody_ends_a_life_that_writes(life: Life, postgresql_db: Database, clock: FakeClock) -> None:
    with postgresql_db.write() as tx:
        assert life.confirm(tx, clock.now())
        kill_lock_session(postgresql_db)
        free_since = {life.generation: -1e9}
        assert dead(postgresql_db, clock, free_since) == []
    assert dead(postgresql_db, clock, free_since) == [life.generation]


def test_a_lock_in_other_hands_makes_the_worker_begin_anew(
    life: Life, postgresql_db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LOCK_TRIES", 1)
    first = life.generation
    kill_lock_session(postgresql_db)
    thief = workers.hold_lock(postgresql_db, first)
    assert thief is not None
    life.look()
    assert life.generation == 0
    assert life.over
    life.begin()
    assert life.generation > first
    thief.close()


def test_R13_the_lease_follows_no_clock_that_jumps(
    sqlite_db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Embedded no clock ends a life; the wall clock may jump by years."""
    life = Life(sqlite_db, clock, "first:1", [0])
    life.begin()
    monkeypatch.setattr(clock, "_now", clock.now() + timedelta(days=4000))
    assert confirmed(sqlite_db, clock, life)
    assert not life.over
