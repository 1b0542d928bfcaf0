"""How the letters of one connection share its sessions."""

from __future__ import annotations

import pytest
from tests.delivery.conftest import MakeLetter, StartWorker, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.delivery.outbox import Outbox
from vestnik.kernel.clock import SystemClock
from vestnik.storage.database import Database


@pytest.mark.parametrize("no_ahead", [False, True])
def test_the_envelope_of_the_next_letter_goes_ahead_where_the_server_stands_it(
    db: Database, server: MailServer, new_letter: MakeLetter, start_worker: StartWorker, no_ahead: bool
) -> None:
    server.answers.no_ahead = no_ahead
    letters = [new_letter(f"anna{number}@example.org") for number in range(40)]
    refs = db.run(lambda tx: Outbox(SystemClock()).enqueue(tx, letters))
    start_worker(smtp(server.port, max_sessions=1))

    messages = settled(db, *refs)

    assert [(one.state, len(one.attempts)) for one in messages] == [("sent", 1)] * 40
    assert len(server.letters) == 40
    assert (
        (server.ahead, server.sessions) == (1, 2)
        if no_ahead
        else (server.ahead > 20, server.sessions) == (True, 1)
    )
