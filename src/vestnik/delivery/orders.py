"""What people order about a letter: try again, cancel, redirect. Rights are checked by the caller's side of the actor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from vestnik.delivery.events import note_settled
from vestnik.delivery.messages import MessageUnknown
from vestnik.delivery.states import FINAL, OPEN, message_state
from vestnik.delivery.suppressions import suppressed
from vestnik.kernel.problem import Invalid, NotFound, Refused, VestnikError
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.mail.addresses import envelope_form
from vestnik.storage.tables.delivery import attempt, job, message, message_change, recipient
from vestnik.storage.transaction import Transaction

AGAIN = Text("Отправить ещё раз: {who}", "To be sent again: {who}")
CANCELLED = Text("Отменено: {who}", "Cancelled: {who}")
REDIRECTED = Text("{old} заменён на {new}: {who}", "{old} is replaced by {new}: {who}")


class BeingSent(Refused):
    code = "being_sent"
    text = Text(
        "Письмо {message} сейчас отправляется; подождите ответа сервера",
        "Message {message} is being sent; wait for the server's answer",
    )


class NothingToDo(Refused):
    code = "nothing_to_do"
    text = Text(
        "У письма {message} нет получателей, для которых это ещё можно сделать",
        "Message {message} has no recipient for whom this can still be done",
    )


class AddressSuppressed(Refused):
    code = "address_suppressed"
    text = Text(
        "На адрес {address} ничего не отправляется ({reason}); уберите его из списка запрета",
        "Nothing is sent to {address} ({reason}); take it off the suppression list",
    )


def retry(
    tx: Transaction,
    id: Ref,
    now: datetime,
    *,
    expires_after: timedelta = timedelta(hours=48),
    actor: str | None = None,
) -> None:
    """Send to everyone who has not got it, now, with the same Message-ID and a new time of expiry (R11).

    Who accepted is never sent to again (R5), unless the letter came back; so this is right for failed, partly sent,
    cancelled, uncertain, returned and waiting letters alike. Who is on the suppression list stays out.

    Raises:
        MessageUnknown, BeingSent.
        NothingToDo: everyone has it, or is suppressed.
    """
    _lock(tx, id)
    target = func.coalesce(recipient.c.redirected, recipient.c.address)
    everyone = select(target).where(recipient.c.message == id.number)
    blocked = suppressed(tx, set(tx.execute(everyone).scalars()), now)
    allowed = func.lower(target).not_in(sorted(blocked))
    if not _set_recipients(tx, id, and_(_UNDELIVERED, allowed), _ANEW):
        raise NothingToDo(message=id)
    _queue_again(tx, id, now, now + expires_after)
    _note(tx, id, now, AGAIN.format(who=actor or "—"), actor)


def cancel(tx: Transaction, id: Ref, now: datetime, *, actor: str | None = None) -> None:
    """Send to nobody any more who has not got it.

    Raises:
        MessageUnknown.
        BeingSent: too late, a server has it in hands.
        NothingToDo: nobody is waiting.
    """
    _lock(tx, id)
    open_ = recipient.c.state.in_(sorted(OPEN))
    if not _set_recipients(tx, id, open_, {"state": "cancelled", "changed": now}):
        raise NothingToDo(message=id)
    tx.execute(delete(job).where(job.c.message == id.number))
    _note(tx, id, now, CANCELLED.format(who=actor or "—"), actor)


def redirect(
    tx: Transaction,
    id: Ref,
    address: str,
    new_address: str,
    now: datetime,
    *,
    expires_after: timedelta = timedelta(hours=48),
    actor: str | None = None,
) -> None:
    """Send what one recipient has not got to another address instead; the letter's own headers stay as they are.

    Raises:
        Invalid: the new one is no address.
        AddressSuppressed: nothing is sent to the new one.
        MessageUnknown, BeingSent.
        NothingToDo: no such recipient, or it has the letter.
    """
    try:
        target = envelope_form(new_address)
    except Refused as error:
        raise Invalid([replace(problem, path=("new_address",)) for problem in error.problems]) from None
    _lock(tx, id)
    if reason := suppressed(tx, [target], now).get(target.lower()):
        raise AddressSuppressed(address=target, reason=reason, path=("new_address",))
    this = func.lower(recipient.c.address) == address.lower()
    if not _set_recipients(
        tx, id, and_(_UNDELIVERED, this), {**_ANEW, "redirected": target, "sent_to": target}
    ):
        raise NothingToDo(message=id)
    _queue_again(tx, id, now, now + expires_after)
    _note(tx, id, now, REDIRECTED.format(old=address, new=target, who=actor or "—"), actor)


@dataclass(frozen=True, slots=True)
class Many:
    """What became of an order about many messages. refused: with the reason, the others are done."""

    done: tuple[Ref, ...]
    refused: tuple[tuple[Ref, VestnikError], ...]


def order_many(tx: Transaction, ids: Iterable[Ref], order: Callable[[Ref], None]) -> Many:
    """Give the same order about several messages; one that is refused keeps none of the others."""
    done: list[Ref] = []
    refused: list[tuple[Ref, VestnikError]] = []
    for id in ids:
        try:
            with tx.savepoint():
                order(id)
        except (Refused, NotFound) as error:
            refused.append((id, error))
        else:
            done.append(id)
    return Many(tuple(done), tuple(refused))


_UNDELIVERED = or_(recipient.c.state != "accepted", recipient.c.bounced.is_not(None))
_ANEW: dict[str, Any] = {"state": "pending", "bounced": None}


def _lock(tx: Transaction, id: Ref) -> None:
    """Keep the worker from settling or starting the message meanwhile; refuse when it has begun."""
    tx.begin_writing()
    row = tx.execute(select(message.c.id).where(message.c.id == id.number).with_for_update()).first()
    if row is None or id.kind != "msg":
        raise MessageUnknown(what=str(id))
    jobs = tx.execute(select(job.c.started).where(job.c.message == id.number).with_for_update())
    if any(row.started for row in jobs):
        raise BeingSent(message=id)


def _set_recipients(
    tx: Transaction,
    id: Ref,
    which: ColumnElement[bool],
    values: dict[str, Any],
) -> int:
    statement = update(recipient).where(recipient.c.message == id.number, which)
    return tx.execute(statement.values(values)).rowcount


def _queue_again(tx: Transaction, id: Ref, now: datetime, expires: datetime) -> None:
    """One job for each part that has somebody waiting; old jobs go, so that whoever claimed one has lost it."""
    tx.execute(delete(job).where(job.c.message == id.number))
    parts = tx.execute(
        select(recipient.c.part, func.max(recipient.c.part))
        .where(recipient.c.message == id.number, recipient.c.state.in_(OPEN))
        .group_by(recipient.c.part)
    )
    row = tx.execute(select(message).where(message.c.id == id.number)).one()
    fence = _last_fence(tx, id)
    jobs = [
        {
            "message": id.number,
            "part": part.part,
            "lane": row.lane,
            "connection": row.connection,
            "route": row.route,
            "priority": row.priority,
            "due": now,
            "expires": expires,
            "attempts": 0,
            "fence": fence,
        }
        for part in parts
    ]
    tx.execute(insert(job), jobs)
    tx.execute(update(message).where(message.c.id == id.number).values(expires=expires))


def _last_fence(tx: Transaction, id: Ref) -> int:
    """Fences go on where the last attempt of the message ended, so that attempts keep numbers of their own."""
    last = select(func.coalesce(func.max(attempt.c.number), 0)).where(attempt.c.message == id.number)
    return int(tx.execute(last).scalar_one())


def _note(tx: Transaction, id: Ref, now: datetime, why: Text, actor: str | None) -> None:
    states = tx.execute(select(recipient.c.state).where(recipient.c.message == id.number)).scalars()
    state = message_state(states)
    values = {"state": state, "why": why.as_json(), "settled": now if state in FINAL else None}
    tx.execute(update(message).where(message.c.id == id.number).values(values))
    tx.note_change("message", id.number)
    note_settled(tx, {id.number: state}, now)
    number = select(func.coalesce(func.max(message_change.c.number), 0) + 1).where(
        message_change.c.message == id.number
    )
    tx.execute(
        insert(message_change).values(
            message=id.number,
            number=number.scalar_subquery(),
            at=now,
            state=state,
            why=why.as_json(),
            actor=actor,
        )
    )
