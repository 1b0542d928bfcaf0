"""The configuration revision: one number for all definitions. Every transaction reads it, so caches are never stale.

A transaction that has changed the configuration sees numbers below zero that no other transaction ever sees: what it
caches under them can be mistaken for nothing else when it is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import count
from typing import TypeVar, cast

from sqlalchemy import insert, select, update

from vestnik.storage.tables.definitions import configuration
from vestnik.storage.transaction import Transaction

T = TypeVar("T")

_NAME = "definitions.revision"
_CACHE = "definitions.cache"
_REVISION = select(configuration.c.revision)
_uncommitted = count(-1, -1)


def current_revision(tx: Transaction) -> int:
    """The revision that this transaction sees."""
    if _NAME not in tx.cache:
        tx.cache[_NAME] = tx.execute(_REVISION).scalar() or 0
    return cast(int, tx.cache[_NAME])


def next_revision(tx: Transaction) -> int:
    """Note that the configuration changes; the number that it has once this is committed."""
    grown = update(configuration).values(revision=configuration.c.revision + 1)
    number = tx.execute(grown.returning(configuration.c.revision)).scalar()
    if number is None:
        number = 1
        tx.execute(insert(configuration).values(id=1, revision=number))
    tx.cache[_NAME] = next(_uncommitted)
    return int(number)


def cached(tx: Transaction, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made once for each configuration revision.

    What the committed configuration gives is shared by all threads, so it has to be immutable.
    """
    revision = current_revision(tx)
    holder = tx.cache if revision < 0 else tx.shared
    held_for, kept = holder.get(_CACHE, (None, {}))
    if held_for != revision:
        kept = {}
        if (
            held_for is None or revision < 0 or revision > held_for
        ):  # an older snapshot leaves the newer one alone
            holder[_CACHE] = (revision, kept)
    if key not in kept:
        kept[key] = make()
    return cast(T, kept[key])
