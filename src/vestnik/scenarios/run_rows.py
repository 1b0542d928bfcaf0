"""The rows of runs and their traces: every statement on these two tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, literal_column, select, update

from vestnik.kernel.metrics import RUNS
from vestnik.kernel.problem import NotFound
from vestnik.kernel.values import Ref
from vestnik.scenarios.state import RunState, Stack
from vestnik.storage.many import insert_many
from vestnik.storage.paging import DEFAULT_LIMIT, Page, check_limit, read_cursor, write_cursor
from vestnik.storage.since import first_since
from vestnik.storage.tables.scenarios import run, run_trace
from vestnik.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its row tells it.

    initiator: account; None is the system. parent: the run of which this is a part that runs apart. error: see
    `ActionFailed.as_json`. letters: how many it queued. waits_for: the message whose end it waits for.
    """

    ref: Ref
    state: RunState
    scenario: str
    version: int
    event: str
    origin: Ref | None
    initiator: Ref | None
    login: str
    parent: Ref | None
    event_key: str | None
    waits_for: Ref | None
    error: Mapping[str, Any] | None
    steps: int
    letters: int
    created: datetime
    changed: datetime


_COLUMNS = tuple(run.c.keys())
_INSERT = insert_many(run, *_COLUMNS)


def insert_run(tx: Transaction, made: Run, stack: Stack | None) -> None:
    """Write the row of a run that is not there yet."""
    values = _columns(made, stack)
    _INSERT.run(tx, [tuple(values[name] for name in _COLUMNS)])
    _tell(tx, made)


def update_run(tx: Transaction, changed: Run, stack: Stack | None) -> None:
    """Write the row anew."""
    tx.execute(update(run).where(run.c.id == changed.ref.number).values(**_columns(changed, stack)))
    _tell(tx, changed)


def by_key(tx: Transaction, event_key: str) -> Run | None:
    """The run that this occurrence made."""
    return _one(tx.execute(select(run).where(run.c.event_key == event_key)).first())


def in_state(*states: str) -> ColumnElement[bool]:
    """The condition that a run is in one of these states.

    Nearly all are done, and the index leaves those out; SQLite takes it only where its condition stands in the query.
    """
    wanted = run.c.state == states[0] if len(states) == 1 else run.c.state.in_(states)
    return wanted if "done" in states else and_(run.c.state != literal_column("'done'"), wanted)


def waiting_for(tx: Transaction, message: Ref) -> tuple[Run, Stack] | None:
    """The run that waits for the end of a message, with its state."""
    found = select(run).where(run.c.waits_for == message.number, run.c.state == "waiting")
    return _with_stack(tx.execute(found).first())


def unstarted(tx: Transaction, ref: Ref) -> tuple[Run, Stack] | None:
    """A run apart that nobody has begun, with its state."""
    found = select(run).where(run.c.id == ref.number, run.c.state == "running")
    return _with_stack(tx.execute(found).first())


def list_unstarted(tx: Transaction) -> list[Ref]:
    """Runs apart that are committed and that nobody has begun: a row is `running` only so long."""
    return [Ref("run", id) for id in tx.execute(select(run.c.id).where(in_state("running"))).scalars()]


def list_waiting(tx: Transaction) -> list[tuple[Ref, Ref]]:
    """(run, message) of all runs that wait for a message's end."""
    rows = tx.execute(select(run.c.id, run.c.waits_for).where(in_state("waiting")))
    return [(Ref("run", row.id), Ref("msg", row.waits_for)) for row in rows]


def get_run(tx: Transaction, ref: Ref) -> Run:
    """One run.

    Raises:
        NotFound: there is none.
    """
    found = _one(tx.execute(select(run).where(run.c.id == ref.number)).first()) if ref.kind == "run" else None
    if found is None:
        raise NotFound(what=ref)
    return found


def _tell(tx: Transaction, told: Run) -> None:
    """Tell those who watch, and count the run once it is committed."""
    tx.note_change("run", told.ref.number)
    if told.state != "running":
        tx.after_commit(lambda: RUNS.labels(told.state).inc())


def open_runs(tx: Transaction) -> dict[str, int]:
    """How many runs are not over, by state."""
    found: dict[str, int] = {"running": 0, "waiting": 0}
    counted = select(run.c.state, func.count().label("number")).where(in_state(*found)).group_by(run.c.state)
    return found | {row.state: row.number for row in tx.execute(counted)}


def runs_of(tx: Transaction, numbers: Collection[int]) -> list[Run]:
    """Those of these runs that exist."""
    return [_read(row) for row in tx.execute(select(run).where(run.c.id.in_(numbers)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFilter:
    """Which runs: every given field must match. initiator: whose. since, until: of the start."""

    state: Sequence[RunState] = ()
    scenario: str | None = None
    origin: Ref | None = None
    initiator: Ref | None = None
    since: datetime | None = None
    until: datetime | None = None


EVERY_RUN = RunFilter()


def list_runs(
    tx: Transaction,
    wanted: RunFilter = EVERY_RUN,
    *,
    failures_first: bool = False,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[Run]:
    """Runs, newest first; with `failures_first` all that failed before all others.

    Raises:
        BadCursor, BadLimit: see `vestnik.storage.paging`.
    """
    needed = check_limit(limit) + 1
    in_failures, below = read_cursor(cursor, bool, int) if cursor else (failures_first, None)
    where = _conditions(tx, wanted)
    query = select(run).order_by(run.c.id.desc()).where(*where)
    parts = [query]
    if failures_first:
        failures, others = query.where(in_state("failed")), query.where(run.c.state != "failed")
        parts = [failures, others] if in_failures else [others]
    found: list[Run] = []
    for number, part in enumerate(parts):
        if number == 0 and below is not None:
            part = part.where(run.c.id < below)
        found += [_read(row) for row in tx.execute(part.limit(needed - len(found)))]
        if len(found) == needed:
            break
    more = None
    if len(found) > limit:
        last = found[limit - 1]
        more = write_cursor(failures_first and last.state == "failed", last.ref.number)
    return Page(tuple(found[:limit]), more)


def count_runs(tx: Transaction, wanted: RunFilter = EVERY_RUN) -> int:
    """How many `list_runs` would give over all pages."""
    return int(tx.execute(select(func.count()).select_from(run).where(*_conditions(tx, wanted))).scalar_one())


MOST_COUNTED = 1000
"""A flag in a page's head says no more than this."""


def failures_after(tx: Transaction, after: Ref | None, initiator: Ref | None) -> tuple[int, Ref | None]:
    """How many runs failed after a run (at most `MOST_COUNTED`), and the newest that failed.

    initiator: count the runs of this account only.
    """
    query = select(run.c.id).where(in_state("failed")).order_by(run.c.id.desc()).limit(MOST_COUNTED)
    if initiator is not None:
        query = query.where(run.c.initiator == str(initiator))
    newest = tx.execute(query.limit(1)).scalar()
    if after is not None:
        query = query.where(run.c.id > after.number)
    count = tx.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    return int(count), Ref("run", newest) if newest is not None else None


def _conditions(tx: Transaction, wanted: RunFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.state:
        where.append(in_state(*wanted.state))
    if wanted.scenario is not None:
        where.append(run.c.scenario == wanted.scenario)
    if wanted.origin is not None:
        where.append(run.c.origin == str(wanted.origin))
    if wanted.initiator is not None:
        where.append(run.c.initiator == str(wanted.initiator))
    if wanted.since is not None:
        where.append(run.c.id >= first_since(tx, run, wanted.since))
    if wanted.until is not None:
        where.append(run.c.id < first_since(tx, run, wanted.until))
    return where


def append_trace(tx: Transaction, ref: Ref, entries: Sequence[Mapping[str, Any]]) -> None:
    """Keep a further part of a run's trace."""
    last = select(func.max(run_trace.c.part)).where(run_trace.c.run == ref.number)
    part = (tx.execute(last).scalar() or 0) + 1
    tx.execute(insert(run_trace).values(run=ref.number, part=part, entries=list(entries)))


def drop_trace(tx: Transaction, ref: Ref) -> None:
    """Forget a run's trace."""
    tx.execute(delete(run_trace).where(run_trace.c.run == ref.number))


def trace_of(tx: Transaction, ref: Ref) -> list[dict[str, Any]]:
    """All that is kept of a run's trace, in order."""
    query = select(run_trace.c.entries).where(run_trace.c.run == ref.number).order_by(run_trace.c.part)
    return [entry for entries in tx.execute(query).scalars() for entry in entries]


def _columns(made: Run, stack: Stack | None) -> dict[str, Any]:
    return {
        "id": made.ref.number,
        "state": made.state,
        "scenario": made.scenario,
        "version": made.version,
        "event": made.event,
        "origin": _text(made.origin),
        "initiator": _text(made.initiator),
        "login": made.login,
        "parent": made.parent.number if made.parent else None,
        "event_key": made.event_key,
        "waits_for": made.waits_for.number if made.waits_for else None,
        "stack": stack.as_json() if stack else None,
        "error": made.error,
        "steps": made.steps,
        "letters": made.letters,
        "created": made.created,
        "changed": made.changed,
    }


def _text(ref: Ref | None) -> str | None:
    return str(ref) if ref else None


def _with_stack(row: Row[Any] | None) -> tuple[Run, Stack] | None:
    return (_read(row), Stack.from_json(row.stack)) if row else None


def _one(row: Row[Any] | None) -> Run | None:
    return _read(row) if row else None


def _read(row: Row[Any]) -> Run:
    return Run(
        ref=Ref("run", row.id),
        state=row.state,
        scenario=row.scenario,
        version=row.version,
        event=row.event,
        origin=Ref.parse(row.origin) if row.origin else None,
        initiator=Ref.parse(row.initiator) if row.initiator else None,
        login=row.login,
        parent=Ref("run", row.parent) if row.parent else None,
        event_key=row.event_key,
        waits_for=Ref("msg", row.waits_for) if row.waits_for else None,
        error=row.error,
        steps=row.steps,
        letters=row.letters,
        created=row.created,
        changed=row.changed,
    )
