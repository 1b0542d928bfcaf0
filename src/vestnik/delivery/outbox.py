"""Where letters enter: rows written in the transaction of whatever sends them, so that both become real or neither does.

A letter is refused here or it will be tried: once the transaction is committed it is on disk (spec/delivery.md R1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import func, select

from vestnik.delivery.events import note_settled
from vestnik.delivery.frozen import Frozen, dump_layout
from vestnik.delivery.states import MessageState, RecipientState, message_state
from vestnik.delivery.suppressions import suppressed
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import Refused, Unavailable
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.storage.many import Many, execute_all, insert_many, listed_texts, select_by_texts
from vestnik.storage.tables import delivery as tables
from vestnik.storage.transaction import Conflict, Dialect, Transaction

BATCH = 500
"""Letters per statement; also how many keys are looked up at once."""

RECIPIENTS_PER_JOB = 100
"""RFC 5321 4.5.3.1.8 promises room for so many (A9)."""

FULL = 1_000_000
"""Open jobs at which the queue refuses more (R14)."""

COUNT_SECONDS = 2.0
"""A count of the queue is believed for so long; it costs milliseconds when the queue is long."""


class LetterTooLarge(Refused):
    code = "letter_too_large"
    text = Text(
        "Письмо «{subject}» занимает {size} байт, подключение «{connection}» принимает не больше {limit}",
        "The letter '{subject}' has {size} bytes; connection '{connection}' takes at most {limit}",
    )


class NoRecipients(Refused):
    code = "no_recipients"
    text = Text("У письма «{subject}» нет ни одного получателя", "The letter '{subject}' has no recipient")


class QueueFull(Unavailable):
    code = "queue_full"
    text = Text(
        "Очередь писем заполнена: {limit} ещё не отправлены. Новые письма не принимаются, пока она не сократится.",
        "The queue of letters is full: {limit} are waiting. No more are taken until some have gone.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """A letter to queue, with where it goes and whom it belongs to.

    route_version: of the route's definition with which it was made. max_size (bytes), max_recipients, expires_after: as
    the connection has them now. lane: data bus 0 to 3. priority: 0 goes first, 9 last. send_at: not before. key: the same
    key makes one letter only. wants_answer: somebody waits for the outcome (`settled_event`). wants_delivered: a scenario
    asked to hear when it is delivered. trace: W3C traceparent of the run that queued it, when it is traced.
    """

    frozen: Frozen
    route: str
    route_version: int
    connection: str
    lane: int = 0
    priority: int = 5
    send_at: datetime | None = None
    expires_after: timedelta = timedelta(hours=48)
    max_size: int | None = None
    max_recipients: int = RECIPIENTS_PER_JOB
    key: str | None = None
    run: Ref | None = None
    record: Ref | None = None
    actor: str | None = None
    wants_answer: bool = False
    origin: Mapping[str, Any] | None = None
    wants_delivered: bool = False
    trace: str | None = None


class Outbox:
    """Queues letters.

    Args:
        wake: called after a commit that queued something; tells the worker to look (`wakeup.notify("jobs")`).
        full: open jobs at which more are refused.
    """

    def __init__(self, clock: Clock, wake: Callable[[], None] = lambda: None, full: int = FULL) -> None:
        self._clock = clock
        self._wake = wake
        self._full = full
        self._counted: tuple[float, int] | None = None

    def enqueue(self, tx: Transaction, letters: Sequence[NewLetter]) -> list[Ref]:
        """Queue letters; the message of each, in their order; for a key that is known, the message it made.

        Raises:
            LetterTooLarge, NoRecipients: nothing of the batch is queued.
            QueueFull: too many are waiting.
        """
        for letter in letters:
            _check(letter)
        if letters:
            self._make_room(tx, len(letters))
            tx.after_commit(self._wake)
        if (
            len(letters) > BATCH
            and not tx.writing
            and (made := _enqueue_many(tx, letters, self._clock.now()))
        ):
            return made
        if letters:
            tx.begin_writing()
        queued: list[Ref] = []
        for at in range(0, len(letters), BATCH):
            queued += _enqueue(tx, letters[at : at + BATCH], self._clock.now())
        return queued

    def _make_room(self, tx: Transaction, more: int) -> None:
        now = self._clock.monotonic()
        if self._counted is None or not 0 <= now - self._counted[0] < COUNT_SECONDS:
            waiting = select(tables.job.c.id).limit(self._full).subquery()
            self._counted = now, tx.execute(select(func.count()).select_from(waiting)).scalar_one()
        when, count = self._counted
        if count + more > self._full:
            self._counted = None
            raise QueueFull(limit=self._full, what="outbox")
        self._counted = when, count + more


def _check(letter: NewLetter) -> None:
    frozen = letter.frozen
    if not frozen.recipients:
        raise NoRecipients(subject=frozen.subject[:80])
    if letter.max_size is not None and frozen.body.size > letter.max_size:
        raise LetterTooLarge(
            subject=frozen.subject[:80],
            size=frozen.body.size,
            connection=letter.connection,
            limit=letter.max_size,
        )


def _enqueue(tx: Transaction, letters: Sequence[NewLetter], now: datetime) -> list[Ref]:
    known = _known_keys(tx, letters)
    fresh: dict[int, NewLetter] = {}
    first_of_key: dict[str, int] = {}
    for index, letter in enumerate(letters):
        if letter.key is not None:
            if letter.key in known or letter.key in first_of_key:
                continue
            first_of_key[letter.key] = index
        fresh[index] = letter
    ids = dict(zip(fresh, tx.new_ids("msg", len(fresh)), strict=True))
    if fresh:
        _insert(tx, [(ids[index], letter) for index, letter in fresh.items()], now)
    known |= {key: ids[index] for key, index in first_of_key.items()}
    return [
        Ref("msg", ids[index] if index in ids else known[letter.key or ""])
        for index, letter in enumerate(letters)
    ]


def _enqueue_many(tx: Transaction, letters: Sequence[NewLetter], now: datetime) -> list[Ref] | None:
    """Queue a mailing: everything is prepared before the gate, so that others wait for the writing alone (SQLite).

    Returns:
        None when letters of it are there already; then they are queued batch by batch.

    Raises:
        Conflict: somebody queued one of them just now; the work starts over.
    """
    batches = [letters[at : at + BATCH] for at in range(0, len(letters), BATCH)]
    keys = [letter.key for letter in letters if letter.key is not None]
    if len(set(keys)) < len(keys) or any(_known_keys(tx, batch) for batch in batches):
        return None
    ids = tx.new_ids("msg", len(letters), ahead=True)
    blocked = suppressed(tx, {one.address for letter in letters for one in letter.frozen.recipients}, now)
    rows = _Rows()
    for id, letter in zip(ids, letters, strict=True):
        rows.add(id, letter, blocked, now)
    if execute_all(tx, rows.prepared(tx.dialect)) != len(keys) and keys:
        raise Conflict
    tx.note_change("message", *ids)
    note_settled(tx, {row[0]: row[1] for row in rows.messages}, now)
    return [Ref("msg", id) for id in ids]


_KNOWN_KEYS = {
    dialect: select_by_texts(dialect, tables.message_key.c.key, tables.message_key.c.message)
    for dialect in get_args(Dialect)
}


def _known_keys(tx: Transaction, letters: Sequence[NewLetter]) -> dict[str, int]:
    keys = [letter.key for letter in letters if letter.key is not None]
    if not keys:
        return {}
    rows = tx.execute(_KNOWN_KEYS[tx.dialect], {"texts": listed_texts(keys)})
    return {row.key: row.message for row in rows}


def _insert(tx: Transaction, letters: Sequence[tuple[int, NewLetter]], now: datetime) -> None:
    blocked = suppressed(tx, {one.address for _, letter in letters for one in letter.frozen.recipients}, now)
    rows = _Rows()
    for id, letter in letters:
        rows.add(id, letter, blocked, now)
    execute_all(tx, rows.prepared(tx.dialect))
    tx.note_change("message", *(id for id, _ in letters))
    note_settled(tx, {row[0]: row[1] for row in rows.messages}, now)


@dataclass(slots=True)
class _Rows:
    """What a batch of letters writes, gathered by table; the order of values is that of the statements below."""

    messages: list[tuple[Any, ...]] = field(default_factory=list)
    letters: list[tuple[Any, ...]] = field(default_factory=list)
    blobs: list[tuple[Any, ...]] = field(default_factory=list)
    recipients: list[tuple[Any, ...]] = field(default_factory=list)
    jobs: list[tuple[Any, ...]] = field(default_factory=list)
    keys: list[tuple[Any, ...]] = field(default_factory=list)
    message_ids: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, id: int, letter: NewLetter, blocked: Mapping[str, str], now: datetime) -> None:
        frozen, body = letter.frozen, letter.frozen.body
        states: list[RecipientState] = []
        part_size = min(letter.max_recipients, RECIPIENTS_PER_JOB)
        for position, one in enumerate(frozen.recipients):
            reason = blocked.get(one.address.lower()) if blocked else None
            state: RecipientState = "pending" if reason is None else "suppressed"
            changed = None if reason is None else now
            part = position // part_size
            states.append(state)
            self.recipients.append((id, position, part, one.address, one.role, state, reason, changed))
        expires = (letter.send_at or now) + letter.expires_after
        self.messages.append(_message(id, letter, message_state(states), now, expires))
        layout = dump_layout(body.layout)
        self.letters.append((id, body.content, layout, body.needs_smtputf8, body.eight_bit, letter.origin))
        self.blobs += [(id, digest) for digest in body.digests]
        self.message_ids.append((frozen.message_id, id))
        if letter.key is not None:
            self.keys.append((letter.key, id))
        way = (letter.lane, letter.connection, letter.route, letter.priority, letter.send_at or now, expires)
        self.jobs += [
            (id, part, *way, 0, 0)
            for part in range(-(-len(states) // part_size))
            if "pending" in states[part * part_size : (part + 1) * part_size]
        ]

    def prepared(self, dialect: Dialect) -> list[tuple[Many, Any]]:
        """What is to be executed; keys first, because they may be taken."""
        given = (
            (_INSERT_KEY, self.keys),
            (_INSERT_MESSAGE, self.messages),
            (_INSERT_LETTER, self.letters),
            (_INSERT_BLOB, self.blobs),
            (_INSERT_RECIPIENT, self.recipients),
            (_INSERT_MESSAGE_ID, self.message_ids),
            (_INSERT_JOB, self.jobs),
        )
        return [(statement, statement.prepare(dialect, rows)) for statement, rows in given]


def _message(
    id: int, letter: NewLetter, state: MessageState, now: datetime, expires: datetime
) -> tuple[Any, ...]:
    frozen = letter.frozen
    return (
        id,
        state,
        letter.route,
        letter.route_version,
        letter.connection,
        letter.lane,
        letter.priority,
        frozen.subject,
        frozen.sender,
        frozen.sender_address,
        frozen.message_id,
        frozen.body.size,
        now,
        expires,
        now if state == "failed" else None,
        letter.key,
        letter.run.number if letter.run else None,
        str(letter.record) if letter.record else None,
        letter.actor,
        letter.wants_answer,
        letter.wants_delivered,
        False,
        letter.trace,
    )


_INSERT_MESSAGE = insert_many(
    tables.message,
    *("id", "state", "route", "route_version", "connection", "lane", "priority", "subject", "sender"),
    *("sender_address", "message_id", "size", "created", "expires", "settled", "key", "run", "record"),
    *("actor", "wants_answer", "wants_delivered", "possibly_repeated", "trace"),
)
_INSERT_LETTER = insert_many(
    tables.letter, "message", "content", "layout", "needs_smtputf8", "eight_bit", "origin"
)
_INSERT_BLOB = insert_many(tables.letter_blob, "message", "digest")
_INSERT_RECIPIENT = insert_many(
    tables.recipient, "message", "position", "part", "address", "role", "state", "text", "changed"
)
_INSERT_MESSAGE_ID = insert_many(tables.message_id, "message_id", "message")
_INSERT_JOB = insert_many(
    tables.job,
    *("message", "part", "lane", "connection", "route", "priority", "due", "expires", "attempts", "fence"),
)
_INSERT_KEY = insert_many(tables.message_key, "key", "message", key=("key",))
"""Under REPEATABLE READ a key that somebody else committed meanwhile is a conflict, and the work starts over."""
