"""`vestnik upgrade`: bring the database's schema up to date."""

from __future__ import annotations

import typer

from vestnik.cli.options import Data, settings
from vestnik.cli.output import out
from vestnik.kernel.clock import SystemClock
from vestnik.storage.database import Database
from vestnik.storage.upgrade import upgrade as bring_up_to_date


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def upgrade(data: Data = None) -> None:
        """Migrate the database to this version's schema; on SQLite a backup is taken first."""
        chosen = settings(data=data)
        database = Database.open(chosen.database, chosen.data)
        try:
            done = bring_up_to_date(database, SystemClock().now())
        finally:
            database.close()
        if not done.changed:
            out.print(f"The schema is up to date ({done.after}).")
            return
        if done.backup:
            out.print(f"Backup: {done.backup}")
        out.print(f"Migrated from {done.before or 'nothing'} to {done.after}.")
