"""Sign-ins of browsers: a random cookie, stored as a hash, with a CSRF token beside it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from vestnik.storage.prepared import Prepared
from vestnik.storage.tables.access import session
from vestnik.storage.transaction import Transaction

USED_EVERY = timedelta(minutes=1)
"""How exactly the last use is kept: one write a minute and session, not one per request."""


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in. stale: the last use should be noted again, with `touch`."""

    account: int
    csrf_token: str
    stale: bool


_FIND = Prepared(select(session).where(session.c.token_hash == bindparam("hashed")))


def start(tx: Transaction, account: int, now: datetime) -> tuple[str, str]:
    """Begin a session; the cookie's value and the CSRF token. Only their receiver ever has the cookie's value."""
    cookie, csrf_token = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    tx.execute(
        insert(session).values(
            token_hash=hashed(cookie), account=account, csrf_token=csrf_token, created=now, used=now
        )
    )
    return cookie, csrf_token


def find(tx: Transaction, cookie: str, now: datetime, lifetime: timedelta) -> Session | None:
    """The session of a cookie, None when there is none or it was not used for `lifetime`."""
    row = _FIND.one(tx, hashed=hashed(cookie))
    if row is None or (unused := now - row["used"]) > lifetime:
        return None
    return Session(row["account"], row["csrf_token"], stale=unused > USED_EVERY)


def touch(tx: Transaction, cookie: str, now: datetime) -> None:
    """Note that the session was used."""
    tx.execute(update(session).where(session.c.token_hash == hashed(cookie)).values(used=now))


def end(tx: Transaction, cookie: str) -> None:
    """Sign out."""
    tx.execute(delete(session).where(session.c.token_hash == hashed(cookie)))


def remove_expired(tx: Transaction, now: datetime, lifetime: timedelta) -> None:
    """Drop sessions that nobody can use any more."""
    tx.execute(delete(session).where(session.c.used < now - lifetime))


def hashed(value: str) -> bytes:
    """A random value as it is stored; 256 bits of randomness need no salt."""
    return hashlib.sha256(value.encode()).digest()
