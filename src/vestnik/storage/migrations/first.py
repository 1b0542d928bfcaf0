"""Writes the first migration from `storage/tables/`: `python -m vestnik.storage.migrations.first`.

The first migration is plain SQL, a file for each engine, so that a reader sees what is created and everything that the
tables bring along (partitions, triggers, search indexes, as DDL events) is in it. It may be written anew until the first
release and never after; a later change of a table is a new step by hand.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine

from vestnik.storage.tables import metadata
from vestnik.storage.transaction import Dialect

VERSIONS = Path(__file__).parent / "versions"
_DRIVERS: dict[Dialect, str] = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
_END = ";\n\n"


def path(dialect: str) -> Path:
    """The SQL file of one engine."""
    return VERSIONS / f"0001_first.{dialect}.sql"


def render(dialect: Dialect) -> str:
    """The statements that make every table in an empty database."""
    statements: list[str] = []

    def note(statement: Any, *_: Any, **__: Any) -> None:
        text = str(statement.compile(dialect=engine.dialect)).strip()
        statements.append("\n".join(line.rstrip() for line in text.splitlines()))

    engine = create_mock_engine(_DRIVERS[dialect], note)
    by_name = [table for _, table in sorted(metadata.tables.items())]
    metadata.create_all(engine, tables=by_name, checkfirst=False)
    return "".join(statement + _END for statement in _in_fixed_order(statements))


def statements(dialect: str) -> list[str]:
    """The statements of the written file, one by one."""
    return [part for part in path(dialect).read_text("utf-8").split(_END) if part.strip()]


def _is_index(statement: str) -> bool:
    return re.match("CREATE (UNIQUE )?INDEX", statement) is not None


def _in_fixed_order(statements: list[str]) -> list[str]:
    """A table holds its indexes in a set; sort them, so that the same tables always give the same file."""
    ordered: list[str] = []
    for is_index, group in groupby(statements, _is_index):
        members = list(group)
        ordered += sorted(members) if is_index else members
    return ordered


def main() -> None:
    """Write both files."""
    for dialect in _DRIVERS:
        path(dialect).write_text(render(dialect), "utf-8")


if __name__ == "__main__":
    main()
