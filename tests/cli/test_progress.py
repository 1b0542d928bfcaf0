"""Long work shows a bar on a terminal, and leaves pipes alone."""

from __future__ import annotations

import pytest
from tests.cli.conftest import EXAMPLES, Run

from vestnik.cli import output
from vestnik.kernel.text import Text


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands take the error output for a terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(output.err, "is_interactive", True)


@pytest.mark.usefixtures("terminal")
def test_long_work_shows_how_far_it_is(run: Run) -> None:
    for arguments, title in (
        (("check", EXAMPLES / "elpisma"), "Checking the definitions…"),
        (("apply", EXAMPLES / "elpisma", "--yes"), "Applying…"),
        (("export", "out"), "Writing the files…"),
        (("upgrade",), "Migrating the database…"),
    ):
        ended = run(*arguments)
        assert ended.code == 0
        assert title in ended.err
        assert title not in ended.out
        assert ("100%" in ended.err) is (arguments[0] != "upgrade"), "an upgrade is one step"


def test_a_pipe_gets_no_bar(run: Run) -> None:
    ended = run("apply", EXAMPLES / "elpisma", "--yes")
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.usefixtures("terminal")
def test_every_item_passes_and_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress(Text("Чтение [x]", "Reading [x]")) as watch:
        assert list(watch("abc")) == ["a", "b", "c"]
        assert list(watch([])) == []
    assert "[x]" in capsys.readouterr().err
