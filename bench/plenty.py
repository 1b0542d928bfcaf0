"""Records and letters in bulk, through the packages that own them, for measuring what people see of a full system."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from bench.engines import World
from bench.load import enqueue
from sqlalchemy import text as sql

from vestnik.access.actor import SYSTEM
from vestnik.kernel.clock import SystemClock
from vestnik.kernel.values import Ref, Value
from vestnik.records.store import Records
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database

TEMPLATE = "Dogovory"
"""Among the first by name, so that the navigation shows it."""
TEMPLATE_BODY = {
    "title": "Договоры",
    "attributes": [
        {"name": "Tema", "title": "Тема", "data_type": "text", "is_title": True},
        {"name": "Zayavitel", "title": "Заявитель", "data_type": "account"},
        {"name": "Summa", "title": "Сумма", "data_type": "number"},
        {"name": "Srok", "title": "Срок", "data_type": "datetime"},
        {"name": "Srochno", "title": "Срочно", "data_type": "boolean"},
        {"name": "Opisanie", "title": "Описание", "data_type": "text"},
    ],
    "forms": [
        {
            "name": "main",
            "title": "Договор",
            "is_default": True,
            "rows": [["Tema"], ["Zayavitel", "Summa"], ["Srok", "Srochno"], ["Opisanie"]],
        }
    ],
}
_BATCH = 1_000

# What a worker would have written: it needs a minute for as many, and this takes seconds.
_SETTLED = (
    "UPDATE message SET state = 'sent', settled = created WHERE id % 50 > 1",
    "UPDATE message SET state = 'failed', settled = created WHERE id % 50 = 1",
    "UPDATE recipient SET state = 'accepted', code = 250, changed = "
    "(SELECT created FROM message WHERE message.id = recipient.message) WHERE message % 50 > 1",
    "UPDATE recipient SET state = 'rejected', code = 550, changed = "
    "(SELECT created FROM message WHERE message.id = recipient.message) WHERE message % 50 = 1",
    "INSERT INTO attempt (message, part, number, started, ended, worker, outcome, code, state) "
    "SELECT id, 0, 1, created, created, 'bench:1', CASE WHEN state = 'sent' THEN 'accepted' ELSE 'rejected' END, "
    "CASE WHEN state = 'sent' THEN 250 ELSE 550 END, state FROM message WHERE id % 50 > 0",
    "DELETE FROM job WHERE message % 50 > 0",
)


def opened(data: Path, url: str | None) -> World:
    """The installation of a running service, for filling it from beside."""
    db = Database.open(url, data)
    return World("postgresql" if url else "sqlite", data, url, db, FolderBlobs(data / "blobs"))


def fill_records(world: World, number: int, people: list[Ref]) -> None:
    """Records of `TEMPLATE`, which has to be there."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)

    def row(n: int) -> dict[str, Value]:
        return {
            "Tema": f"Договор {n:06d} на поставку",
            "Zayavitel": people[n % len(people)],
            "Summa": Decimal(n * 7_919 % 1_000_000) / 100,
            "Srok": begin + timedelta(minutes=n),
            "Srochno": n % 3 == 0,
            "Opisanie": f"Прошу рассмотреть договор {n} отдела {n % 40} до конца недели",
        }

    for first in range(0, number, _BATCH):
        rows = [row(n) for n in range(first, min(first + _BATCH, number))]
        with world.db.write() as tx:
            Records(tx, SYSTEM, SystemClock()).create_many(TEMPLATE, rows)


def fill_letters(world: World, number: int) -> None:
    """Letters that were sent, but for one in fifty that failed and one that waits still; no worker may be running."""
    enqueue(world, number, per_transaction=500)
    with world.db.write() as tx:
        for statement in _SETTLED:
            tx.execute(sql(statement), writes=True)
