"""`vestnik messages`: letters on the terminal."""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.markup import escape

from vestnik.cli.options import Data, settings
from vestnik.cli.output import language, out
from vestnik.delivery.messages import MAX_PAGE, Filter, Message, list_messages
from vestnik.kernel.values import to_json
from vestnik.runtime.system import System
from vestnik.storage.changes import CHANGES, ChangeReader

_COLORS = {"sent": "green", "failed": "red", "uncertain": "red", "held": "yellow", "deferred": "yellow"}
LOOK_SECONDS = 5.0
"""A wake-up that was missed delays what is told by so much."""

GATHER_SECONDS = 0.2
REMEMBERED = 10_000
"""Letters whose last told state is kept, so that none is told twice in one state."""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def messages(
        state: Annotated[list[str] | None, typer.Option(help="Only these states; may be repeated.")] = None,
        to: Annotated[str | None, typer.Option(help="Only to this address, or those that begin so.")] = None,
        route: Annotated[str | None, typer.Option(help="Only of this route.")] = None,
        limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 20,
        follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with what changes.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
        data: Data = None,
    ) -> None:
        """Show the latest letters, oldest first."""
        system = System.open(settings(data=data))
        wanted = Filter(state=state or (), to=to, route=route)
        with contextlib.closing(system), contextlib.suppress(KeyboardInterrupt):
            with system.db.read() as tx:
                page, reader = list_messages(tx, wanted, limit=limit), ChangeReader(tx)
            for message in reversed(page.items):
                _tell(message, as_json)
            if follow:
                _follow(system, reader, wanted, as_json)


def _follow(system: System, reader: ChangeReader, wanted: Filter, as_json: bool) -> None:
    """Tell each letter whose state changed, as it happens, until interrupted."""
    told: dict[str, str] = {}
    with system.wakeup.listen(CHANGES) as listener:
        while True:
            listener.wait(LOOK_SECONDS)
            with system.db.read() as tx:
                changed = reader.read(tx).keys.get("message", frozenset())
                ids = sorted(key for key in changed if isinstance(key, int))[-MAX_PAGE:]
                page = list_messages(tx, replace(wanted, ids=ids), limit=MAX_PAGE) if ids else None
            for message in reversed(page.items if page else ()):
                if told.pop(str(message.id), None) != message.state:
                    _tell(message, as_json)
                told[str(message.id)] = message.state
            while len(told) > REMEMBERED:
                del told[next(iter(told))]
            time.sleep(GATHER_SECONDS)


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
