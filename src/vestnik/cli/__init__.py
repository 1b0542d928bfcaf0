"""The command `vestnik`: one file per command in this folder.

Exit codes: 0 done, 1 refused or failed (the reason is on standard error), 2 wrong usage.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import sys
from typing import Annotated

import typer

from vestnik import __version__
from vestnik.cli.output import failed, language
from vestnik.cli.russian import to_russian
from vestnik.kernel.problem import VestnikError


def main() -> None:
    """Run the command line; errors of ours are told, not traced."""
    gc.disable()  # what is imported stays: a search of it for garbage takes a fifth of the start
    commands = typer.main.get_command(build(sys.argv[1] if len(sys.argv) > 1 else None))
    if language() == "ru":
        to_russian(commands)
    gc.freeze()
    gc.enable()
    try:
        commands()
    except VestnikError as error:
        failed(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def build(asked: str | None = None) -> typer.Typer:
    """The command line with every command of `vestnik.cli.commands`.

    asked: the command that will be run, if there is such a one; it starts faster without what the others import.
    """
    app = typer.Typer(
        name="vestnik",
        help="Vestnik: business e-mail out of a low-code application.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    commands = importlib.import_module("vestnik.cli.commands")
    names = [info.name for info in pkgutil.iter_modules(commands.__path__)]
    for name in [asked] if asked in names else names:
        importlib.import_module(f"{commands.__name__}.{name}").register(app)
    return app


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vestnik {__version__}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    """Vestnik: business e-mail out of a low-code application."""
