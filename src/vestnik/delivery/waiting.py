"""Why a letter has not gone yet, and when it is tried next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select

from vestnik.delivery.circuits import circuits
from vestnik.delivery.messages import Message
from vestnik.delivery.states import FINAL
from vestnik.delivery.workers import at_work
from vestnik.kernel.text import Text
from vestnik.storage.tables.delivery import job
from vestnik.storage.transaction import Transaction

Reason = Literal[
    "final", "sending", "held", "uncertain", "circuit", "scheduled", "retry", "no_worker", "in_line"
]

MOST_COUNTED = 1000
"""Letters before this one that are counted."""

_FINAL = Text("Больше ничего не делается", "Nothing more is done")
_SENDING = Text("Сейчас отправляется", "It is being sent now")
_SCHEDULED = Text(
    "Письмо должно уйти не раньше указанного времени", "The letter is not to go before that time"
)
_RETRY = Text("Сервер не принял письмо; попыток: {attempts}. Последний ответ: {text}",
              "The server did not take it; attempts: {attempts}. Last answer: {text}")  # fmt: skip
_NO_WORKER = Text(
    "Нет работающего обработчика для шины данных {lane}: запустите vestnik worker",
    "No worker serves data bus {lane}: start vestnik worker",
)
_IN_LINE = Text("В очереди; раньше него писем: {ahead}", "In line; letters before it: {ahead}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """next_try: None when nothing is planned, or it is as soon as a worker comes to it. ahead: at most 1000."""

    reason: Reason
    why: Text
    next_try: datetime | None = None
    attempts: int = 0
    ahead: int = 0


def waiting(tx: Transaction, found: Message, now: datetime) -> Waiting:
    """Why a message is where it is."""
    tries = len([one for one in found.attempts if one.ended])
    if found.state in FINAL:
        return Waiting("final", found.why or _FINAL, attempts=tries)
    if found.state == "sending":
        return Waiting("sending", _SENDING, attempts=tries)
    if found.state == "held":
        uncertain = any(one.state == "uncertain" for one in found.recipients)
        return Waiting("uncertain" if uncertain else "held", found.why or _FINAL, attempts=tries)
    if (circuit := circuits(tx).get(found.connection)) is not None:
        return Waiting("circuit", circuit.why, _later(found.due, circuit.until), tries)
    if found.due is not None and found.due > now:
        if not tries:
            return Waiting("scheduled", _SCHEDULED, found.due)
        last = next((one.text for one in reversed(found.attempts) if one.text), None) or "—"
        return Waiting("retry", _RETRY.format(attempts=tries, text=last), found.due, tries)
    if not any(found.lane in worker.lanes for worker in at_work(tx)):
        return Waiting("no_worker", _NO_WORKER.format(lane=found.lane), attempts=tries)
    ahead = _ahead(tx, found)
    return Waiting("in_line", _IN_LINE.format(ahead=ahead), attempts=tries, ahead=ahead)


def _later(due: datetime | None, until: datetime) -> datetime:
    return until if due is None else max(due, until)


def _ahead(tx: Transaction, found: Message) -> int:
    """Letters of the same stream that are due before it."""
    before = (
        select(job.c.id)
        .where(
            job.c.worker.is_(None),
            job.c.hold.is_(None),
            job.c.lane == found.lane,
            job.c.connection == found.connection,
            job.c.route == found.route,
            job.c.priority == found.priority,
            job.c.due < (found.due or found.created),
        )
        .limit(MOST_COUNTED)
    )
    return int(tx.execute(select(func.count()).select_from(before.subquery())).scalar_one())
