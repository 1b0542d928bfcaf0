"""Tables of the storage itself."""

from sqlalchemy import Column, Index, Table

from vestnik.storage.tables.metadata import metadata
from vestnik.storage.tables.types import Id, Words

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
