"""Brings a database to the schema of this program, and refuses one that a newer program has left.

A step is one transaction over the whole chain: either the database is at the newest schema or it is as it was. On SQLite
a backup is made first.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction

_SCRIPTS = "vestnik.storage:migrations"
_UPGRADING = 0x7665_7374
"""Number of the advisory lock; any that nobody else uses."""


class SchemaNewer(VestnikError):
    code = "schema_newer"
    text = Text(
        "База данных имеет версию схемы {found}, а эта программа знает только до {known}. "
        "Установите более новую версию Vestnik или восстановите резервную копию.",
        "The database has schema version {found}, and this program knows only up to {known}. "
        "Install a newer Vestnik or restore a backup.",
    )


class SchemaOlder(VestnikError):
    code = "schema_older"
    text = Text(
        "База данных имеет версию схемы {found}, программе нужна {known}. Выполните vestnik upgrade.",
        "The database has schema version {found}, the program needs {known}. Run: vestnik upgrade.",
    )


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What `upgrade` did. `before` is None for a database that was empty; `backup` where one was made."""

    before: str | None
    after: str
    backup: Path | None = None

    @property
    def changed(self) -> bool:
        """Whether anything was to do."""
        return self.before != self.after


def require_current(db: Database) -> None:
    """Pass only when the database has exactly the schema of this program.

    Raises:
        SchemaOlder: also for an empty database.
        SchemaNewer: see `upgrade`.
    """
    config = _config()
    with db.read() as tx:
        found = _found(tx, ScriptDirectory.from_config(config))
    if found != (known := _newest(config)):
        raise SchemaOlder(found=found or "–", known=known)


def upgrade(db: Database, now: datetime) -> Upgrade:
    """Bring the database to the newest schema; an empty one gets all tables.

    now: stands in the name of the backup, `backups/vestnik-<version>-<time>.db` in the data folder (SQLite).

    Raises:
        SchemaNewer: the database was written by a newer program; nothing is touched.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    newest = _newest(config)
    with _one_at_a_time(db):
        with db.read() as tx:
            before = _found(tx, scripts)
        if before == newest:
            return Upgrade(before, newest)
        backup = _back_up(db, before, now) if before is not None else None
        with db.write() as tx:
            config.attributes["connection"] = tx.connection
            command.upgrade(config, "head")
    return Upgrade(before, newest, backup)


@contextmanager
def _one_at_a_time(db: Database) -> Iterator[None]:
    """Several processes of one PostgreSQL may start at once; on SQLite the gate and the chain itself suffice."""
    if db.dialect == "sqlite":
        yield
        return
    with db.engine.connect() as connection:
        connection.execute(select(func.pg_advisory_lock(_UPGRADING)))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(_UPGRADING)))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    return config


def _newest(config: Config) -> str:
    newest = ScriptDirectory.from_config(config).get_current_head()
    assert newest is not None, "the chain of migrations is empty"
    return newest


def _found(tx: Transaction, scripts: ScriptDirectory) -> str | None:
    found = MigrationContext.configure(tx.connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise SchemaNewer(found=found, known=max(known))
    return found


def _back_up(db: Database, version: str, now: datetime) -> Path | None:
    """A copy of the database file, on disk before anything is changed."""
    if db.file is None:
        return None
    folder = db.file.parent / "backups"
    folder.mkdir(exist_ok=True)
    backup = folder / f"vestnik-{version}-{now:%Y%m%dT%H%M%S}.db"
    with db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("VACUUM INTO ?", [str(backup)])
    for path in (backup, folder):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    _LOG.info("backup before the upgrade: %s", backup)
    return backup


_LOG = logging.getLogger(__name__)
