"""Tables of `vestnik.scenarios`."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table

from vestnik.storage.tables.metadata import metadata
from vestnik.storage.tables.types import Id, JsonText, Moment, Words

run = Table(
    "run",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("state", Words, nullable=False),
    Column("scenario", Words, nullable=False, comment="the one that the event started first"),
    Column("version", Integer, nullable=False),
    Column("event", Words, nullable=False, comment="type of the event"),
    Column("origin", Words, comment="object on which it happened"),
    Column("initiator", Words, comment="account; null is the system"),
    Column("login", Words, nullable=False, comment="of the initiator, as it was"),
    Column("parent", Id, comment="the run of which this is a part that runs apart"),
    Column("event_key", Words, unique=True, comment="the same occurrence makes one run (spec/contract.md 6)"),
    Column("waits_for", Id, comment="message whose end the run waits for"),
    Column("stack", JsonText, comment="the state of a run that is not over"),
    Column("error", JsonText),
    Column("steps", Integer, nullable=False),
    Column("letters", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    CheckConstraint("state IN ('running', 'waiting', 'done', 'failed', 'cancelled')", name="state"),
    Index("ix_run_scenario", "scenario", "id"),
    Index("ix_run_origin", "origin", "id"),
    comment="A scenario's run, with all that other scenarios did because of it; written when it commits",
)

Index(
    "ix_run_waits_for",
    run.c.waits_for,
    sqlite_where=run.c.waits_for.is_not(None),
    postgresql_where=run.c.waits_for.is_not(None),
)
Index(
    "ix_run_unusual",
    run.c.state,
    run.c.id,
    sqlite_where=run.c.state != "done",
    postgresql_where=run.c.state != "done",
)

run_trace = Table(
    "run_trace",
    metadata,
    Column("run", Id, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False, comment="a run that waited has several"),
    Column("entries", JsonText, nullable=False),
    comment="What a run did: kept while it waits, for failed runs, and by setting for all",
)
