"""The page of commands, from the command line itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperGroup, TyperOption

from vestnik.cli.russian import help_of
from vestnik.kernel.text import Language, Text

_TITLE = Text("Команды", "Commands")
_ABOUT = Text(
    "Коды выхода: 0 — сделано, 1 — отказано или не удалось (причина в стандартном выводе ошибок), 2 — команда вызвана "
    "неверно. Сообщения печатаются на языке `VESTNIK_LANGUAGE`. Страница составлена из самих команд (`vestnik docs`).",
    "Exit codes: 0 done, 1 refused or failed (the reason is on standard error), 2 wrong usage. Messages are printed in the "
    "language of `VESTNIK_LANGUAGE`. This page is made from the commands themselves (`vestnik docs`).",
)
_COLUMNS = Text("| Параметр | Что делает |", "| Parameter | What it does |")


def commands(language: Language) -> str:
    """The page, as Markdown."""
    from vestnik.cli import build  # the command line is made of the commands, one of which makes this page

    group = typer.main.get_command(build())
    lines = [f"# {_TITLE.of(language)}", _ABOUT.of(language)]
    for name, command in _leaves(group, "vestnik"):
        lines += [f"## {name}", help_of(command, language), _usage(name, command)]
        if rows := [_row(parameter, language) for parameter in command.params if _shown(parameter)]:
            lines.append("\n".join([_COLUMNS.of(language), "|---|---|", *rows]))
    return "\n\n".join(lines) + "\n"


def _leaves(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(command, TyperGroup):
        for sub, found in sorted(command.commands.items()):
            if not found.hidden:
                yield from _leaves(found, f"{name} {sub}")
    else:
        yield name, command


def _usage(name: str, command: Any) -> str:
    pieces = command.collect_usage_pieces(typer.Context(command))
    return f"    {' '.join([name, *pieces])}"


def _shown(parameter: Any) -> bool:
    return parameter.name != "help" and not parameter.hidden


def _row(parameter: Any, language: Language) -> str:
    if isinstance(parameter, TyperOption):
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    else:
        names = f"`{parameter.name.upper()}`"
    return f"| {names} | {help_of(parameter, language).replace('|', chr(92) + '|')} |"
