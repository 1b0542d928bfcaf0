"""Messages that came to their end are told to whoever waits: runs go on, in the process that performs runs.

A row of `settled_event` is removed only after the run that waits for it has gone on, so a crash in between tells it
again; going on twice does nothing the second time.
"""

from __future__ import annotations

import logging
import threading

from vestnik.delivery import events
from vestnik.delivery.events import SettledEvent
from vestnik.delivery.messages import Message, RecipientView, get
from vestnik.delivery.worker import MESSAGES
from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text
from vestnik.routes.reply import RecipientReply, error_response, response
from vestnik.runtime.system import System
from vestnik.scenarios.outgoing import Settled

_LOG = logging.getLogger(__name__)

POLL_SECONDS = 5.0
"""A wake-up that was missed delays an answer by so much."""


class SettledListener:
    """A thread that hands settled messages to waiting runs, from `start` to `stop`."""

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
                    while self._handle_some() and not self._stopping.is_set():
                        pass
                except Exception:
                    _LOG.exception("settled messages could not be told; trying again")
                listener.wait(POLL_SECONDS)

    def _handle_some(self) -> bool:
        with self._system.db.read() as tx:
            if not events.any_pending(tx):
                return False
        with self._system.db.write() as tx:
            found = events.pending(tx)
        for event in found:
            if event.wants_answer:
                self._tell(event)
        with self._system.db.write() as tx:
            events.handled(tx, [event.id for event in found])
        return bool(found)

    def _tell(self, event: SettledEvent) -> None:
        try:
            with self._system.db.read() as tx:
                message = get(tx, event.message)
            self._system.runs.resume_waiting(settled(message))
        except VestnikError as error:
            _LOG.info("the run that waited for %s failed: %s", event.message, error)


def settled(message: Message) -> Settled:
    """What the scenario that waited hears of a message (spec/routes.md 2, `response` and `error_response`)."""
    replies = [_reply(recipient) for recipient in message.recipients]
    delivered = any(reply.accepted for reply in replies)
    rejected = [recipient for recipient in message.recipients if recipient.state == "rejected"]
    error = "rejected" if rejected else "cancelled" if message.state == "cancelled" else "expired"
    reply = (
        response(message.message_id, replies)
        if delivered
        else error_response(error, "recipient" if rejected else "connection", bool(rejected), replies)
    )
    last = next((one.text for one in reversed(replies) if one.text), message.state)
    return Settled(message.id, message.state, delivered, reply, message.why or Text(last, last))


def _reply(recipient: RecipientView) -> RecipientReply:
    return RecipientReply(
        recipient.address,
        recipient.state == "accepted",
        recipient.code,
        recipient.enhanced_code,
        recipient.text or "",
    )
