"""The loop that runs scenarios. Its whole state is a `Stack` of values; it never recurses, whatever scenarios do.

One step takes the top frame of the top scene and does the next thing: run an action, begin the next turn of a loop, leave a
container, leave the scene. What an action changed may set other scenarios off; their scenes are pushed on the same stack
and run before the next action. An error unwinds the stack to the nearest guard (`ignore_errors`), whose savepoint undoes
record changes and whose snapshot undoes variables and buffered letters; without a guard it leaves the loop.

What is left to others: the transaction, the run's row, queueing the buffered letters, starting the detached runs (runs.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import VestnikError
from vestnik.kernel.values import Value
from vestnik.scenarios.action import Action, Await, Enter
from vestnik.scenarios.failure import ActionFailed, DeliveryFailed
from vestnik.scenarios.library import Library, Pinned
from vestnik.scenarios.limits import LETTERS, SECONDS, STEPS, CascadeLimit, RunLimitExceeded, RunLimits
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Outgoing, Settled
from vestnik.scenarios.seat import Seat
from vestnik.scenarios.state import Frame, Scene, Stack, Turn, Wait
from vestnik.scenarios.step import Step
from vestnik.scenarios.trace import Trace
from vestnik.storage.transaction import Conflict

RunAs: TypeAlias = Literal["initiator", "system"]


@dataclass(frozen=True, slots=True)
class _Undo:
    """What a guard puts back when what it guards fails."""

    savepoint: ExitStack
    variables: dict[str, Value]
    letters: int
    detached: int


class Interpreter:
    """Runs one stack until it is empty or waits.

    Args:
        stack: where to begin; changed in place.
        library: the scenarios.
        seat: what a scenario of this kind of rights may see and do, always the same object within a transaction.
        savepoint: opens one; rolls back when left by an exception.
        letters, detached: what is to be done at commit: letters to queue, stacks of runs of their own to start.
    """

    def __init__(
        self,
        stack: Stack,
        *,
        library: Library,
        seat: Callable[[RunAs], Seat],
        savepoint: Callable[[], AbstractContextManager[object]],
        clock: Clock,
        trace: Trace,
        limits: RunLimits,
    ) -> None:
        self.stack = stack
        self.library = library
        self.seat = seat
        self.clock = clock
        self.trace = trace
        self.limits = limits
        self.letters: list[Outgoing] = []
        self.detached: list[Stack] = []
        self.raised: list[Occurrence] = []
        self._savepoint = savepoint
        self.request_time = clock.now()
        self._undo: dict[int, _Undo] = {}
        self._versions: dict[tuple[str, int], Pinned] = {}
        self._acting: tuple[Scene, Action] | None = None
        self._deadline = clock.monotonic() + limits.seconds

    def begin(self, occurrences: Iterable[Occurrence]) -> None:
        """Put the scenarios that listen to these occurrences on the empty stack."""
        self._dispatch(occurrences, chain=())

    def answer(self, settled: Settled) -> None:
        """Take the server's answer for which the run waited; the next `run` goes on behind that action.

        Raises:
            ActionFailed: the delivery failed and nothing in the run takes that.
        """
        wait, self.stack.wait = self.stack.wait, None
        scene = self.stack.scenes[-1]
        assert wait is not None
        self.trace.note("answer", message=str(settled.message), state=settled.state)
        self._guard_anew()
        for name in (wait.response_variable, wait.error_variable):
            if name:
                scene.variables.pop(name, None)
        name = wait.response_variable if settled.delivered else wait.error_variable
        if name:
            scene.variables[name] = settled.reply
        elif not settled.delivered:
            action = self._pinned(scene).actions.get(wait.action)
            failed = DeliveryFailed(message=settled.message, why=settled.why)
            try:
                self._unwind(ActionFailed(failed, scene, action))
            except ActionFailed as error:
                self._abandon(error)
                raise

    def run(self) -> None:
        """Go on until the stack is empty or waits.

        Raises:
            ActionFailed: an action failed and no guard took it.
        """
        try:
            while self.stack.scenes and self.stack.wait is None:
                self.step()
        except BaseException as error:
            self._abandon(error)
            raise

    # One step

    def step(self) -> None:
        """Do the next thing, or unwind the stack when it fails.

        Raises:
            ActionFailed: it failed and no guard took it.
        """
        try:
            self._count_step()
            self._step()
        except Conflict:
            raise
        except VestnikError as error:
            self._unwind(self._failed(error))

    def _step(self) -> None:
        scene = self.stack.scenes[-1]
        if not scene.frames:
            self._seat(scene).records.check_pending()
            self.stack.scenes.pop()
            return
        frame = scene.frames[-1]
        actions = self._block(scene, frame)
        if frame.turns and frame.position < len(actions):
            action = actions[frame.position]
            frame.position += 1
            self._start(scene, frame, action)
        elif frame.turn + 1 < len(frame.turns):
            frame.turn += 1
            frame.position = 0
            _bind(scene, frame)
        else:
            self._leave(scene, frame)

    def _block(self, scene: Scene, frame: Frame) -> Sequence[Action]:
        pinned = self._pinned(scene)
        if frame.action is None:
            return pinned.scenario.actions
        action = pinned.actions[frame.action]
        if frame.wrap != "none":
            return (action,)
        return action.blocks()[frame.turns[frame.turn].block].actions if frame.turns else ()

    def _start(self, scene: Scene, frame: Frame, action: Action) -> None:
        alone = Frame(action.id, (Turn(frame.context),))
        if action.run_async and frame.wrap == "none":
            alone.wrap = "detached"
            self._detach(scene, alone)
        elif action.ignore_errors and frame.wrap != "guard":
            alone.wrap = "guard"
            scene.frames.append(alone)
            self._guard(scene, alone)
        else:
            self._execute(scene, frame, action)

    def _execute(self, scene: Scene, frame: Frame, action: Action) -> None:
        began = self.clock.monotonic()
        self.raised.clear()
        step = Step(self, scene, action, frame.context, self._seat(scene))
        self._acting = (scene, action)
        outcome = action.run(step)
        self._note(scene, frame, action, began)
        raised, self.raised = self.raised, []
        if isinstance(outcome, Enter):
            self._enter(scene, action, outcome)
        elif isinstance(outcome, Await):
            self._wait(action, outcome)
        self._dispatch(raised, scene.chain)

    def _note(self, scene: Scene, frame: Frame, action: Action, began: float) -> None:
        if self.trace.full:
            self.trace.dropped += 1
            return
        self.trace.note(
            "action",
            scenario=scene.scenario,
            action=action.id,
            path=scene.path,
            context=frame.context and str(frame.context),
            ms=round((self.clock.monotonic() - began) * 1000, 3),
        )

    def _enter(self, scene: Scene, action: Action, outcome: Enter) -> None:
        frame = Frame(action.id, outcome.turns, variable=outcome.variable, held=outcome.held)
        scene.frames.append(frame)
        _bind(scene, frame)

    def _leave(self, scene: Scene, frame: Frame) -> None:
        scene.frames.pop()
        if undo := self._undo.pop(id(frame), None):
            undo.savepoint.close()
        if frame.held:
            self._dispatch(frame.held, scene.chain)

    # Scenarios that set each other off

    def raise_event(self, occurrence: Occurrence) -> None:
        """Note what an action changed; it is told to other scenarios when the action's own work is done."""
        self.raised.append(occurrence)

    def _dispatch(self, occurrences: Iterable[Occurrence], chain: tuple[tuple[str, str, str], ...]) -> None:
        scenes = [
            self._scene(occurrence, pinned, chain)
            for occurrence in occurrences
            if not self._still_being_made(occurrence)
            for pinned in self.library.listeners(occurrence)
            if not self._own_change(occurrence, pinned)
        ]
        self.stack.scenes.extend(reversed(scenes))

    def _scene(
        self, occurrence: Occurrence, pinned: Pinned, chain: tuple[tuple[str, str, str], ...]
    ) -> Scene:
        record = str(occurrence.record or "")
        link = (pinned.scenario.name, occurrence.type, record)
        if len(chain) >= self.limits.depth:
            shown = " → ".join(f"{name} ({event} {ref})" for name, event, ref in (*chain, link))
            raise CascadeLimit(depth=self.limits.depth, chain=shown)
        scene = Scene(
            number=self.stack.started,
            scenario=pinned.scenario.name,
            version=pinned.version,
            occurrence=occurrence,
            chain=(*chain, link),
            variables=dict(pinned.scenario.event.variables(occurrence)),
            frames=[Frame(None, (Turn(occurrence.record),))],
        )
        self.stack.started += 1
        self.trace.note("event", scenario=scene.scenario, event=occurrence.type, record=record or None)
        return scene

    def _own_change(self, occurrence: Occurrence, pinned: Pinned) -> bool:
        """A record's change inside this scenario's own run for that change (or ahead of it) sets it off no second time."""
        return occurrence.type == "record_changed" and any(
            scene.scenario == pinned.scenario.name
            and scene.occurrence.type == "record_changed"
            and scene.occurrence.record == occurrence.record
            for scene in self.stack.scenes
        )

    def _still_being_made(self, occurrence: Occurrence) -> bool:
        """What fills a record before its creation is told belongs to the creation."""
        return occurrence.type == "record_changed" and any(
            held.record == occurrence.record
            for scene in self.stack.scenes
            for frame in scene.frames
            for held in frame.held
        )

    def _detach(self, scene: Scene, frame: Frame) -> None:
        copy = Scene(
            0, scene.scenario, scene.version, scene.occurrence, scene.chain, dict(scene.variables), [frame]
        )
        self.detached.append(Stack([copy], started=1))
        self.trace.note("detached", scenario=scene.scenario, action=frame.action)

    # Waiting

    def _wait(self, action: Action, outcome: Await) -> None:
        assert action.id is not None
        for scene in self.stack.scenes:
            self._seat(scene).records.check_pending()
        self.stack.wait = Wait(action.id, outcome.response_variable, outcome.error_variable)
        self.trace.note("wait", action=action.id)
        for undo in reversed(tuple(self._undo.values())):
            undo.savepoint.close()
        self._undo.clear()

    # Undoing

    def _guard(self, scene: Scene, frame: Frame) -> None:
        savepoint = ExitStack()
        savepoint.enter_context(self._savepoint())
        self._undo[id(frame)] = _Undo(savepoint, dict(scene.variables), len(self.letters), len(self.detached))

    def _guard_anew(self) -> None:
        """After a wait: guards undo back to the wait only, since what went before is committed."""
        for scene in self.stack.scenes:
            for frame in scene.frames:
                if frame.wrap == "guard":
                    self._guard(scene, frame)

    def _unwind(self, failed: ActionFailed) -> None:
        """Drop frames down to the nearest guard and put back what it keeps.

        Raises:
            ActionFailed: there is no guard, or the error is one that must not be ignored.
        """
        while self.stack.scenes and not isinstance(failed.cause, RunLimitExceeded):
            scene = self.stack.scenes[-1]
            while scene.frames:
                frame = scene.frames.pop()
                if frame.wrap == "guard":
                    self._put_back(scene, self._undo.pop(id(frame)), failed)
                    return
            self.stack.scenes.pop()
        raise failed

    def _failed(self, error: VestnikError) -> ActionFailed:
        """The error with its place: the action that was run last in the scene on top."""
        scene, action = self._acting or (self.stack.scenes[-1], None)
        failed = ActionFailed(error, scene, action)
        failed.__cause__ = error
        return failed

    def _abandon(self, error: BaseException) -> None:
        """Leave every open savepoint, innermost first; the transaction that is around them is lost."""
        for undo in reversed(tuple(self._undo.values())):
            undo.savepoint.__exit__(type(error), error, error.__traceback__)
        self._undo.clear()

    def _put_back(self, scene: Scene, undo: _Undo, failed: ActionFailed) -> None:
        undo.savepoint.__exit__(type(failed), failed, failed.__traceback__)
        scene.variables.clear()
        scene.variables.update(undo.variables)
        self.stack.letters -= len(self.letters) - undo.letters
        del self.letters[undo.letters :]
        del self.detached[undo.detached :]
        self.raised.clear()
        self.trace.failed("ignored", failed, scenario=scene.scenario, action=failed.action_id)

    # Bounds

    def count_letter(self) -> None:
        """Count one more letter of the run."""
        self.stack.letters += 1
        if self.stack.letters > self.limits.letters:
            raise RunLimitExceeded(limit=self.limits.letters, what=LETTERS)

    def _count_step(self) -> None:
        self.stack.steps += 1
        if self.stack.steps > self.limits.steps:
            raise RunLimitExceeded(limit=self.limits.steps, what=STEPS)
        if self.clock.monotonic() > self._deadline:
            raise RunLimitExceeded(limit=self.limits.seconds, what=SECONDS)

    def _seat(self, scene: Scene) -> Seat:
        return self.seat(self._pinned(scene).scenario.run_as)

    def _pinned(self, scene: Scene) -> Pinned:
        key = scene.scenario, scene.version
        if key not in self._versions:
            self._versions[key] = self.library.pinned(*key)
        return self._versions[key]


def _bind(scene: Scene, frame: Frame) -> None:
    if frame.variable and frame.turns:
        scene.variables[frame.variable] = frame.turns[frame.turn].item
