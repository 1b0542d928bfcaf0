"""Writing down what became of attempts: recipients, message, attempt, and what happens to the job.

A batch is settled in one transaction by the ledger. Results of a claim that was lost meanwhile change nothing, but for an
acceptance, which is always merged (spec/delivery.md R5, R9).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from vestnik.delivery.claims import Claim, still_ours
from vestnik.delivery.events import note_settled
from vestnik.delivery.minutes import ADD_MINUTES, MinuteRow, counted
from vestnik.delivery.pauses import held_time
from vestnik.delivery.policy import Policy
from vestnik.delivery.states import FINAL, OPEN, MessageState, RecipientState, merged, message_state
from vestnik.kernel.text import Said, Text, both, cut, in_one
from vestnik.storage.many import among, delete_many, execute_all, insert_many, listed, update_many
from vestnik.storage.tables.delivery import attempt, job, message, recipient
from vestnik.storage.transaction import Transaction

MAX_TEXT = 1000
"""Characters kept of a server's answer."""

TOO_MANY_RECIPIENTS = 452
"""RFC 5321 4.5.3.1.10: the rest of the recipients goes in a further transaction at once (A9)."""

EXPIRED = Text("срок доставки истёк; последний ответ: {text}", "delivery time is over; last answer: {text}")
UNCERTAIN = Text(
    "Ответ сервера потерян: письмо могло дойти. Решите, отправить ли его ещё раз.",
    "The server's answer was lost: the letter may have arrived. Decide whether to send it again.",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was heard about one recipient. sent_to: the real address of the envelope, when it was another."""

    position: int
    state: RecipientState
    code: int | None = None
    enhanced: str | None = None
    text: Said = ""
    sent_to: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that is over.

    answers: one for each open recipient of the claim. at_once: the fault lies with the configuration of the connection;
    the letter waits for its circuit only, without a delay of its own.
    """

    claim: Claim
    started: datetime
    ended: datetime
    server: str | None
    answers: tuple[Answer, ...]
    policy: Policy = field(default_factory=Policy)
    at_once: bool = False

    @property
    def outcome(self) -> str:
        """The one word of the attempt's row: the worst that needs attention, or `accepted`."""
        if len(self.answers) == 1:
            return self.answers[0].state
        found = {answer.state for answer in self.answers}
        order: tuple[RecipientState, ...] = ("uncertain", "deferred", "rejected", "accepted")
        return next((state for state in order if state in found), "suppressed")

    @property
    def settles_all(self) -> bool:
        """Whether everyone of the message has accepted with it: then nothing that is in the database matters."""
        if not self.claim.whole or len(self.answers) != len(self.claim.recipients):
            return False
        return all(answer.state == "accepted" for answer in self.answers)

    @property
    def telling(self) -> Answer | None:
        """The answer whose code and text stand for the whole attempt."""
        return next((answer for answer in self.answers if answer.state == self.outcome), None)


@dataclass(slots=True)
class _Row:
    """A recipient as it is in the database."""

    part: int
    state: RecipientState


def settle(
    tx: Transaction, worker: int, name: str, attempts: Sequence[Attempt], chance: Callable[[], float]
) -> None:
    """Write down a batch of attempts.

    Args:
        worker, name: the generation that made them, and how people know it.
        chance: gives numbers from 0 to 1, for the spread of retries.
    """
    _lock(tx, attempts)
    ours = still_ours(tx, worker, [one.claim for one in attempts])
    quick: list[Attempt] = []
    others: list[Attempt] = []
    for one in attempts:
        (quick if one.claim.job in ours and one.settles_all else others).append(one)
    watched = [*others, *(one for one in quick if one.claim.wants_answer)]
    before = _states(tx, watched)
    writing = _Writing()
    for one in quick:
        _settle_accepted(one, name, writing)
    if others:
        known = _recipients(tx, list(before))
        for one in others:
            if one.claim.message not in before:
                continue  # a late result, and retention has removed the message
            _settle_one(tx, one, known[one.claim.message], one.claim.job in ours, name, writing, chance)
    writing.flush(tx, counted(worker, attempts))
    tx.note_change("message", *writing.messages)
    after: dict[int, MessageState] = {id: writing.messages[id][1] for id in before}
    changed = {id: state for id, state in after.items() if state != before[id]}
    note_settled(tx, changed, max(one.ended for one in attempts))


def _settle_accepted(one: Attempt, name: str, writing: _Writing) -> None:
    """What nearly all letters come to, without a look at what was known before."""
    claim, first = one.claim, one.answers[0]
    writing.recipients += [
        _heard(claim.message, answer, "accepted", answer.text, one.ended) for answer in one.answers
    ]
    writing.done.append(claim.job)
    writing.attempts.append(_attempt(one, name, "accepted", first, "sent"))
    writing.messages[claim.message] = (claim.message, "sent", None, one.ended)


def _settle_one(
    tx: Transaction,
    one: Attempt,
    known: dict[int, _Row],
    fenced: bool,
    name: str,
    writing: _Writing,
    chance: Callable[[], float],
) -> None:
    claim = one.claim
    answers = {answer.position: answer for answer in one.answers}
    expired = _expired(tx, one) if fenced and any(a.state in OPEN for a in one.answers) else False
    for position, answer in answers.items():
        if (row := known.get(position)) is None:
            continue
        heard: RecipientState = answer.state
        if expired and heard in ("deferred", "pending"):
            heard = "rejected"
        state = merged(row.state, heard, fenced=fenced)
        if state == row.state and not (fenced and state in OPEN):
            continue
        row.state = state
        text = answer.text
        if expired and heard == "rejected" != answer.state:
            text = EXPIRED.format(text=answer.text)
        writing.recipients.append(_heard(claim.message, answer, state, text, one.ended))
    mine = [row.state for row in known.values() if row.part == claim.part]
    hold = False
    if fenced:
        if not any(state in OPEN for state in mine):
            writing.done.append(claim.job)
        else:
            hold = "uncertain" in mine and (expired or one.policy.when_uncertain == "hold")
            writing.again.append(_again(one, mine, hold, chance))
    elif not any(state in OPEN for state in mine):
        writing.unneeded.append({"_message": claim.message, "_part": claim.part})
    after = message_state((row.state for row in known.values()), held=hold)
    telling = one.telling
    writing.attempts.append(_attempt(one, name, one.outcome, telling, after))
    why = UNCERTAIN if hold else _why(after, telling)
    writing.change(claim.message, after, why, one.ended, repeated=one.outcome == "uncertain")


def _heard(message: int, answer: Answer, state: RecipientState, text: Said, at: datetime) -> tuple[Any, ...]:
    """The row of a recipient, in the order of `_UPDATE_RECIPIENT`."""
    position, code, enhanced = answer.position, answer.code, answer.enhanced
    return message, position, state, code, enhanced, cut(text, MAX_TEXT), answer.sent_to, at


def _attempt(
    one: Attempt, name: str, outcome: str, telling: Answer | None, after: MessageState
) -> tuple[Any, ...]:
    """The row of an attempt, in the order of `_INSERT_ATTEMPT`."""
    claim = one.claim
    said = (telling.code, cut(telling.text, MAX_TEXT)) if telling else (None, None)
    number = claim.fence
    return (
        claim.message,
        claim.part,
        number,
        one.started,
        one.ended,
        name,
        one.server,
        outcome,
        *said,
        after,
    )


def _again(
    one: Attempt, states: Iterable[RecipientState], hold: bool, chance: Callable[[], float]
) -> tuple[Any, ...]:
    """The job's row for the next try, in the order of `_UPDATE_JOB`."""
    progress = any(answer.state == "accepted" for answer in one.answers)
    split = progress and all(
        answer.code == TOO_MANY_RECIPIENTS for answer in one.answers if answer.state == "deferred"
    )
    tries = one.claim.attempts + (0 if split else 1)
    at_once = one.at_once or split
    wait = None if at_once else one.policy.retry.delay(max(tries, 1), chance())
    due = one.ended + wait if wait else one.ended
    return one.claim.job, due, tries, "uncertain" if hold else None, None, None


def _expired(tx: Transaction, one: Attempt) -> bool:
    """Whether an attempt was made past the letter's time; the time in which it was held does not count."""
    claim = one.claim
    if one.ended <= claim.expires:
        return False
    way = claim.stream
    held = held_time(tx, way.connection, way.route, way.lane, claim.created, one.ended)
    return one.ended > claim.expires + held


def _why(state: MessageState, telling: Answer | None) -> Text | None:
    if state == "sent" or telling is None:
        return None
    return both(in_one(telling.code, telling.enhanced, telling.text))


@dataclass(slots=True)
class _Writing:
    """What a batch writes, gathered by statement."""

    recipients: list[tuple[Any, ...]] = field(default_factory=list)
    attempts: list[tuple[Any, ...]] = field(default_factory=list)
    messages: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    repeated: set[int] = field(default_factory=set)
    done: list[int] = field(default_factory=list)
    again: list[tuple[Any, ...]] = field(default_factory=list)
    unneeded: list[dict[str, Any]] = field(default_factory=list)

    def change(self, id: int, state: MessageState, why: Text | None, at: datetime, *, repeated: bool) -> None:
        self.messages[id] = (id, state, why.as_json() if why else None, at if state in FINAL else None)
        if repeated:
            self.repeated.add(id)

    def flush(self, tx: Transaction, minutes: list[MinuteRow]) -> None:
        """Write everything, each table with one statement."""
        # Two attempts of one message may be settled together: the last word counts.
        done = set(self.done)
        rows = (
            (_UPDATE_RECIPIENT, list({row[:2]: row for row in self.recipients}.values())),
            (_INSERT_ATTEMPT, list({row[:3]: row for row in self.attempts}.values())),
            (_UPDATE_MESSAGE, list(self.messages.values())),
            (_UPDATE_JOB, list({row[:1]: row for row in self.again if row[0] not in done}.values())),
            (_DELETE_DONE, [(job,) for job in done]),
            (ADD_MINUTES, minutes),
        )
        execute_all(tx, [(many, many.prepare(tx.dialect, some)) for many, some in rows])
        if self.unneeded:
            tx.execute(_DELETE_UNNEEDED, self.unneeded)
        if self.repeated:
            repeated = update(message).where(among(tx.dialect, message.c.id)).values(possibly_repeated=True)
            tx.execute(repeated, {"ids": listed(tx.dialect, self.repeated)})


_UPDATE_RECIPIENT = update_many(
    recipient,
    key=("message", "position"),
    values=("state", "code", "enhanced", "text", "sent_to", "changed"),
)
_UPDATE_MESSAGE = update_many(message, key=("id",), values=("state", "why", "settled"))
_INSERT_ATTEMPT = insert_many(
    attempt,
    *(
        "message",
        "part",
        "number",
        "started",
        "ended",
        "worker",
        "server",
        "outcome",
        "code",
        "text",
        "state",
    ),
    key=("message", "part", "number"),
    # A late result replaces what was written when its job was taken back.
    or_update=("ended", "outcome", "code", "text", "server", "state"),
)
_UPDATE_JOB = update_many(job, key=("id",), values=("due", "attempts", "hold", "worker", "started"))
_DELETE_DONE = delete_many(job, key=("id",))
_DELETE_UNNEEDED = delete(job).where(
    job.c.message == bindparam("_message"), job.c.part == bindparam("_part"), job.c.started.is_(None)
)


def _lock(tx: Transaction, attempts: Collection[Attempt]) -> None:
    """Keep others from settling parts of the same messages meanwhile (PostgreSQL; on SQLite nobody can)."""
    if tx.dialect == "postgresql":
        ids = {one.claim.message for one in attempts}
        tx.execute(_LOCK_ON_POSTGRESQL, {"ids": listed("postgresql", ids)})


_LOCK_ON_POSTGRESQL = (
    select(message.c.id).where(among("postgresql", message.c.id)).order_by(message.c.id).with_for_update()
)


def _states(tx: Transaction, attempts: Collection[Attempt]) -> dict[int, str]:
    """The states that their messages are in; removed ones are left out."""
    if not attempts:
        return {}
    rows = select(message.c.id, message.c.state).where(among(tx.dialect, message.c.id))
    ids = {one.claim.message for one in attempts}
    return {row.id: row.state for row in tx.execute(rows, {"ids": listed(tx.dialect, ids)})}


def _recipients(tx: Transaction, messages: Sequence[int]) -> dict[int, dict[int, _Row]]:
    found: dict[int, dict[int, _Row]] = {id: {} for id in messages}
    table = recipient
    columns = (table.c.message, table.c.position, table.c.part, table.c.state)
    rows = select(*columns).where(among(tx.dialect, table.c.message))
    for row in tx.execute(rows, {"ids": listed(tx.dialect, messages)}):
        found[row.message][row.position] = _Row(row.part, row.state)
    return found
