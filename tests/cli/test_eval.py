"""`vestnik eval`: an expression computed on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vestnik.cli import build
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty installation."""
    folder = tmp_path_factory.mktemp("data")
    System.open(Settings(data=folder, database=None), migrate=True).close()
    return folder


@pytest.fixture
def run(installed: Path) -> Command:
    """Runs the command on that installation."""

    def invoke(*arguments: str, input: str | None = None) -> Result:
        return CliRunner().invoke(build(), ["eval", "--data", str(installed), *arguments], input=input)

    return invoke


def test_a_formula_is_evaluated(run: Command) -> None:
    done = run('CONCAT("a", 1 + 1)')
    assert (done.exit_code, done.stdout) == (0, '"a2"\n')


def test_n3_is_told_by_its_braces_and_read_from_standard_input(run: Command) -> None:
    done = run("-", "--trace", input="{ 1 -> ?value }")
    assert done.exit_code == 0
    assert "1 -> ?value" in done.stdout
    assert "\n1\n" in done.stdout


def test_variables_are_json_or_plain_text(run: Command) -> None:
    done = run("$$n * 2", "--var", "n=1.5", "--json")
    assert json.loads(done.stdout) == 3
    assert run("$$t", "--var", "t=hello").stdout == '"hello"\n'


def test_a_fault_is_told_with_its_place_and_ends_with_1(run: Command) -> None:
    done = run("1 +\n  1 / 0")
    assert done.exit_code == 1
    assert "2:3" in done.stderr
