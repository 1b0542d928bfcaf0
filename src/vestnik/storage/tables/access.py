"""Tables of `vestnik.access`. Secrets are stored as hashes only."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table

from vestnik.storage.tables.metadata import metadata
from vestnik.storage.tables.types import Id, Json, Moment, Words

credential = Table(
    "credential",
    metadata,
    Column("account", Id, primary_key=True, autoincrement=False),
    Column("password_hash", Words, nullable=True),
    Column("must_change", Boolean, nullable=False),
    Column("roles", Json, nullable=False),
    comment="How an account signs in and what roles it has; an account without a row cannot sign in",
)

session = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account", Id, nullable=False),
    Column("csrf_token", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("used", Moment, nullable=False),
    Index("ix_session_account", "account"),
    comment="Sign-ins of browsers",
)

token = Table(
    "token",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("account", Id, nullable=False),
    Column("name", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=True),
    Index("ix_token_account", "account"),
    comment="Bearer tokens of programs",
)

login_failure = Table(
    "login_failure",
    metadata,
    Column("subject", Words, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", Moment, nullable=False),
    comment="Failed sign-ins by login and by network address, for throttling",
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("account", Id, primary_key=True, autoincrement=False),
    Column("key", Words, primary_key=True),
    Column("request_hash", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("created", Moment, nullable=False),
    Index("ix_idempotency_key_created", "created"),
    comment="First answers to requests with an Idempotency-Key, kept for 24 hours (spec/contract.md 6)",
)
