from __future__ import annotations

import pytest
from sqlalchemy import select

from vestnik.access import sessions, tokens
from vestnik.access.credentials import (
    MAX_LENGTH,
    LastAdministrator,
    PasswordUnfit,
    any_password,
    password_matches,
    remove,
    roles_of,
    set_password,
    set_roles,
)
from vestnik.kernel.clock import FakeClock
from vestnik.storage.tables.access import credential
from vestnik.storage.transaction import Transaction


def test_only_the_right_password_matches(tx: Transaction) -> None:
    set_password(tx, 4, "correct horse")
    assert password_matches(tx, 4, "correct horse")
    assert not password_matches(tx, 4, "Correct horse")
    assert not password_matches(tx, 4, "")
    assert not password_matches(tx, 5, "correct horse")
    assert not password_matches(tx, None, "correct horse")


def test_a_password_is_stored_as_an_argon2_hash(tx: Transaction) -> None:
    set_password(tx, 4, "correct horse")
    stored = tx.execute(select(credential.c.password_hash)).scalar_one()
    assert stored.startswith("$argon2id$")
    assert "correct" not in stored


@pytest.mark.parametrize("password", ["", "short12", "x" * (MAX_LENGTH + 1)])
def test_a_password_has_a_sensible_length(tx: Transaction, password: str) -> None:
    with pytest.raises(PasswordUnfit) as caught:
        set_password(tx, 4, password)
    assert caught.value.problem.path == ("password",)
    assert not any_password(tx)


def test_a_new_password_ends_all_sign_ins_of_that_account(tx: Transaction, clock: FakeClock) -> None:
    mine, _ = sessions.start(tx, 4, clock.now())
    other, _ = sessions.start(tx, 5, clock.now())
    set_password(tx, 4, "correct horse")
    lifetime = sessions.USED_EVERY * 10
    assert sessions.find(tx, mine, clock.now(), lifetime) is None
    assert sessions.find(tx, other, clock.now(), lifetime)


def test_roles_are_exactly_those_that_were_set(tx: Transaction) -> None:
    set_roles(tx, 4, ["user", "builder"])
    set_roles(tx, 4, ["user"])
    assert roles_of(tx, [4, 5]).keys() == {4}
    assert roles_of(tx, [4])[4].roles == {"user"}
    assert not roles_of(tx, [4])[4].has_password


def test_a_password_leaves_roles_alone_and_the_other_way_round(tx: Transaction) -> None:
    set_roles(tx, 4, ["user"])
    set_password(tx, 4, "correct horse")
    set_roles(tx, 4, ["builder"])
    assert roles_of(tx, [4])[4].roles == {"builder"}
    assert password_matches(tx, 4, "correct horse")


def test_the_last_administrator_stays(tx: Transaction) -> None:
    set_roles(tx, 4, ["administrator"])
    set_roles(tx, 5, ["user"])
    for attempt in (lambda: set_roles(tx, 4, ["user"]), lambda: remove(tx, 4)):
        with pytest.raises(LastAdministrator):
            attempt()
    set_roles(tx, 5, ["administrator"])
    set_roles(tx, 4, ["user"])
    assert roles_of(tx, [4])[4].roles == {"user"}


def test_an_account_that_goes_leaves_no_way_in(tx: Transaction, clock: FakeClock) -> None:
    set_password(tx, 4, "correct horse")
    cookie, _ = sessions.start(tx, 4, clock.now())
    _, value = tokens.create(tx, 4, "ci", clock.now(), None)
    remove(tx, 4)
    assert not password_matches(tx, 4, "correct horse")
    assert sessions.find(tx, cookie, clock.now(), sessions.USED_EVERY) is None
    assert tokens.account_of(tx, value, clock.now()) is None
