"""What scenarios hear of a letter that is over: the answer to a run that waits, and the events *message failed*,
*delivered* and *bounced*."""

from __future__ import annotations

from collections.abc import Sequence

from vestnik.access.actor import SYSTEM
from vestnik.delivery.events import SettledEvent
from vestnik.delivery.messages import Message, RecipientView
from vestnik.kernel.text import Language, both, said_in
from vestnik.kernel.values import Value
from vestnik.records.objects import SqlObjects
from vestnik.routes.reply import RecipientReply, error_response, response
from vestnik.runtime.system import System
from vestnik.scenarios.letter_event import LETTER
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Settled
from vestnik.storage.transaction import Transaction

LETTER_EVENTS = frozenset({"message_failed", "message_delivered", "message_bounced"})


def settled(message: Message, language: Language) -> Settled:
    """What the scenario that waited hears of a message (spec/routes.md 2, `response` and `error_response`).

    language: of what we say where a server said nothing.
    """
    replies = [_reply(recipient, language) for recipient in message.recipients]
    delivered = any(reply.accepted for reply in replies)
    reply = response(message.message_id, replies) if delivered else _failure(message, replies)
    last = next((one.text for one in reversed(message.recipients) if one.text), message.state)
    return Settled(message.id, message.state, delivered, reply, message.why or both(last))


def occurrences(system: System, tx: Transaction, event: SettledEvent, message: Message) -> list[Occurrence]:
    """The events that a settled message raises, on the record it came from."""
    types = []
    if event.state == "bounced":
        types.append("message_bounced")
    if event.state in ("failed", "partly_sent"):
        types.append("message_failed")
    if event.wants_delivered and event.state in ("sent", "partly_sent"):
        types.append("message_delivered")
    if not types:
        return []
    origin = SqlObjects(tx, SYSTEM, system.blobs).template_of(message.record) if message.record else None
    return [
        Occurrence(
            type_,
            template=origin.name if origin else None,
            record=message.record if origin else None,
            details={
                "connection": message.connection,
                "route": message.route,
                LETTER: letter_value(type_, message, system.stage.language),
            },
        )
        for type_ in types
    ]


def letter_value(type_: str, message: Message, language: Language) -> dict[str, Value]:
    """The object behind the event's variable: the letter, and the server's words about those that the event is about."""
    replies = [_reply(recipient, language) for recipient in message.recipients]
    bounced = [reply for reply, one in zip(replies, message.recipients, strict=True) if one.bounced]
    if type_ == "message_failed":
        words = _failure(message, [reply for reply in replies if not reply.accepted])
    elif type_ == "message_bounced":
        words = error_response("bounced", "recipient", True, bounced)
    else:
        words = response(message.message_id, replies)
    return {
        **words,
        "Id": str(message.id),
        "MessageId": message.message_id,
        "State": message.state,
        "Subject": message.subject,
        "From": message.sender,
        "Connection": message.connection,
        "Route": message.route,
        "Recipients": tuple(one.address for one in message.recipients),
        "Accepted": tuple(reply.address for reply in replies if reply.accepted and reply not in bounced),
    }


def _failure(message: Message, replies: Sequence[RecipientReply]) -> dict[str, Value]:
    rejected = any(recipient.state == "rejected" for recipient in message.recipients)
    error = "rejected" if rejected else "cancelled" if message.state == "cancelled" else "expired"
    return error_response(error, "recipient" if rejected else "connection", rejected, replies)


def _reply(recipient: RecipientView, language: Language) -> RecipientReply:
    return RecipientReply(
        recipient.address,
        recipient.state == "accepted",
        recipient.code,
        recipient.enhanced_code,
        said_in(language, recipient.text or ""),
    )
