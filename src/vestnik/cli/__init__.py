"""The command `vestnik`: one file per command in this folder.

Exit codes: 0 done, 1 refused or failed (the reason is on standard error), 2 wrong usage.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer

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
    commands = importlib.import_module("vestnik.cli.commands")
    for info in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{info.name}").register(app)
    return app
