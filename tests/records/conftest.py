"""A desk at which templates are saved and records worked with, each call in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

from vestnik.access.actor import SYSTEM, Actor
from vestnik.definitions.app import AppKind
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Kinds
from vestnik.definitions.secrets import Secrets
from vestnik.definitions.values import Draft
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Content, Ref, Value
from vestnik.records.accounts import Account, Accounts
from vestnik.records.documents import Documents
from vestnik.records.kind import TemplateKind
from vestnik.records.listing import Condition, Listing
from vestnik.records.objects import SqlObjects
from vestnik.records.record import Change, Record, RecordEvent
from vestnik.records.store import Evaluate, Records
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction

T = TypeVar("T")

KINDS = Kinds([AppKind(lambda author: None), TemplateKind()])


class Desk:
    """Works as the system unless told otherwise; `events` are those of committed work."""

    def __init__(self, db: Database, clock: FakeClock, blobs: FolderBlobs, actor: Actor = SYSTEM) -> None:
        self.db, self.clock, self.blobs, self.actor = db, clock, blobs, actor
        self.events: list[RecordEvent] = []
        self.check: Evaluate | None = None

    def acting_as(self, actor: Actor) -> Desk:
        return Desk(self.db, self.clock, self.blobs, actor)

    @contextmanager
    def open(self) -> Iterator[tuple[Transaction, Records]]:
        with self.db.write() as tx:
            yield tx, self.records(tx)

    def records(self, tx: Transaction) -> Records:
        whole = SqlObjects(tx, self.actor, self.blobs).whole
        return Records(
            tx, self.actor, self.clock, on_event=self.events.append, evaluate=self.check, whole=whole
        )

    def run(self, work: Callable[[Records], T]) -> T:
        return self.db.run(lambda tx: work(self.records(tx)))

    # Templates

    def definitions(self, tx: Transaction) -> Definitions:
        return Definitions(tx, KINDS, self.actor, self.clock, Secrets(bytes(32)))

    def template(self, name: str, *attributes: Mapping[str, Any], **more: Any) -> Any:
        """Save a template; an attribute needs no title here."""
        body = {"title": name, "attributes": [{"title": a["name"], **a} for a in attributes], **more}
        with self.db.write() as tx:
            return self.definitions(tx).save("template", name, body)

    def templates(self, **attributes: Sequence[Mapping[str, Any]]) -> None:
        """Save several templates that refer to one another."""
        drafts = [
            Draft("template", name, {"title": name, "attributes": [{"title": a["name"], **a} for a in rows]})
            for name, rows in attributes.items()
        ]
        with self.db.write() as tx:
            self.definitions(tx).change(drafts)

    # Records

    def create(self, template: str, **values: Value) -> Ref:
        return self.run(lambda records: records.create(template, values))

    def change(self, ref: Ref, expected: int | None = None, /, **values: Value) -> Change:
        return self.run(lambda records: records.change(ref, values, expected))

    def get(self, ref: Ref) -> Record:
        return self.run(lambda records: records.get(ref))

    def listed(self, template: str, *where: Condition, **more: Any) -> list[Ref]:
        page = self.run(lambda records: records.list(Listing(template, where, **more)))
        return [record.ref for record in page.items]

    # Accounts, documents, expressions

    def account(self, login: str, **fields: Any) -> Account:
        with self.db.write() as tx:
            return Accounts(tx, SYSTEM, self.clock).put(login, fields)[0]

    def user(self, login: str, *roles: Any) -> Actor:
        """An actor with the role of a user unless others are named."""
        return Actor(self.account(login).ref, login, frozenset(roles or ("user",)))

    def document(self, filename: str, content: bytes = b"text") -> Ref:
        stored = self.blobs.put([content])
        with self.db.write() as tx:
            return Documents(tx, self.actor, self.clock).create(stored, filename)

    def stored(self, content: bytes) -> Content:
        return self.blobs.put([content])

    @contextmanager
    def objects(self) -> Iterator[SqlObjects]:
        with self.db.read() as tx:
            yield SqlObjects(tx, self.actor, self.blobs)


@pytest.fixture
def desk(db: Database, clock: FakeClock, blobs: FolderBlobs) -> Desk:
    return Desk(db, clock, blobs)


@pytest.fixture
def sqlite_desk(sqlite_db: Database, clock: FakeClock, blobs: FolderBlobs) -> Desk:
    """Where the engine makes no difference."""
    return Desk(sqlite_db, clock, blobs)
