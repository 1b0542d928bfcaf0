"""Queueing: all or nothing, one message per key, no letter that cannot go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, func, select, text
from tests.delivery.conftest import MakeLetter

from vestnik.delivery import outbox as outboxes
from vestnik.delivery import suppressions
from vestnik.delivery.messages import get
from vestnik.delivery.outbox import (
    BATCH,
    LetterTooLarge,
    NewLetter,
    NoRecipients,
    Outbox,
    QueueFull,
)
from vestnik.delivery.suppressions import Suppression, suppress
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Ref
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.tables import delivery as tables
from vestnik.storage.transaction import Dialect, Transaction


def count(tx: Transaction, table: str) -> int:
    return int(tx.execute(select(func.count()).select_from(getattr(tables, table))).scalar_one())


def enqueue(db: Database, outbox: Outbox, *letters: NewLetter) -> list[Ref]:
    return db.run(lambda tx: outbox.enqueue(tx, letters))


def test_R1_queued_letters_are_there_after_the_commit(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    refs = enqueue(db, outbox, new_letter(), new_letter(("a@example.org", "b@example.org")))
    assert [ref.kind for ref in refs] == ["msg", "msg"]
    assert refs[0].number < refs[1].number
    with db.read() as tx:
        assert [count(tx, name) for name in ("message", "letter", "recipient", "job")] == [2, 2, 3, 2]


def test_R1_nothing_is_queued_when_the_transaction_fails(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    with pytest.raises(ZeroDivisionError):
        db.run(lambda tx: (outbox.enqueue(tx, [new_letter()]), 1 / 0))
    with db.read() as tx:
        assert count(tx, "message") == count(tx, "job") == count(tx, "message_id") == 0


@pytest.mark.parametrize(
    "look_up", [outboxes._KNOWN_KEYS, suppressions._SUPPRESSED], ids=["keys", "suppressions"]
)
def test_R7_texts_are_found_by_index_in_a_table_without_statistics(
    db: Database, look_up: dict[Dialect, Select[Any]]
) -> None:
    """PostgreSQL keeps the plan that it makes for an empty table, and the first mailing is large."""
    if db.dialect != "postgresql":
        pytest.skip("SQLite has one plan for every size")
    with db.read() as tx:
        explain = text(f"EXPLAIN {look_up[db.dialect]}")
        values = {"texts": '["run.1/a/0"]', "now": datetime(2026, 3, 12, tzinfo=UTC), "param_1": 1}
        plan = "\n".join(tx.execute(explain, values).scalars())
    assert "Seq Scan" not in plan, plan


def test_R7_one_key_makes_one_message(db: Database, outbox: Outbox, new_letter: MakeLetter) -> None:
    first = enqueue(db, outbox, new_letter(key="run.1/a/0"))
    again = enqueue(
        db, outbox, new_letter(key="run.1/a/0"), new_letter(key="run.1/a/1"), new_letter(key="run.1/a/1")
    )
    assert again[0] == first[0]
    assert again[1] == again[2] != first[0]
    with db.read() as tx:
        assert count(tx, "message") == 2


def test_M15_a_letter_over_the_limit_is_refused_with_all_of_its_batch(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    with pytest.raises(LetterTooLarge, match="takes at most 300"):
        enqueue(db, outbox, new_letter(), new_letter(text="long " * 200, max_size=300))
    with db.read() as tx:
        assert count(tx, "message") == 0


def test_a_letter_to_nobody_is_refused(db: Database, outbox: Outbox, new_letter: MakeLetter) -> None:
    with pytest.raises(NoRecipients):
        enqueue(db, outbox, new_letter(()))


def test_A9_more_recipients_than_the_limit_make_several_jobs(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    everyone = tuple(f"r{n}@example.org" for n in range(250))
    enqueue(db, outbox, new_letter(everyone), new_letter(everyone[:25], max_recipients=10))
    with db.read() as tx:
        jobs = tx.execute(select(tables.job.c.message, func.count()).group_by(tables.job.c.message)).all()
    assert [row[1] for row in sorted(jobs)] == [3, 3]


def test_R14_a_full_queue_refuses_clearly(db: Database, clock: FakeClock, new_letter: MakeLetter) -> None:
    outbox = Outbox(clock, full=2)
    enqueue(db, outbox, new_letter(), new_letter())
    with pytest.raises(QueueFull, match="2 are waiting"):
        enqueue(db, outbox, new_letter())


def test_a_suppressed_address_gets_no_letter(
    db: Database, outbox: Outbox, clock: FakeClock, new_letter: MakeLetter
) -> None:
    with db.write() as tx:
        suppress(tx, Suppression("Gone@example.org", "bounced"), clock.now())
        later = clock.now() + timedelta(days=1)
        suppress(tx, Suppression("away@example.org", "asked", until=later), clock.now())
    (ref,) = enqueue(db, outbox, new_letter(("gone@example.org", "anna@example.org", "away@example.org")))
    clock.advance(timedelta(days=2))
    enqueue(db, outbox, new_letter("away@example.org"))
    with db.read() as tx:
        states = tx.execute(
            select(tables.recipient.c.state).where(tables.recipient.c.message == ref.number)
        ).scalars()
        assert list(states) == ["suppressed", "pending", "suppressed"]
        assert count(tx, "job") == 2


def test_blobs_of_a_letter_are_named_by_its_rows(
    db: Database, outbox: Outbox, new_letter: MakeLetter, blobs: FolderBlobs
) -> None:
    enqueue(db, outbox, new_letter(text="много слов " * 20_000))
    with db.read() as tx:
        digests = list(tx.execute(select(tables.letter_blob.c.digest)).scalars())
    assert len(digests) == 1
    assert blobs.exists(digests[0])


def test_the_worker_is_woken_after_the_commit_only(
    db: Database, clock: FakeClock, new_letter: MakeLetter
) -> None:
    woken: list[bool] = []
    outbox = Outbox(clock, wake=lambda: woken.append(True))
    with pytest.raises(ZeroDivisionError):
        db.run(lambda tx: (outbox.enqueue(tx, [new_letter()]), 1 / 0))
    assert woken == []
    enqueue(db, outbox, new_letter())
    assert woken == [True]


def test_R7_a_mailing_is_queued_whole_and_its_keys_make_one_message_each(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    letters = [new_letter(key=f"mailing/{n}") for n in range(BATCH + 1)]
    first = db.run(lambda tx: outbox.enqueue(tx, letters))
    assert len(set(first)) == BATCH + 1
    again = db.run(lambda tx: outbox.enqueue(tx, [*letters, new_letter(key="mailing/new")]))
    assert again[:-1] == first
    assert again[-1] not in first
    with db.read() as tx:
        assert [get(tx, ref).state for ref in (*first[:2], again[-1])] == ["queued"] * 3


def test_R7_a_key_that_is_taken_while_a_mailing_is_prepared_makes_one_message(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    letters = [new_letter(key=f"mailing/{n}") for n in range(BATCH + 1)]
    taken: list[Ref] = []

    def work(tx: Transaction) -> list[Ref]:
        tx.execute(select(tables.job.c.id).limit(1)).all()  # the snapshot is that of before
        if not taken:
            taken.extend(db.run(lambda other: outbox.enqueue(other, letters[7:8])))
        return outbox.enqueue(tx, letters)

    queued = db.run(work)
    assert queued[7] == taken[0]
    assert len(set(queued)) == BATCH + 1
