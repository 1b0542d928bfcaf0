from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from tests.postgresql_server import PostgresqlServer

from vestnik.kernel.clock import FakeClock
from vestnik.storage.database import Database
from vestnik.storage.migrations import first
from vestnik.storage.transaction import Dialect
from vestnik.storage.upgrade import SchemaNewer, SchemaOlder, require_current, upgrade


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    data = tmp_path / "empty"
    if request.param == "sqlite":
        db = Database.open(None, data)
        yield db
        db.close()
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    name = server.create()
    db = Database.open(server.url(name), data)
    yield db
    db.close()
    server.drop(name)


FACTS: dict[Dialect, list[str]] = {
    "sqlite": [
        "SELECT type, name FROM pragma_table_list WHERE schema = 'main'",
        """SELECT tables.name, columns.name, columns.type, columns."notnull", columns.dflt_value, columns.pk
           FROM pragma_table_list AS tables, pragma_table_xinfo(tables.name) AS columns
           WHERE tables.schema = 'main'""",
        "SELECT type, name, sql FROM sqlite_master WHERE type != 'table'",
    ],
    "postgresql": [
        """SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default
           FROM information_schema.columns WHERE table_schema = 'public'""",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
           FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
        "SELECT relname, relkind::text, pg_get_expr(relpartbound, oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    ],
}
"""What there is to know of a schema, whatever made it: tables, columns, indexes, constraints, partitions, triggers."""


def facts(db: Database) -> set[tuple[Any, ...]]:
    with db.read() as tx:
        found = {tuple(row) for query in FACTS[db.dialect] for row in tx.execute(text(query))}
    return {fact for fact in found if not any("alembic_version" in str(part) for part in fact)}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_first_migration_says_what_the_tables_say(dialect: Dialect) -> None:
    """Before the first release: `python -m vestnik.storage.migrations.first` writes it anew."""
    assert first.path(dialect).read_text("utf-8") == first.render(dialect)


def test_the_chain_of_migrations_makes_the_tables(
    empty: Database, request: pytest.FixtureRequest, clock: FakeClock
) -> None:
    made_from_tables = request.getfixturevalue(f"{empty.dialect}_db")
    upgrade(empty, clock.now())
    assert facts(empty) == facts(made_from_tables)


def test_a_difference_would_be_noticed(db: Database) -> None:
    before = facts(db)
    for change in ("ALTER TABLE object ADD COLUMN more TEXT", "CREATE INDEX more ON object (kind)"):
        with db.write() as tx:
            tx.execute(text(change), writes=True)
        assert len(facts(db) - before) > 0
        before = facts(db)


def test_an_upgraded_database_is_current(empty: Database, clock: FakeClock) -> None:
    with pytest.raises(SchemaOlder, match="vestnik upgrade"):
        require_current(empty)
    done = upgrade(empty, clock.now())
    assert (done.before, done.changed, done.backup) == (None, True, None)
    require_current(empty)
    assert not upgrade(empty, clock.now()).changed


def test_processes_that_start_at_once_do_not_disturb_one_another(empty: Database, clock: FakeClock) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = [future.result() for future in [pool.submit(upgrade, empty, clock.now()) for _ in range(4)]]
    require_current(empty)
    assert {one.after for one in done} == {"0001"}


def test_a_newer_schema_is_refused_with_both_versions(empty: Database, clock: FakeClock) -> None:
    known = upgrade(empty, clock.now()).after
    with empty.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"), writes=True)
    for refuse in (lambda: upgrade(empty, clock.now()), lambda: require_current(empty)):
        with pytest.raises(SchemaNewer) as caught:
            refuse()
        assert "9999" in caught.value.message.ru
        assert known in caught.value.message.ru


def test_a_backup_is_made_before_sqlite_is_changed(
    data: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    db = Database.open(None, data)
    upgrade(db, clock.now())
    with db.write() as tx:
        tx.new_id("rec")
    add_step(monkeypatch, tmp_path, "op.execute('CREATE TABLE later (id INTEGER PRIMARY KEY)')")
    done = upgrade(db, clock.now())
    assert done.backup == data / "backups" / f"vestnik-{done.before}-20250312T091530.db"
    assert done.changed
    with db.read() as tx:
        assert inspect(tx.connection).has_table("later")
    db.close()
    copy = sqlite3.connect(done.backup)
    assert copy.execute("SELECT count(*) FROM object").fetchone() == (1,)
    assert not copy.execute("SELECT * FROM sqlite_master WHERE name = 'later'").fetchone()
    copy.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(
    empty: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = upgrade(empty, clock.now()).after
    step = "op.execute('CREATE TABLE half (id INTEGER PRIMARY KEY)'); 1 / 0"
    add_step(monkeypatch, tmp_path, step)
    with pytest.raises(ZeroDivisionError):
        upgrade(empty, clock.now())
    with empty.read() as tx:
        assert not inspect(tx.connection).has_table("half")
        assert tx.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == before


def add_step(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str) -> None:
    """Put one more migration behind the chain, as a later release does."""
    from alembic.script import ScriptDirectory

    from vestnik.storage import upgrade as module

    config = module._config()
    newest = ScriptDirectory.from_config(config).get_current_head()
    (folder / "later").mkdir()
    (folder / "later" / "later.py").write_text(
        f"from alembic import op\nrevision = 'later'\ndown_revision = {newest!r}\ndef upgrade():\n    {body}\n"
    )
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{first.VERSIONS}\n{folder / 'later'}")
    monkeypatch.setattr(module, "_config", lambda: config)
