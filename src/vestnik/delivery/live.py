"""What people who watch the queue are shown of letters and places, as briefly as can be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from vestnik.delivery.circuits import circuits
from vestnik.delivery.pauses import paused
from vestnik.delivery.states import FINAL, MessageState
from vestnik.kernel.values import Ref
from vestnik.storage.tables.delivery import job, message
from vestnik.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class LiveMessage:
    """Where a letter belongs, and the state it is in."""

    id: Ref
    state: MessageState
    route: str
    connection: str
    lane: int
    run: Ref | None
    record: str | None


@dataclass(frozen=True, slots=True)
class LivePlace:
    """A connection, route or lane. paused: `paused` or `disabled`, None when letters go. circuit: see `Circuit.state`."""

    kind: str
    name: str
    paused: str | None
    circuit: str | None


def live_messages(tx: Transaction, numbers: Collection[int]) -> list[LiveMessage]:
    """These letters as they are now, in three statements."""
    jobs = {
        row.message: row
        for row in tx.execute(
            select(
                job.c.message,
                func.count(job.c.started).label("started"),
                func.count(job.c.hold).label("held"),
                func.count().label("all"),
            )
            .where(job.c.message.in_(numbers))
            .group_by(job.c.message)
        )
    }
    places = paused(tx)
    table = message.c
    columns = (table.id, table.state, table.route, table.connection, table.lane, table.run, table.record)
    found = []
    for row in tx.execute(select(*columns).where(table.id.in_(numbers)).order_by(table.id)):
        state: MessageState = row.state
        if state not in FINAL and (open_ := jobs.get(row.id)):
            if open_.started:
                state = "sending"
            elif open_.held == open_.all or places.holding(row.connection, row.route, row.lane):
                state = "held"
        run = Ref("run", row.run) if row.run else None
        found.append(
            LiveMessage(Ref("msg", row.id), state, row.route, row.connection, row.lane, run, row.record)
        )
    return found


def live_places(tx: Transaction, keys: Collection[str]) -> list[LivePlace]:
    """These places as they are now. keys: `kind/name`."""
    reasons = {(str(one.kind), one.name): one.reason for one in paused(tx).pauses}
    open_ = circuits(tx)
    found = []
    for kind, _, name in sorted(key.partition("/") for key in keys):
        circuit = open_.get(name) if kind == "connection" else None
        reason = reasons.get((kind, name))
        found.append(LivePlace(kind, name, reason, circuit.state if circuit else None))
    return found
