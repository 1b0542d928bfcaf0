"""Tables of the storage itself."""

from sqlalchemy import Column, Index, Table

from vestnik.storage.tables.metadata import metadata
from vestnik.storage.tables.types import Id, Json, Words

object_ = Table(
    "object",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("kind", Words, nullable=False),
    Column("template", Id, nullable=True),
    Index("ix_object_template", "template", "id"),
    comment="Everything that users can refer to shares one sequence of ids (spec/contract.md 1)",
    sqlite_autoincrement=True,
)

change_feed = Table(
    "change_feed",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column(
        "changes", Json, nullable=False, comment="keys of what changed, by topic; one row for a transaction"
    ),
    comment="What was changed lately, for those who watch; the newest some thousand transactions",
    sqlite_autoincrement=True,
)
