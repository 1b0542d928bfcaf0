"""Messages as people see them: one, a page of many, the raw bytes (spec/contract.md 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, literal_column, not_, or_, select

from vestnik.delivery.frozen import Body, load_layout
from vestnik.delivery.pauses import Paused, paused
from vestnik.delivery.states import FINAL, MESSAGE_STATES, MessageState, message_state
from vestnik.kernel.problem import NotFound, Refused
from vestnik.kernel.text import Language, Said, Text, both, in_one, said_in
from vestnik.kernel.values import Ref
from vestnik.mail.segments import OpenBlob
from vestnik.storage.since import first_since
from vestnik.storage.tables.delivery import attempt, job, letter, message, message_change, recipient
from vestnik.storage.transaction import Transaction

MAX_PAGE = 500


class MessageUnknown(NotFound):
    code = "message_unknown"
    text = Text("Письмо {what} не найдено", "There is no message {what}")


class BadFilter(Refused):
    code = "bad_filter"
    text = Text("Неверное значение фильтра {name}: «{given}»", "Bad value of filter {name}: '{given}'")


@dataclass(frozen=True, slots=True)
class RecipientView:
    """sent_to: the address in the real envelope, when it was redirected. bounced: when a notice said that it did not
    arrive after all."""

    address: str
    role: str
    state: str
    code: int | None
    enhanced_code: str | None
    text: Said | None
    sent_to: str | None
    changed: datetime | None
    bounced: datetime | None


@dataclass(frozen=True, slots=True)
class AttemptView:
    """ended: None while the attempt goes on. outcome: accepted, deferred, rejected, uncertain, or None as yet."""

    started: datetime
    ended: datetime | None
    worker: str
    server: str | None
    outcome: str | None
    text: Said | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a message's state (R2)."""

    at: datetime
    state: str
    why: Text | None


@dataclass(frozen=True, slots=True)
class Message:
    """A message with everything that happened to it. due: when it is tried next, None when it will not be."""

    id: Ref
    state: MessageState
    route: str
    route_version: int
    connection: str
    lane: int
    priority: int
    subject: str
    sender: str
    message_id: str
    recipients: tuple[RecipientView, ...]
    size: int
    created: datetime
    due: datetime | None
    expires: datetime
    settled: datetime | None
    attempts: tuple[AttemptView, ...]
    changes: tuple[Change, ...]
    run: Ref | None
    record: Ref | None
    key: str | None
    possibly_repeated: bool
    why: Text | None

    def as_json(self, language: Language) -> dict[str, Any]:
        """The form of the API; moments stay `datetime` for the JSON encoder."""
        return {
            "id": str(self.id),
            "state": self.state,
            "route": self.route,
            "connection": self.connection,
            "lane": self.lane,
            "priority": self.priority,
            "subject": self.subject,
            "from": self.sender,
            "message_id": self.message_id,
            "recipients": [_fields(one, language) for one in self.recipients],
            "size": self.size,
            "created": self.created,
            "due": self.due,
            "expires": self.expires,
            "attempts": [_fields(one, language) for one in self.attempts],
            "changes": [
                {"at": one.at, "state": one.state, "why": one.why.of(language) if one.why else None}
                for one in self.changes
            ],
            "run": str(self.run) if self.run else None,
            "record": str(self.record) if self.record else None,
            "key": self.key,
            "possibly_repeated": self.possibly_repeated,
            "why": self.why.of(language) if self.why else None,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """next: the cursor of the page after this one, None on the last."""

    items: tuple[Message, ...]
    next: str | None
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which messages: every given field must match.

    to: an address, or its beginning when there is no `@` in it. subject: all of these are parts of it, in any case.
    ids: one of these numbers. since, until: of queueing. of_records: those that belong to a record.
    """

    state: Sequence[str] = ()
    route: str | None = None
    connection: str | None = None
    lane: int | None = None
    record: Ref | None = None
    run: Ref | None = None
    to: str | None = None
    subject: tuple[str, ...] = ()
    ids: Collection[int] | None = None
    since: datetime | None = None
    until: datetime | None = None
    of_records: bool = False


def get(tx: Transaction, id: Ref) -> Message:
    """One message.

    Raises:
        MessageUnknown: there is none of that id.
    """
    if (found := _loaded(tx, [id.number])) and id.kind == "msg":
        return found[0]
    raise MessageUnknown(what=str(id))


def list_messages(
    tx: Transaction,
    wanted: Filter | None = None,
    *,
    limit: int = 50,
    cursor: str | None = None,
    count: bool = False,
) -> Page:
    """A page of messages, newest first, in a fixed number of statements.

    Raises:
        BadFilter: an unknown state, or a cursor that is none.
    """
    limit = max(1, min(limit, MAX_PAGE))
    where = _conditions(tx, wanted or Filter())
    total = None
    if count:
        total = tx.execute(select(func.count()).select_from(message).where(*where)).scalar_one()
    if cursor is not None:
        if not cursor.isdigit() or len(cursor) > 18:
            raise BadFilter(name="cursor", given=cursor[:40])
        where.append(message.c.id < int(cursor))
    ids = list(
        tx.execute(
            select(message.c.id).where(*where).order_by(message.c.id.desc()).limit(limit + 1)
        ).scalars()
    )
    following = str(ids[limit - 1]) if len(ids) > limit else None
    return Page(tuple(_loaded(tx, ids[:limit])), following, total)


MOST_COUNTED = 100_000
"""A chip says "more than" beyond this, so that a count never reads a whole history."""


def count_states(tx: Transaction, wanted: Filter) -> dict[MessageState, int]:
    """How many messages of a filter are in each state, at most `MOST_COUNTED` + 1 each; its own states do not matter."""
    others = _conditions(tx, replace(wanted, state=()))
    counted: dict[MessageState, int] = {}
    for state in MESSAGE_STATES:
        found = select(message.c.id).where(_in_state(tx, state), *others).limit(MOST_COUNTED + 1)
        counted[state] = tx.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    return counted


def ids_of(tx: Transaction, wanted: Filter, limit: int) -> list[Ref]:
    """The newest messages of a filter."""
    query = select(message.c.id).where(*_conditions(tx, wanted)).order_by(message.c.id.desc()).limit(limit)
    return [Ref("msg", id) for id in tx.execute(query).scalars()]


def origin_of(tx: Transaction, id: Ref) -> Mapping[str, Any] | None:
    """What was kept to explain a letter (`NewLetter.origin`); None when there is nothing or retention took it."""
    found = tx.execute(select(letter.c.origin).where(letter.c.message == id.number)).scalar()
    return dict(found) if found else None


def raw(tx: Transaction, id: Ref, open_blob: OpenBlob) -> Iterator[bytes]:
    """The bytes of a letter as they are sent, in pieces; the transaction may end before they are read.

    Raises:
        MessageUnknown: no such message, or its bytes are gone by retention.
    """
    row = tx.execute(
        select(letter, message.c.size)
        .join(message, message.c.id == letter.c.message)
        .where(letter.c.message == id.number)
    ).first()
    if row is None or id.kind != "msg":
        raise MessageUnknown(what=str(id))
    body = Body(row.content, load_layout(row.layout), row.size, row.needs_smtputf8, row.eight_bit)
    return body.chunks(open_blob)


def _loaded(tx: Transaction, ids: Sequence[int]) -> list[Message]:
    if not ids:
        return []
    rows = {row.id: row for row in tx.execute(select(message).where(message.c.id.in_(ids)))}
    places = paused(tx)
    people = _by_message(tx.execute(_of(recipient, ids).order_by(recipient.c.message, recipient.c.position)))
    tries = _by_message(tx.execute(_of(attempt, ids).order_by(attempt.c.message, attempt.c.started)))
    changes = _by_message(
        tx.execute(_of(message_change, ids).order_by(message_change.c.message, message_change.c.number))
    )
    jobs = _by_message(tx.execute(_of(job, ids)))
    return [
        _message(
            rows[id], people.get(id, ()), tries.get(id, ()), changes.get(id, ()), jobs.get(id, ()), places
        )
        for id in ids
        if id in rows
    ]


def _of(table: Any, ids: Sequence[int]) -> Any:
    return select(table).where(table.c.message.in_(ids))


def _by_message(rows: Iterable[Row[Any]]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.message, []).append(row)
    return found


def _message(
    row: Row[Any],
    people: Sequence[Row[Any]],
    tries: Sequence[Row[Any]],
    changes: Sequence[Row[Any]],
    jobs: Sequence[Row[Any]],
    places: Paused,
) -> Message:
    sending = any(one.started for one in jobs)
    holding = places.holding(row.connection, row.route, row.lane) if jobs else None
    held = holding is not None or (bool(jobs) and all(one.hold for one in jobs))
    state = message_state((one.state for one in people), sending=sending, held=held)
    why = _text(row.why)
    if state == "held" and holding:
        why = holding.why
    attempts = [AttemptView(t.started, t.ended, t.worker, t.server, t.outcome, t.text) for t in tries]
    attempts += [AttemptView(one.started, None, "", None, None, None) for one in jobs if one.started]
    return Message(
        id=Ref("msg", row.id),
        state=state,
        route=row.route,
        route_version=row.route_version,
        connection=row.connection,
        lane=row.lane,
        priority=row.priority,
        subject=row.subject,
        sender=row.sender,
        message_id=row.message_id,
        recipients=tuple(
            RecipientView(
                p.address, p.role, p.state, p.code, p.enhanced, p.text, p.sent_to, p.changed, p.bounced
            )
            for p in people
        ),
        size=row.size,
        created=row.created,
        due=min((one.due for one in jobs if not one.hold), default=None),
        expires=row.expires,
        settled=row.settled,
        attempts=tuple(attempts),
        changes=_changes(row, tries, changes, jobs),
        run=Ref("run", row.run) if row.run else None,
        record=Ref.parse(row.record) if row.record else None,
        key=row.key,
        possibly_repeated=row.possibly_repeated,
        why=why,
    )


def _changes(
    row: Row[Any], tries: Sequence[Row[Any]], changes: Sequence[Row[Any]], jobs: Sequence[Row[Any]]
) -> tuple[Change, ...]:
    """Every change of state: an attempt stands for two, others have rows of their own."""
    found = [Change(row.created, "queued", None)]
    for one in tries:
        words = in_one(one.code, one.text)
        found.append(Change(one.started, "sending", None))
        found.append(Change(one.ended, one.state, both(words) if words else None))
    found += [Change(one.at, one.state, _text(one.why)) for one in changes]
    found += [Change(one.started, "sending", None) for one in jobs if one.started]
    return tuple(sorted(found, key=lambda change: change.at))


def _conditions(tx: Transaction, wanted: Filter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.state:
        where.append(or_(*(_in_state(tx, state) for state in wanted.state)))
    where += [
        message.c[name] == value
        for name in ("route", "connection", "lane")
        if (value := getattr(wanted, name)) is not None
    ]
    if wanted.record:
        where.append(message.c.record == str(wanted.record))
    if wanted.of_records:
        where.append(message.c.record.is_not(None))
    if wanted.run:
        where.append(message.c.run == wanted.run.number)
    if wanted.ids is not None:
        where.append(message.c.id.in_(wanted.ids))
    if wanted.to:
        where.append(message.c.id.in_(_sent_to(wanted.to)))
    where += [_in_subject(part) for part in wanted.subject]
    if wanted.since:
        where.append(message.c.id >= first_since(tx, message, wanted.since))
    if wanted.until:
        where.append(message.c.id < first_since(tx, message, wanted.until))
    return where


def _in_subject(part: str) -> ColumnElement[bool]:
    """Neither engine folds Cyrillic here without an index of its own, so the usual ways to write it are looked for."""
    ways = dict.fromkeys((part, part.lower(), part.upper(), part.capitalize(), part.title()))
    return or_(*(message.c.subject.contains(way, autoescape=True) for way in ways))


def _in_state(tx: Transaction, state: str) -> ColumnElement[bool]:
    """The condition that a message shows this state: what is open follows from its jobs.

    Nearly all are sent, and the index leaves those out; SQLite takes it only where its condition stands in the query.
    """
    if state not in MESSAGE_STATES:
        raise BadFilter(name="state", given=state[:40])
    stored = message.c.state == state
    if state != "sent":
        stored = and_(message.c.state != literal_column("'sent'"), stored)
    if state in FINAL:
        return stored
    started = message.c.id.in_(select(job.c.message).where(job.c.started.is_not(None)))
    if state == "sending":
        return started
    held = message.c.id.in_(select(job.c.message).where(paused(tx).jobs()))
    if state == "held":
        return and_(held, not_(started))
    return and_(stored, not_(started), not_(held))


def _sent_to(given: str) -> Any:
    address = func.lower(recipient.c.address)
    wanted = given.strip().lower()
    if "@" in wanted:
        return select(recipient.c.message).where(address == wanted)
    return select(recipient.c.message).where(address >= wanted, address < wanted + "\U0010ffff")


def _text(stored: Any) -> Text | None:
    return Text(stored["ru"], stored["en"]) if stored else None


def _fields(view: RecipientView | AttemptView, language: Language) -> dict[str, Any]:
    shown = {one.name: getattr(view, one.name) for one in fields(view)}
    return {**shown, "text": said_in(language, view.text) if view.text else view.text}
