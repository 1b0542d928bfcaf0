"""Taking back what a dead worker held: claimed letters go back to the queue, started ones are uncertain (R6, R8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from vestnik.delivery import workers
from vestnik.delivery.claims import Claim, Stream
from vestnik.delivery.envelope import OpenRecipient
from vestnik.delivery.frozen import Body
from vestnik.delivery.policy import Policy
from vestnik.delivery.settling import Answer, Attempt, settle
from vestnik.delivery.states import OPEN
from vestnik.kernel.text import Text
from vestnik.storage.tables.delivery import job, message, recipient, worker
from vestnik.storage.transaction import Transaction

STEP = 500
"""Jobs taken back per round."""

LOST = Text(
    "Обработчик остановился во время отправки; письмо могло дойти",
    "The worker stopped while sending; the letter may have arrived",
)


def take_back(
    tx: Transaction,
    generations: Sequence[int],
    policy: Callable[[str], Policy],
    now: datetime,
    chance: Callable[[], float],
) -> int:
    """End these lives and free what they held; the number of letters that became uncertain.

    Args:
        policy: of a connection by its name.
    """
    workers.end(tx, generations, now)
    held = job.c.worker.in_(generations)
    tx.execute(update(job).where(held, job.c.started.is_(None)).values(worker=None))
    uncertain = 0
    while found := _started(tx, generations, policy, now):
        for generation in {one[0] for one in found}:
            name = tx.execute(select(worker.c.name).where(worker.c.id == generation)).scalar_one()
            mine = [attempt for who, attempt in found if who == generation]
            settle(tx, generation, name, mine, chance)
        uncertain += len(found)
    return uncertain


def _started(
    tx: Transaction, generations: Sequence[int], policy: Callable[[str], Policy], now: datetime
) -> list[tuple[int, Attempt]]:
    rows = tx.execute(
        select(job, message.c.created, message.c.sender_address, message.c.run)
        .join(message, message.c.id == job.c.message)
        .where(job.c.worker.in_(generations), job.c.started.is_not(None))
        .order_by(job.c.id)
        .limit(STEP)
    ).all()
    people = _open_recipients(tx, sorted({row.message for row in rows}))
    return [
        (row.worker, _lost(row, people.get((row.message, row.part), ()), policy(row.connection), now))
        for row in rows
    ]


def _open_recipients(
    tx: Transaction, messages: Sequence[int]
) -> dict[tuple[int, int], tuple[OpenRecipient, ...]]:
    found: dict[tuple[int, int], tuple[OpenRecipient, ...]] = {}
    table = recipient
    rows = tx.execute(
        select(table.c.message, table.c.part, table.c.position, table.c.address, table.c.redirected)
        .where(table.c.message.in_(messages), table.c.state.in_(OPEN))
        .order_by(table.c.message, table.c.position)
    )
    for row in rows:
        key = (row.message, row.part)
        found[key] = (*found.get(key, ()), OpenRecipient(row.position, row.address, row.redirected))
    return found


def _lost(row: Any, recipients: tuple[OpenRecipient, ...], policy: Policy, now: datetime) -> Attempt:
    claim = Claim(
        job=row.id,
        fence=row.fence,
        message=row.message,
        part=row.part,
        stream=Stream(row.lane, row.connection, row.route, row.priority),
        attempts=row.attempts,
        created=row.created,
        expires=row.expires,
        sender_address=row.sender_address,
        run=row.run,
        recipients=recipients,
        body=Body(b"", (), 0, needs_smtputf8=False, eight_bit=False),
    )
    answers = tuple(
        Answer(one.position, "uncertain", text=LOST, sent_to=one.redirected) for one in recipients
    )
    return Attempt(claim, row.started, now, None, answers, policy)
