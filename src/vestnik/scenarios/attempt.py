"""One try at a run in one transaction, and the world around it; nothing of a try is left when the next one begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from vestnik.access.actor import SYSTEM, Actor
from vestnik.kernel.clock import Clock
from vestnik.kernel.values import Ref
from vestnik.scenarios.interpreter import Interpreter
from vestnik.scenarios.library import Library
from vestnik.scenarios.limits import RunLimits
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Outgoing
from vestnik.scenarios.run_rows import Run
from vestnik.scenarios.seat import Seat
from vestnik.scenarios.state import Stack
from vestnik.scenarios.trace import Trace
from vestnik.storage.transaction import Transaction


class Stage(Protocol):
    """The world around runs, for one transaction at a time; `vestnik.scenarios.stage` sets it up from the parts below."""

    def library(self, tx: Transaction) -> Library: ...

    def seat(self, tx: Transaction, actor: Actor, on_event: Callable[[Occurrence], None]) -> Seat:
        """What this actor may see and do; each change it makes is told to `on_event`."""
        ...

    def actor(self, tx: Transaction, account: Ref) -> Actor:
        """An account as it is now, with its present roles.

        Raises:
            NotFound: it is gone or may not act any more.
        """
        ...

    def queue(
        self, tx: Transaction, letters: list[Outgoing], run: Ref, actor: Actor, waits: bool
    ) -> list[Ref]:
        """Put letters into the outbox; somebody waits for the end of the last one when `waits`."""
        ...


class Attempt:
    """One try after another at the same run; each begins with nothing of the one before."""

    def __init__(self, stage: Stage, clock: Clock, limits: RunLimits, actor: Actor) -> None:
        self.actor = actor
        self.run: Interpreter | None = None
        self.row: Run | None = None
        self._stage = stage
        self._clock = clock
        self._limits = limits
        self._seats: dict[Actor, Seat] = {}

    def begin(self, tx: Transaction, stack: Stack) -> Interpreter:
        self._seats = {}
        self.run = Interpreter(
            stack,
            library=self._stage.library(tx),
            seat=lambda run_as: self.seat(tx, SYSTEM if run_as == "system" else self.actor),
            savepoint=tx.savepoint,
            clock=self._clock,
            trace=Trace(),
            limits=self._limits,
        )
        return self.run

    def seat(self, tx: Transaction, actor: Actor) -> Seat:
        """One per actor, since it holds what is still to be checked."""
        assert self.run is not None
        if actor not in self._seats:
            self._seats[actor] = self._stage.seat(tx, actor, self.run.raise_event)
        return self._seats[actor]
