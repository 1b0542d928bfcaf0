"""Runs on both engines: one transaction, keys, waits over a restart, runs apart, traces of what failed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import insert, select
from tests.scenarios.conftest import MemoryWorld
from tests.scenarios.test_interpreter import GO, put, send, title

from vestnik.access.actor import SYSTEM, Actor
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.scenarios import run_rows
from vestnik.scenarios.failure import ActionFailed
from vestnik.scenarios.limits import RunLimits
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Outgoing, Settled
from vestnik.scenarios.run_rows import RunFilter
from vestnik.scenarios.runs import NotWaiting, Runs, Work
from vestnik.scenarios.seat import Seat
from vestnik.storage.database import Database
from vestnik.storage.tables.storage import object_
from vestnik.storage.transaction import Conflict, Transaction

NONE = Text("", "")
ANNA = Actor(Ref("account", 4), "anna", frozenset({"user"}))


@dataclass
class MemoryStage:
    """Scenarios and records in memory; a queued letter takes an object id, so that the tables see the transaction."""

    world: MemoryWorld
    queued: dict[Ref, tuple[Outgoing, Ref, str]] = field(default_factory=dict)
    gone: set[Ref] = field(default_factory=set)

    def library(self, tx: Transaction) -> MemoryWorld:
        return self.world

    def seat(self, tx: Transaction, actor: Actor, on_event: Callable[[Occurrence], None]) -> Seat:
        self.world.on_event = on_event
        return self.world.seat(actor.account)

    def actor(self, tx: Transaction, account: Ref) -> Actor:
        if account in self.gone:
            raise NotFound(what=account)
        return ANNA

    def queue(
        self, tx: Transaction, letters: list[Outgoing], run: Ref, actor: Actor, waits: bool
    ) -> list[Ref]:
        refs = [Ref("msg", tx.new_id("msg")) for _ in letters]
        self.queued |= {ref: (letter, run, actor.login) for ref, letter in zip(refs, letters, strict=True)}
        return refs


@pytest.fixture
def stage(world: MemoryWorld) -> MemoryStage:
    return MemoryStage(world)


@pytest.fixture
def runs(db: Database, stage: MemoryStage, clock: FakeClock) -> Runs:
    return Runs(db, stage, clock, limits=RunLimits())


def press(task: Ref) -> Callable[[Work], str]:
    def work(work: Work) -> str:
        work.raise_event(Occurrence("button_clicked", "Task", task, {"button": "Go"}))
        return "pressed"

    return work


def row(db: Database, ref: Ref | None) -> run_rows.Run:
    assert ref
    with db.read() as tx:
        return run_rows.get_run(tx, ref)


def trace(db: Database, ref: Ref | None) -> list[dict[str, Any]]:
    assert ref
    with db.read() as tx:
        return run_rows.trace_of(tx, ref)


def messages_in(db: Database) -> list[int]:
    with db.read() as tx:
        return list(tx.execute(select(object_.c.id).where(object_.c.kind == "msg")).scalars())


def test_a_run_and_its_letters_are_committed_together(
    db: Database, runs: Runs, stage: MemoryStage, world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, put("To", "a@b"), send())
    done = runs.perform(ANNA, press(task))
    assert (done.status, done.result, len(done.messages)) == ("done", "pressed", 1)
    letter, run, login = stage.queued[done.messages[0]]
    assert (run, login, letter.path) == (done.run, "anna", "0:")
    made = row(db, done.run)
    assert (made.scenario, made.version, made.event, made.origin) == ("Go", 1, "button_clicked", task)
    assert (made.initiator, made.login, made.letters, made.error) == (ANNA.account, "anna", 1, None)
    assert trace(db, done.run) == []


def test_no_row_is_written_when_no_scenario_listens(db: Database, runs: Runs, task: Ref) -> None:
    done = runs.perform(ANNA, press(task))
    assert (done.run, done.status, done.result) == (None, "done", "pressed")


def test_a_failed_run_leaves_only_a_row_that_tells_why(
    db: Database, runs: Runs, world: MemoryWorld, task: Ref
) -> None:
    check = {"type": "check_expression", "message": "Нет темы", "expression": False}
    world.add("Go", GO, put("To", "a@b"), send(), check)
    with pytest.raises(ActionFailed) as failed:
        runs.perform(ANNA, press(task))
    made = row(db, failed.value.run)
    assert made.state == "failed"
    assert made.error
    assert made.error["message"]["ru"] == "Нет темы"
    assert (made.error["scenario"], made.error["action"]) == ("Go", "a3")
    assert messages_in(db) == []
    entries = trace(db, made.ref)
    assert [entry["what"] for entry in entries] == [
        "event", "expression", "variables", "action", "letter", "action", "expression", "error",
    ]  # fmt: skip
    assert entries[1]["result"] == "a@b"
    assert entries[-1]["code"] == "check_failed"


def test_what_the_callers_own_work_refuses_makes_no_run(db: Database, runs: Runs) -> None:
    def refuse(work: Work) -> None:
        raise NotFound(what="form")

    with pytest.raises(NotFound):
        runs.perform(ANNA, refuse)
    with db.read() as tx:
        assert run_rows.list_runs(tx).items == ()


def test_traces_of_all_runs_are_kept_by_setting(
    db: Database, stage: MemoryStage, clock: FakeClock, world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, put("To", "a@b"))
    done = Runs(db, stage, clock, limits=RunLimits(), keep="all").perform(ANNA, press(task))
    assert [entry["what"] for entry in trace(db, done.run)] == ["event", "expression", "variables", "action"]


def test_the_same_key_makes_one_run(
    db: Database, runs: Runs, stage: MemoryStage, world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, put("To", "a@b"), send())
    first = runs.perform(ANNA, press(task), event_key="rec.1/2")
    second = runs.perform(ANNA, press(task), event_key="rec.1/2")
    assert second.run == first.run
    assert len(stage.queued) == 1


def test_a_failed_run_does_not_use_up_its_key(runs: Runs, world: MemoryWorld, task: Ref) -> None:
    world.add("Go", GO, title("broken"))
    for _ in range(2):
        with pytest.raises(ActionFailed):
            runs.perform(ANNA, press(task), event_key="key")


def test_two_threads_with_one_key_make_one_run(
    db: Database, runs: Runs, world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, put("To", "a@b"))
    both_have_looked = threading.Barrier(2, timeout=5)
    made = []

    def work(work: Work) -> None:
        press(task)(work)
        if not both_have_looked.broken and not work.tx.writing:
            both_have_looked.wait()

    def one() -> None:
        made.append(runs.perform(ANNA, work, event_key="key").run)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2
    assert made[0] == made[1]


def test_a_run_starts_over_on_a_conflict_and_queues_each_letter_once(
    db: Database, runs: Runs, stage: MemoryStage, world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, put("To", "a@b"), send())
    tries = 0

    def work(work: Work) -> None:
        nonlocal tries
        tries += 1
        press(task)(work)
        if tries == 1:
            raise Conflict

    done = runs.perform(ANNA, work)
    assert tries == 2
    assert len(done.messages) == len(stage.queued) == 1


def test_ignored_errors_roll_the_tables_back_to_the_savepoint(
    db: Database, runs: Runs, world: MemoryWorld, task: Ref, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded = {"type": "repeat_by_counter", "variable": "n", "count": 1, "ignore_errors": True}
    world.add("Go", GO, {**guarded, "actions": [title("kept?"), title("broken")]}, title("kept"))
    change, kinds = world.change, []

    def work(work: Work) -> None:
        def noted(ref: Ref, values: Any) -> None:
            work.tx.execute(insert(object_).values(kind=values["Title"]))
            change(ref, values)

        monkeypatch.setattr(world, "change", noted)
        press(task)(work)

    runs.perform(ANNA, work)
    with db.read() as tx:
        kinds = list(tx.execute(select(object_.c.kind)).scalars())
    assert kinds == ["kept", "run"]


# Waiting


def ask(world: MemoryWorld, **more: Any) -> None:
    world.add("Ask", GO, put("To", "a@b"), send(response_variable="reply", **more), title("after"))


def restarted(db: Database, stage: MemoryStage, clock: FakeClock) -> Runs:
    return Runs(db, stage, clock, limits=RunLimits())


def test_a_run_waits_as_a_row_and_goes_on_after_a_restart(
    db: Database, runs: Runs, stage: MemoryStage, clock: FakeClock, world: MemoryWorld, task: Ref
) -> None:
    ask(world)
    waiting = runs.perform(ANNA, press(task))
    assert waiting.status == "waiting"
    (message,) = waiting.messages
    later = restarted(db, stage, clock)
    assert later.waiting() == [(waiting.run, message)]
    assert row(db, waiting.run).waits_for == message
    done = later.resume_waiting(Settled(message, "sent", True, {"Code": 250}, NONE))  # type: ignore[dict-item]
    assert done
    assert (done.run, done.status) == (waiting.run, "done")
    assert world.titles() == ["after"]
    assert later.waiting() == []
    assert trace(db, done.run) == []
    assert later.resume_waiting(Settled(message, "sent", True, {}, NONE)) is None


def test_a_failed_delivery_fails_the_run_and_keeps_the_whole_trace(
    db: Database, runs: Runs, world: MemoryWorld, task: Ref
) -> None:
    ask(world)
    waiting = runs.perform(ANNA, press(task))
    done = runs.resume_waiting(Settled(waiting.messages[0], "failed", False, {}, Text("550 нет", "550 no")))
    assert done
    assert (done.run, done.status) == (waiting.run, "failed")
    made = row(db, waiting.run)
    assert made.error
    assert made.error["code"] == "delivery_failed"
    assert (made.waits_for, made.letters) == (None, 1)
    whats = [entry["what"] for entry in trace(db, waiting.run)]
    assert (whats[0], whats[-2:]) == ("event", ["answer", "error"])


def test_a_run_fails_when_its_initiator_is_gone(
    db: Database, runs: Runs, stage: MemoryStage, world: MemoryWorld, task: Ref
) -> None:
    ask(world)
    waiting = runs.perform(ANNA, press(task))
    stage.gone.add(ANNA.account)  # type: ignore[arg-type]
    done = runs.resume_waiting(Settled(waiting.messages[0], "sent", True, {}, NONE))
    assert done
    assert done.status == "failed"


def test_a_waiting_run_can_be_cancelled_and_then_hears_nothing(
    db: Database, runs: Runs, world: MemoryWorld, task: Ref
) -> None:
    ask(world)
    waiting = runs.perform(ANNA, press(task))
    assert waiting.run
    runs.cancel(waiting.run)
    assert row(db, waiting.run).state == "cancelled"
    assert runs.resume_waiting(Settled(waiting.messages[0], "sent", True, {}, NONE)) is None
    with pytest.raises(NotWaiting):
        runs.cancel(waiting.run)


# Apart


def test_a_run_apart_is_a_row_until_it_is_begun(
    db: Database, stage: MemoryStage, clock: FakeClock, world: MemoryWorld, task: Ref
) -> None:
    told: list[Ref] = []
    runs = Runs(db, stage, clock, limits=RunLimits(), start=told.extend)
    world.add("Go", GO, put("To", "a@b"), send(run_async=True))
    done = runs.perform(ANNA, press(task))
    assert done.messages == ()
    assert told == runs.unstarted()
    apart = runs.go_on(told[0])
    assert apart
    assert (apart.status, len(apart.messages)) == ("done", 1)
    assert row(db, told[0]).parent == done.run
    assert runs.unstarted() == []
    assert runs.go_on(told[0]) is None


def test_a_failed_run_apart_is_noted_and_harms_nobody(
    db: Database, runs: Runs, world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, title("broken", run_async=True), title("done"))
    assert runs.perform(ANNA, press(task)).status == "done"
    (apart,) = runs.unstarted()
    done = runs.go_on(apart)
    assert done
    assert done.status == "failed"
    assert row(db, apart).error
    assert world.titles() == ["done"]


# Reading


def test_runs_are_listed_newest_first_in_pages(
    db: Database, runs: Runs, world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, put("To", "a@b"))
    made = [runs.perform(SYSTEM, press(task)).run for _ in range(5)]
    with db.read() as tx:
        first = run_rows.list_runs(tx, limit=3)
        second = run_rows.list_runs(tx, limit=3, cursor=first.next)
        assert [run.ref for run in (*first.items, *second.items)] == made[::-1]
        assert second.next is None
        assert run_rows.list_runs(tx, RunFilter(state=["failed"])).items == ()
        assert len(run_rows.list_runs(tx, RunFilter(scenario="Go", origin=task)).items) == 5
        assert run_rows.list_runs(tx, RunFilter(initiator=ANNA.account)).items == ()


def test_an_unknown_run_is_not_found(db: Database) -> None:
    with db.read() as tx, pytest.raises(NotFound):
        run_rows.get_run(tx, Ref("run", 7))
