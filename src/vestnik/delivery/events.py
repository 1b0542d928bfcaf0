"""Messages that came to their end and that somebody has to hear of: a run that waits, or the events *message failed*,
*message delivered* and *message bounced*.

The rows of `settled_event` are written in the transaction that settled the message. Who handles them takes them in its
own transaction and removes them there, so each is handled once, also across a crash.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, insert, or_, select

from vestnik.delivery.states import FINAL, MessageState
from vestnik.kernel.values import Ref
from vestnik.storage.tables.delivery import message, settled_event
from vestnik.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SettledEvent:
    """state: sent, partly_sent, failed, cancelled or bounced. wants_answer: the run waits for it.

    wants_delivered: a scenario asked to hear when the message is delivered.
    """

    id: int
    message: Ref
    run: Ref | None
    state: str
    wants_answer: bool
    wants_delivered: bool
    at: datetime


def note_settled(tx: Transaction, states: Mapping[int, MessageState], at: datetime) -> None:
    """Make the events for messages whose state was written: for those that are final, of whoever asked and of failures.

    states: the state of each message, by its number.
    """
    final = {id: state for id, state in states.items() if state in FINAL}
    if not final:
        return
    loud = [id for id, state in final.items() if state in ("failed", "partly_sent")]
    arrived = [id for id, state in final.items() if state in ("sent", "partly_sent")]
    rows = tx.execute(
        select(message.c.id, message.c.run, message.c.wants_answer)
        .where(
            message.c.id.in_(final),
            or_(
                message.c.wants_answer,
                message.c.id.in_(loud),
                and_(message.c.wants_delivered, message.c.id.in_(arrived)),
            ),
        )
        .order_by(message.c.id)
    )
    events = [
        {
            "message": row.id,
            "run": row.run,
            "state": final[row.id],
            "wants_answer": row.wants_answer,
            "at": at,
        }
        for row in rows
    ]
    if events:
        tx.execute(insert(settled_event), events)


def any_pending(tx: Transaction) -> bool:
    """Whether anything is to be handled; takes no lock."""
    return tx.execute(select(settled_event.c.id).limit(1)).first() is not None


def pending(tx: Transaction, limit: int = 100) -> list[SettledEvent]:
    """The oldest events that nobody has handled; on PostgreSQL those that others handle now are left out."""
    rows = tx.execute(
        select(settled_event, message.c.wants_delivered)
        .outerjoin(message, message.c.id == settled_event.c.message)
        .order_by(settled_event.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=settled_event)
    )
    return [
        SettledEvent(
            row.id,
            Ref("msg", row.message),
            Ref("run", row.run) if row.run else None,
            row.state,
            row.wants_answer,
            bool(row.wants_delivered),
            row.at,
        )
        for row in rows
    ]


def handled(tx: Transaction, ids: Collection[int]) -> None:
    """Remove events in the transaction that handled them."""
    tx.execute(delete(settled_event).where(settled_event.c.id.in_(ids)))
