"""Lists of what is unusual are found by their index on SQLite, however much there is that is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from vestnik.delivery.depth import depths
from vestnik.delivery.messages import Filter, count_states, list_messages
from vestnik.scenarios import run_rows
from vestnik.scenarios.run_rows import RunFilter
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction


@pytest.mark.parametrize(
    ("index", "look"),
    [
        ("ix_run_unusual", run_rows.open_runs),
        ("ix_run_unusual", run_rows.list_unstarted),
        ("ix_run_unusual", run_rows.list_waiting),
        ("ix_run_unusual", lambda tx: run_rows.failures_after(tx, None, None)),
        ("ix_run_unusual", lambda tx: run_rows.list_runs(tx, failures_first=True, limit=1)),
        ("ix_run_unusual", lambda tx: run_rows.count_runs(tx, RunFilter(state=["failed"]))),
        ("ix_message_unusual", lambda tx: list_messages(tx, Filter(state=("failed",)))),
        ("ix_message_unusual", lambda tx: list_messages(tx, Filter(state=("failed", "partly_sent")))),
        ("ix_message_unusual", lambda tx: count_states(tx, Filter())),
        ("USING COVERING INDEX ix_job_ready", depths),
        ("ix_job_worker", depths),
        ("ix_job_held", depths),
    ],
)
def test_what_is_unusual_is_found_by_its_index(
    sqlite_db: Database, index: str, look: Callable[[Transaction], Any]
) -> None:
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        asked.append((statement, values))

    with sqlite_db.read() as tx:
        event.listen(sqlite_db.engine, "before_cursor_execute", note)
        look(tx)
        event.remove(sqlite_db.engine, "before_cursor_execute", note)
        plans = [
            str(step[-1])
            for statement, values in asked
            for step in tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert any(index in step for step in plans), plans
