from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from tests.definitions.conftest import SERVER, WAY, Desk, Opened

from vestnik.definitions.secrets import BadKey, KeyFileOpen, Secrets, SecretUnreadable, open_secrets
from vestnik.kernel.problem import Invalid
from vestnik.kernel.secret import Secret
from vestnik.storage.tables.definitions import definition_secret


def password(desk: Desk) -> str | None:
    secret = desk.load("server", "mail", secrets=True).password
    return secret.reveal() if secret else None


def test_a_secret_is_stored_encrypted_and_nowhere_else(filled: Desk, data: Path) -> None:
    assert password(filled) == "geheim"
    assert filled.get("server", "mail").secrets == ("password",)
    with filled.db.read() as tx:
        for table in ("definition", "definition_version", "definition_secret"):
            assert "geheim" not in str(tx.execute(text(f"SELECT * FROM {table}")).all())
    assert "password" not in filled.get("server", "mail").body


def test_without_asking_a_secret_is_masked(filled: Desk) -> None:
    assert filled.load("server", "mail").password.reveal() == "***"


def test_a_secret_that_is_left_out_stays(filled: Desk) -> None:
    filled.save("server", "mail", {"host": "mail.example.org", "description": "x"})
    assert password(filled) == "geheim"


def test_null_removes_a_secret(filled: Desk) -> None:
    assert filled.save("server", "mail", SERVER | {"password": None}).changed
    assert password(filled) is None
    assert filled.get("server", "mail").secrets == ()


def test_a_new_secret_is_a_change_and_the_same_one_is_none(filled: Desk) -> None:
    assert not filled.save("server", "mail", SERVER).changed
    assert filled.save("server", "mail", SERVER | {"password": "neu"}).version == 2
    assert password(filled) == "neu"


@pytest.mark.parametrize("change", [{"host": "evil.example"}, {"port": 2525}])
def test_a_secret_is_given_to_no_other_server_unless_it_is_entered_again(
    filled: Desk, change: dict[str, object]
) -> None:
    body = {"host": "mail.example.org"} | change
    for attempt in (filled.save, filled.draft):
        with pytest.raises(Invalid) as caught:
            attempt("server", "mail", body)
        assert (caught.value.problem.code, caught.value.problem.path) == ("secret_needed", ("password",))
        assert next(iter(change)) in caught.value.problem.message.ru
    filled.save("server", "mail", body | {"password": "geheim"})
    assert password(filled) == "geheim"


def test_a_secret_does_not_follow_to_another_type(filled: Desk) -> None:
    filled.save("server", "mail", {"host": "mail.example.org", "type": "other"})
    assert password(filled) is None


def test_a_draft_has_the_stored_secret_and_writes_nothing(filled: Desk) -> None:
    assert filled.draft("server", "mail", {"host": "mail.example.org"}).password.reveal() == "geheim"
    assert filled.draft("server", "new", {"host": "h"}).password is None
    assert filled.count("server") == 1


def test_a_deleted_definition_takes_its_secrets_along(filled: Desk) -> None:
    filled.delete("way", "out")
    filled.delete("server", "mail")
    with filled.db.read() as tx:
        assert not tx.execute(select(definition_secret)).all()
    filled.save("server", "mail", {"host": "evil.example"})
    assert password(filled) is None


def test_a_copied_row_does_not_open_elsewhere(filled: Desk) -> None:
    filled.save("server", "spy", {"host": "evil.example", "password": "x"})
    with filled.db.write() as tx:
        copied = (
            tx.execute(select(definition_secret.c.sealed).order_by(definition_secret.c.definition))
            .scalars()
            .first()
        )
        tx.execute(update(definition_secret).values(sealed=copied))
    with pytest.raises(SecretUnreadable):
        filled.load("server", "spy", secrets=True)


def test_with_another_key_a_secret_can_be_entered_again(filled: Desk, opened: Opened) -> None:
    with filled.db.write() as tx:
        definitions = opened(tx)
        definitions.secrets = Secrets(bytes(32))
        with pytest.raises(SecretUnreadable, match="another key"):
            definitions.load("server", "mail", secrets=True)
        assert definitions.load("way", "out").title == WAY["title"]
        with pytest.raises(Invalid) as caught:
            definitions.save("server", "mail", {"host": "mail.example.org"})
        assert caught.value.problem.path == ("password",)
        definitions.save("server", "mail", SERVER | {"password": "again"})
        assert definitions.load("server", "mail", secrets=True).password.reveal() == "again"


@given(secret=st.text(), definition=st.integers(1, 10**12), field=st.text(min_size=1))
def test_what_was_sealed_opens_in_its_place_only(secret: str, definition: int, field: str) -> None:
    secrets = Secrets(bytes(32))
    sealed = secrets.seal(definition, field, Secret(secret))
    assert secrets.open(definition, field, sealed) == Secret(secret)
    for where, what, given_bytes in (
        (definition + 1, field, sealed),
        (definition, field + "x", sealed),
        (definition, field, sealed[:-1]),
        (definition, field, sealed[:-1] + bytes([sealed[-1] ^ 1])),
    ):
        with pytest.raises(SecretUnreadable):
            secrets.open(where, what, given_bytes)


def test_the_key_file_is_made_once_for_its_owner_only(data: Path) -> None:
    sealed = open_secrets(None, data).seal(1, "password", Secret("geheim"))
    assert stat.S_IMODE((data / "secret.key").stat().st_mode) == 0o600
    assert open_secrets(None, data).open(1, "password", sealed) == Secret("geheim")
    assert [path.name for path in data.iterdir()] == ["secret.key"]


def test_a_key_file_that_others_can_read_is_refused(data: Path) -> None:
    open_secrets(None, data)
    os.chmod(data / "secret.key", 0o640)
    with pytest.raises(KeyFileOpen, match="chmod 600"):
        open_secrets(None, data)


def test_the_key_of_the_setting_makes_no_file(data: Path) -> None:
    key = Secret(base64.b64encode(bytes(32)).decode())
    sealed = open_secrets(key, data).seal(1, "x", Secret("y"))
    assert Secrets(bytes(32)).open(1, "x", sealed) == Secret("y")
    assert not list(data.iterdir())


@pytest.mark.parametrize("key", ["short", "AAAA", "ключ", "A" * 43])
def test_a_key_of_another_form_is_refused(data: Path, key: str) -> None:
    with pytest.raises(BadKey, match="VESTNIK_SECRET_KEY"):
        open_secrets(Secret(key), data)
