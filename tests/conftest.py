"""Fixtures for everything that touches tables: a fresh database on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import PrivatePostgres
from vestnik.kernel.clock import FakeClock
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """A private PostgreSQL with a database `template_vestnik` that has the schema."""
    server = PrivatePostgres()
    try:
        server.execute("CREATE DATABASE template_vestnik")
        database = Database.open(server.url("template_vestnik"), Path())
        database.create_schema()
        database.close()
        yield server
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with the schema, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        database = Database.open(None, tmp_path / "data")
        database.create_schema()
        yield database
        database.close()
        return
    server: PrivatePostgres = request.getfixturevalue("postgres")
    name = server.new_database("template_vestnik")
    database = Database.open(server.url(name), tmp_path)
    yield database
    database.close()
    server.drop_database(name)


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    """An empty store of document contents."""
    return FolderBlobs(tmp_path / "blobs")


@pytest.fixture
def clock() -> FakeClock:
    """A clock that the test moves."""
    return FakeClock()
