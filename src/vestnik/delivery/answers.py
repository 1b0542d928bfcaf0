"""From a session's results to answers about recipients."""

from __future__ import annotations

from collections.abc import Sequence

from vestnik.connections.sending import ConnectionFault, Result
from vestnik.delivery.claims import Claim
from vestnik.delivery.envelope import NOT_ALLOWED, Envelope
from vestnik.delivery.settling import Answer
from vestnik.delivery.states import RecipientState
from vestnik.kernel.text import Said, Text

_BEST_FIRST = ("accepted", "uncertain", "deferred", "rejected")


def heard(claim: Claim, who: Envelope, results: Sequence[Result]) -> tuple[Answer, ...]:
    """One answer for each open recipient.

    A recipient that is redirected to several addresses has the best of their results: once anybody got the letter it is
    not sent again (R5).
    """
    if len(claim.recipients) == len(results) == 1 and not who.withheld:
        one, result = claim.recipients[0], results[0]  # what nearly all letters are
        return (_answer(one.position, result, one.address),)
    people = {one.position: one for one in claim.recipients}
    found: dict[int, Answer] = {
        position: Answer(position, "suppressed", text=people[position].suppressed or NOT_ALLOWED)
        for position in who.withheld
    }
    for result in sorted(results, key=lambda result: _BEST_FIRST.index(result.outcome)):
        for position in who.stands_for[result.recipient]:
            found.setdefault(position, _answer(position, result, people[position].address))
    return tuple(found[position] for position in sorted(found))


def every_one(claim: Claim, state: RecipientState, text: Said) -> tuple[Answer, ...]:
    """The same answer for all open recipients of a letter that no server answered; who is suppressed was in no envelope."""
    return tuple(
        Answer(one.position, "suppressed", text=one.suppressed)
        if one.suppressed
        else Answer(one.position, state, text=text, sent_to=one.redirected)
        for one in claim.recipients
    )


def faulted(claim: Claim, fault: ConnectionFault) -> tuple[Answer, ...]:
    """A fault of the connection fails no letter: everyone waits (R4)."""
    told = fault.message
    if fault.reply and fault.reply not in told.en:
        told = Text("{what}: {reply}", "{what}: {reply}").format(what=told, reply=fault.reply)
    return tuple(
        Answer(one.position, "deferred", code=fault.reply_code, text=told, sent_to=one.redirected)
        for one in claim.recipients
    )


def _answer(position: int, result: Result, address: str) -> Answer:
    return Answer(
        position,
        result.outcome,
        code=result.code,
        enhanced=result.enhanced,
        text=result.text,
        sent_to=result.recipient if result.recipient != address else None,
    )
