"""`vestnik token`: bearer tokens for programs."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Annotated

import typer

from vestnik.access import tokens
from vestnik.access.actor import SYSTEM
from vestnik.cli.options import Data, settings
from vestnik.cli.output import err, say
from vestnik.kernel.text import Text
from vestnik.records.accounts import Accounts
from vestnik.runtime.system import System

_SHOWN_ONCE = Text("Токен {login}; больше он не показывается:", "Token of {login}; it is not shown again:")

commands = typer.Typer(help="Bearer tokens for programs.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="token")


@commands.command()
def create(
    login: Annotated[str, typer.Argument(help="Account that the program acts as.")],
    name: Annotated[str, typer.Option(help="What it is for.")] = "command line",
    days: Annotated[
        int | None, typer.Option(min=1, help="Works for so many days; for ever when not given.")
    ] = None,
    data: Data = None,
) -> None:
    """Make a token and print it, this once."""
    system = System.open(settings(data=data))
    with contextlib.closing(system), system.db.write() as tx:
        now = system.clock.now()
        account = Accounts(tx, SYSTEM, system.clock).by_login(login)
        _, value = tokens.create(
            tx, account.ref.number, name, now, now + timedelta(days=days) if days else None
        )
    say(_SHOWN_ONCE, err, login=login)
    typer.echo(value)
