"""The same request twice is one action: the first answer is kept for 24 hours (spec/contract.md 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.storage.tables.access import idempotency_key
from vestnik.storage.transaction import Transaction

KEPT = timedelta(hours=24)
MAX_KEY = 200


class KeyReused(Refused):
    code = "idempotency_key_reused"
    text = Text(
        "Ключ идемпотентности {key} уже использован для другого запроса",
        "The idempotency key {key} was already used for another request",
    )


class KeyTooLong(Refused):
    code = "idempotency_key_too_long"
    text = Text(
        "Ключ идемпотентности длиннее {most} символов", "The idempotency key is longer than {most} characters"
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered the first time."""

    status: int
    body: bytes


def recall(tx: Transaction, account: int, key: str, request_hash: bytes, now: datetime) -> Answer | None:
    """The first answer to this request, None when it is new.

    Raises:
        KeyReused: the key belongs to a request with another content.
        KeyTooLong: more than 200 characters.
    """
    if len(key) > MAX_KEY:
        raise KeyTooLong(most=MAX_KEY)
    where = (idempotency_key.c.account == account, idempotency_key.c.key == key)
    row = tx.execute(select(idempotency_key).where(*where)).first()
    if row is None or row.created < now - KEPT:
        return None
    if row.request_hash != request_hash:
        raise KeyReused(key=key)
    return Answer(row.status, row.answer)


def remember(
    tx: Transaction, account: int, key: str, request_hash: bytes, answer: Answer, now: datetime
) -> None:
    """Keep the answer, in the same transaction as what was done; old ones go."""
    tx.execute(delete(idempotency_key).where(idempotency_key.c.created < now - KEPT))
    tx.execute(
        insert(idempotency_key).values(
            account=account,
            key=key,
            request_hash=request_hash,
            status=answer.status,
            answer=answer.body,
            created=now,
        )
    )
