"""Documents and their revisions (spec/records.md 4). Contents lie in the blob store, durable before the row."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from vestnik.access.actor import Actor
from vestnik.access.rights import Right, require
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import NotFound, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Ref
from vestnik.records.accounts import account_of
from vestnik.records.derived import refresh_search
from vestnik.records.loading import batches
from vestnik.records.schema import SqlSchema
from vestnik.records.visibility import seen_documents
from vestnik.storage.tables.records import document, revision, upload
from vestnik.storage.transaction import Transaction

UPLOAD_KEPT = timedelta(days=1)
"""How long an uploaded file waits to be used."""

MAX_FILENAME = 255


class DocumentMissing(NotFound):
    code = "document_not_found"
    text = Text("Нет документа {what}", "There is no document {what}")


class UploadMissing(NotFound):
    code = "upload_not_found"
    text = Text(
        "Нет загруженного файла {what}: он уже использован, чужой или загружен больше суток назад",
        "There is no uploaded file {what}: it was used already, is another's, or is older than a day",
    )


class BadFilename(Refused):
    code = "bad_filename"
    text = Text(
        "Имя файла «{name}» не годится: нужно от 1 до {most} символов без управляющих",
        "The file name '{name}' will not do: 1 to {most} characters without control characters",
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """One file of a document, never changed. content: its bytes in the blob store; number: within the document."""

    ref: Ref
    document: Ref
    number: int
    filename: str
    content: Content
    creator: Ref
    created: datetime


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that belongs to no document yet."""

    id: str
    filename: str
    content: Content


def clean_filename(name: str) -> str:
    """A file's own name, without any path.

    Raises:
        BadFilename: empty, too long, or with control characters.
    """
    own = name.replace("\\", "/").rpartition("/")[2].strip()
    if not 0 < len(own) <= MAX_FILENAME or not own.isprintable():
        raise BadFilename(name=own[:80], most=MAX_FILENAME, path=("filename",))
    return own


class Documents:
    """Documents as one transaction and actor sees them; what the actor may not see does not exist here."""

    def __init__(self, tx: Transaction, actor: Actor, clock: Clock) -> None:
        self._tx, self._actor, self._clock = tx, actor, clock

    def upload(self, content: Content, filename: str) -> Upload:
        """Note a stored content as a file that a record may take; only its author may use it, within a day."""
        require(self._actor, Right.USE)
        made = Upload(secrets.token_hex(16), clean_filename(filename), content)
        now = self._clock.now()
        self._tx.execute(delete(upload).where(upload.c.created < now - UPLOAD_KEPT))
        row = {"id": made.id, "filename": made.filename, "digest": content.digest, "size": content.size}
        self._tx.execute(insert(upload).values(**row, creator=self._me(), created=now))
        return made

    def take_upload(self, id: str) -> Ref:
        """Make a document of an upload, which is used up.

        Raises:
            UploadMissing: this actor has no such upload.
        """
        mine = (upload.c.id == id, upload.c.creator == self._me())
        taken = delete(upload).where(*mine).returning(upload.c.filename, upload.c.digest, upload.c.size)
        row = self._tx.execute(taken).first()
        if row is None:
            raise UploadMissing(what=id[:40])
        return self.create(Content(row.digest, row.size), row.filename)

    def create(self, content: Content, filename: str) -> Ref:
        """A new document with one revision, titled like its file."""
        require(self._actor, Right.USE)
        name = clean_filename(filename)
        ref = Ref("doc", self._tx.new_id("doc"))
        row = {"id": ref.number, "title": name, "current": None}
        self._tx.execute(insert(document).values(**row, creator=self._me(), created=self._clock.now()))
        self._add(ref, 1, content, name)
        return ref

    def add_revision(self, doc: Ref, content: Content, filename: str) -> Ref:
        """A newer file of a document; the older ones stay as they are.

        Raises:
            DocumentMissing: there is no such document.
        """
        require(self._actor, Right.USE)
        self._require_seen(doc)
        numbers = select(revision.c.number).where(revision.c.document == doc.number)
        last = self._tx.execute(numbers.order_by(revision.c.number.desc()).limit(1)).scalar()
        made = self._add(doc, (last or 0) + 1, content, clean_filename(filename))
        refresh_search(self._tx, SqlSchema.of(self._tx), doc)
        return made

    def current(self, doc: Ref) -> Revision:
        """The latest file.

        Raises:
            DocumentMissing: no such document, or it has no file.
        """
        found = self.currents([doc]).get(doc)
        if found is None:
            raise DocumentMissing(what=doc)
        return found

    def currents(self, docs: Iterable[Ref]) -> dict[Ref, Revision]:
        """The latest files of several documents; those that have none are left out."""
        found: dict[Ref, Revision] = {}
        for batch in batches(sorted(self._seen(docs))):
            query = select(revision).join(document, document.c.current == revision.c.id)
            for row in self._tx.execute(query.where(document.c.id.in_(batch))):
                found[Ref("doc", row.document)] = _revision(row)
        return found

    def revisions(self, docs: Sequence[Ref]) -> dict[Ref, list[Revision]]:
        """All files of several documents, oldest first."""
        found: dict[Ref, list[Revision]] = {doc: [] for doc in docs}
        for batch in batches(sorted(self._seen(docs))):
            query = select(revision).where(revision.c.document.in_(batch)).order_by(revision.c.number)
            for row in self._tx.execute(query):
                found[Ref("doc", row.document)].append(_revision(row))
        return found

    def existing(self, docs: Iterable[Ref]) -> set[Ref]:
        """Those that exist and that the actor may see."""
        return {Ref("doc", number) for number in self._seen(docs)}

    def titles(self, docs: Iterable[Ref]) -> dict[Ref, str]:
        """Titles of several documents."""
        found: dict[Ref, str] = {}
        for batch in batches(sorted(self._seen(docs))):
            query = select(document.c.id, document.c.title).where(document.c.id.in_(batch))
            found |= {Ref("doc", row.id): row.title for row in self._tx.execute(query)}
        return found

    def delete(self, docs: Sequence[Ref]) -> None:
        """Documents go with all their files; the contents stay until nothing names them.

        `Records.delete_documents` takes them out of the records as well.
        """
        for batch in batches(sorted(self._seen(docs))):
            self._tx.execute(delete(revision).where(revision.c.document.in_(batch)))
            self._tx.execute(delete(document).where(document.c.id.in_(batch)))
        self._tx.cache.pop("records.rows", None)

    def _add(self, doc: Ref, number: int, content: Content, filename: str) -> Ref:
        made = Ref("rev", self._tx.new_id("rev"))
        row = {"id": made.number, "document": doc.number, "number": number, "filename": filename}
        row |= {"digest": content.digest, "size": content.size, "creator": self._me()}
        self._tx.execute(insert(revision).values(**row, created=self._clock.now()))
        changed = update(document).where(document.c.id == doc.number)
        self._tx.execute(changed.values(current=made.number, title=filename))
        self._tx.cache.pop("records.rows", None)
        return made

    def _require_seen(self, doc: Ref) -> None:
        if not self._seen([doc]):
            raise DocumentMissing(what=doc)

    def _seen(self, docs: Iterable[Ref]) -> set[int]:
        return seen_documents(self._tx, self._actor, [doc.number for doc in docs if doc.kind == "doc"])

    def _me(self) -> int:
        return account_of(self._tx, self._actor, self._clock)


def _revision(row: Row[Any]) -> Revision:
    return Revision(
        Ref("rev", row.id),
        Ref("doc", row.document),
        row.number,
        row.filename,
        Content(row.digest, row.size),
        Ref("account", row.creator),
        row.created,
    )
