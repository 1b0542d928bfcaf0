"""Bearer tokens of programs: shown once, stored as a hash, with the roles of their account."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from vestnik.access.sessions import hashed
from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text
from vestnik.storage.tables.access import token
from vestnik.storage.transaction import Transaction

PREFIX = "vst_"
"""Tells secret scanners what they found."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token, without its value."""

    id: int
    account: int
    name: str
    created: datetime
    expires: datetime | None


_FIND = select(token.c.account, token.c.expires).where(token.c.token_hash == bindparam("hashed"))


def create(
    tx: Transaction, account: int, name: str, now: datetime, expires: datetime | None
) -> tuple[Token, str]:
    """Make a token; its value is returned this once."""
    value = PREFIX + secrets.token_urlsafe(32)
    made = tx.execute(
        insert(token)
        .values(token_hash=hashed(value), account=account, name=name, created=now, expires=expires)
        .returning(token.c.id)
    ).scalar_one()
    return Token(made, account, name, now, expires), value


def account_of(tx: Transaction, value: str, now: datetime) -> int | None:
    """The account of a token, None when it does not exist or has expired."""
    row = tx.execute(_FIND, {"hashed": hashed(value)}).first()
    if row is None or (row.expires is not None and row.expires <= now):
        return None
    return int(row.account)


def listed(tx: Transaction, account: int | None = None) -> Sequence[Token]:
    """Tokens of one account or of all, oldest first."""
    query = select(token).order_by(token.c.id)
    if account is not None:
        query = query.where(token.c.account == account)
    return [Token(row.id, row.account, row.name, row.created, row.expires) for row in tx.execute(query)]


def revoke(tx: Transaction, id: int, account: int | None) -> None:
    """End a token of an account, of any when it is None.

    Raises:
        NotFound: there is no such token.
    """
    gone = delete(token).where(token.c.id == id)
    if account is not None:
        gone = gone.where(token.c.account == account)
    if not tx.execute(gone).rowcount:
        raise NotFound(what=Text(f"токен {id}", f"token {id}"))
