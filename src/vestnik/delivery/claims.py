"""Taking work: what is due, claiming it, marking it started, giving it back (spec/contract.md 5).

A claim is cheap and reversible. A letter is marked started in a commit of its own before its final dot could be sent;
only started letters can become uncertain. A claim carries its fence, which grows with every claim of a job.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    func,
    not_,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate, Update

from vestnik.delivery.envelope import OpenRecipient
from vestnik.delivery.frozen import Body, load_layout
from vestnik.delivery.pauses import NOTHING_PAUSED, paused
from vestnik.delivery.states import OPEN
from vestnik.delivery.suppressions import none_suppressed, suppressed
from vestnik.storage.many import among, listed, listed_texts
from vestnik.storage.tables.delivery import job, letter, message, recipient
from vestnik.storage.transaction import Dialect, Transaction

READY = job.c.worker.is_(None) & job.c.hold.is_(None)

_STREAM = (job.c.lane, job.c.connection, job.c.route, job.c.priority)
_FIRST_STREAM = select(*_STREAM, job.c.due).where(READY).order_by(*_STREAM, job.c.due).limit(1)
_NEXT_STREAM = _FIRST_STREAM.where(
    tuple_(*_STREAM) >= tuple_(*(bindparam(column.name, type_=column.type) for column in _STREAM))
)
"""At or after the next greater priority: after the last one with `>`, SQLite would step over each of its letters."""


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

    attempts: tries that are over. recipients: those still to be sent to. whole: the message has no others, so that the
    answers to this job alone settle it. wants_answer: somebody is to hear of the outcome, whatever it is. sender_address: author's, for an
    envelope sender where the connection names none. trace: W3C traceparent of what queued it, when that was traced.
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
    whole: bool = False
    wants_answer: bool = True
    trace: str | None = None


def streams(tx: Transaction, lanes: Collection[int]) -> Iterator[Stream]:
    """Every stream that has ready letters (due or not), by jumping over the index: one look-up a stream, however long.

    A condition on the lane would have both databases walk through the lane's letters instead of jumping over them.
    """
    return (stream for stream, _ in fronts(tx) if stream.lane in lanes)


def fronts(tx: Transaction) -> Iterator[tuple[Stream, datetime]]:
    """Every stream that has ready letters, and when the first of them is due."""
    row = tx.execute(_FIRST_STREAM).first()
    while row is not None:
        stream = Stream(row.lane, row.connection, row.route, row.priority)
        yield stream, row.due
        row = tx.execute(_NEXT_STREAM, {**asdict(stream), "priority": stream.priority + 1}).first()


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
    statements = _STATEMENTS[tx.dialect]
    ready = statements.ready if only is None else statements.ready.where(only)
    ids = list(tx.execute(ready, {**asdict(stream), "now": now, "limit": limit}).scalars())
    if not ids:
        return []
    chosen = {"ids": listed(tx.dialect, ids)}
    tx.execute(statements.take, {**chosen, "by": worker})
    rows = {row.id: row for row in tx.execute(statements.load, chosen).all()}
    return _without_suppressed(tx, [_claim(stream, rows[id]) for id in ids], now)


def start(tx: Transaction, worker: int, claimed: Collection[Claim], now: datetime) -> set[int]:
    """Mark claimed jobs as started; those that are still ours and may be sent.

    Left out is what was paused since it was claimed, and one of whose recipients was suppressed since: it goes back, and is
    claimed without it. Nearly always there is nothing of that, which the statement itself finds out.
    """
    jobs = [claim.job for claim in claimed]
    statements = _STATEMENTS[tx.dialect]
    given = {"ids": listed(tx.dialect, jobs), "by": worker, "at": now}
    people = listed_texts(
        one.target.lower() for claim in claimed for one in claim.recipients if not one.suppressed
    )
    if tx.execute(statements.start_freely, {**given, "texts": people}).rowcount < len(jobs):
        places, fit = paused(tx), _without_suppressed(tx, claimed, now)
        claimed = [
            one
            for one, same in zip(claimed, fit, strict=True)
            if one is same and not places.holding(one.stream.connection, one.stream.route, one.stream.lane)
        ]
        tx.execute(statements.start, given | {"ids": listed(tx.dialect, [claim.job for claim in claimed])})
        ours = still_ours(tx, worker, claimed)
        claimed = [claim for claim in claimed if claim.job in ours]
    tx.note_change("message", *(claim.message for claim in claimed))
    return {claim.job for claim in claimed}


def _without_suppressed(tx: Transaction, claimed: Collection[Claim], now: datetime) -> list[Claim]:
    """The claims as they are, but for those with recipients that were put on the list of suppressions since."""
    blocked = suppressed(tx, {one.target for claim in claimed for one in claim.recipients}, now)
    return [_suppressing(claim, blocked) for claim in claimed] if blocked else list(claimed)


def _suppressing(claim: Claim, blocked: Mapping[str, str]) -> Claim:
    reasons = [one.suppressed or blocked.get(one.target.lower()) for one in claim.recipients]
    if reasons == [one.suppressed for one in claim.recipients]:
        return claim
    marked = (replace(one, suppressed=why) for one, why in zip(claim.recipients, reasons, strict=True))
    return replace(claim, recipients=tuple(marked))


def give_back(tx: Transaction, worker: int, jobs: Collection[int]) -> None:
    """Return claimed jobs that were not handed to any server; others may have them at once."""
    given = {"ids": listed(tx.dialect, jobs), "by": worker}
    tx.note_change("message", *tx.execute(_STATEMENTS[tx.dialect].give_back, given).scalars())


def give_back_all_but(tx: Transaction, worker: int, known: Collection[int]) -> None:
    """Return what this worker has claimed without knowing it: no job but the known ones."""
    mine = set(tx.execute(select(job.c.id).where(job.c.worker == worker)).scalars())
    if unknown := sorted(mine.difference(known)):
        give_back(tx, worker, unknown)


def still_ours(tx: Transaction, worker: int, held: Collection[Claim]) -> set[int]:
    """The jobs of those claims that this worker holds by that very claim."""
    fences = {claim.job: claim.fence for claim in held}
    statements, given = _STATEMENTS[tx.dialect], {"ids": listed(tx.dialect, fences), "by": worker}
    found = tx.execute(statements.count, given).one()
    if found.jobs == len(fences) and found.sum == sum(fences.values()):
        return set(fences)  # fences only grow, so that none differs when their sum does not
    rows = tx.execute(statements.fences, given)
    return {row.id for row in rows if fences[row.id] == row.fence}


def _loading(dialect: Dialect) -> Select[Any]:
    """Everything that sending a job needs, in one row: each further row is a step of the database of its own."""
    mine = (recipient.c.message == job.c.message) & (recipient.c.part == job.c.part)
    still_open = recipient.c.state.in_(sorted(OPEN))
    person = (recipient.c.position, recipient.c.address, recipient.c.redirected)
    if dialect == "sqlite":
        people: ColumnElement[Any] = func.json_group_array(func.json_array(*person))
    else:
        people = func.json_agg(func.json_build_array(*person)).cast(Text)
    other = (recipient.c.message == job.c.message) & not_((recipient.c.part == job.c.part) & still_open)
    return select(
        job.c.id,
        job.c.fence,
        job.c.message,
        job.c.part,
        job.c.attempts,
        job.c.expires,
        message.c.created,
        message.c.sender_address,
        message.c.size,
        message.c.run,
        message.c.trace,
        (message.c.wants_answer | message.c.wants_delivered).label("wants_answer"),
        letter.c.content,
        letter.c.layout,
        letter.c.needs_smtputf8,
        letter.c.eight_bit,
        select(people).where(mine, still_open).scalar_subquery().label("people"),
        exists().where(other).label("more"),
    ).select_from(
        job.join(message, message.c.id == job.c.message).join(letter, letter.c.message == job.c.message)
    )


@dataclass(frozen=True, slots=True)
class _Statements:
    """The statements of one engine, made once."""

    ready: Select[Any]
    take: Update
    load: Select[Any]
    start: Update
    start_freely: Update
    give_back: ReturningUpdate[Any]
    count: Executable
    fences: Executable


def _statements(dialect: Dialect) -> _Statements:
    chosen = among(dialect, job.c.id)
    ours = and_(chosen, job.c.worker == bindparam("by"))
    way = and_(*(column == bindparam(column.name) for column in _STREAM))
    return _Statements(
        ready=select(job.c.id)
        .where(READY, way, job.c.due <= bindparam("now"))
        .order_by(job.c.due, job.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True),
        take=update(job).where(chosen).values(worker=bindparam("by"), fence=job.c.fence + 1),
        load=_loading(dialect).where(chosen),
        start=update(job).where(ours).values(started=bindparam("at")),
        start_freely=update(job)
        .where(ours, NOTHING_PAUSED, none_suppressed(dialect))
        .values(started=bindparam("at")),
        give_back=update(job).where(ours).values(worker=None, started=None).returning(job.c.message),
        count=select(func.count().label("jobs"), func.sum(job.c.fence).label("sum")).where(ours),
        fences=select(job.c.id, job.c.fence).where(ours),
    )


_STATEMENTS: dict[Dialect, _Statements] = {
    "sqlite": _statements("sqlite"),
    "postgresql": _statements("postgresql"),
}


def _claim(stream: Stream, row: Any) -> Claim:
    return Claim(
        job=row.id,
        fence=row.fence,
        message=row.message,
        part=row.part,
        stream=stream,
        attempts=row.attempts,
        created=row.created,
        expires=row.expires,
        sender_address=row.sender_address,
        run=row.run,
        recipients=tuple(OpenRecipient(*person) for person in sorted(json.loads(row.people or "[]"))),
        body=Body(row.content, load_layout(row.layout), row.size, row.needs_smtputf8, row.eight_bit),
        whole=not row.more,
        wants_answer=row.wants_answer,
        trace=row.trace,
    )
