"""Tables of delivery: the queue apart from the history (docs/decisions/0010-queue-apart-from-history.md).

`job` rows exist only while a letter is open, and are all that claiming touches. `message`, `letter`, `recipient`,
`attempt` and `message_change` are history; on PostgreSQL they are partitioned by ranges of the message's id, from the
start in one default partition. Uniqueness over all partitions is kept by `message_key` and `message_id`. The hot tables
have no foreign keys: their rows are written in one transaction and removed by retention, and a check per row would cost
more than the row.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    Table,
    event,
    func,
)
from sqlalchemy.schema import DDL

from vestnik.storage.tables.metadata import metadata
from vestnik.storage.tables.types import Digest, Id, Json, JsonText, Moment, Spoken, Words

HALF_FULL = 50
"""Percent of a page that new rows fill on PostgreSQL where each row is changed soon: the changed one finds its place beside
it, and no index has to learn of it. The space is taken either way."""


def _history(name: str, by: str, *parts: Any, comment: str, fill: int = 100) -> Table:
    """A table of history: partitioned by `by` on PostgreSQL, with one partition that takes every id."""
    room = f" WITH (fillfactor = {fill})" if fill < 100 else ""
    made = Table(name, metadata, *parts, comment=comment, postgresql_partition_by=f"RANGE ({by})")
    partition = DDL(  # type: ignore[no-untyped-call]
        f'CREATE TABLE "{name}_default" PARTITION OF "{name}" DEFAULT{room}'
    )
    event.listen(made, "after_create", partition.execute_if(dialect="postgresql"))
    return made


def _partly(name: str, where: ColumnElement[bool], *columns: Column[Any]) -> None:
    """An index over those rows only that the condition names."""
    Index(name, *columns, sqlite_where=where, postgresql_where=where)


message = _history(
    "message",
    "id",
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("state", Words, nullable=False, comment="at rest; sending and held follow from job and pause"),
    Column("route", Words, nullable=False),
    Column("route_version", Integer, nullable=False),
    Column("connection", Words, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("subject", Words, nullable=False),
    Column("sender", Words, nullable=False, comment="From as people read it"),
    Column("sender_address", Words, nullable=False),
    Column("message_id", Words, nullable=False),
    Column("size", Integer, nullable=False, comment="bytes on the wire"),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("settled", Moment, comment="when nothing was left to do"),
    Column("key", Words),
    Column("run", Id),
    Column("record", Words),
    Column("actor", Words),
    Column("wants_answer", Boolean, nullable=False, comment="somebody waits for the outcome"),
    Column("wants_delivered", Boolean, nullable=False, comment="a scenario asked to hear of delivery"),
    Column("possibly_repeated", Boolean, nullable=False),
    Column("why", Json, comment="reason of the state, in both languages"),
    Column("trace", Words, comment="W3C traceparent of whoever queued it; null: nobody traces"),
    CheckConstraint("lane BETWEEN 0 AND 3", name="lane"),
    CheckConstraint("priority BETWEEN 0 AND 9", name="priority"),
    Index("ix_message_connection", "connection", "id"),
    Index("ix_message_route", "route", "id"),
    Index("ix_message_created", "created"),
    comment="A letter that was queued, and what became of it",
)

_partly("ix_message_unusual", message.c.state != "sent", message.c.state, message.c.id)
_partly("ix_message_run", message.c.run.is_not(None), message.c.run)
_partly("ix_message_record", message.c.record.is_not(None), message.c.record)

letter = _history(
    "letter",
    "message",
    Column("message", Id, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False, comment="the segments of bytes, one after the other"),
    Column("layout", Json, comment="how content and blobs make the letter; null: the content is all of it"),
    Column("needs_smtputf8", Boolean, nullable=False),
    Column("eight_bit", Boolean, nullable=False),
    Column("origin", JsonText, comment="the scenario's action that made it, and the values it was made of"),
    comment="The frozen bytes of a message",
)

letter_blob = _history(
    "letter_blob",
    "message",
    Column("message", Id, primary_key=True, autoincrement=False),
    Column("digest", Digest, primary_key=True),
    Index("ix_letter_blob_digest", "digest"),
    comment="Stored contents that a letter refers to",
)

recipient = _history(
    "recipient",
    "message",
    Column("message", Id, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, nullable=False, comment="which job of the message sends to it"),
    Column("address", Words, nullable=False, comment="envelope form"),
    Column("role", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("redirected", Words, comment="the address that somebody put in its place"),
    Column("sent_to", Words, comment="where the envelope really went, when redirected"),
    Column("code", Integer),
    Column("enhanced", Words),
    Column("text", Spoken),
    Column("changed", Moment),
    Column("bounced", Moment, comment="when a notice came that it did not arrive after all"),
    comment="One address of a message's envelope, and the server's last word on it",
    fill=HALF_FULL,
)

Index("ix_recipient_address", func.lower(recipient.c.address))

attempt = _history(
    "attempt",
    "message",
    Column("message", Id, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="from 1"),
    Column("started", Moment, nullable=False),
    Column("ended", Moment, nullable=False),
    Column("worker", Words, nullable=False),
    Column("server", Words),
    Column("outcome", Words, nullable=False),
    Column("code", Integer),
    Column("text", Spoken),
    Column("state", Words, nullable=False, comment="the message's state afterwards"),
    comment="One try of one job; the change to sending (started) and the one after it (ended, state) in one row",
)

message_change = _history(
    "message_change",
    "message",
    Column("message", Id, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("why", Json, nullable=False),
    Column("actor", Words),
    comment="Changes of a message's state that no attempt made: cancelled, retried, redirected, taken back",
)

message_key = Table(
    "message_key",
    metadata,
    Column("key", Words, primary_key=True),
    Column("message", Id, nullable=False),
    comment="The same action on the same event makes one message (R7)",
    sqlite_with_rowid=False,
)

message_id = Table(
    "message_id",
    metadata,
    Column("message_id", Words, primary_key=True),
    Column("message", Id, nullable=False),
    comment="Message-IDs over all partitions; bounces and replies are matched by it",
    sqlite_with_rowid=False,
)

job = Table(
    "job",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("message", Id, nullable=False),
    Column("part", Integer, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("connection", Words, nullable=False),
    Column("route", Words, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, comment="tries that are over"),
    Column("fence", Integer, nullable=False, comment="grows with every claim"),
    Column("worker", Id, comment="who claimed it"),
    Column("started", Moment, comment="set before the first final dot could be sent"),
    Column("hold", Words, comment="why nobody may claim it"),
    Index("ix_job_message", "message"),
    comment="Work that is open: a message on its connection, at most 100 recipients",
    postgresql_with={"fillfactor": HALF_FULL},
    sqlite_autoincrement=True,
)

_partly(
    "ix_job_ready",
    job.c.worker.is_(None) & job.c.hold.is_(None),
    *(job.c.lane, job.c.connection, job.c.route, job.c.priority, job.c.due, job.c.id),
    *(job.c.worker, job.c.hold),  # always null, but SQLite would look into the row to see that
)
_partly("ix_job_worker", job.c.worker.is_not(None), job.c.worker)
_partly(
    "ix_job_held", job.c.worker.is_(None) & job.c.hold.is_not(None), job.c.lane, job.c.connection, job.c.due
)

delivery_minute = Table(
    "delivery_minute",
    metadata,
    Column("minute", Moment, primary_key=True, comment="its beginning"),
    Column("lane", Integer, primary_key=True, autoincrement=False),
    Column("connection", Words, primary_key=True),
    Column("worker", Id, primary_key=True, autoincrement=False, comment="so that no two write one row"),
    Column("accepted", Integer, nullable=False, comment="attempts that every recipient accepted"),
    Column("others", Integer, nullable=False, comment="deferred, rejected, uncertain"),
    comment="Attempts of each minute of the last day, for rates and charts",
)

worker = Table(
    "worker",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("name", Words, nullable=False, comment="host:pid"),
    Column("lanes", Json, nullable=False),
    Column("started", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("lease_until", Moment, nullable=False, comment="by the database's clock; PostgreSQL only"),
    Column("ended", Moment),
    comment="One life of one worker process; ids are generations",
    sqlite_autoincrement=True,
)

pause = Table(
    "pause",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("kind", Words, nullable=False, comment="connection, route or lane"),
    Column("name", Words, nullable=False),
    Column("reason", Words, nullable=False, comment="paused or disabled"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, comment="null while it lasts"),
    Column("actor", Words),
    Index("ix_pause_place", "kind", "name", "since"),
    comment="Times in which letters were held; the clock of their expiry stood still",
)

circuit = Table(
    "circuit",
    metadata,
    Column("connection", Words, primary_key=True),
    Column("state", Words, nullable=False, comment="open, auth_failed"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False, comment="when one letter may try again"),
    Column("failures", Integer, nullable=False),
    Column("tries", Json, nullable=False, comment="moments of refused sign-ins"),
    Column("code", Integer),
    Column("text", Spoken, nullable=False),
    comment="Connections whose server cannot be used; no row: all is well",
)

rate = Table(
    "rate",
    metadata,
    Column("connection", Words, primary_key=True),
    Column("slots", Json, nullable=False, comment="letters by tenth of the period"),
    comment="What was sent lately over connections with a rate limit, by all workers together",
)

suppression = Table(
    "suppression",
    metadata,
    Column("address", Words, primary_key=True, comment="lower case"),
    Column("reason", Words, nullable=False),
    Column("until", Moment),
    Column("created", Moment, nullable=False),
    comment="Addresses that get no letters",
)

settled_event = Table(
    "settled_event",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("message", Id, nullable=False),
    Column("run", Id),
    Column("state", Words, nullable=False),
    Column("wants_answer", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    comment="Messages that came to their end and that somebody has to hear of; consumed by the runtime",
    sqlite_autoincrement=True,
)
