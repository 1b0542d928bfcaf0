"""Passwords and roles of accounts."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, insert, select, update

from vestnik.access.actor import ROLES, Role
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.storage.tables.access import credential, session, token
from vestnik.storage.transaction import Transaction

MIN_LENGTH = 8
MAX_LENGTH = 1024
"""Longer passwords only cost time to hash."""

_HASHER = PasswordHasher()


class PasswordUnfit(Refused):
    code = "password_unfit"
    text = Text(
        "Пароль должен содержать от {least} до {most} символов",
        "A password has {least} to {most} characters",
    )


class LastAdministrator(Refused):
    code = "last_administrator"
    text = Text(
        "Это последний администратор: сначала назначьте другого",
        "This is the last administrator: appoint another first",
    )


@dataclass(frozen=True, slots=True)
class Credential:
    """How one account signs in."""

    account: int
    has_password: bool
    roles: frozenset[Role]
    must_change: bool = False


def roles_of(tx: Transaction, accounts: Sequence[int]) -> dict[int, Credential]:
    """Credentials of several accounts at once; those that have none are missing."""
    rows = tx.execute(select(credential).where(credential.c.account.in_(accounts)))
    return {
        row.account: Credential(
            row.account, row.password_hash is not None, frozenset(row.roles), row.must_change
        )
        for row in rows
    }


def holders(tx: Transaction) -> dict[Role, list[int]]:
    """The accounts of every role, by number."""
    held: dict[Role, list[int]] = {role: [] for role in ROLES}
    for row in tx.execute(select(credential.c.account, credential.c.roles).order_by(credential.c.account)):
        for role in row.roles:
            held[role].append(row.account)
    return held


def set_roles(tx: Transaction, account: int, roles: Iterable[Role]) -> None:
    """Give an account exactly these roles.

    Raises:
        LastAdministrator: nobody would be administrator any more.
    """
    chosen = [role for role in ROLES if role in set(roles)]
    held = roles_of(tx, [account]).get(account)
    if held and "administrator" in held.roles and "administrator" not in chosen:
        _require_another_administrator(tx, account)
    if held is None:
        tx.execute(insert(credential).values(account=account, roles=chosen, must_change=False))
    else:
        tx.execute(update(credential).where(credential.c.account == account).values(roles=chosen))


def set_password(tx: Transaction, account: int, password: str, *, must_change: bool = False) -> None:
    """Set a new password and end the account's sign-ins.

    Raises:
        PasswordUnfit: too short or too long.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise PasswordUnfit(least=MIN_LENGTH, most=MAX_LENGTH, path=("password",))
    fields = {"password_hash": _HASHER.hash(password), "must_change": must_change}
    changed = tx.execute(update(credential).where(credential.c.account == account).values(**fields))
    if not changed.rowcount:
        tx.execute(insert(credential).values(account=account, roles=[], **fields))
    tx.execute(delete(session).where(session.c.account == account))


def password_matches(tx: Transaction, account: int | None, password: str) -> bool:
    """Whether this is the account's password; takes equally long when there is no account."""
    stored = None
    if account is not None:
        stored = tx.execute(
            select(credential.c.password_hash).where(credential.c.account == account)
        ).scalar_one_or_none()
    try:
        return _HASHER.verify(stored or _nobody(), password[:MAX_LENGTH]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """Checked when there is no such login, so that an answer takes equally long.

    Made when first needed, since a hash costs as much as it protects and most commands ask for no password.
    """
    return _HASHER.hash(secrets.token_urlsafe(16))


def remove(tx: Transaction, account: int) -> None:
    """An account goes: its password, roles, sign-ins and tokens with it."""
    if "administrator" in getattr(roles_of(tx, [account]).get(account), "roles", ()):
        _require_another_administrator(tx, account)
    for table in (credential, session, token):
        tx.execute(delete(table).where(table.c.account == account))


def any_password(tx: Transaction) -> bool:
    """Whether anybody can sign in yet."""
    return (
        tx.execute(
            select(credential.c.account).where(credential.c.password_hash.is_not(None)).limit(1)
        ).first()
        is not None
    )


def _require_another_administrator(tx: Transaction, account: int) -> None:
    rows = tx.execute(select(credential.c.roles).where(credential.c.account != account)).scalars()
    if not any("administrator" in roles for roles in rows):
        raise LastAdministrator
