"""`vestnik messages`: letters on the terminal."""

from __future__ import annotations

import contextlib
import json
import time
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.markup import escape

from vestnik.cli.options import Data, settings
from vestnik.cli.output import language, out
from vestnik.delivery.messages import Filter, Message, list_messages
from vestnik.kernel.values import to_json
from vestnik.runtime.system import System

_COLORS = {"sent": "green", "failed": "red", "uncertain": "red", "held": "yellow", "deferred": "yellow"}
FOLLOW_SECONDS = 1.0


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def messages(
        state: Annotated[list[str] | None, typer.Option(help="Only these states; may be repeated.")] = None,
        to: Annotated[str | None, typer.Option(help="Only to this address, or those that begin so.")] = None,
        route: Annotated[str | None, typer.Option(help="Only of this route.")] = None,
        limit: Annotated[int, typer.Option(min=1, max=500)] = 20,
        follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with what changes.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
        data: Data = None,
    ) -> None:
        """Show the latest letters, oldest first."""
        system = System.open(settings(data=data))
        wanted = Filter(state=state or (), to=to, route=route)
        with contextlib.closing(system), contextlib.suppress(KeyboardInterrupt):
            told: dict[str, str] = {}
            while True:
                with system.db.read() as tx:
                    page = list_messages(tx, wanted, limit=limit)
                for message in reversed(page.items):
                    if told.get(str(message.id)) != message.state:
                        told[str(message.id)] = message.state
                        _tell(message, as_json)
                if not follow:
                    return
                time.sleep(FOLLOW_SECONDS)


def _tell(message: Message, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(message.as_json(language()), ensure_ascii=False, default=_plain))
        return
    color = _COLORS.get(message.state, "cyan")
    people = ", ".join(recipient.address for recipient in message.recipients[:3])
    more = f" +{len(message.recipients) - 3}" if len(message.recipients) > 3 else ""
    when = message.created.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    out.print(
        f"{when}  [{color}]{message.state:11}[/] {message.id}  {escape(people)}{more}  {escape(message.subject)}"
    )
    if message.why:
        out.print(f"    {escape(message.why.of(language()))}")


def _plain(value: object) -> object:
    return to_json(value) if isinstance(value, datetime | timedelta) else str(value)
