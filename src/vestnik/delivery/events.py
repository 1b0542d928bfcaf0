"""Messages that came to their end and that somebody has to hear of: a run that waits, or the event *message failed*.

The rows of `settled_event` are written in the transaction that settled the message. Who handles them takes them in its
own transaction and removes them there, so each is handled once, also across a crash.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from vestnik.delivery.states import FINAL, MessageState
from vestnik.kernel.values import Ref
from vestnik.storage.tables.delivery import message, settled_event
from vestnik.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SettledEvent:
    """state: sent, partly_sent, failed or cancelled. wants_answer: the run waits for it."""

    id: int
    message: Ref
    run: Ref | None
    state: str
    wants_answer: bool
    at: datetime


def note_settled(tx: Transaction, states: Mapping[int, MessageState], at: datetime) -> None:
    """Make the events for messages whose state was written: for those that are final, of whoever asked and of failures.

    states: the state of each message, by its number.
    """
    final = {id: state for id, state in states.items() if state in FINAL}
    if not final:
        return
    loud = [id for id, state in final.items() if state in ("failed", "partly_sent")]
    rows = tx.execute(
        select(message.c.id, message.c.run, message.c.wants_answer)
        .where(message.c.id.in_(final), message.c.wants_answer | message.c.id.in_(loud))
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
        select(settled_event).order_by(settled_event.c.id).limit(limit).with_for_update(skip_locked=True)
    )
    return [
        SettledEvent(
            row.id,
            Ref("msg", row.message),
            Ref("run", row.run) if row.run else None,
            row.state,
            row.wants_answer,
            row.at,
        )
        for row in rows
    ]


def handled(tx: Transaction, ids: Collection[int]) -> None:
    """Remove events in the transaction that handled them."""
    tx.execute(delete(settled_event).where(settled_event.c.id.in_(ids)))
