"""What the properties of a connection do to letters on their way (spec/contract.md 3); those of the session are held in tests/connections."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.delivery.conftest import MakeLetter, StartWorker, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.delivery.messages import get
from vestnik.delivery.outbox import Outbox
from vestnik.kernel.clock import SystemClock
from vestnik.storage.database import Database


@pytest.fixture
def outbox() -> Outbox:
    return Outbox(SystemClock())


def test_A5_the_envelope_sender_is_the_connections_own(
    db: Database, outbox: Outbox, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    refs = db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))
    start_worker(smtp(server.port, envelope_sender="bounces@почта.рф"))
    settled(db, *refs)
    assert [one.sender for one in server.letters] == ["bounces@xn--80a1acny.xn--p1ai"]


def test_A10_a_domain_that_is_not_allowed_gets_nothing_and_is_told_so(
    db: Database, outbox: Outbox, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    letter = new_letter(("anna@firma.test", "boris@example.org"))
    refs = db.run(lambda tx: outbox.enqueue(tx, [letter]))
    start_worker(smtp(server.port, allowed_domains=("firma.test",)))
    (message,) = settled(db, *refs)
    assert [one.recipients for one in server.letters] == [("anna@firma.test",)]
    assert [one.state for one in message.recipients] == ["accepted", "suppressed"]
    assert "does not allow this domain" in str(message.recipients[1].text)


def test_P12_a_session_carries_no_more_letters_than_it_may(
    db: Database, outbox: Outbox, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    refs = db.run(lambda tx: outbox.enqueue(tx, [new_letter() for _ in range(6)]))
    start_worker(smtp(server.port, max_sessions=1, max_messages_per_session=2))
    settled(db, *refs)
    assert server.sessions == 3


def test_P17_no_more_letters_go_than_the_rate_allows(
    db: Database, outbox: Outbox, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    refs = db.run(lambda tx: outbox.enqueue(tx, [new_letter() for _ in range(5)]))
    start_worker(smtp(server.port, rate_limit=2, rate_period=timedelta(hours=1)))
    settled(db, *refs[:2])
    with db.read() as tx:
        assert [get(tx, ref).state for ref in refs] == ["sent", "sent", "queued", "queued", "queued"]
    assert len(server.letters) == 2


def test_R3_a_letter_fails_after_the_try_past_its_expiry(
    db: Database, outbox: Outbox, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    server.answers.data = "451 4.3.0 try later"
    letter = new_letter(expires_after=timedelta(milliseconds=1))
    refs = db.run(lambda tx: outbox.enqueue(tx, [letter]))
    start_worker(smtp(server.port))
    (message,) = settled(db, *refs)
    assert (message.state, len(message.attempts)) == ("failed", 1)
