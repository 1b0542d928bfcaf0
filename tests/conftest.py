"""Fixtures that every package's tests share: a clean database on each engine, blobs, a clock that stands still.

The schema is made once per worker of pytest; each test gets its own copy of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.postgresql_server import NoPostgresql, PostgresqlServer, find_programs
from tests.programs import unavailable

from vestnik.kernel.clock import FakeClock
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database

# How fast a machine makes examples is not what any test is about: those that bound a time measure it themselves.
settings.register_profile("vestnik", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vestnik")

ENGINES = ("sqlite", "postgresql")


@pytest.fixture
def clock() -> FakeClock:
    """Wednesday, 12 March 2025, 09:15:30 UTC, until the test moves it."""
    return FakeClock()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of the test."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def blobs(data: Path) -> FolderBlobs:
    """An empty store of contents."""
    return FolderBlobs(data / "blobs")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A private server; where there is none to start the test is skipped (`tests.programs`)."""
    try:
        server = PostgresqlServer(find_programs())
    except NoPostgresql as reason:
        unavailable(f"no PostgreSQL: {reason}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgresql_template(postgresql: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the whole schema, to be copied."""
    name = postgresql.create()
    db = Database.open(postgresql.url(name), tmp_path_factory.mktemp("data"))
    db.create_schema()
    db.close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the whole schema, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    db = Database.open(None, folder)
    db.create_schema()
    db.close()
    return folder / "vestnik.db"


@pytest.fixture
def sqlite_db(sqlite_template: Path, data: Path) -> Iterator[Database]:
    """A clean SQLite database in the data folder."""
    shutil.copy(sqlite_template, data / "vestnik.db")
    db = Database.open(None, data)
    yield db
    db.close()


@pytest.fixture
def postgresql_url(postgresql: PostgresqlServer, postgresql_template: str) -> Iterator[str]:
    """The address of a clean PostgreSQL database."""
    name = postgresql.create(postgresql_template)
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
def empty_postgresql_url(postgresql: PostgresqlServer) -> Iterator[str]:
    """The address of a PostgreSQL database without any table."""
    name = postgresql.create()
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
def postgresql_db(postgresql_url: str, data: Path) -> Iterator[Database]:
    """A clean PostgreSQL database."""
    db = Database.open(postgresql_url, data)
    yield db
    db.close()


@pytest.fixture(params=ENGINES)
def db(request: pytest.FixtureRequest) -> Database:
    """A clean database; the test runs once on each engine."""
    made: Database = request.getfixturevalue(f"{request.param}_db")
    return made
