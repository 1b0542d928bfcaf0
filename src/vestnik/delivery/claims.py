"""Taking work: what is due, claiming it, marking it started, giving it back (spec/contract.md 5).

A claim is cheap and reversible. A letter is marked started in a commit of its own before its final dot could be sent;
only started letters can become uncertain. A claim carries its fence, which grows with every claim of a job.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_, update

from vestnik.delivery.envelope import OpenRecipient
from vestnik.delivery.frozen import Body, load_layout
from vestnik.delivery.states import OPEN
from vestnik.storage.tables.delivery import job, letter, message, recipient
from vestnik.storage.transaction import Transaction

_READY = job.c.worker.is_(None) & job.c.hold.is_(None)


@dataclass(frozen=True, slots=True)
class Stream:
    """Letters that are claimed in one order: those of a lane, connection, route and priority."""

    lane: int
    connection: str
    route: str
    priority: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is ours until its fence grows.

    attempts: tries that are over. recipients: those still to be sent to. sender_address: author's, for an envelope
    sender where the connection names none.
    """

    job: int
    fence: int
    message: int
    part: int
    stream: Stream
    attempts: int
    created: datetime
    expires: datetime
    sender_address: str
    run: int | None
    recipients: tuple[OpenRecipient, ...]
    body: Body


def streams(tx: Transaction, lanes: Collection[int]) -> Iterator[Stream]:
    """Every stream that has ready letters (due or not), by jumping over the index: one look-up a stream, however long."""
    key = (job.c.lane, job.c.connection, job.c.route, job.c.priority)
    base = select(*key).where(_READY, job.c.lane.in_(sorted(lanes))).order_by(*key).limit(1)
    row = tx.execute(base).first()
    while row is not None:
        yield Stream(row.lane, row.connection, row.route, row.priority)
        row = tx.execute(base.where(tuple_(*key) > tuple_(*row))).first()


def claim(
    tx: Transaction,
    worker: int,
    stream: Stream,
    limit: int,
    now: datetime,
    *,
    only: ColumnElement[bool] | None = None,
) -> list[Claim]:
    """Take due letters of one stream for this worker, earliest due first.

    Args:
        worker: the generation of the worker that takes them.
        limit: most letters to take, 1 to 1000.
        only: a further condition on the row of `job`.

    Source: spec/delivery.md R9.
    """
    ready = (
        select(job.c.id)
        .where(
            _READY,
            job.c.lane == stream.lane,
            job.c.connection == stream.connection,
            job.c.route == stream.route,
            job.c.priority == stream.priority,
            job.c.due <= now,
            *(() if only is None else (only,)),
        )
        .order_by(job.c.due, job.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(tx.execute(ready).scalars())
    if not ids:
        return []
    rows = tx.execute(
        update(job)
        .where(job.c.id.in_(ids))
        .values(worker=worker, fence=job.c.fence + 1)
        .returning(job.c.id, job.c.fence, job.c.message, job.c.part, job.c.attempts, job.c.expires)
    )
    return _loaded(tx, stream, sorted(rows.all()))


def start(tx: Transaction, worker: int, jobs: Collection[int], now: datetime) -> set[int]:
    """Mark claimed jobs as started; those that are still ours and may be sent."""
    ours = update(job).where(job.c.id.in_(jobs), job.c.worker == worker)
    rows = tx.execute(ours.values(started=now).returning(job.c.id, job.c.message)).all()
    tx.note_change("message", *(row.message for row in rows))
    return {row.id for row in rows}


def give_back(tx: Transaction, worker: int, jobs: Collection[int]) -> None:
    """Return claimed jobs that were not handed to any server; others may have them at once."""
    ours = update(job).where(job.c.id.in_(jobs), job.c.worker == worker)
    rows = tx.execute(ours.values(worker=None, started=None).returning(job.c.message))
    tx.note_change("message", *rows.scalars())


def give_back_all_but(tx: Transaction, worker: int, known: Collection[int]) -> None:
    """Return what this worker has claimed without knowing it: no job but the known ones."""
    mine = set(tx.execute(select(job.c.id).where(job.c.worker == worker)).scalars())
    if unknown := sorted(mine.difference(known)):
        give_back(tx, worker, unknown)


def still_ours(tx: Transaction, worker: int, claims: Iterable[Claim]) -> set[int]:
    """The jobs of those claims that this worker holds by that very claim."""
    fences = {claim.job: claim.fence for claim in claims}
    rows = tx.execute(select(job.c.id, job.c.fence).where(job.c.id.in_(fences), job.c.worker == worker))
    return {row.id for row in rows if fences[row.id] == row.fence}


def _loaded(tx: Transaction, stream: Stream, rows: Sequence[Any]) -> list[Claim]:
    messages = sorted({row.message for row in rows})
    letters = {
        row.id: row
        for row in tx.execute(
            select(
                message.c.id,
                message.c.created,
                message.c.sender_address,
                message.c.size,
                message.c.run,
                letter.c.content,
                letter.c.layout,
                letter.c.needs_smtputf8,
                letter.c.eight_bit,
            )
            .join(letter, letter.c.message == message.c.id)
            .where(message.c.id.in_(messages))
        )
    }
    people: dict[tuple[int, int], list[OpenRecipient]] = {}
    for row in tx.execute(
        select(
            recipient.c.message,
            recipient.c.part,
            recipient.c.position,
            recipient.c.address,
            recipient.c.sent_to,
        )
        .where(recipient.c.message.in_(messages), recipient.c.state.in_(OPEN))
        .order_by(recipient.c.message, recipient.c.position)
    ):
        people.setdefault((row.message, row.part), []).append(
            OpenRecipient(row.position, row.address, row.sent_to)
        )
    bodies = {
        id: Body(
            content=row.content,
            layout=load_layout(row.layout),
            size=row.size,
            needs_smtputf8=row.needs_smtputf8,
            eight_bit=row.eight_bit,
        )
        for id, row in letters.items()
    }
    return [
        Claim(
            job=row.id,
            fence=row.fence,
            message=row.message,
            part=row.part,
            stream=stream,
            attempts=row.attempts,
            created=letters[row.message].created,
            expires=row.expires,
            sender_address=letters[row.message].sender_address,
            run=letters[row.message].run,
            recipients=tuple(people.get((row.message, row.part), ())),
            body=bodies[row.message],
        )
        for row in rows
    ]
