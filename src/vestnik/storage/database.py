"""The database: SQLite in the data folder, or PostgreSQL by its address. One code path, two engines.

Reads see one snapshot. A write holds the fair gate on SQLite (docs/decisions/0007-one-gate-for-writers.md) and is
REPEATABLE READ on PostgreSQL; `run` starts the work over when somebody else wrote in between.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DataError, DBAPIError, InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from vestnik.kernel.problem import Refused, Unavailable, VestnikError
from vestnik.kernel.text import Text
from vestnik.storage import changes
from vestnik.storage.checkpoint import BACKSTOP_PAGES, Checkpointer
from vestnik.storage.data_folder import make_folder
from vestnik.storage.gate import WriteGate
from vestnik.storage.tables import metadata
from vestnik.storage.tables.types import dump_json, load_json
from vestnik.storage.transaction import Conflict, Dialect, Transaction

T = TypeVar("T")

POOL_SIZE = 40
"""Threads of the web service plus a few; a connection that is not used costs next to nothing."""

BUSY_MILLISECONDS = 15_000
"""SQLite's own waiting, only a backstop behind the gate (another program that has the file open)."""

_BUSY_SNAPSHOT = 517
_BUSY = 5
_TAKEN = (1555, 2067)
"""SQLite's primary key and unique key: where the work had read before it wrote, another may have taken the key since."""

_RETRIED_STATES = frozenset({"40001", "40P01", "23505"})
"""Serialisation failure, deadlock, and a unique key that another transaction has taken, invisible to our snapshot."""


_TROUBLES = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
)
_TROUBLED_CLASSES = frozenset({"08", "53", "57", "58"})
"""Connection, resources (disk, memory, connections), intervention (shutdown), system errors."""


class DatabaseUnavailable(Unavailable):
    code = "database_unavailable"
    text = Text(
        "База данных сейчас недоступна: {why}. Повторите действие позже.",
        "The database is not available at the moment: {why}. Repeat the action later.",
    )


class DatabaseUnreachable(VestnikError):
    code = "database_unreachable"
    text = Text(
        "База данных недоступна: {why}. Проверьте VESTNIK_DATABASE и что сервер запущен",
        "The database cannot be reached: {why}. Check VESTNIK_DATABASE and that the server runs",
    )


class Database:
    """An open database. Thread-safe; close it at the end.

    file: the database file on SQLite, None on PostgreSQL.
    on_changes: called after each commit that noted changes for those who watch.
    """

    on_changes: Callable[[], None] | None = None

    def __init__(
        self, engine: Engine, dialect: Dialect, gate: WriteGate | None, file: Path | None = None
    ) -> None:
        self.engine = engine
        self.dialect: Dialect = dialect
        self.file = file
        self._gate = gate
        self._checkpointer = Checkpointer(file, gate) if file and gate else None
        self._shared: dict[str, Any] = {}

    @classmethod
    def open(cls, url: str | None, data: Path) -> Database:
        """Open PostgreSQL by its URL, or SQLite `vestnik.db` in the data folder when there is none.

        Raises:
            BadDataFolder: there is a file in its place, or it may not be written. DatabaseUnreachable: PostgreSQL.
        """
        if url is None:
            make_folder(data)
            file = data / "vestnik.db"
            return cls(_sqlite(file), "sqlite", WriteGate(data), file)
        address = make_url(url)
        if address.drivername in ("postgresql", "postgres"):
            address = address.set(drivername="postgresql+psycopg")
        engine = _postgresql(address)
        try:
            engine.connect().close()
        except OperationalError as error:
            engine.dispose()
            raise DatabaseUnreachable(why=str(error.orig).partition("\n")[0]) from None
        return cls(engine, "postgresql", None)

    def close(self) -> None:
        """Close every connection."""
        if self._checkpointer:
            self._checkpointer.close()
        self.engine.dispose()
        if self._gate:
            self._gate.close()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One snapshot, to read from only."""
        with self._transaction(writable=False, at_once=False) as tx:
            yield tx

    @contextmanager
    def write(self, *, latest: bool = False) -> Iterator[Transaction]:
        """A transaction that holds the gate from the start; commits on leaving, rolls back on an exception.

        latest: each statement sees what others have committed by then (READ COMMITTED on PostgreSQL).
        """
        with self._transaction(writable=True, at_once=True, latest=latest) as tx:
            yield tx

    def run(self, work: Callable[[Transaction], T], attempts: int = 5) -> T:
        """Do `work` in a transaction that reads first and takes the gate at its first writing statement.

        `work` must be repeatable: on a conflict everything is rolled back and it starts over, from the second time on
        with the gate held from the start (SQLite), so that it cannot conflict again.

        Raises:
            Conflict: still conflicting after all attempts (PostgreSQL under heavy contention).
            DatabaseUnavailable: gone, or its disk is full. If it went during the commit, the work may have been done.
        """
        for attempt in range(1, attempts + 1):
            try:
                with self._transaction(writable=True, at_once=attempt > 1) as tx:
                    return work(tx)
            except Conflict:
                if attempt == attempts:
                    raise
                if self._gate is None:
                    time.sleep(random.uniform(0.001, 0.01 * 2**attempt))  # noqa: S311 - no secret
        raise AssertionError("unreachable")

    def create_schema(self) -> None:
        """Make every table anew in an empty database (tests; installations use migrations)."""
        with self.write() as tx:
            metadata.create_all(tx.connection)

    def _allot(self, kind: str, count: int, template: int | None) -> list[int]:
        """Ids from a transaction of their own."""
        with self.write() as tx:
            return tx.new_ids(kind, count, template)

    @contextmanager
    def _transaction(self, *, writable: bool, at_once: bool, latest: bool = False) -> Iterator[Transaction]:
        if at_once and self._gate:
            self._gate.enter()
        tx: Transaction | None = None
        try:
            options: dict[str, Any] = {"begin": "BEGIN IMMEDIATE" if at_once else "BEGIN"}
            if not writable and self.dialect == "postgresql":
                options["postgresql_readonly"] = True
            if latest and self.dialect == "postgresql":
                options["isolation_level"] = "READ COMMITTED"
            with self.engine.connect() as raw:
                connection = raw.execution_options(**options)
                tx = Transaction(
                    connection,
                    self.dialect,
                    gate=self._gate,
                    writable=writable,
                    writing=at_once,
                    shared=self._shared,
                    allot_ahead=self._allot if self._gate else None,
                )
                with connection.begin():
                    yield tx
                    if tx.changes:
                        changes.write(tx)
                    tx.before_commit()
        except DBAPIError as error:
            if _is_conflict(error) or (not at_once and _is_taken(error)):
                raise Conflict from error
            if _is_trouble(error):
                raise DatabaseUnavailable(why=_words(error)) from error
            if isinstance(error, DataError):
                raise OutOfRange from error
            raise
        except OverflowError as error:
            if "SQLite INTEGER" in str(error):
                raise OutOfRange from error
            raise
        finally:
            if self._gate and (at_once if tx is None else tx.writing):
                self._gate.leave()
        if self._checkpointer and tx.writing:
            self._checkpointer.note()
        tx.committed()
        if self.on_changes and tx.changes:
            self.on_changes()


class OutOfRange(Refused):
    """PostgreSQL and SQLite both check values only when they get them; whoever sent it is told."""

    code = "out_of_range"
    text = Text(
        "Одно из значений больше, чем может хранить база данных",
        "One of the values is greater than the database can hold",
    )


def _is_conflict(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code in (_BUSY, _BUSY_SNAPSHOT)
    return getattr(error.orig, "sqlstate", None) in _RETRIED_STATES


def _is_trouble(error: DBAPIError) -> bool:
    """Whether the database itself is at fault, not the statement: time or an administrator mends it."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _TROUBLES
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or (
        isinstance(error, OperationalError) and (state is None or state[:2] in _TROUBLED_CLASSES)
    )


def _words(error: DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or [""])[0][:300]


def _is_taken(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlite_errorcode", None) in _TAKEN


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=POOL_SIZE,
        max_overflow=20,
        connect_args={"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # BEGIN is ours: the driver's own would be deferred and late
        if connection.execute("PRAGMA page_count").fetchone() == (0,):
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")  # later it would wait for whoever writes
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"wal_autocheckpoint={BACKSTOP_PAGES}",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MILLISECONDS}",
            "temp_store=MEMORY",
            "cache_size=-16000",
            "mmap_size=268435456",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


_NOTICE_A_DEAD_PEER = {
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A server whose machine is gone answers no more; without these a thread would wait for it for hours."""


ABANDONED_SECONDS = 30
"""A process that is frozen in the middle of a transaction holds its locks; after so long PostgreSQL takes them away."""


TRUSTED_SECONDS = 1.0
"""A connection that was used a moment ago is not asked whether it still lives; asking costs as much as reading a row."""

_USED, _NEVER = "used", float("-inf")


def _postgresql(address: Any) -> Engine:
    engine = create_engine(
        address,
        isolation_level="REPEATABLE READ",
        pool_size=POOL_SIZE,
        max_overflow=20,
        pool_use_lifo=True,
        json_serializer=dump_json,
        json_deserializer=load_json,
        connect_args={"application_name": "vestnik", "connect_timeout": 10, **_NOTICE_A_DEAD_PEER},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: psycopg.Connection[Any], _: ConnectionPoolEntry) -> None:
        # Our statements are short. The compiler of plans is called by estimates, which are wrong for a queue: measured,
        # 230 ms of compiling for a claim of 2 ms.
        connection.execute("SET jit = off")
        connection.execute(f"SET idle_in_transaction_session_timeout = '{ABANDONED_SECONDS}s'")
        # "Queued" and "started" are promises: where the server would answer before its disk has the commit, it must not.
        waits = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
        connection.execute(waits)
        connection.commit()

    @event.listens_for(engine, "checkin")
    def used(connection: object, record: ConnectionPoolEntry) -> None:
        record.info[_USED] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def look(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        if time.monotonic() - record.info.get(_USED, _NEVER) < TRUSTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as error:
            raise InvalidatePoolError from error  # a new connection is made in its place

    return engine
