from __future__ import annotations

import hashlib
import threading
from datetime import timedelta

import pytest

from vestnik.access.idempotency import KEPT, Answer, KeyReused, KeyTooLong, recall, remember
from vestnik.kernel.clock import FakeClock
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction

HASH = hashlib.sha256(b"POST /records {}").digest()
OTHER = hashlib.sha256(b"POST /records {x}").digest()
ANSWER = Answer(201, '{"id":"rec.5","title":"Письмо"}'.encode())


def test_the_same_request_gets_the_first_answer(tx: Transaction, clock: FakeClock) -> None:
    assert recall(tx, 4, "k1", HASH, clock.now()) is None
    remember(tx, 4, "k1", HASH, ANSWER, clock.now())
    assert recall(tx, 4, "k1", HASH, clock.now()) == ANSWER


def test_keys_of_accounts_have_nothing_to_do_with_one_another(tx: Transaction, clock: FakeClock) -> None:
    remember(tx, 4, "k1", HASH, ANSWER, clock.now())
    assert recall(tx, 5, "k1", HASH, clock.now()) is None


def test_another_request_under_the_same_key_is_refused(tx: Transaction, clock: FakeClock) -> None:
    remember(tx, 4, "k1", HASH, ANSWER, clock.now())
    with pytest.raises(KeyReused, match="k1"):
        recall(tx, 4, "k1", OTHER, clock.now())


def test_after_a_day_a_key_is_new(tx: Transaction, clock: FakeClock) -> None:
    remember(tx, 4, "k1", HASH, ANSWER, clock.now())
    clock.advance(KEPT)
    assert recall(tx, 4, "k1", HASH, clock.now()) == ANSWER
    clock.advance(timedelta(seconds=1))
    assert recall(tx, 4, "k1", OTHER, clock.now()) is None
    remember(tx, 4, "k1", OTHER, ANSWER, clock.now())


def test_a_key_is_bounded(tx: Transaction, clock: FakeClock) -> None:
    with pytest.raises(KeyTooLong):
        recall(tx, 4, "x" * 201, HASH, clock.now())


def test_two_requests_at_once_act_once(db: Database, clock: FakeClock) -> None:
    together = threading.Barrier(2)
    answers: list[Answer] = []

    def request(body: bytes) -> None:
        tries: list[str] = []

        def work(tx: Transaction) -> Answer:
            if known := recall(tx, 4, "k1", HASH, clock.now()):
                return known
            tries.append("found nothing")
            if len(tries) == 1:
                together.wait(10)  # the other one has found nothing either
            answer = Answer(201, body)
            remember(tx, 4, "k1", HASH, answer, clock.now())
            return answer

        answers.append(db.run(work))

    threads = [threading.Thread(target=request, args=[body]) for body in (b"one", b"two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 2
    assert answers[0] == answers[1]
