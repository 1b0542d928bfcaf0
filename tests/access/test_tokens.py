from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from vestnik.access import tokens
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.problem import NotFound
from vestnik.storage.transaction import Transaction


def test_a_token_stands_for_its_account_until_it_is_revoked(tx: Transaction, clock: FakeClock) -> None:
    made, value = tokens.create(tx, 4, "ci", clock.now(), None)
    assert value.startswith(tokens.PREFIX)
    assert tokens.account_of(tx, value, clock.now()) == 4
    assert tokens.account_of(tx, value + "x", clock.now()) is None
    with pytest.raises(NotFound):
        tokens.revoke(tx, made.id, account=5)
    assert tokens.account_of(tx, value, clock.now()) == 4
    tokens.revoke(tx, made.id, account=4)
    assert tokens.account_of(tx, value, clock.now()) is None


def test_a_token_may_expire(tx: Transaction, clock: FakeClock) -> None:
    _, value = tokens.create(tx, 4, "ci", clock.now(), clock.now() + timedelta(days=1))
    clock.advance(timedelta(hours=23))
    assert tokens.account_of(tx, value, clock.now()) == 4
    clock.advance(timedelta(hours=1))
    assert tokens.account_of(tx, value, clock.now()) is None


def test_the_list_names_tokens_and_never_shows_them(tx: Transaction, clock: FakeClock) -> None:
    made = [tokens.create(tx, account, name, clock.now(), None) for account, name in ((4, "ci"), (5, "cron"))]
    assert tokens.listed(tx) == [token for token, _ in made]
    assert tokens.listed(tx, 5) == [made[1][0]]
    stored = str(tx.execute(text("SELECT * FROM token")).all())
    assert not any(value in stored or value in repr(token) for token, value in made)
