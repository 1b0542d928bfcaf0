from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from vestnik.access import sessions
from vestnik.kernel.clock import FakeClock
from vestnik.storage.transaction import Transaction

LIFETIME = timedelta(hours=12)


def test_a_cookie_leads_to_its_account(tx: Transaction, clock: FakeClock) -> None:
    cookie, csrf_token = sessions.start(tx, 4, clock.now())
    found = sessions.find(tx, cookie, clock.now(), LIFETIME)
    assert found == sessions.Session(4, csrf_token, stale=False)
    assert sessions.find(tx, cookie + "x", clock.now(), LIFETIME) is None
    assert sessions.find(tx, csrf_token, clock.now(), LIFETIME) is None


def test_no_two_sign_ins_share_anything(tx: Transaction, clock: FakeClock) -> None:
    values = [value for _ in range(20) for value in sessions.start(tx, 4, clock.now())]
    assert len(set(values)) == 40
    assert min(map(len, values)) >= 32


def test_the_table_does_not_let_anybody_in(tx: Transaction, clock: FakeClock) -> None:
    cookie, _ = sessions.start(tx, 4, clock.now())
    assert cookie not in str(tx.execute(text("SELECT * FROM session")).all())


def test_a_session_ends_when_it_is_not_used(tx: Transaction, clock: FakeClock) -> None:
    cookie, _ = sessions.start(tx, 4, clock.now())
    clock.advance(LIFETIME)
    found = sessions.find(tx, cookie, clock.now(), LIFETIME)
    assert found
    assert found.stale
    sessions.touch(tx, cookie, clock.now())
    clock.advance(LIFETIME)
    assert sessions.find(tx, cookie, clock.now(), LIFETIME)
    clock.advance(timedelta(seconds=1))
    assert sessions.find(tx, cookie, clock.now(), LIFETIME) is None


def test_signing_out_ends_one_session_only(tx: Transaction, clock: FakeClock) -> None:
    one, _ = sessions.start(tx, 4, clock.now())
    other, _ = sessions.start(tx, 4, clock.now())
    sessions.end(tx, one)
    assert sessions.find(tx, one, clock.now(), LIFETIME) is None
    assert sessions.find(tx, other, clock.now(), LIFETIME)


def test_dead_sessions_are_cleared_away(tx: Transaction, clock: FakeClock) -> None:
    sessions.start(tx, 4, clock.now())
    clock.advance(LIFETIME + timedelta(seconds=1))
    alive, _ = sessions.start(tx, 5, clock.now())
    sessions.remove_expired(tx, clock.now(), LIFETIME)
    assert tx.execute(text("SELECT count(*) FROM session")).scalar_one() == 1
    assert sessions.find(tx, alive, clock.now(), LIFETIME)
