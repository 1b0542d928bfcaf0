"""Whose turn it is: connections, lanes, priorities, moments, limits, pauses; spec/delivery.md R2, R10, P17."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from tests.delivery.conftest import MakeLetter, StartWorker, eventually, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.connections.types.smtp_send.model import SmtpSend
from vestnik.delivery import circuits, pauses
from vestnik.delivery.claiming import Claimed, claim_round
from vestnik.delivery.claims import streams
from vestnik.delivery.ledger import capacity
from vestnik.delivery.messages import get
from vestnik.delivery.outbox import NewLetter, Outbox
from vestnik.kernel.clock import FakeClock, SystemClock
from vestnik.kernel.values import Ref
from vestnik.storage.database import Database
from vestnik.storage.tables.delivery import job

LANES = frozenset(range(4))
MAIL, OTHER = smtp(1), smtp(2, "other")


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that accepts connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def queue(db: Database, outbox: Outbox, letters: Sequence[NewLetter]) -> list[Ref]:
    return db.run(lambda tx: outbox.enqueue(tx, letters))


def claims(
    db: Database,
    clock: FakeClock,
    *connections: SmtpSend,
    room: int = 100,
    lanes: frozenset[int] = LANES,
    worker: int = 1,
) -> Claimed:
    by_name = {one.name: one for one in connections or (MAIL, OTHER)}
    with db.write() as tx:
        return claim_round(tx, worker, lanes, by_name, dict.fromkeys(by_name, room), clock.now())


def test_R10_streams_are_found_of_the_wanted_lanes_whatever_lies_between(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    ways = [(0, "mail", 5), (1, "mail", 5), (1, "other", 9), (3, "mail", 0), (3, "mail", 1)]
    for lane, connection, priority in ways:
        for _ in range(2):
            queue(db, outbox, [new_letter(lane=lane, connection=connection, priority=priority)])
    with db.read() as tx:
        found = [(one.lane, one.connection, one.priority) for one in streams(tx, {0, 3})]
    assert found == [(0, "mail", 5), (3, "mail", 0), (3, "mail", 1)]


def test_R10_streams_are_found_without_a_step_over_their_letters(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    if db.dialect != "sqlite":
        pytest.skip("PostgreSQL does not count its steps")

    def steps() -> int:
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        with db.read() as tx:
            file: Any = tx.connection.connection.driver_connection
            file.set_progress_handler(count, 10)
            assert len(list(streams(tx, LANES))) == 1
            file.set_progress_handler(None, 10)
        return counted

    queue(db, outbox, [new_letter() for _ in range(2)])
    few = steps()
    queue(db, outbox, [new_letter() for _ in range(500)])
    assert steps() <= few + 2


def test_R10_a_big_mailing_over_one_connection_starves_no_letter_over_another(
    db: Database, clock: FakeClock, outbox: Outbox, new_letter: MakeLetter
) -> None:
    queue(db, outbox, [new_letter() for _ in range(50)])
    queue(db, outbox, [new_letter(connection="other")])
    found = Counter(claim.stream.connection for claim in claims(db, clock, room=10).claims)
    assert found == {"mail": 10, "other": 1}


def test_R10_inside_a_connection_routes_and_lanes_share_its_room(
    db: Database, clock: FakeClock, outbox: Outbox, new_letter: MakeLetter
) -> None:
    queue(db, outbox, [new_letter(route="mailing") for _ in range(50)])
    queue(db, outbox, [new_letter(route="bills") for _ in range(3)])
    queue(db, outbox, [new_letter(route="bills", lane=2) for _ in range(50)])
    made = claims(db, clock, room=20)
    found = Counter((claim.stream.route, claim.stream.lane) for claim in made.claims)
    assert found["bills", 0] == 3
    assert min(found["mailing", 0], found["bills", 2]) >= 8
    assert found.total() == 20
    assert "mail" in made.hungry


def test_a_smaller_priority_goes_first_whenever_it_was_queued(
    db: Database, clock: FakeClock, outbox: Outbox, new_letter: MakeLetter
) -> None:
    queue(db, outbox, [new_letter(priority=9) for _ in range(5)])
    clock.advance(timedelta(hours=1))
    urgent = queue(db, outbox, [new_letter(priority=0) for _ in range(3)])
    first = [claim.message for claim in claims(db, clock, room=4).claims]
    assert set(first[:3]) == {ref.number for ref in urgent}
    assert len(first) == 4


def test_within_a_stream_the_earliest_due_goes_first(
    db: Database, clock: FakeClock, outbox: Outbox, new_letter: MakeLetter
) -> None:
    later, sooner = queue(
        db,
        outbox,
        [new_letter(send_at=clock.now() + timedelta(minutes=n)) for n in (20, 10)],
    )
    assert claims(db, clock).claims == []
    clock.advance(timedelta(minutes=15))
    assert [claim.message for claim in claims(db, clock).claims] == [sooner.number]
    clock.advance(timedelta(minutes=15))
    assert [claim.message for claim in claims(db, clock).claims] == [later.number]


def test_a_worker_claims_from_its_own_lanes_only(
    db: Database, clock: FakeClock, outbox: Outbox, new_letter: MakeLetter
) -> None:
    queue(db, outbox, [new_letter(lane=lane) for lane in range(4)])
    assert {claim.stream.lane for claim in claims(db, clock, lanes=frozenset({1, 3})).claims} == {1, 3}
    assert {claim.stream.lane for claim in claims(db, clock).claims} == {0, 2}


def test_R9_no_letter_is_claimed_twice(
    db: Database, clock: FakeClock, outbox: Outbox, new_letter: MakeLetter
) -> None:
    queue(db, outbox, [new_letter() for _ in range(10)])
    first = {claim.job for claim in claims(db, clock, room=6, worker=1).claims}
    second = {claim.job for claim in claims(db, clock, room=6, worker=2).claims}
    assert (len(first), len(second)) == (6, 4)
    assert not first & second


def test_P17_workers_share_the_limit_of_a_connection(
    db: Database, clock: FakeClock, outbox: Outbox, new_letter: MakeLetter
) -> None:
    limited = smtp(1, rate_limit=5, rate_period=timedelta(minutes=1))
    queue(db, outbox, [new_letter() for _ in range(20)])
    assert len(claims(db, clock, limited, room=3, worker=1).claims) == 3
    assert len(claims(db, clock, limited, room=100, worker=2).claims) == 2
    assert claims(db, clock, limited, worker=1).claims == []
    clock.advance(timedelta(seconds=67))
    assert len(claims(db, clock, limited, worker=1).claims) == 5


@pytest.mark.parametrize(("kind", "name"), [("connection", "mail"), ("route", "mail_out"), ("lane", "2")])
def test_R2_what_is_paused_is_passed_over_and_goes_when_resumed(
    db: Database,
    clock: FakeClock,
    outbox: Outbox,
    new_letter: MakeLetter,
    kind: pauses.PlaceKind,
    name: str,
) -> None:
    queue(db, outbox, [new_letter(lane=2), new_letter(connection="other", route="other_out", lane=0)])
    with db.write() as tx:
        pauses.pause_place(tx, kind, name, clock.now())
    assert [claim.stream.connection for claim in claims(db, clock).claims] == ["other"]
    with db.write() as tx:
        pauses.resume_place(tx, kind, name, clock.now())
    assert [claim.stream.connection for claim in claims(db, clock).claims] == ["mail"]


def test_R10_a_dead_server_is_tried_by_one_letter_and_harms_no_other_connection(
    db: Database, clock: FakeClock, outbox: Outbox, new_letter: MakeLetter
) -> None:
    queue(db, outbox, [new_letter() for _ in range(5)] + [new_letter(connection="other")])
    with db.write() as tx:
        now = clock.now()
        dead = circuits.Circuit("mail", "open", now, now + timedelta(seconds=5), 1, (), None, "refused")
        circuits.save(tx, dead)
    assert [claim.stream.connection for claim in claims(db, clock).claims] == ["other"]
    clock.advance(timedelta(seconds=6))
    assert [claim.stream.connection for claim in claims(db, clock).claims] == ["mail"]
    assert claims(db, clock).claims == []


def test_R2_a_changed_connection_is_noticed_though_letters_come_all_the_time(
    db: Database, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    """The definitions are looked at every second, however much there is to claim."""
    worker = start_worker(smtp(server.port))
    outbox = Outbox(SystemClock(), wake=worker.wake)
    settled(db, *queue(db, outbox, [new_letter()]))
    worker.definitions["mail"] = smtp(server.port, disabled=True)
    end = time.monotonic() + 8

    def held() -> bool:
        assert time.monotonic() < end
        (ref,) = queue(db, outbox, [new_letter()])
        time.sleep(0.1)
        with db.read() as tx:
            return get(tx, ref).state == "held"

    assert eventually(held)


def test_R13_a_worker_ends_at_once_while_a_server_does_not_even_greet(
    db: Database, new_letter: MakeLetter, silent_port: int, start_worker: StartWorker
) -> None:
    """Nothing is in flight then, so there is nothing to wait for."""
    worker = start_worker(smtp(silent_port))
    (ref,) = queue(db, Outbox(SystemClock(), wake=worker.wake), [new_letter()])

    def claimed() -> bool:
        with db.read() as tx:
            return tx.execute(job.select().where(job.c.worker.is_not(None))).first() is not None

    eventually(claimed)
    time.sleep(0.1)
    begun = time.monotonic()
    worker.stop()
    assert time.monotonic() - begun < 10
    with db.read() as tx:
        assert get(tx, ref).state == "queued"


def test_R14_a_worker_holds_no_more_letters_than_its_sessions_can_send_soon(
    db: Database, new_letter: MakeLetter, silent_port: int, server: MailServer, start_worker: StartWorker
) -> None:
    """However long the queue is, memory does not grow with it."""
    dead, good = smtp(silent_port, max_sessions=1), smtp(server.port, "other")
    worker = start_worker(dead, good)
    outbox = Outbox(SystemClock(), wake=worker.wake)
    queue(db, outbox, [new_letter() for _ in range(capacity(dead) + 50)])

    def held() -> int:
        with db.read() as tx:
            mine = select(func.count()).where(job.c.worker.is_not(None), job.c.connection == "mail")
            return int(tx.execute(mine).scalar_one())

    eventually(lambda: held() == capacity(dead))
    settled(db, *queue(db, outbox, [new_letter(connection="other")]))
    assert held() == capacity(dead), "it has claimed again, and had no room"
