"""Marking the recipients that a delivery status notice names (spec/delivery.md R12)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.mail.bounces import Bounce, BouncedRecipient
from vestnik.storage.tables.delivery import message, message_change, message_id, recipient, settled_event
from vestnik.storage.transaction import Transaction

RETURNED = Text("Письмо вернулось: {address}: {text}", "Returned: {address}: {text}")

_ENVELOPE_ID = re.compile(r"msg\.([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Matched:
    """The letter of ours that a notice speaks of. marked: positions of the recipients that were marked now."""

    message: Ref
    marked: tuple[int, ...]


def apply_bounce(tx: Transaction, bounce: Bounce, now: datetime) -> Matched | None:
    """Mark who did not get the letter after all; None when the notice is of no letter of ours.

    Only recipients that a server had accepted can bounce, and each once. A letter is found by the Message-ID of what is
    returned, or by ENVID; where both are told they must agree, since an ENVID is easy to guess. The event *message
    bounced* follows when somebody was marked.
    """
    tx.begin_writing()
    number, sure = _find(tx, bounce)
    if number is None:
        return None
    people = tx.execute(
        select(recipient)
        .where(recipient.c.message == number)
        .order_by(recipient.c.position)
        .with_for_update()
    ).all()
    marked: dict[int, BouncedRecipient] = {}
    for one in bounce.recipients:
        row = _whom(one, people, sure)
        if one.action == "failed" and row and row.state == "accepted" and row.bounced is None:
            marked.setdefault(row.position, one)
    for position, one in marked.items():
        _mark(tx, number, position, one, now)
    if marked:
        _note(tx, number, next(iter(marked.values())), now)
    return Matched(Ref("msg", number), tuple(marked))


def _find(tx: Transaction, bounce: Bounce) -> tuple[int | None, bool]:
    """The letter, and whether its Message-ID says so, which nobody guesses."""
    by_id = by_envelope = None
    if bounce.message_id:
        known = select(message_id.c.message).where(message_id.c.message_id == bounce.message_id)
        by_id = tx.execute(known).scalar()
    if bounce.envelope_id and (match := _ENVELOPE_ID.fullmatch(bounce.envelope_id)):
        by_envelope = tx.execute(select(message.c.id).where(message.c.id == int(match[1]))).scalar()
    if by_id is not None:
        return (by_id if by_envelope in (None, by_id) else None), True
    return (None if bounce.message_id else by_envelope), False


def _whom(one: BouncedRecipient, people: Sequence[Row[Any]], sure: bool) -> Row[Any] | None:
    """The recipient that is meant; of a letter that is known for sure the only one, whatever its address became."""
    named = {address.lower() for address in (one.original, one.address) if address}
    for row in people:
        if {row.address.lower(), (row.sent_to or row.address).lower()} & named:
            return row
    return people[0] if sure and len(people) == 1 else None


def _mark(tx: Transaction, number: int, position: int, one: BouncedRecipient, now: datetime) -> None:
    whom = (recipient.c.message == number) & (recipient.c.position == position)
    values = {"bounced": now, "code": one.code, "enhanced": one.status, "text": one.text, "changed": now}
    tx.execute(update(recipient).where(whom).values(values))


def _note(tx: Transaction, number: int, one: BouncedRecipient, now: datetime) -> None:
    words = " ".join(str(word) for word in (one.status, one.text) if word)
    why = RETURNED.format(address=one.original or one.address, text=words).as_json()
    found = update(message).where(message.c.id == number).values(why=why)
    row = tx.execute(found.returning(message.c.state, message.c.run)).one()
    last = select(func.coalesce(func.max(message_change.c.number), 0) + 1)
    changed = insert(message_change).values(
        message=number,
        number=last.where(message_change.c.message == number).scalar_subquery(),
        at=now,
        state=row.state,
        why=why,
    )
    tx.execute(changed)
    event = {"message": number, "run": row.run, "state": "bounced", "wants_answer": False, "at": now}
    tx.execute(insert(settled_event).values(event))
    tx.note_change("message", number)
