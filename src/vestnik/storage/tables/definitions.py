"""Tables of `vestnik.definitions`."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, Table, UniqueConstraint

from vestnik.storage.tables.metadata import metadata
from vestnik.storage.tables.types import Id, JsonText, Moment, Words

definition = Table(
    "definition",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("version", Integer, nullable=False, comment="ETag; grows by one with every save"),
    Column("format", Integer, nullable=False, comment="of the body; an older one is upcast when it is read"),
    Column("body", JsonText, nullable=False, comment="the whole model without its secrets"),
    Column("active", Boolean, nullable=False),
    Column("problems", JsonText, nullable=False),
    Column("app", Words, nullable=True, comment="the app folder that it was applied from"),
    Column("title", Words, nullable=False),
    Column("search", Words, nullable=False, comment="name, title and description, case folded"),
    Column("author", Words, nullable=False, comment="login, as it was"),
    Column("account", Words, nullable=True),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    UniqueConstraint("kind", "name"),
    comment="What builders and administrators configure, as it is now",
)

definition_version = Table(
    "definition_version",
    metadata,
    Column("kind", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("format", Integer, nullable=False),
    Column("body", JsonText, nullable=True, comment="null: this version is its deletion"),
    Column("revision", Integer, nullable=False, comment="of the configuration"),
    Column("author", Words, nullable=False),
    Column("account", Words, nullable=True),
    Column("at", Moment, nullable=False),
    Index("ix_definition_version_revision", "revision"),
    comment="Every body that ever was, never rewritten; numbers go on when a name is used again",
)

definition_reference = Table(
    "definition_reference",
    metadata,
    Column("kind", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("target_kind", Words, primary_key=True),
    Column("target_name", Words, primary_key=True),
    Column(
        "target_part", Words, primary_key=True, comment="such as an attribute of a template; empty: the whole"
    ),
    Index("ix_definition_reference_target", "target_kind", "target_name"),
    comment="Who uses whom",
)

definition_secret = Table(
    "definition_secret",
    metadata,
    Column("definition", Id, primary_key=True, autoincrement=False),
    Column("field", Words, primary_key=True),
    Column("sealed", LargeBinary, nullable=False, comment="AES-GCM, bound to definition and field"),
    comment="Passwords, tokens and keys of definitions",
)

configuration = Table(
    "configuration",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    comment="Grows with every change of any definition; a whole apply is one",
)
