"""The help of the command line is there in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer
from tests.cli.conftest import Run

from vestnik.cli import build
from vestnik.cli.russian import HELP


def texts(command: Any) -> Iterator[str]:
    """The help of a command, its parameters, and all commands below it."""
    for thing in (command, *command.params):
        if not getattr(thing, "hidden", False):
            yield (thing.help or "").strip().split("\f")[0]
    for below in getattr(command, "commands", {}).values():
        yield from texts(below)


def test_every_help_is_there_in_russian_and_no_other() -> None:
    assert set(texts(typer.main.get_command(build()))) == set(HELP)


def test_help_is_shown_in_the_users_language(run: Run) -> None:
    russian = run("suppression", "add", "--help", LANGUAGE="ru").out
    assert "Использование: " in russian
    assert "Аргументы:" in russian
    assert "Почему; это показывают письма на него. [обязательно]" in " ".join(russian.split())
    assert "Показать эту справку и выйти." in russian
    english = run("suppression", "add", "--help", LANGUAGE="en").out
    assert "Why; letters to it say so.  [required]" in english
    assert "Usage: " in english


def test_the_list_of_commands_is_shown_in_the_users_language(run: Run) -> None:
    told = run("--help", LANGUAGE="ru").out
    assert "Команды:" in told
    assert "Доставлять письма, пока не велят закончить" in told
