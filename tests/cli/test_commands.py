"""The commands as their users run them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.conftest import EXAMPLES, Run

from vestnik import __version__


def test_an_app_is_checked_applied_and_exported_unchanged(run: Run) -> None:
    for example in ("elpisma", "dogovory"):
        assert run("check", EXAMPLES / example).code == 0
        assert "Applied." in run("apply", EXAMPLES / example, "--yes").out
        assert "Nothing to change." in run("apply", EXAMPLES / example).out
    ended = run("export", "out", "--app", "Pochta")
    assert ended.code == 0
    assert {path.relative_to("out").as_posix() for path in Path("out").rglob("*.yaml")} == {
        "app.yaml", "connections/mail.yaml", "routes/mail_out.yaml", "scenarios/OtpravkaPisem.yaml", "templates/Elpisma.yaml",
    }  # fmt: skip
    assert run("apply", "out").out.count("unchanged") == 5


def test_export_asks_which_app(run: Run) -> None:
    for example in ("elpisma", "dogovory"):
        run("apply", EXAMPLES / example, "--yes")
    ended = run("export", "out")
    assert ended.code == 2
    assert "Choose an app: --app Dogovory, Pochta" in ended.err


def test_a_file_that_says_the_same_stays_to_the_byte(run: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "elpisma", tmp_path / "app")
    run("apply", "app", "--yes")
    before = {path: path.read_bytes() for path in (tmp_path / "app").rglob("*.yaml")}
    assert run("export", "app").code == 0
    assert {path: path.read_bytes() for path in (tmp_path / "app").rglob("*.yaml")} == before


def test_accounts_and_tokens(run: Run) -> None:
    added = run("user", "add", "ivanov", "--name", "Иван Иванов", "--mbox", "i@example.org", "--role", "builder",
                USER_PASSWORD="long enough")  # fmt: skip
    assert (added.code, added.out) == (0, "ivanov: created, roles builder\n")
    again = run("user", "add", "ivanov", USER_PASSWORD="long enough")
    assert again.out == "ivanov: changed, roles user\n"
    short = run("user", "add", "petrov", USER_PASSWORD="short")
    assert (short.code, "8 to 1024" in short.err) == (1, True)

    token = run("token", "create", "ivanov", "--name", "import")
    assert token.code == 0
    assert len(token.out.strip()) > 20
    assert run("token", "create", "nobody").code == 1


def test_messages_of_an_empty_system(run: Run) -> None:
    run("upgrade")
    assert (run("messages").code, run("messages").out) == (0, "")
    ended = run("messages", "--state", "nope")
    assert (ended.code, "nope" in ended.err) == (1, True)


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"vestnik {__version__}\n"
