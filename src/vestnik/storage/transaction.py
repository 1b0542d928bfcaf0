"""One transaction: what every package is handed to read and write with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Literal, Protocol

from sqlalchemy import Connection, CursorResult, Executable, insert, text
from sqlalchemy.schema import ExecutableDDLElement

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text
from vestnik.storage import snapshot
from vestnik.storage.tables.storage import object_

Dialect = Literal["sqlite", "postgresql"]


class Conflict(VestnikError):
    """Another transaction wrote what this one had read; starting over helps."""

    code = "conflict"
    text = Text(
        "Данные одновременно изменил кто-то другой. Повторите действие.",
        "Somebody else changed the data at the same moment. Repeat the action.",
    )


class ReadOnly(VestnikError):
    code = "read_only"
    text = Text("Запись в транзакции только для чтения", "A write in a transaction that may only read")


class Gate(Protocol):
    """Lets writers in one after the other; PostgreSQL needs none."""

    def enter(self) -> None: ...

    def leave(self) -> None: ...


class Transaction:
    """A snapshot to read from, and from the first writing statement on the only writer (SQLite).

    cache: identity maps and other things that live as long as the snapshot, by name of the package that keeps them;
        emptied when a savepoint is rolled back, since what they hold may be undone.
    shared: lives as long as the open database and is seen by all threads; by name of the package as well.
    """

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        *,
        gate: Gate | None,
        writable: bool,
        writing: bool,
        shared: dict[str, Any],
        allot_ahead: Callable[[str, int, int | None], list[int]] | None = None,
    ) -> None:
        self.connection = connection
        self.dialect: Dialect = dialect
        self.cache: dict[str, Any] = {}
        self.shared = shared
        self._gate = gate
        self._allot_ahead = allot_ahead
        self._writable = writable
        self._writing = writing
        self._after_commit: list[Callable[[], None]] = []
        self._changes: list[tuple[str, int | str]] = []
        self._decisive = False

    @property
    def writing(self) -> bool:
        """Whether something was written, so that others wait."""
        return self._writing

    def execute(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        *,
        writes: bool | None = None,
    ) -> CursorResult[Any]:
        """Run one Core statement, once or for each of several parameter sets.

        writes: tells for a `text()` statement whether it writes; known by itself for inserts, updates, deletes and DDL.

        Raises:
            Conflict: the snapshot is older than another's write.
            ReadOnly: a writing statement in `Database.read`.
        """
        if writes is None:
            writes = getattr(statement, "is_dml", False) or isinstance(statement, ExecutableDDLElement)
        if writes:
            self.begin_writing()
            table = getattr(getattr(statement, "table", None), "name", None)
            self.wrote(table, adds=getattr(statement, "is_insert", False))
        return self.connection.execute(statement, parameters)

    def wrote(self, table: str | None, *, adds: bool) -> None:
        """Note what a statement wrote that did not go through `execute`."""
        if not self._decisive:
            self._decisive = snapshot.decides(table, adds=adds)

    def begin_writing(self) -> None:
        """Take the write gate now instead of at the first writing statement.

        Raises:
            Conflict: what was read before does not hold any more (SQLite).
        """
        if self._writing:
            return
        if not self._writable:
            raise ReadOnly
        if self._gate:
            self._gate.enter()
        self._writing = True
        if self.dialect == "sqlite" and not self._renewed():
            raise Conflict

    def _renewed(self) -> bool:
        try:
            return snapshot.renew(self.driver)
        except sqlite3.OperationalError:  # another program has the file, or a result is still being read
            return False

    @cached_property
    def driver(self) -> sqlite3.Connection:
        """The driver's own connection (SQLite), for statements of a fixed text."""
        driver = self.connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def before_commit(self) -> None:
        """Called by the database when everything is written."""
        if self._decisive and self.dialect == "sqlite":
            self.connection.exec_driver_sql(snapshot.grown(self.driver))

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What happens inside is undone when an exception leaves it; callbacks noted inside go with it."""
        noted, changes = len(self._after_commit), len(self._changes)
        self.begin_writing()
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            del self._after_commit[noted:], self._changes[changes:]
            self.cache.clear()
            raise

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Call this when the commit is durable and the gate is left; never on a rollback."""
        self._after_commit.append(callback)

    def note_change(self, topic: str, *keys: int | str) -> None:
        """Tell those who watch, once this is committed (`vestnik.storage.changes`); what became of it they look up."""
        self._changes += [(topic, key) for key in keys]

    @property
    def changes(self) -> Mapping[str, Collection[int | str]]:
        """Keys of what was noted, each once, by topic."""
        found: dict[str, dict[int | str, None]] = {}
        for topic, key in self._changes:
            found.setdefault(topic, {})[key] = None
        return found

    def new_id(self, kind: str, template: int | None = None) -> int:
        """Allot the next object id (spec/contract.md 1)."""
        made = self.execute(insert(object_).values(kind=kind, template=template).returning(object_.c.id))
        return int(made.scalar_one())

    def new_ids(
        self, kind: str, count: int, template: int | None = None, *, ahead: bool = False
    ) -> list[int]:
        """Allot several ids at once, ascending.

        ahead: before the gate is taken (SQLite), so that what needs them can be prepared while others write; the ids of
            work that fails then are lost.
        """
        if not count:
            return []
        if ahead and not self._writing and self._allot_ahead:
            return self._allot_ahead(kind, count, template)
        self.begin_writing()
        if self.dialect == "postgresql":
            values = {"kind": kind, "template": template, "count": count}
            return sorted(self.connection.execute(_ALLOT_ON_POSTGRESQL, values).scalars())
        try:
            made = self.driver.execute(_ALLOT_ON_SQLITE, (count, kind, template)).lastrowid
        except sqlite3.Error:  # executed again, so that whatever it is, it is told as of every statement
            made = self.connection.exec_driver_sql(_ALLOT_ON_SQLITE, (count, kind, template)).lastrowid
        last = int(made or 0)  # one statement of the only writer: they follow each other
        return list(range(last - count + 1, last + 1))

    def committed(self) -> None:
        """Run the callbacks; called by the database once the gate is left."""
        for callback in self._after_commit:
            callback()


_ALLOT_ON_POSTGRESQL = text(
    "INSERT INTO object (kind, template) SELECT :kind, CAST(:template AS bigint) FROM generate_series(1, :count) "
    "RETURNING id"
)
_ALLOT_ON_SQLITE = (
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?) "
    "INSERT INTO object (kind, template) SELECT ?, ? FROM n"
)
