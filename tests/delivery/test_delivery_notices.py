"""P9: delivery notices are asked for where the server offers them; elsewhere the letter goes and its history says so."""

from __future__ import annotations

from tests.delivery.conftest import MakeLetter, StartWorker, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.delivery.outbox import Outbox
from vestnik.storage.database import Database


def test_P9_the_history_says_that_no_notice_will_come(
    db: Database, outbox: Outbox, new_letter: MakeLetter, start_worker: StartWorker, server: MailServer
) -> None:
    with db.write() as tx:
        [ref] = outbox.enqueue(tx, [new_letter()])
    start_worker(smtp(server.port, dsn=True))
    [message] = settled(db, ref)
    assert message.state == "sent"
    assert (
        str(message.recipients[0].text) == "2.0.0 taken (no delivery notices: the server does not offer DSN)"
    )


def test_P9_who_asked_for_none_is_told_nothing(
    db: Database, outbox: Outbox, new_letter: MakeLetter, start_worker: StartWorker, server: MailServer
) -> None:
    with db.write() as tx:
        [ref] = outbox.enqueue(tx, [new_letter()])
    start_worker(smtp(server.port))
    [message] = settled(db, ref)
    assert message.recipients[0].text == "2.0.0 taken"
