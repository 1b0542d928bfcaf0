"""`vestnik workers`: who delivers at present."""

from __future__ import annotations

import contextlib
import json
from typing import Annotated

import typer
from rich.markup import escape

from vestnik.cli.options import Data, settings
from vestnik.cli.output import out
from vestnik.delivery.workers import WorkerInfo, at_work
from vestnik.kernel.values import to_json
from vestnik.runtime.system import System


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def workers(
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
        data: Data = None,
    ) -> None:
        """Show the workers, the data buses they serve, their last sign of life and the letters they hold."""
        system = System.open(settings(data=data))
        with contextlib.closing(system):
            with system.db.read() as tx:
                found = at_work(tx)
            for one in found:
                if as_json:
                    typer.echo(json.dumps(_plain(one), ensure_ascii=False))
                else:
                    _tell(one, system)
            if not found and not as_json:
                out.print("[yellow]No worker is at work: letters wait.[/]")


def _tell(one: WorkerInfo, system: System) -> None:
    quiet = (system.clock.now() - one.seen).total_seconds()
    lanes = ",".join(map(str, one.lanes))
    out.print(
        f"[bold]{escape(one.name)}[/]  data buses {lanes}  letters {one.claimed}"
        f"  since {one.started:%Y-%m-%d %H:%M:%S}Z  seen {max(0, quiet):.0f} s ago"
    )


def _plain(one: WorkerInfo) -> dict[str, object]:
    return {
        "name": one.name,
        "lanes": list(one.lanes),
        "started": to_json(one.started),
        "seen": to_json(one.seen),
        "claimed": one.claimed,
    }
