"""Messages that came to their end are told to scenarios, in the process that performs runs: a run that waits goes on, and
the events of the letter start runs of their own.

A row of `settled_event` is removed only after it was told, so a crash in between tells it again: going on twice does
nothing the second time, and the runs of an event carry its row as their key, so each is made once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from vestnik.access.actor import SYSTEM, Actor
from vestnik.delivery import events
from vestnik.delivery.events import SettledEvent
from vestnik.delivery.messages import Message, MessageUnknown, get
from vestnik.delivery.worker import MESSAGES
from vestnik.kernel.problem import NotFound, VestnikError
from vestnik.runtime.aftermath import LETTER_EVENTS, occurrences, settled
from vestnik.runtime.system import System, actor_of
from vestnik.scenarios import run_rows
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.run_rows import Run
from vestnik.storage.transaction import Transaction

_LOG = logging.getLogger(__name__)

POLL_SECONDS = 5.0
"""A wake-up that was missed delays an answer by so much."""


class SettledListener:
    """A thread that hands settled messages to scenarios, from `start` to `stop`."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="settled", daemon=True)

    def start(self) -> None:
        """Begin, with what was settled while nobody listened and runs that a stop left unbegun."""
        self._system.apart.start(self._system.runs.unstarted())
        self._thread.start()

    def stop(self) -> None:
        """End after the run in hand."""
        self._stopping.set()
        self._system.wakeup.notify(MESSAGES)
        self._thread.join(timeout=30)

    def _listen(self) -> None:
        with self._system.wakeup.listen(MESSAGES) as listener:
            while not self._stopping.is_set():
                try:
                    while tell_settled(self._system) and not self._stopping.is_set():
                        pass
                except Exception:
                    _LOG.exception("settled messages could not be told; trying again")
                listener.wait(POLL_SECONDS)


def tell_settled(system: System) -> bool:
    """Tell some of what is to be told; whether there may be more."""
    with system.db.read() as tx:
        if not events.any_pending(tx):
            return False
    with system.db.write() as tx:
        found = events.pending(tx)
    told = [event.id for event in found if _tell(system, event)]
    if told:
        with system.db.write() as tx:
            events.handled(tx, told)
    return bool(told)


def _tell(system: System, event: SettledEvent) -> bool:
    """Whether the event is dealt with; what fails unforeseen is tried again later and holds up no other."""
    try:
        with system.db.read() as tx:
            message = get(tx, event.message)
            raised = _heard(system, tx, event, message)
        if event.wants_answer and event.state != "bounced":
            _resume(system, message)
        for actor, occurrence in raised:
            _start(system, actor, occurrence, f"{occurrence.type}:{event.id}")
    except MessageUnknown:
        _LOG.info("%s is gone by retention before anybody was told", event.message)
    except Exception:
        _LOG.exception("%s could not be told; trying again", event.message)
        return False
    return True


def _heard(
    system: System, tx: Transaction, event: SettledEvent, message: Message
) -> Sequence[tuple[Actor, Occurrence]]:
    """The events that somebody listens to, with the account on whose behalf.

    A letter that was itself sent because of such an event raises none, or notices about notices would never end.
    """
    run = _run_of(tx, message)
    if run and run.event in LETTER_EVENTS:
        return ()
    listeners = system.stage.library(tx).listeners
    actor = (actor_of(tx, run.initiator.number) if run and run.initiator else None) or SYSTEM
    return [(actor, one) for one in occurrences(system, tx, event, message) if listeners(one)]


def _run_of(tx: Transaction, message: Message) -> Run | None:
    try:
        return run_rows.get_run(tx, message.run) if message.run else None
    except NotFound:
        return None


def _resume(system: System, message: Message) -> None:
    try:
        system.runs.resume_waiting(settled(message, system.stage.language))
    except VestnikError as error:
        _LOG.info("the run that waited for %s failed: %s", message.id, error)


def _start(system: System, actor: Actor, occurrence: Occurrence, key: str) -> None:
    try:
        system.runs.perform(actor, lambda work: work.raise_event(occurrence), event_key=key)
    except VestnikError as error:
        _LOG.info("a scenario on %s failed: %s", occurrence.type, error)
