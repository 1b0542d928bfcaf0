"""`vestnik upgrade`: bring the database's schema up to date."""

from __future__ import annotations

import typer

from vestnik.cli.options import Data, settings
from vestnik.cli.output import progress, say
from vestnik.kernel.clock import SystemClock
from vestnik.kernel.text import Text
from vestnik.storage.database import Database
from vestnik.storage.upgrade import upgrade as bring_up_to_date

_CURRENT = Text("Схема актуальна ({after}).", "The schema is up to date ({after}).")
_BACKUP = Text("Резервная копия: {backup}", "Backup: {backup}")
_MIGRATED = Text("Схема обновлена с {before} до {after}.", "Migrated from {before} to {after}.")
_MIGRATING = Text("Обновление базы данных…", "Migrating the database…")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def upgrade(data: Data = None) -> None:
        """Migrate the database to this version's schema; on SQLite a backup is taken first."""
        chosen = settings(data=data)
        database = Database.open(chosen.database, chosen.data)
        try:
            with progress(_MIGRATING):
                done = bring_up_to_date(database, SystemClock().now())
        finally:
            database.close()
        if not done.changed:
            say(_CURRENT, after=done.after)
            return
        if done.backup:
            say(_BACKUP, backup=done.backup)
        say(_MIGRATED, before=done.before or "–", after=done.after)
