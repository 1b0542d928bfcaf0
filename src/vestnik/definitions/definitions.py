"""Save, read, list and delete definitions, in one transaction and as one author."""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableSequence, Sequence
from typing import Any, TypeVar, overload

from pydantic import BaseModel
from sqlalchemy import Row, func, select
from sqlalchemy.sql import ColumnElement

from vestnik.definitions import rows
from vestnik.definitions.change import Change
from vestnik.definitions.difference import Difference, differences
from vestnik.definitions.errors import Refusals, VersionMissing, missing
from vestnik.definitions.kind import Author, Kind, Kinds, Reference
from vestnik.definitions.revision import cached, current_revision
from vestnik.definitions.secrets import Secrets
from vestnik.definitions.stored import read_model
from vestnik.definitions.values import Definition, Draft, Review, Saved, Version
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import Invalid
from vestnik.kernel.progress import Watch, unwatched
from vestnik.kernel.values import Ref
from vestnik.storage.json_field import json_field
from vestnik.storage.paging import DEFAULT_LIMIT, Page, check_limit, contains, read_cursor, write_cursor
from vestnik.storage.tables.definitions import definition
from vestnik.storage.transaction import Transaction

M = TypeVar("M", bound=BaseModel)


class Definitions:
    """The definitions as one transaction sees them.

    author: acts; asked for rights by each kind when something changes. Reading is for the caller to permit.
    """

    def __init__(self, tx: Transaction, kinds: Kinds, author: Author, clock: Clock, secrets: Secrets) -> None:
        self.tx = tx
        self.kinds = kinds
        self.author = author
        self.clock = clock
        self.secrets = secrets

    @property
    def revision(self) -> int:
        """The configuration revision; below zero where this transaction itself has changed something."""
        return current_revision(self.tx)

    def save(
        self, kind: str, name: str, body: Any, *, expected_version: int | None = None, app: str | None = None
    ) -> Saved:
        """Create or replace one definition (spec/contract.md 2, "Saving with problems").

        body: see `Draft`.

        Raises:
            Invalid: it cannot be read, or is active and has errors; all problems at once, nothing is changed.
            Stale: `expected_version` is not the present one.
            Forbidden: the author may not.
        """
        try:
            (saved,) = self.change([Draft(kind, name, body, expected_version, app)])
        except Refusals as refusals:
            raise Invalid(refusals.found[Reference(kind, name)]) from None
        return saved

    def change(
        self, drafts: Sequence[Draft], deletions: Collection[Reference] = (), watch: Watch = unwatched
    ) -> Sequence[Saved]:
        """Save and delete several definitions under one configuration revision, all of them or none.

        watch: sees the drafts pass, first as they are read, then as they are checked.

        Returns:
            What became of each draft, in their order.

        Raises:
            Refusals: problems of one or several of them, by definition.
            Stale, Forbidden, InUse, NotFound: as `save` and `delete`.
        """
        return Change(self).make(drafts, deletions, watch=watch)

    def delete(self, kind: str, name: str, *, expected_version: int | None = None) -> None:
        """Remove a definition; its versions stay.

        Raises:
            NotFound: there is none.
            InUse: others refer to it; they are listed.
            Stale, Forbidden: as `save`.
        """
        Change(self).make([], [Reference(kind, name)], expected_version=expected_version)

    def draft(self, kind: str, name: str, body: Any) -> Any:
        """The model that a save of this body would give, with stored secrets filled in; nothing is written.

        For a test of a connection before it is saved. A stored secret is filled in only while its guards are unchanged.

        Raises:
            Invalid, Forbidden: as `save`.
        """
        return Change(self).stage(Draft(kind, name, body)).model

    def review(self, kind: str, name: str, body: Any) -> Review:
        """What a save of this body would say; everything is undone again.

        It holds the write gate for as long as a save does.
        """
        return Change(self).review(Draft(kind, name, body))

    def restore(self, kind: str, name: str, version: int, *, expected_version: int | None = None) -> Saved:
        """Save the body of an older version as a new one, also of a definition that is gone.

        Raises:
            VersionMissing: there is no such version, or it is a deletion.
            Invalid, Stale, Forbidden: as `save`; what was fine then may have errors now.
        """
        row = self._version_row(kind, name, version)
        known = self.kinds.get(kind)
        body = row.body if row.format == known.format else known.upcast(dict(row.body), row.format)
        return self.save(kind, name, body, expected_version=expected_version)

    def find(self, kind: str, name: str) -> Definition | None:
        """One definition, None where there is none."""
        return rows.find(self.tx, self.kinds.get(kind).name, name)

    def get(self, kind: str, name: str) -> Definition:
        """One definition.

        Raises:
            NotFound: there is none; with the nearest name.
        """
        found = self.find(kind, name)
        if found is None:
            raise missing(self.kinds.get(kind), name, self.names(kind))
        return found

    @overload
    def load(self, kind: Kind[M], name: str, *, secrets: bool = False) -> M: ...

    @overload
    def load(self, kind: str, name: str, *, secrets: bool = False) -> Any: ...

    def load(self, kind: Kind[Any] | str, name: str, *, secrets: bool = False) -> Any:
        """The model of a definition, parsed once for each configuration revision.

        secrets: with its real secrets; otherwise `***` stands in each that is set.

        Raises:
            NotFound: there is none.
            SecretUnreadable: the encryption key is another one.
        """
        known = self.kinds.get(kind) if isinstance(kind, str) else kind
        found, model = cached(self.tx, ("definition", known.name, name), lambda: self._load(known, name))
        if secrets and found.secrets:
            sealed = rows.sealed(self.tx, found.id)
            opened = {field: self.secrets.open(found.id, field, value) for field, value in sealed.items()}
            return read_model(known, name, found.body, found.format, opened)
        return model

    def load_version(self, kind: str, name: str, version: int) -> Any:
        """The model as it was in one version, also of a definition that is gone; secrets are those of nobody.

        Raises:
            NotFound: there is no such version, or it is a deletion.
        """
        known = self.kinds.get(kind)
        row = self._version_row(kind, name, version)
        current = self.find(kind, name)
        masked = dict.fromkeys(current.secrets if current else ())
        return read_model(known, name, row.body, row.format, masked)

    def names(self, kind: str) -> Sequence[str]:
        """Names of all definitions of a kind, sorted."""
        return cached(self.tx, ("names", kind), lambda: tuple(rows.names(self.tx, kind)))

    def list(
        self,
        kind: str | None = None,
        *,
        q: str = "",
        app: str | None = None,
        types: Collection[str] | None = None,
        uses: tuple[str, str] | None = None,
        cursor: str | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Page[Definition]:
        """Definitions by kind and name, in pages.

        q: text that name, title or description contain, in any case. app: applied from this app folder only. types: of
        one of these types. uses: those that refer to this one, given by kind and name.

        Raises:
            BadCursor, BadLimit: see `vestnik.storage.paging`.
        """
        where = self._where(kind, q, app, types, uses)
        if cursor is not None:
            after_kind, after_name = read_cursor(cursor, str, str)
            same_kind = (definition.c.kind == after_kind) & (definition.c.name > after_name)
            where.append(same_kind | (definition.c.kind > after_kind))
        found = rows.many(self.tx, *where, limit=check_limit(limit) + 1)
        more = found[limit:]
        last = found[limit - 1] if more else None
        return Page(tuple(found[:limit]), write_cursor(last.kind, last.name) if last else None)

    def count(
        self,
        kind: str | None = None,
        *,
        q: str = "",
        app: str | None = None,
        types: Collection[str] | None = None,
        uses: tuple[str, str] | None = None,
    ) -> int:
        """How many `list` would give over all pages."""
        where = self._where(kind, q, app, types, uses)
        query = select(func.count()).select_from(definition).where(*where)
        return int(self.tx.execute(query).scalar_one())

    def versions(
        self, kind: str, name: str, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
    ) -> Page[Version]:
        """The history, newest first, each with its differences from the one before.

        Raises:
            NotFound: there never was such a definition.
        """
        before = read_cursor(cursor, int)[0] if cursor else None
        found = rows.history(self.tx, kind, name, before=before, limit=check_limit(limit) + 1)
        if not found and cursor is None:
            raise missing(self.kinds.get(kind), name, self.names(kind))
        shown = found[:limit]
        earlier = [row.body for row in found[1:]] + [None]
        items = tuple(_version(row, older) for row, older in zip(shown, earlier, strict=False))
        return Page(items, write_cursor(shown[-1].version) if len(found) > limit else None)

    def version(self, kind: str, name: str, version: int) -> Version:
        """One save in the history, with its differences from the one before; a deletion is one too.

        Raises:
            VersionMissing: there is no such version.
        """
        row = rows.version(self.tx, kind, name, version)
        if row is None:
            raise VersionMissing(kind=self.kinds.get(kind).label, name=name[:80], version=version)
        older = rows.version(self.tx, kind, name, version - 1)
        return _version(row, older.body if older else None)

    def compare(self, kind: str, name: str, older: int, newer: int) -> Sequence[Difference]:
        """What differs between two versions.

        Raises:
            VersionMissing: there is no such version, or it is a deletion.
        """
        bodies = [self._version_row(kind, name, number).body for number in (older, newer)]
        return tuple(differences(*bodies))

    def users(self, kind: str, name: str, part: str | None = None) -> Sequence[Reference]:
        """Who uses a definition, or one part of it (an attribute of a template), by kind and name."""
        return rows.users(self.tx, kind, name, part)

    def _version_row(self, kind: str, name: str, version: int) -> Row[Any]:
        row = rows.version(self.tx, kind, name, version)
        if row is None or row.body is None:
            raise VersionMissing(kind=self.kinds.get(kind).label, name=name[:80], version=version)
        return row

    def _load(self, kind: Kind[Any], name: str) -> tuple[Definition, Any]:
        found = self.get(kind.name, name)
        return found, read_model(kind, name, found.body, found.format, dict.fromkeys(found.secrets))

    def _where(
        self,
        kind: str | None,
        q: str,
        app: str | None,
        types: Collection[str] | None,
        uses: tuple[str, str] | None,
    ) -> MutableSequence[ColumnElement[bool]]:
        where: MutableSequence[ColumnElement[bool]] = []
        if kind is not None:
            where.append(definition.c.kind == self.kinds.get(kind).name)
        if q:
            where.append(definition.c.search.like(contains(q), escape="\\"))
        if app is not None:
            where.append(definition.c.app == app)
        if types is not None:
            where.append(json_field(definition.c.body, "type").in_(types))
        if uses is not None:
            where.append(rows.referring(*uses))
        return where


def _version(row: Row[Any], older: Mapping[str, Any] | None) -> Version:
    return Version(
        row.version,
        row.body,
        row.revision,
        row.author,
        Ref.parse(row.account) if row.account else None,
        row.at,
        tuple(differences(older, row.body)) if older and row.body else (),
    )
