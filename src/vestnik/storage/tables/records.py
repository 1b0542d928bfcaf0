"""Tables of `vestnik.records`: records, accounts, documents.

Beside them each template has one table of typed columns, `records_<id of the template>`, made and altered with the
template (`vestnik.records.index_table`). It, `link`, `unique_value` and `record_text` are derived from `record.data`.
"""

from sqlalchemy import DDL, Boolean, Column, Index, Integer, Table, event

from vestnik.storage.tables.metadata import metadata
from vestnik.storage.tables.types import Digest, Id, Json, Moment, Words

template_attribute = Table(
    "template_attribute",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False, comment="op.<id> in expressions"),
    Column("template", Id, nullable=False, comment="oa.<id>: the id of its definition"),
    Column("name", Words, nullable=False),
    Column("data_type", Words, nullable=False),
    Column("target", Words, nullable=True, comment="linked template"),
    Column("indexed", Words, nullable=True, comment="kind of its typed column"),
    Index("uq_template_attribute_name", "template", "name", unique=True),
    comment="Ids of attributes, stable over versions of the template; values are stored under them",
)

enum_variant = Table(
    "enum_variant",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False, comment="enum.<id> in expressions"),
    Column("attribute", Id, nullable=False),
    Column("name", Words, nullable=False),
    Index("uq_enum_variant_name", "attribute", "name", unique=True),
    comment="Ids of the values of value lists",
)

record = Table(
    "record",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("template", Id, nullable=False),
    Column("version", Integer, nullable=False, comment="ETag; grows by one with every change"),
    Column("data", Json, nullable=False, comment="dumped values by id of the attribute: the truth"),
    Column("creator", Id, nullable=False),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("archived", Boolean, nullable=False),
    Index("ix_record_template", "template", "id"),
    Index("ix_record_changed", "template", "changed", "id"),
    Index("ix_record_creator", "creator", "id"),
    comment="Records of all templates",
)

link = Table(
    "link",
    metadata,
    Column("attribute", Id, primary_key=True, autoincrement=False),
    Column("source", Id, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("target", Id, nullable=False),
    Index("ix_link_target", "target", "attribute", "source"),
    comment="References of records, in stored order",
)

unique_value = Table(
    "unique_value",
    metadata,
    Column("attribute", Id, primary_key=True, autoincrement=False),
    Column("key", Words, primary_key=True, comment="the value, of a long text its hash"),
    Column("record", Id, nullable=False, index=True),
    comment="Values that no two records may share",
)

record_text = Table(
    "record_text",
    metadata,
    Column("record", Id, primary_key=True, autoincrement=False),
    Column("template", Id, nullable=False, index=True),
    Column("text", Words, nullable=False, comment="searchable values, case folded"),
    comment="What records are found by",
)

record_journal = Table(
    "record_journal",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("record", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("account", Id, nullable=False),
    Column("attribute", Id, nullable=False),
    Column("name", Words, nullable=False, comment="of the attribute, as it was"),
    Column("before", Json, nullable=True),
    Column("after", Json, nullable=True),
    Index("ix_record_journal_record", "record", "id"),
    comment="Changes of attributes that are logged",
    sqlite_autoincrement=True,
)

account = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("username", Words, nullable=False),
    Column("login", Words, nullable=False, unique=True, comment="username, case folded"),
    Column("full_name", Words, nullable=False),
    Column("mbox", Words, nullable=True),
    Column("mbox_folded", Words, nullable=True, unique=True),
    Column("active", Boolean, nullable=False),
    Column("manager", Id, nullable=True, index=True),
    Column("phone", Words, nullable=True),
    Column("title", Words, nullable=True),
    Column("department", Words, nullable=True),
    Column("office", Words, nullable=True),
    Column("language", Words, nullable=True),
    Column("skype", Words, nullable=True),
    Column("birthday", Moment, nullable=True),
    Column("time_zone", Words, nullable=True),
    Column("search", Words, nullable=False, comment="names and address, case folded"),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    comment="People; one of them is the system itself",
)

account_group = Table(
    "account_group",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("name", Words, nullable=False, unique=True),
    comment="Groups of accounts and of groups",
)

group_member = Table(
    "group_member",
    metadata,
    Column("group", Id, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("member", Id, nullable=False),
    Column("kind", Words, nullable=False, comment="account or group"),
    Index("ix_group_member_member", "member"),
)

document = Table(
    "document",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("title", Words, nullable=False),
    Column("current", Id, nullable=True, index=True, comment="revision"),
    Column("creator", Id, nullable=False),
    Column("created", Moment, nullable=False),
    comment="Documents; their contents are revisions",
)

revision = Table(
    "revision",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("document", Id, nullable=False),
    Column("number", Integer, nullable=False, comment="within the document, from 1"),
    Column("filename", Words, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("size", Id, nullable=False),
    Column("creator", Id, nullable=False),
    Column("created", Moment, nullable=False),
    Index("uq_revision_number", "document", "number", unique=True),
    Index("ix_revision_filename", "filename"),
    comment="One file of a document, never changed",
)

upload = Table(
    "upload",
    metadata,
    Column("id", Words, primary_key=True, comment="random"),
    Column("filename", Words, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("size", Id, nullable=False),
    Column("creator", Id, nullable=False),
    Column("created", Moment, nullable=False, index=True),
    comment="Files that were uploaded and are not yet used",
)

app_variable = Table(
    "app_variable",
    metadata,
    Column("app", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("data_type", Words, nullable=False),
    Column("value", Json, nullable=True),
    Column("version", Integer, nullable=False),
    comment="Variables of apps, readable from every app",
)

# SQLite: an index over three-letter sequences that follows `record_text` by triggers. The text is folded already.
_SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE record_search USING fts5("
    "text, content='record_text', content_rowid='record', tokenize='trigram case_sensitive 1')",
    "CREATE TRIGGER record_text_inserted AFTER INSERT ON record_text BEGIN "
    "INSERT INTO record_search (rowid, text) VALUES (new.record, new.text); END",
    "CREATE TRIGGER record_text_deleted AFTER DELETE ON record_text BEGIN "
    "INSERT INTO record_search (record_search, rowid, text) VALUES ('delete', old.record, old.text); END",
    "CREATE TRIGGER record_text_updated AFTER UPDATE OF text ON record_text BEGIN "
    "INSERT INTO record_search (record_search, rowid, text) VALUES ('delete', old.record, old.text); "
    "INSERT INTO record_search (rowid, text) VALUES (new.record, new.text); END",
)

# PostgreSQL: the same through pg_trgm where the extension is to be had; without it a search reads the texts.
_POSTGRESQL_SEARCH = (
    "DO $$ BEGIN "
    "CREATE EXTENSION IF NOT EXISTS pg_trgm; "
    "CREATE INDEX ix_record_text_trigrams ON record_text USING gin (text gin_trgm_ops); "
    "EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no pg_trgm: searches read every text'; "
    "END $$",
)


def _escaped(statement: str) -> str:
    """`DDL` fills in percent signs."""
    return statement.replace("%", "%%")


for _dialect, _statements in (("sqlite", _SQLITE_SEARCH), ("postgresql", _POSTGRESQL_SEARCH)):
    for _statement in _statements:
        _ddl = DDL(_escaped(_statement))  # type: ignore[no-untyped-call]
        event.listen(record_text, "after_create", _ddl.execute_if(dialect=_dialect))
