"""Whether what a transaction has read still holds when it comes to write (SQLite).

SQLite lets nobody write who reads an old snapshot, and beside delivery every snapshot is old after 10 ms: each run would be
done twice, the second time with all writers waiting for it. So a transaction that passes the gate takes a new snapshot, and
goes on when nothing was written meanwhile that it could have decided by. That is told by a number in the file's header,
which grows with every transaction that writes to another table than those of delivery.
"""

from __future__ import annotations

import sqlite3

ASIDE = frozenset(
    {
        *("message", "letter", "letter_blob", "recipient", "attempt", "message_change", "message_key"),
        *("message_id", "job", "worker", "circuit", "rate", "settled_event", "delivery_minute"),
        "change_feed",
    }
)
"""Tables from which nothing is decided before the gate is passed: whoever changes letters locks them first, whoever queues
them looks for their keys under the gate. (PostgreSQL finds conflicts row by row and needs no such list.)"""

GROWING = frozenset({"object", "run", "run_trace"})
"""Tables in which a new row changes nothing for others, but a changed one may. What must be there once has a unique key."""

_LARGEST = 2**31 - 1


def decides(table: str | None, *, adds: bool) -> bool:
    """Whether others may have decided by what is written to a table (None: not known which). adds: new rows only."""
    return not (table in ASIDE or (table in GROWING and adds))


def renew(connection: sqlite3.Connection) -> bool:
    """Trade the snapshot for the newest and become the writer; False when what was read may not hold any more."""
    before = _version(connection)
    connection.execute("COMMIT")
    connection.execute("BEGIN IMMEDIATE")
    return _version(connection) == before


def grown(connection: sqlite3.Connection) -> str:
    """The statement by which everybody who reads at present is told, once it is committed, that they may be wrong."""
    return f"PRAGMA user_version = {_version(connection) % _LARGEST + 1}"


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
