"""A run and its transaction: everything or nothing, repeatable until it commits.

`Runs.perform` is the one door: the caller's own work (saving a form, pressing a button) and every scenario that it sets off
happen in one transaction. On a serialisation conflict all of it starts over, for nothing of it is seen outside: letters,
runs apart and the trace are buffered until the commit. What fails leaves no trace but its own: a row `failed`, written
afterwards in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy.exc import IntegrityError

from vestnik.access.actor import SYSTEM, Actor
from vestnik.delivery.outbox import BATCH
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import NotFound, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.tracing import span
from vestnik.kernel.values import Ref
from vestnik.scenarios import run_rows
from vestnik.scenarios.attempt import Attempt, Stage
from vestnik.scenarios.failure import ActionFailed
from vestnik.scenarios.limits import RunLimits
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Settled
from vestnik.scenarios.run_rows import Run
from vestnik.scenarios.seat import Seat
from vestnik.scenarios.state import RunState, Stack
from vestnik.scenarios.trace import Trace
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction

T = TypeVar("T")


class NotWaiting(Refused):
    code = "not_waiting"
    text = Text(
        "Отменить можно только выполнение, которое ждёт; {run} — {state}",
        "Only a run that waits can be cancelled; {run} is {state}",
    )


@dataclass(frozen=True, slots=True)
class Work:
    """What the caller's own part of a transaction has in hand. Changes made through `seat` are told to scenarios."""

    tx: Transaction
    actor: Actor
    seat: Seat
    raise_event: Callable[[Occurrence], None]


@dataclass(frozen=True, slots=True)
class Performed(Generic[T]):
    """What came of it.

    run: None when no scenario listened. status: `done`, or `waiting` for a server's answer. messages: letters that were
    queued in this stretch. result: what the caller's own work gave; None for a run that this key had made before.
    """

    run: Ref | None
    status: RunState
    messages: tuple[Ref, ...] = ()
    result: T | None = None


class Runs:
    """Performs runs. Thread-safe.

    Args:
        keep: whose traces are kept.
        start: called after a commit with runs apart that are to be begun (`go_on`); in another thread, if it likes.
    """

    def __init__(
        self,
        db: Database,
        stage: Stage,
        clock: Clock,
        *,
        limits: RunLimits,
        keep: Literal["failed", "all"] = "failed",
        start: Callable[[list[Ref]], None] = lambda refs: None,
    ) -> None:
        self._db = db
        self._stage = stage
        self._clock = clock
        self._limits = limits
        self._keep = keep
        self._start = start

    def perform(
        self, actor: Actor, work: Callable[[Work], T], *, event_key: str | None = None
    ) -> Performed[T]:
        """Do something and run every scenario that it sets off.

        work: may be called several times, each time on a fresh transaction; it raises what refuses the whole.
        event_key: the same occurrence makes one run; a run that failed does not count, since nothing of it is left.

        Raises:
            ActionFailed: a scenario failed; `run` in it is the row that tells about it. Nothing else is left.
        """
        attempt = Attempt(self._stage, self._clock, self._limits, actor)

        def once(tx: Transaction) -> Performed[T]:
            if event_key and (made := run_rows.by_key(tx, event_key)):
                return Performed(made.ref, made.state)
            run = attempt.begin(tx, Stack())
            seat = attempt.seat(tx, actor)
            done = work(Work(tx, actor, seat, run.raise_event))
            seat.records.check_pending()  # what was saved has to stand before anybody hears of it
            raised, run.raised = run.raised, []
            run.begin(raised)
            if not run.stack.scenes:
                return Performed(None, "done", result=done)
            attempt.row = _first_row(actor, run.stack, event_key, self._clock.now())
            run.run()
            return replace(self._commit(tx, attempt), result=done)

        try:
            try:
                with span("run"):
                    return self._db.run(once)
            except IntegrityError:
                if event_key is None:
                    raise
                return self._db.run(once)  # somebody made the run of this key between our look and our commit
        except ActionFailed as failed:
            failed.run = self._note_failed(attempt, failed)
            raise

    def resume_waiting(self, settled: Settled) -> Performed[None] | None:
        """Go on with the run that waits for this message, None when none does (any more)."""
        return self._continue(lambda tx: run_rows.waiting_for(tx, settled.message), settled)

    def go_on(self, ref: Ref) -> Performed[None] | None:
        """Begin a run apart; None when somebody else has."""
        return self._continue(lambda tx: run_rows.unstarted(tx, ref), None)

    def cancel(self, ref: Ref) -> None:
        """End a run that waits; what it did before the wait stays.

        Raises:
            NotFound: there is no such run. NotWaiting: it does not wait (any more).
        """

        def once(tx: Transaction) -> None:
            held = run_rows.get_run(tx, ref)
            if held.state != "waiting":
                raise NotWaiting(run=ref, state=held.state)
            ended = replace(held, state="cancelled", waits_for=None, changed=self._clock.now())
            run_rows.update_run(tx, ended, None)

        self._db.run(once)

    def unstarted(self) -> list[Ref]:
        """Runs apart that a stop of the program left unbegun."""
        with self._db.read() as tx:
            return run_rows.list_unstarted(tx)

    def waiting(self) -> list[tuple[Ref, Ref]]:
        """(run, message) of the runs that wait, to see at the start what was settled meanwhile."""
        with self._db.read() as tx:
            return run_rows.list_waiting(tx)

    # Inside

    def _continue(
        self, find: Callable[[Transaction], tuple[Run, Stack] | None], settled: Settled | None
    ) -> Performed[None] | None:
        attempt = Attempt(self._stage, self._clock, self._limits, SYSTEM)

        def once(tx: Transaction) -> Performed[None] | None:
            held = find(tx)
            if held is None:
                return None
            attempt.row, stack = held
            run = attempt.begin(tx, stack)
            if attempt.row.initiator:
                attempt.actor = self._stage.actor(tx, attempt.row.initiator)
            if settled:
                run.answer(settled)
            run.run()
            return self._commit(tx, attempt)

        try:
            return self._db.run(once)
        except (ActionFailed, NotFound) as error:
            if attempt.run is None:
                raise
            failed = error
            if not isinstance(failed, ActionFailed):
                failed = ActionFailed(failed, attempt.run.stack.scenes[-1], None)
            return Performed(self._note_failed(attempt, failed), "failed")

    def _commit(self, tx: Transaction, attempt: Attempt) -> Performed[Any]:
        run, row = attempt.run, attempt.row
        assert run is not None
        assert row is not None
        is_new = row.ref == _UNBORN
        waits = run.stack.wait is not None
        ref = Ref("run", tx.new_ids("run", 1, ahead=len(run.letters) > BATCH)[0]) if is_new else row.ref
        messages = self._stage.queue(tx, run.letters, ref, attempt.actor, waits)
        row = replace(
            row,
            ref=ref,
            state="waiting" if waits else "done",
            waits_for=messages[-1] if waits else None,
            steps=run.stack.steps,
            letters=run.stack.letters,
            changed=self._clock.now(),
        )
        write = run_rows.insert_run if is_new else run_rows.update_run
        write(tx, row, run.stack if waits else None)
        self._keep_trace(tx, row, run.trace, is_new)
        self._add_detached(tx, row, run.detached)
        return Performed(ref, row.state, tuple(messages))

    def _keep_trace(self, tx: Transaction, row: Run, trace: Trace, is_new: bool) -> None:
        """A run that waits may fail later, so its trace is kept until it is over."""
        if row.state == "waiting" or self._keep == "all":
            run_rows.append_trace(tx, row.ref, trace.as_json())
        elif not is_new:
            run_rows.drop_trace(tx, row.ref)

    def _add_detached(self, tx: Transaction, parent: Run, stacks: list[Stack]) -> None:
        refs = [Ref("run", id) for id in tx.new_ids("run", len(stacks))]
        for ref, stack in zip(refs, stacks, strict=True):
            scene = stack.scenes[0]
            row = replace(
                parent,
                ref=ref,
                state="running",
                scenario=scene.scenario,
                version=scene.version,
                origin=scene.occurrence.record,
                parent=parent.ref,
                event_key=None,
                waits_for=None,
                steps=0,
                letters=0,
            )
            run_rows.insert_run(tx, row, stack)
        if refs:
            tx.after_commit(lambda: self._start(refs))

    def _note_failed(self, attempt: Attempt, failed: ActionFailed) -> Ref:
        run, row = attempt.run, attempt.row
        assert run is not None
        assert row is not None
        run.trace.failed("error", failed, scenario=failed.scenario, action=failed.action_id)
        row = replace(
            row,
            state="failed",
            waits_for=None,
            event_key=None,
            error=failed.as_json(),
            steps=run.stack.steps,
            changed=self._clock.now(),
        )
        with self._db.write() as tx:
            if row.ref == _UNBORN:
                row = replace(row, ref=Ref("run", tx.new_id("run")))
                run_rows.insert_run(tx, row, None)
            else:
                run_rows.update_run(tx, row, None)
            run_rows.append_trace(tx, row.ref, run.trace.as_json())
        return row.ref


_UNBORN = Ref("run", 0)
"""Stands for the id of a run whose row is not written yet: allotting one is a write, and those come last."""


def _first_row(actor: Actor, stack: Stack, event_key: str | None, now: datetime) -> Run:
    scene = stack.scenes[-1]
    return Run(
        ref=_UNBORN,
        state="running",
        scenario=scene.scenario,
        version=scene.version,
        event=scene.occurrence.type,
        origin=scene.occurrence.record,
        initiator=actor.account,
        login=actor.login,
        parent=None,
        event_key=event_key,
        waits_for=None,
        error=None,
        steps=0,
        letters=0,
        created=now,
        changed=now,
    )
