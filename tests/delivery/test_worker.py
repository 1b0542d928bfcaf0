"""The worker against a real SMTP server, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.delivery.conftest import MakeLetter, StartWorker, eventually, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.connections.types.smtp_send.model import SmtpSend
from vestnik.delivery import events, orders
from vestnik.delivery.claims import claim, give_back, start, streams
from vestnik.delivery.messages import get
from vestnik.delivery.outbox import NewLetter, Outbox
from vestnik.delivery.pauses import pause_place, resume_place
from vestnik.delivery.suppressions import Suppression, suppress
from vestnik.kernel.clock import SystemClock
from vestnik.kernel.values import Ref
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database


@pytest.fixture
def outbox() -> Outbox:
    return Outbox(SystemClock())


def enqueue(db: Database, outbox: Outbox, *letters: NewLetter) -> list[Ref]:
    return db.run(lambda tx: outbox.enqueue(tx, letters))


def test_M1_a_letter_arrives_as_it_was_frozen(
    db: Database,
    blobs: FolderBlobs,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    letter = new_letter(("anna@example.org", "boris@example.org"), bcc=("secret@example.org",))
    refs = enqueue(db, outbox, letter)
    start_worker(connection)
    (message,) = settled(db, *refs)
    (received,) = server.wait_for(1)
    assert received.content == b"".join(letter.frozen.body.chunks(blobs.open))
    assert received.recipients == ("anna@example.org", "boris@example.org", "secret@example.org")
    assert message.state == "sent"
    assert {one.state for one in message.recipients} == {"accepted"}
    (attempt,) = message.attempts
    assert attempt.outcome == "accepted"
    assert str(server.port) in (attempt.server or "")
    assert [change.state for change in message.changes] == ["queued", "sending", "sent"]


def test_P4_each_recipient_has_a_result_of_its_own(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    server.answers.rcpt = {"no@example.org": "550 5.1.1 unknown", "later@example.org": "450 4.2.2 busy"}
    refs = enqueue(db, outbox, new_letter(("yes@example.org", "no@example.org", "later@example.org")))
    start_worker(connection)
    (message,) = settled(db, *refs, states={"deferred"})
    assert [(one.state, one.code, one.enhanced_code) for one in message.recipients] == [
        ("accepted", 250, "2.0.0"),
        ("rejected", 550, "5.1.1"),
        ("deferred", 450, "4.2.2"),
    ]
    assert message.why
    assert "450 4.2.2" in message.why.en
    server.answers.rcpt = {}
    (message,) = settled(db, *refs)
    assert message.state == "partly_sent"
    assert [one.recipients for one in server.letters] == [("yes@example.org",), ("later@example.org",)]
    assert len({one.message_id for one in server.letters}) == 1


def test_R4_a_5xx_to_the_letter_is_final_and_is_told(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    server.answers.data = "554 5.7.1 spam"
    refs = enqueue(db, outbox, new_letter())
    start_worker(connection)
    (message,) = settled(db, *refs)
    assert message.state == "failed"
    assert len(message.attempts) == 1
    with db.write() as tx:
        (event,) = events.pending(tx)
    assert (event.message, event.state) == (refs[0], "failed")


def test_R3_a_4xx_to_the_letter_is_tried_again(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    server.answers.data = "451 4.3.0 try later"
    refs = enqueue(db, outbox, new_letter())
    start_worker(connection)
    settled(db, *refs, states={"deferred"})
    server.answers.data = None
    (message,) = settled(db, *refs)
    assert message.state == "sent"
    assert [one.outcome for one in message.attempts][-1] == "accepted"
    assert message.attempts[0].outcome == "deferred"


@pytest.mark.parametrize(("when_uncertain", "state", "letters"), [("retry", "sent", 2), ("hold", "held", 1)])
def test_R6_a_lost_answer_is_uncertain_and_marked(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    start_worker: StartWorker,
    when_uncertain: str,
    state: str,
    letters: int,
) -> None:
    server.answers.drop = 1
    refs = enqueue(db, outbox, new_letter())
    start_worker(smtp(server.port, when_uncertain=when_uncertain))
    (message,) = settled(db, *refs, states={state})
    assert message.possibly_repeated
    assert message.attempts[0].outcome == "uncertain"
    assert "соединение" in message.as_json("ru")["attempts"][0]["text"]
    received = server.wait_for(letters)
    assert len(received) == letters
    assert len({one.message_id for one in received}) == 1


def test_R10_a_dead_server_delays_only_its_own(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    dead = smtp(1, "dead")
    bad = enqueue(db, outbox, *(new_letter(connection="dead") for _ in range(20)))
    good = enqueue(db, outbox, *(new_letter() for _ in range(20)))
    start_worker(connection, dead)
    assert {one.state for one in settled(db, *good)} == {"sent"}
    waiting = settled(db, *bad, states={"queued", "deferred"})
    assert sum(len(one.attempts) for one in waiting) <= 2


def test_R10_letters_of_a_server_that_comes_back_are_sent(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    start_worker: StartWorker,
) -> None:
    refs = enqueue(db, outbox, *(new_letter() for _ in range(10)))
    worker = start_worker(smtp(1))
    eventually(lambda: _tried(db, refs))
    worker.definitions["mail"] = smtp(server.port)
    assert {one.state for one in settled(db, *refs)} == {"sent"}
    assert len(server.letters) == 10


def test_R10_a_stalled_server_delays_only_its_own(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    with MailServer() as slow:
        slow.answers.stalled = True
        stuck = enqueue(db, outbox, *(new_letter(connection="slow") for _ in range(5)))
        good = enqueue(db, outbox, *(new_letter() for _ in range(20)))
        start_worker(connection, smtp(slow.port, "slow"))
        assert {one.state for one in settled(db, *good)} == {"sent"}
        assert {one.state for one in settled(db, *stuck, states={"sending", "queued"})}
        slow.answers.stalled = False
        assert {one.state for one in settled(db, *stuck)} == {"sent"}


def test_a_mailing_goes_out_once_each(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    worker = start_worker(connection)
    letters = [new_letter(f"r{n}@example.org", lane=n % 4, priority=n % 10) for n in range(200)]
    refs = enqueue(db, outbox, *letters)
    worker.wake()
    assert {one.state for one in settled(db, *refs)} == {"sent"}
    assert len({one.recipients for one in server.letters}) == len(server.letters) == 200
    assert server.sessions <= 8


def test_paused_letters_are_held_and_go_when_resumed(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    clock = SystemClock()
    with db.write() as tx:
        pause_place(tx, "lane", "1", clock.now())
    paused = enqueue(db, outbox, new_letter(lane=1))
    free = enqueue(db, outbox, new_letter(lane=0))
    start_worker(connection)
    settled(db, *free)
    (message,) = settled(db, *paused, states={"held"})
    assert message.why
    assert message.why.en == "Data bus 1 is paused"
    with db.write() as tx:
        resume_place(tx, "lane", "1", clock.now())
    settled(db, *paused)


def test_letters_of_a_disabled_connection_are_held_until_it_is_enabled(
    db: Database, outbox: Outbox, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    refs = enqueue(db, outbox, new_letter())
    worker = start_worker(smtp(server.port, disabled=True))
    (message,) = settled(db, *refs, states={"held"})
    assert message.why
    assert message.why.en == "Connection 'mail' is disabled"
    worker.definitions["mail"] = smtp(server.port)
    settled(db, *refs)


def test_send_at_is_waited_for(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    now = SystemClock().now()
    (later,) = enqueue(db, outbox, new_letter(send_at=now + timedelta(hours=1)))
    soon = enqueue(db, outbox, new_letter(send_at=now + timedelta(seconds=1)))
    start_worker(connection)
    (message,) = settled(db, *soon)
    assert message.attempts[0].started >= now + timedelta(seconds=1)
    with db.read() as tx:
        assert get(tx, later).state == "queued"


def test_A10_redirected_letters_say_where_they_went(
    db: Database, outbox: Outbox, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    refs = enqueue(db, outbox, new_letter(("anna@example.org", "boris@example.org")))
    start_worker(smtp(server.port, redirect_to="Test <test@firma.ru>"))
    (message,) = settled(db, *refs)
    assert [one.recipients for one in server.letters] == [("test@firma.ru",)]
    assert [(one.state, one.sent_to) for one in message.recipients] == [("accepted", "test@firma.ru")] * 2


def test_A10_a_letter_that_waits_when_redirection_ends_goes_to_its_own_recipients(
    db: Database, outbox: Outbox, new_letter: MakeLetter, server: MailServer, start_worker: StartWorker
) -> None:
    server.answers.data = "451 4.3.0 try later"
    refs = enqueue(db, outbox, new_letter())
    worker = start_worker(smtp(server.port, redirect_to="test@firma.ru"))
    (message,) = settled(db, *refs, states={"deferred"})
    assert message.recipients[0].sent_to == "test@firma.ru"
    worker.definitions["mail"] = smtp(server.port)
    eventually(lambda: server.asked[-1:] == ["anna@example.org"])
    server.answers.data = None
    (message,) = settled(db, *refs)
    assert [one.recipients for one in server.letters] == [("anna@example.org",)]
    assert message.recipients[0].sent_to is None


def test_a_recipient_replaced_by_hand_stays_replaced_however_often_it_is_tried(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    (ref,) = enqueue(db, outbox, new_letter("old@example.org"))
    with db.write() as tx:
        orders.redirect(tx, ref, "old@example.org", "new@example.org", SystemClock().now())
    server.answers.rcpt = {"new@example.org": "450 4.2.2 busy"}
    start_worker(connection)
    (message,) = settled(db, ref, states={"deferred"})
    assert message.recipients[0].sent_to == "new@example.org"
    server.answers.rcpt = {}
    (message,) = settled(db, ref)
    assert [one.recipients for one in server.letters] == [("new@example.org",)]
    assert message.recipients[0].sent_to == "new@example.org"


def test_who_is_suppressed_while_a_letter_waits_is_not_sent_to_and_the_letter_says_why(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    letters = new_letter(("anna@example.org", "gone@example.org")), new_letter("Gone@example.org")
    refs = enqueue(db, outbox, *letters)
    with db.write() as tx:
        suppress(tx, Suppression("gone@example.org", "asked us to stop"), SystemClock().now())
    start_worker(connection)
    both, alone = settled(db, *refs)
    assert [one.recipients for one in server.letters] == [("anna@example.org",)]
    assert [(one.state, one.text) for one in both.recipients[1:]] == [("suppressed", "asked us to stop")]
    assert (both.state, alone.state) == ("partly_sent", "failed")
    assert alone.why
    assert alone.why.en == "asked us to stop"


def test_letters_that_go_to_nobody_wait_for_no_server(
    db: Database, outbox: Outbox, new_letter: MakeLetter, start_worker: StartWorker
) -> None:
    to = ("gone@example.org", "anna@elsewhere.org", "anna@example.org")
    gone, elsewhere, waits = enqueue(db, outbox, *(new_letter(address) for address in to))
    with db.write() as tx:
        suppress(tx, Suppression("gone@example.org", "asked us to stop"), SystemClock().now())
    start_worker(smtp(1, allowed_domains=("example.org",)))
    assert [message.state for message in settled(db, gone, elsewhere)] == ["failed", "failed"]
    (message,) = settled(db, waits, states={"deferred"})
    assert message.state == "deferred", "nobody listens at port 1"


def test_who_is_suppressed_after_a_letter_was_claimed_is_not_sent_to(
    db: Database, outbox: Outbox, new_letter: MakeLetter
) -> None:
    enqueue(db, outbox, new_letter(("anna@example.org", "gone@example.org")))
    now = SystemClock().now()
    with db.write() as tx:
        [stream] = streams(tx, (0,))
        [claimed] = claim(tx, 1, stream, 1, now)
        suppress(tx, Suppression("gone@example.org", "complaint"), now)
        assert start(tx, 1, [claimed], now) == set(), "it goes back"
        give_back(tx, 1, [claimed.job])
        [again] = claim(tx, 1, stream, 1, now)
        assert [one.suppressed for one in again.recipients] == [None, "complaint"]
        assert start(tx, 1, [again], now) == {again.job}


def test_R11_a_failed_letter_sent_again_by_hand_keeps_its_message_id(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    server.answers.data = "554 5.7.1 no"
    (ref,) = enqueue(db, outbox, new_letter())
    worker = start_worker(connection)
    settled(db, ref)
    server.answers.data = None
    with db.write() as tx:
        orders.retry(tx, ref, SystemClock().now(), actor="admin")
    worker.wake()
    server.wait_for(1)
    (message,) = settled(db, ref, states={"sent"})
    assert server.letters[0].message_id == message.message_id
    assert [one.outcome for one in message.attempts] == ["rejected", "accepted"]


def test_R13_shutdown_finishes_what_is_in_flight_and_returns_the_rest(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    server.answers.stalled = True
    refs = enqueue(db, outbox, *(new_letter() for _ in range(30)))
    worker = start_worker(connection)

    def sending() -> bool:
        with db.read() as tx:
            return any(get(tx, ref).state == "sending" for ref in refs)

    eventually(sending)
    worker._loop.call_soon_threadsafe(worker._stop.set)
    server.answers.stalled = False
    worker.stop()
    with db.read() as tx:
        states = [get(tx, ref).state for ref in refs]
        assert not any(get(tx, ref).possibly_repeated for ref in refs)
    assert set(states) <= {"sent", "queued"}
    assert states.count("sent") == len(server.letters)


def _tried(db: Database, refs: list[Ref]) -> bool:
    with db.read() as tx:
        return any(get(tx, ref).attempts for ref in refs)
