"""What a reply means for a recipient: the one place that decides `permanent` (spec/delivery.md R4, P4)."""

from __future__ import annotations

from vestnik.connections.sending import Result, Stage
from vestnik.connections.types.smtp_send.replies import Reply
from vestnik.kernel.text import Said

_TOO_MANY_RECIPIENTS = "5.5.3"

_LOGIN_WANTED = (530, 534, 535, 538)
"""Replies that speak of our login, not of the letter (RFC 4954 6)."""


def is_permanent(stage: Stage, reply: Reply) -> bool:
    """Whether trying the recipient again is of no use.

    The first digit decides: 5 is permanent, 4 is not. Exceptions:
    - 552 to RCPT without an enhanced code, or with 5.5.3, means "too many recipients" (RFC 5321 4.5.3.1.10);
    - 521 and 554 in place of a greeting, and 503 to DATA after an accepted recipient, speak of the session.
    Anything that is no final answer (1xx, 2xx, 3xx where it does not belong) is transient.
    """
    if not 500 <= reply.code < 600:
        return False
    if stage == "rcpt" and reply.code == 552:
        return reply.enhanced not in (None, _TOO_MANY_RECIPIENTS)
    return not (stage == "data" and reply.code == 503)


def too_many_recipients(reply: Reply) -> bool:
    """Whether the server wants the remaining recipients in a transaction of their own (A9)."""
    return (reply.code == 452 and reply.enhanced in (None, "4.5.3")) or (
        reply.code == 552 and reply.enhanced in (None, _TOO_MANY_RECIPIENTS)
    )


def speaks_of_login(reply: Reply) -> bool:
    """Whether a reply to MAIL, RCPT or DATA says that the connection is at fault, not the letter (R4)."""
    return reply.code in _LOGIN_WANTED


def refused(recipient: str, stage: Stage, reply: Reply) -> Result:
    """The result of a recipient that a reply has turned away, for now or for good."""
    permanent = is_permanent(stage, reply)
    return Result(
        recipient,
        "rejected" if permanent else "deferred",
        reply.code,
        reply.enhanced,
        reply.text,
        permanent,
        stage,
    )


def accepted(recipient: str, reply: Reply) -> Result:
    """The result of a recipient that the server has taken over."""
    return Result(recipient, "accepted", reply.code, reply.enhanced, reply.text, False, "final")


def unsendable(recipient: str, enhanced: str, text: Said) -> Result:
    """The result of a recipient whose letter this server can never take, found before anything was said (A3, M15)."""
    return Result(recipient, "rejected", None, enhanced, text, True, "mail")


def lost(recipient: str, stage: Stage, text: Said) -> Result:
    """The result of a recipient when the session broke: uncertain after the final dot, else to be tried again (R6)."""
    outcome = "uncertain" if stage == "final" else "deferred"
    return Result(recipient, outcome, None, None, text, False, stage)  # type: ignore[arg-type]
