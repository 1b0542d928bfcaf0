"""The first administrator of a new installation: `admin`, with the password of the settings or a one-time one."""

from __future__ import annotations

import secrets

from vestnik.access import credentials
from vestnik.access.actor import SYSTEM
from vestnik.records.accounts import Accounts
from vestnik.runtime.system import System

LOGIN = "admin"


def ensure_administrator(system: System) -> str | None:
    """Make the account `admin` while nobody can sign in; the one-time password that was made, None otherwise.

    Raises:
        PasswordUnfit: `VESTNIK_ADMIN_PASSWORD` is too short.
    """
    with system.db.read() as tx:
        if credentials.any_password(tx):
            return None
    given = system.settings.admin_password
    password = given.get_secret_value() if given else secrets.token_urlsafe(12)
    with system.db.write() as tx:
        made, _ = Accounts(tx, SYSTEM, system.clock).put(LOGIN, {"fullName": "Администратор"})
        credentials.set_password(tx, made.ref.number, password, must_change=given is None)
        credentials.set_roles(tx, made.ref.number, ["administrator", "builder", "user"])
    return None if given else password
