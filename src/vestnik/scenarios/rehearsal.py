"""A dry run ("Try"): a draft runs for real, in a transaction that is always rolled back.

Nothing of it stays: no record, no letter, no run, no content in the store, and nobody is woken. Scenarios that its changes
set off run too, as they are published. A run that wants the server's answer ends there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from vestnik.access.actor import SYSTEM, Actor
from vestnik.access.rights import Right, require
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import NotFound, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value
from vestnik.mail.email import Email
from vestnik.records.buttons import find_button
from vestnik.records.dialog import read_dialog
from vestnik.records.documents import Documents
from vestnik.records.schema import SqlSchema
from vestnik.records.store import Records
from vestnik.scenarios.attempt import Attempt
from vestnik.scenarios.failure import ActionFailed
from vestnik.scenarios.library import Library, Pinned
from vestnik.scenarios.limits import RunLimits
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Outgoing
from vestnik.scenarios.scenario import Scenario
from vestnik.scenarios.seat import Seat
from vestnik.scenarios.stage import SystemStage
from vestnik.scenarios.state import Stack
from vestnik.storage.database import Database
from vestnik.storage.scratch_blobs import ScratchBlobs
from vestnik.storage.transaction import Transaction

LIMITS = RunLimits(steps=20_000, seconds=10.0, letters=200)
"""Somebody waits for the answer, and a rehearsal that writes keeps other writers out."""

MAX_CHANGES = 200

_DRAFT = 0
"""The version of the draft; stored ones begin with 1."""


class RecordNeeded(Refused):
    code = "record_needed"
    text = Text(
        "Для пробы нужна запись шаблона «{template}» или значения для новой",
        "A trial needs a record of the template '{template}', or values for a new one",
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What the event is to have happened on. values: unsaved ones of the record, or those of a new record when there is
    none, by attribute, as in a request. variables: what the scenario finds set. answers: of the dialog of the event's
    button, as in a request; None where nothing was asked."""

    record: Ref | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, Value] = field(default_factory=dict)
    answers: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record before and after; None where there is none."""

    ref: Ref
    template: str
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """A letter that would be queued. recipients: address and role of the envelope."""

    action: str
    route: str
    connection: str
    email: Email
    size: int
    recipients: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Rehearsed:
    """What would happen. detached: runs apart that would begin. error: nothing of the run would remain."""

    status: Literal["done", "waiting", "failed"] = "done"
    trace: Sequence[Mapping[str, Any]] = ()
    letters: Sequence[PlannedLetter] = ()
    changes: Sequence[RecordChange] = ()
    detached: int = 0
    error: ActionFailed | None = None


class _RolledBack(Exception):
    """Ends the transaction of a rehearsal."""


class Rehearsal:
    """Tries drafts. Thread-safe."""

    def __init__(self, db: Database, stage: SystemStage, clock: Clock, limits: RunLimits = LIMITS) -> None:
        self._db, self._stage, self._clock, self._limits = db, stage, clock, limits

    def run(self, actor: Actor, draft: Scenario, given: Given) -> Rehearsed:
        """Run the draft as this actor.

        Raises:
            Forbidden: the draft runs as the system and the actor may not publish such a scenario.
            RecordNeeded: there is nothing to run it on.
            NotFound, Invalid: the record or the button is gone, or values and answers that will not do.
        """
        if draft.run_as == "system":
            require(actor, Right.PUBLISH_SYSTEM_SCENARIO)
        emails: dict[str, Email] = {}
        stage = _TrialStage(
            replace(
                self._stage,
                blobs=ScratchBlobs(self._stage.blobs),
                on_letter=lambda email: emails.update({email.message_id: email}),
            ),
            Pinned.of(draft, _DRAFT),
        )
        result = Rehearsed()

        def once(tx: Transaction) -> None:
            emails.clear()
            stage.touched.clear()
            self._perform(tx, stage, actor, draft, given, result)
            result.letters = [_planned(one, emails) for one in ([] if result.error else stage.letters)]
            raise _RolledBack

        with suppress(_RolledBack):
            self._db.run(once)
        result.changes = self._with_before(actor, draft, result.changes)
        return result

    def _answered(self, tx: Transaction, actor: Actor, draft: Scenario, given: Given) -> Mapping[str, Value]:
        name = draft.event.asking_button()
        if given.answers is None or name is None:
            return {}
        button = find_button(SqlSchema.of(tx), draft.event.context_template or "", name)
        documents = Documents(tx, actor, self._clock)
        return {"dialogVariables": read_dialog(button, given.answers, documents.take_upload)}

    def _perform(
        self,
        tx: Transaction,
        stage: _TrialStage,
        actor: Actor,
        draft: Scenario,
        given: Given,
        result: Rehearsed,
    ) -> None:
        attempt = Attempt(stage, self._clock, self._limits, actor)
        run = attempt.begin(tx, Stack())
        seat = attempt.seat(tx, actor)
        template = draft.event.context_template
        record = _record(seat, template, given)
        run.raised.clear()
        stage.touched.clear()
        variables = {**given.variables, **self._answered(tx, actor, draft, given)}
        stage.start = Occurrence(_type(draft), template, record, {}, variables)
        result.error = None
        try:
            run.begin([stage.start])
            run.run()
        except ActionFailed as failed:
            result.error = failed
            run.trace.failed("error", failed, scenario=failed.scenario, action=failed.action_id)
        result.status = "failed" if result.error else "waiting" if run.stack.wait else "done"
        result.trace = run.trace.as_json()
        result.detached = len(run.detached)
        stage.letters = run.letters
        seen = stage.seat(tx, SYSTEM if draft.run_as == "system" else actor, lambda _: None)
        result.changes = [] if result.error else _after(seen, stage.touched)

    def _with_before(
        self, actor: Actor, draft: Scenario, changes: Sequence[RecordChange]
    ) -> list[RecordChange]:
        """The changes with what the records are now, which is what they were before; those that differ."""
        reader = SYSTEM if draft.run_as == "system" else actor
        with self._db.read() as tx:
            held = Records(tx, reader, self._clock).many([change.ref for change in changes])
        found = [
            replace(change, before=held[change.ref].values if change.ref in held else None)
            for change in changes
        ]
        return [change for change in found if change.before != change.after]


@dataclass
class _TrialStage:
    """The stage with the draft in the library; notes which records were touched."""

    stage: SystemStage
    draft: Pinned
    start: Occurrence | None = None
    letters: list[Outgoing] = field(default_factory=list)
    touched: dict[Ref, str] = field(default_factory=dict)

    def library(self, tx: Transaction) -> Library:
        return _TrialLibrary(self.stage.library(tx), self)

    def seat(self, tx: Transaction, actor: Actor, on_event: Callable[[Occurrence], None]) -> Seat:
        def noted(occurrence: Occurrence) -> None:
            if occurrence.record and occurrence.template and len(self.touched) < MAX_CHANGES:
                self.touched.setdefault(occurrence.record, occurrence.template)
            on_event(occurrence)

        return self.stage.seat(tx, actor, noted)

    def actor(self, tx: Transaction, account: Ref) -> Actor:
        return self.stage.actor(tx, account)

    def queue(self, *_: Any) -> list[Ref]:
        """Nothing is queued."""
        return []


@dataclass(frozen=True, slots=True)
class _TrialLibrary:
    published: Library
    trial: _TrialStage

    def listeners(self, occurrence: Occurrence) -> Sequence[Pinned]:
        """The draft alone for the event that is tried; afterwards the published ones, the draft in its place."""
        draft = self.trial.draft
        if occurrence is self.trial.start:
            return [draft]
        found = [
            one for one in self.published.listeners(occurrence) if one.scenario.name != draft.scenario.name
        ]
        event = draft.scenario.event
        place = (_type(draft.scenario), event.context_template)
        listens = draft.scenario.status == "active" and place == (occurrence.type, occurrence.template)
        if listens and event.matches(occurrence):
            found.append(draft)
        return found

    def pinned(self, name: str, version: int) -> Pinned:
        if (name, version) == (self.trial.draft.scenario.name, _DRAFT):
            return self.trial.draft
        return self.published.pinned(name, version)


def _type(scenario: Scenario) -> str:
    kind: str = scenario.event.type  # type: ignore[attr-defined]  # every event type narrows it
    return kind


def _record(seat: Seat, template: str | None, given: Given) -> Ref | None:
    """The record on which the event is to have happened, with the unsaved values in it."""
    if template is None:
        return None
    if given.record is None:
        if not given.values:
            raise RecordNeeded(template=template, path=("record",))
        return seat.records.create(template, seat.records.read(template, given.values))
    held = seat.records.get(given.record)
    if held.template != template:
        raise RecordNeeded(template=template, path=("record",))
    if given.values:
        seat.records.change(given.record, seat.records.read(template, given.values))
    return given.record


def _after(seat: Seat, touched: Mapping[Ref, str]) -> list[RecordChange]:
    changes = []
    for ref, template in touched.items():
        after: Mapping[str, Value] | None
        try:
            after = seat.records.get(ref).values
        except NotFound:
            after = None
        changes.append(RecordChange(ref, template, None, after))
    return changes


def _planned(one: Outgoing, emails: Mapping[str, Email]) -> PlannedLetter:
    letter = one.letter
    frozen = letter.frozen
    return PlannedLetter(
        one.action,
        letter.route,
        letter.connection,
        emails[frozen.message_id],
        frozen.body.size,
        tuple((recipient.address, recipient.role) for recipient in frozen.recipients),
    )
