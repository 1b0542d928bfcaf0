"""Letters that are kept no longer are removed with all that is known of them, the oldest first and some at a time.

What is not settled stays, however old it is. Stored contents that no letter names any more go as orphans do.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from vestnik.storage.many import delete_many, execute_all
from vestnik.storage.tables import delivery as tables
from vestnik.storage.tables.storage import object_
from vestnik.storage.transaction import Transaction

STEP = 500
"""Letters looked at in one transaction, so that others wait for milliseconds."""


def remove_letters(tx: Transaction, before: datetime, after: int) -> int | None:
    """Of the next letters, by number, remove those that were settled before a moment.

    Returns:
        The number after which to go on; None when what follows is younger.
    """
    rows = tx.execute(_NEXT, {"after": after}).all()
    old = [row for row in rows if row.settled is not None and row.settled < before]
    ids = [(row.id,) for row in old]
    given = [
        *((statement, ids) for statement in _BY_NUMBER),
        (_KEYS, [(row.key,) for row in old if row.key is not None]),
        (_MESSAGE_IDS, [(row.message_id,) for row in old]),
    ]
    execute_all(tx, [(statement, statement.prepare(tx.dialect, some)) for statement, some in given])
    return rows[-1].id if rows and rows[-1].created < before else None


_MESSAGE = tables.message.c
_NEXT = (
    select(_MESSAGE.id, _MESSAGE.key, _MESSAGE.message_id, _MESSAGE.created, _MESSAGE.settled)
    .where(_MESSAGE.id > bindparam("after"))
    .order_by(_MESSAGE.id)
    .limit(STEP)
)
_PARTS = (tables.letter, tables.letter_blob, tables.recipient, tables.attempt, tables.message_change)
_BY_NUMBER = (
    delete_many(tables.message, key=("id",)),
    *(delete_many(table, key=("message",)) for table in _PARTS),
    delete_many(object_, key=("id",)),
)
_KEYS = delete_many(tables.message_key, key=("key",))
_MESSAGE_IDS = delete_many(tables.message_id, key=("message_id",))
