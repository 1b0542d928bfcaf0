"""Letters and runs that are kept no longer go, with all that is known of them; what is not done with stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, update
from tests.delivery.conftest import MakeLetter

from vestnik.delivery import retention
from vestnik.delivery.messages import MessageUnknown, get
from vestnik.delivery.outbox import Outbox
from vestnik.delivery.retention import remove_letters
from vestnik.kernel.clock import FakeClock
from vestnik.mail.email import Attachment
from vestnik.scenarios.retention import remove_runs
from vestnik.storage.database import Database
from vestnik.storage.tables import delivery as tables
from vestnik.storage.tables.scenarios import run, run_trace
from vestnik.storage.tables.storage import object_

DAY = timedelta(days=1)


def removed(db: Database, before: datetime) -> int:
    """Go through all letters; in how many steps."""
    after: int | None = 0
    steps = 0
    while after is not None:
        with db.write() as tx:
            after = remove_letters(tx, before, after)
        steps += 1
    return steps


def test_old_settled_letters_go_with_everything(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retention, "_NEXT", retention._NEXT.limit(2))
    file = Attachment("a.bin", b"x" * 100_000)
    letters = [new_letter(key=f"key {n}", attachments=(file,)) for n in range(5)]
    refs = db.run(lambda tx: outbox.enqueue(tx, letters))
    done, waits = [ref.number for ref in refs[:4]], refs[4]
    with db.write() as tx:
        settled = update(tables.message).where(tables.message.c.id.in_(done))
        tx.execute(settled.values(state="sent", settled=clock.now()))
    assert removed(db, clock.now()) == 1, "nothing is older"
    clock.advance(DAY)
    (young,) = db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))
    assert removed(db, clock.now()) == 3
    with db.read() as tx:
        for ref in refs[:4]:
            with pytest.raises(MessageUnknown):
                get(tx, ref)
        assert get(tx, waits).state == get(tx, young).state == "queued"
        for table in (tables.message, tables.letter, tables.recipient, tables.message_id):
            assert tx.execute(select(func.count()).select_from(table)).scalar() == 2
        assert tx.execute(select(tables.message_key.c.key)).scalars().all() == ["key 4"]
        kept = select(object_.c.id).where(object_.c.kind == "msg").order_by(object_.c.id)
        assert tx.execute(kept).scalars().all() == [waits.number, young.number]


def test_old_runs_go_unless_they_wait(db: Database, clock: FakeClock) -> None:
    now = clock.now()
    rows = [(1, "done", now), (2, "waiting", now), (3, "failed", now), (4, "done", now + DAY)]
    with db.write() as tx:
        for id, state, at in rows:
            tx.execute(
                insert(run).values(
                    id=id, state=state, scenario="s", version=1, event="e", login="a", steps=1, letters=0,
                    created=at, changed=at,
                )
            )  # fmt: skip
            tx.execute(insert(run_trace).values(run=id, part=1, entries=[]))
        assert remove_runs(tx, now + DAY, 0) is None
        assert tx.execute(select(run.c.id).order_by(run.c.id)).scalars().all() == [2, 4]
        assert tx.execute(select(run_trace.c.run).order_by(run_trace.c.run)).scalars().all() == [2, 4]
