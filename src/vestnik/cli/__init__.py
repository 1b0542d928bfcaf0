"""The command `vestnik`: one file per command in this folder.

Exit codes: 0 done, 1 refused or failed (the reason is on standard error), 2 wrong usage.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Annotated

import typer

from vestnik import __version__
from vestnik.cli.output import failed
from vestnik.kernel.problem import VestnikError


def main() -> None:
    """Run the command line; errors of ours are told, not traced."""
    try:
        build()()
    except VestnikError as error:
        failed(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def build() -> typer.Typer:
    """The command line with every command of `vestnik.cli.commands`."""
    app = typer.Typer(
        name="vestnik",
        help="Vestnik: business e-mail out of a low-code application.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    commands = importlib.import_module("vestnik.cli.commands")
    for info in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{info.name}").register(app)
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
