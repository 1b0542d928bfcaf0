"""Misuse is told in words: what is wrong, where, the way out; the code says whose fault it is; never a traceback."""

from __future__ import annotations

import shutil
import socket
import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Run


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TIME_ZONE", "Mars/X", "settings.time_zone: 'Mars/X' is no time zone"),
        ("LANES", "0,7", "settings.lanes: '0,7' are no data buses"),
        ("NETWORK_ALLOW", "abc", "settings.network_allow: 'abc' is no CIDR network"),
        ("PORT", "abc", "settings.port: A whole number is needed"),
        ("DATABASE", "mysql://x", "settings.database: an address such as postgresql://"),
        ("TRACE", "some", "settings.trace: Allowed: 'failed' or 'all'"),
        ("SECRET_KEY", "abc", "The encryption key (VESTNIK_SECRET_KEY) is not 32 bytes in Base64"),
        ("ADMIN_PASSWORD", "abc", "A password has 8 to 1024 characters"),
        ("DATABASE", "postgresql://nobody@127.0.0.1:1/x", "The database cannot be reached"),
    ],
)
def test_a_bad_setting_stops_the_start_and_is_named(run: Run, name: str, value: str, told: str) -> None:
    ended = run("serve", **{"PORT": "0", name: value})
    assert ended.code == 1
    assert told in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nope",), "No such command 'nope'"),
        (("apply", "nowhere"), "does not exist"),
        (("serve", "--port", "100000"), "less than or equal to 65535"),
        (("demo", "--once", "--smtp-port", "99999"), "less than or equal to 65535"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...], told: str) -> None:
    ended = run(*arguments)
    assert told in ended.err
    assert ended.code == 2


def test_a_folder_without_data_is_told_and_not_made(run: Run, tmp_path: Path) -> None:
    for command in ("messages", "export"):
        arguments = (command, "out") if command == "export" else (command,)
        ended = run(*arguments, "--data", "typo")
        assert ended.code == 1
        assert "There is no data of Vestnik in 'typo'" in ended.err
    assert not (tmp_path / "typo").exists()


def test_a_file_in_place_of_the_data_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    ended = run("serve", "--port", "0")
    assert (ended.code, "The data folder 'data' will not do" in ended.err) == (1, True)


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ended = run("serve", "--port", str(other.getsockname()[1]))
    assert ended.code == 1
    assert "choose another: --port" in ended.err


def test_a_schema_of_a_newer_program_is_left_alone(run: Run) -> None:
    assert run("upgrade").code == 0
    with sqlite3.connect("data/vestnik.db") as db:
        db.execute("update alembic_version set version_num = '9999'")
    before = Path("data/vestnik.db").read_bytes()
    for command in (("serve", "--port", "0"), ("upgrade",), ("messages",)):
        ended = run(*command)
        assert ended.code == 1
        assert "9999" in ended.err
    assert Path("data/vestnik.db").read_bytes() == before


def test_a_folder_that_is_no_app(run: Run) -> None:
    ended = run("apply", EXAMPLES, "--yes")
    assert (ended.code, "no app.yaml" in ended.err) == (1, True)


def test_a_file_is_told_with_line_and_column_and_the_nearest_name(run: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "elpisma", tmp_path / "app")
    route = tmp_path / "app/routes/mail_out.yaml"
    route.write_text(route.read_text().replace("connection: mail", "conection: mail"))
    ended = run("check", "app")
    assert ended.code == 1
    assert (
        "routes/mail_out.yaml.conection:4:1: Unknown field 'conection'. Did you mean connection?" in ended.err
    )


def test_an_undeclared_placeholder_is_refused_unless_the_file_says_disabled(run: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "elpisma", tmp_path / "app")
    route = tmp_path / "app/routes/mail_out.yaml"
    route.write_text(route.read_text().replace("{FullName}!", "{Fullname}!"))
    ended = run("apply", "app", "--yes")
    assert ended.code == 1
    assert "Did you mean FullName?" in ended.out
    assert "Nothing was applied: mail_out" in ended.err
    assert "no app" in run("export", "out").err

    route.write_text(route.read_text() + "disabled: true\n")
    assert run("apply", "app", "--yes").code == 0


def test_messages_are_in_the_users_language(run: Run) -> None:
    assert "Схема обновлена" in run("upgrade", LANGUAGE="ru").out
    assert "The schema is up to date" in run("upgrade", LANGUAGE="en").out
