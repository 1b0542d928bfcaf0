"""Definitions in their tables; no rules here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from vestnik.definitions.kind import Author, Reference
from vestnik.definitions.values import Definition, dump_problem, load_problem
from vestnik.kernel.problem import Problem
from vestnik.kernel.values import Ref
from vestnik.storage.tables.definitions import (
    definition,
    definition_reference,
    definition_secret,
    definition_version,
)
from vestnik.storage.transaction import Transaction


def find(tx: Transaction, kind: str, name: str) -> Definition | None:
    """One definition, None where there is none."""
    found = many(tx, definition.c.kind == kind, definition.c.name == name, limit=1)
    return found[0] if found else None


def many(tx: Transaction, *where: ColumnElement[bool], limit: int | None = None) -> list[Definition]:
    """Definitions by kind and name."""
    query = select(definition).where(*where).order_by(definition.c.kind, definition.c.name).limit(limit)
    rows = tx.execute(query).all()
    secrets: dict[int, list[str]] = {}
    fields = select(definition_secret.c.definition, definition_secret.c.field)
    ids = [row.id for row in rows]
    fields = fields.where(definition_secret.c.definition.in_(ids)).order_by(definition_secret.c.field)
    for found in tx.execute(fields):
        secrets.setdefault(found.definition, []).append(found.field)
    return [_definition(row, secrets.get(row.id, [])) for row in rows]


def names(tx: Transaction, kind: str) -> list[str]:
    """Names of all definitions of a kind, in their order."""
    query = select(definition.c.name).where(definition.c.kind == kind).order_by(definition.c.name)
    return list(tx.execute(query).scalars())


def write(tx: Transaction, new: Definition, revision: int) -> None:
    """Write a definition and its version; the version must be a new one."""
    values = {
        "version": new.version,
        "format": new.format,
        "body": new.body,
        "active": new.active,
        "app": new.app,
        "problems": [],
        "title": new.title,
        "search": _search(new),
        "author": new.author,
        "account": str(new.account) if new.account else None,
        "changed": new.time,
    }
    updated = tx.execute(update(definition).where(definition.c.id == new.id).values(values))
    if not updated.rowcount:
        key = {"id": new.id, "kind": new.kind, "name": new.name, "created": new.created}
        tx.execute(insert(definition).values(key | values))
    _write_version(tx, new, new.body, revision)


def write_switched_off(tx: Transaction, new: Definition) -> None:
    """Put another body into the version that this very transaction has written."""
    values = {"body": new.body, "active": new.active}
    tx.execute(update(definition).where(definition.c.id == new.id).values(values))
    same = (definition_version.c.kind == new.kind, definition_version.c.name == new.name)
    of_now = definition_version.c.version == new.version
    tx.execute(update(definition_version).where(*same, of_now).values(body=new.body))


def write_problems(tx: Transaction, id: int, problems: Iterable[Problem]) -> None:
    """Replace the problems of a definition; no new version, since they follow from others too."""
    dumped = [dump_problem(problem) for problem in problems]
    tx.execute(update(definition).where(definition.c.id == id).values(problems=dumped))


def write_references(tx: Transaction, kind: str, name: str, references: Iterable[Reference]) -> None:
    """Replace what a definition refers to."""
    source = {"kind": kind, "name": name}
    tx.execute(
        delete(definition_reference).where(
            definition_reference.c.kind == kind, definition_reference.c.name == name
        )
    )
    rows = [
        source | {"target_kind": target.kind, "target_name": target.name, "target_part": target.part}
        for target in sorted(set(references))
    ]
    if rows:
        tx.execute(insert(definition_reference), rows)


def users(tx: Transaction, kind: str, name: str, part: str | None = None) -> list[Reference]:
    """Definitions that refer to this one, or to one part of it; itself not counted."""
    columns = definition_reference.c
    query = select(columns.kind, columns.name).distinct().order_by(columns.kind, columns.name)
    query = query.where(columns.target_kind == kind, columns.target_name == name)
    if part is not None:
        query = query.where(columns.target_part == part)
    found = [Reference(row.kind, row.name) for row in tx.execute(query)]
    return [user for user in found if user != Reference(kind, name)]


def referring(kind: str, name: str) -> ColumnElement[bool]:
    """The condition that a definition refers to this one, or to a part of it."""
    columns = definition_reference.c
    same = (columns.kind == definition.c.kind) & (columns.name == definition.c.name)
    return exists().where(same, columns.target_kind == kind, columns.target_name == name)


def remove(tx: Transaction, old: Definition, revision: int, author: Author, now: datetime) -> None:
    """Remove a definition with all but its history, and add to that."""
    tx.execute(delete(definition_secret).where(definition_secret.c.definition == old.id))
    tx.execute(delete(definition).where(definition.c.id == old.id))
    write_references(tx, old.kind, old.name, ())
    tx.execute(
        insert(definition_version).values(
            kind=old.kind,
            name=old.name,
            version=old.version + 1,
            format=old.format,
            body=None,
            revision=revision,
            author=author.login,
            account=str(author.account) if author.account else None,
            at=now,
        )
    )


def last_version(tx: Transaction, kind: str, name: str) -> int:
    """The number of the newest version that ever was of this name, 0 when none."""
    query = select(func.max(definition_version.c.version))
    same = (definition_version.c.kind == kind, definition_version.c.name == name)
    return int(tx.execute(query.where(*same)).scalar() or 0)


def history(
    tx: Transaction, kind: str, name: str, *, before: int | None = None, limit: int | None = None
) -> Sequence[Row[Any]]:
    """Version rows, newest first, from below a version on."""
    columns = definition_version.c
    query = select(definition_version).where(columns.kind == kind, columns.name == name)
    if before is not None:
        query = query.where(columns.version < before)
    return tx.execute(query.order_by(columns.version.desc()).limit(limit)).all()


def version(tx: Transaction, kind: str, name: str, number: int) -> Row[Any] | None:
    """One version row."""
    columns = definition_version.c
    key = (columns.kind == kind, columns.name == name, columns.version == number)
    return tx.execute(select(definition_version).where(*key)).first()


def sealed(tx: Transaction, id: int) -> dict[str, bytes]:
    """Encrypted secrets of a definition by field."""
    query = select(definition_secret.c.field, definition_secret.c.sealed)
    found = tx.execute(query.where(definition_secret.c.definition == id))
    return {row.field: row.sealed for row in found}


def write_sealed(tx: Transaction, id: int, secrets: Mapping[str, bytes | None]) -> None:
    """Put secrets, or remove those that are None."""
    for field, value in secrets.items():
        same = (definition_secret.c.definition == id, definition_secret.c.field == field)
        tx.execute(delete(definition_secret).where(*same))
        if value is not None:
            tx.execute(insert(definition_secret).values(definition=id, field=field, sealed=value))


def _write_version(tx: Transaction, new: Definition, body: Mapping[str, Any], revision: int) -> None:
    tx.execute(
        insert(definition_version).values(
            kind=new.kind,
            name=new.name,
            version=new.version,
            format=new.format,
            body=body,
            revision=revision,
            author=new.author,
            account=str(new.account) if new.account else None,
            at=new.time,
        )
    )


def _definition(row: Row[Any], secrets: Sequence[str]) -> Definition:
    return Definition(
        id=row.id,
        kind=row.kind,
        name=row.name,
        version=row.version,
        format=row.format,
        body=row.body,
        active=row.active,
        problems=tuple(load_problem(stored) for stored in row.problems),
        app=row.app,
        title=row.title,
        author=row.author,
        account=Ref.parse(row.account) if row.account else None,
        created=row.created,
        time=row.changed,
        secrets=tuple(secrets),
    )


def _search(new: Definition) -> str:
    return "\n".join((new.name, new.title, str(new.body.get("description") or ""))).casefold()
