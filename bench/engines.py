"""A durable database for a measurement: SQLite in a folder, or a private PostgreSQL that syncs like a real one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.report import Missing
from tests.postgresql_server import NoPostgresql, PostgresqlServer, find_programs

from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database

Engine = Literal["sqlite", "postgresql"]
ENGINES: tuple[Engine, ...] = ("sqlite", "postgresql")

DURABLE = {
    "max_connections": "100",
    "listen_addresses": "",
    "timezone": "UTC",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}
"""Everything that keeps data safe stays as PostgreSQL has it: fsync, synchronous_commit, full_page_writes, autovacuum."""


@dataclass(frozen=True)
class World:
    """An open, empty installation. url: of the database, None on SQLite."""

    engine: Engine
    data: Path
    url: str | None
    db: Database
    blobs: FolderBlobs


@contextmanager
def world(engine: Engine) -> Iterator[World]:
    """An installation on the disk of this repository, gone afterwards.

    Raises:
        Missing: no PostgreSQL.
    """
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=".") as folder:
        data = Path(folder).absolute()
        if engine == "sqlite":
            with _opened(engine, data, None) as made:
                yield made
            return
        with postgresql() as server, _opened(engine, data, server.url(server.create())) as made:
            yield made


@contextmanager
def postgresql() -> Iterator[PostgresqlServer]:
    """A private server; its cluster lies in the folder for temporary files (TMPDIR)."""
    try:
        server = PostgresqlServer(find_programs(), DURABLE)
    except NoPostgresql as reason:
        raise Missing(f"PostgreSQL: {reason}") from None
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _opened(engine: Engine, data: Path, url: str | None) -> Iterator[World]:
    db = Database.open(url, data)
    try:
        db.create_schema()
        yield World(engine, data, url, db, FolderBlobs(data / "blobs"))
    finally:
        db.close()
