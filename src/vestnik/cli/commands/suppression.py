"""`vestnik suppression`: addresses that get no letters."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from vestnik.cli.options import Data, settings
from vestnik.cli.output import say
from vestnik.delivery import suppressions
from vestnik.delivery.suppressions import Suppression
from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text
from vestnik.mail.addresses import envelope_form
from vestnik.runtime.system import System

_ADDED = Text("На {address} больше ничего не отправляется", "Nothing is sent to {address} any more")
_REMOVED = Text("На {address} снова отправляется", "Letters go to {address} again")

commands = typer.Typer(help="Addresses that get no letters.", no_args_is_help=True)

Address = Annotated[str, typer.Argument(help="E-mail address.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="suppression")


@commands.command("list")
def list_(data: Data = None) -> None:
    """Print the list: address, until when, reason."""
    with _opened(data) as system:
        last = ""
        while True:
            with system.db.read() as tx:
                page = suppressions.suppressions(tx, last, 500)
            for one in page:
                until = one.until.astimezone().strftime("%Y-%m-%d %H:%M") if one.until else "-"
                typer.echo(f"{one.address}\t{until}\t{one.reason}")
            if not page:
                return
            last = page[-1].address


@commands.command()
def add(
    address: Address,
    reason: Annotated[str, typer.Option(help="Why; letters to it say so.")],
    until: Annotated[
        datetime | None, typer.Option(help="UTC moment from which letters go again; for good when not given.")
    ] = None,
    data: Data = None,
) -> None:
    """Send nothing to an address any more; letters that wait already leave it out too."""
    address = envelope_form(address)
    with _opened(data) as system, system.db.write() as tx:
        entry = Suppression(address, reason, until.replace(tzinfo=UTC) if until else None)
        suppressions.suppress(tx, entry, system.clock.now())
    say(_ADDED, address=address)


@commands.command()
def remove(address: Address, data: Data = None) -> None:
    """Send to an address again."""
    with _opened(data) as system, system.db.write() as tx:
        if not suppressions.release(tx, address):
            raise NotFound(what=address[:320])
    say(_REMOVED, address=address)


@contextlib.contextmanager
def _opened(data: Data) -> Iterator[System]:
    system = System.open(settings(data=data))
    with contextlib.closing(system):
        yield system
