"""What an actor may see: the one place that decides, asked by lists, look-ups and expressions alike."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import exists, false, or_, select, true
from sqlalchemy.sql import ColumnElement

from vestnik.access.actor import Actor
from vestnik.access.rights import Right, allowed
from vestnik.records.loading import batches
from vestnik.storage.tables.records import document, link, revision
from vestnik.storage.transaction import Transaction


def visible_records(actor: Actor) -> ColumnElement[bool]:
    """A condition on rows of `record`. Roles are fixed for now: whoever works with records sees all of them."""
    return true() if allowed(actor, Right.USE) else false()


def visible_accounts(actor: Actor) -> ColumnElement[bool]:
    """A condition on rows of `account` and of groups: people find one another; only administrators write them."""
    return true() if allowed(actor, Right.USE) else false()


def visible_documents(actor: Actor) -> ColumnElement[bool]:
    """A condition on rows of `document`: those that a record refers to, and one's own."""
    if _sees_every_document(actor):
        return true()
    if not allowed(actor, Right.USE) or actor.account is None:
        return false()
    return or_(document.c.creator == actor.account.number, exists().where(link.c.target == document.c.id))


def visible_revisions(actor: Actor) -> ColumnElement[bool]:
    """A condition on rows of `revision`: those of documents that the actor sees."""
    if _sees_every_document(actor):
        return true()
    return exists().where(document.c.id == revision.c.document, visible_documents(actor))


def _sees_every_document(actor: Actor) -> bool:
    return actor.is_system or allowed(actor, Right.ADMINISTER)


def seen_documents(tx: Transaction, actor: Actor, numbers: Iterable[int]) -> set[int]:
    """Those of several documents that exist and that the actor may see."""
    found: set[int] = set()
    for batch in batches(tuple(dict.fromkeys(numbers))):
        query = select(document.c.id).where(document.c.id.in_(batch), visible_documents(actor))
        found.update(tx.execute(query).scalars())
    return found
