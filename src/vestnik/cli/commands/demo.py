"""`vestnik demo`: the worked example, performed for real with a mailbox of its own."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from vestnik.cli.options import settings
from vestnik.cli.output import err, out, say
from vestnik.cli.serving import Server, prepared
from vestnik.kernel.text import Text
from vestnik.runtime.demo_mailbox import DemoMailbox
from vestnik.runtime.settings import Settings
from vestnik.runtime.worked_example import Performance, perform

_OPEN = Text(
    "\nОткройте [bold]{address}[/] и войдите: [bold]admin[/] / [bold]{password}[/]. Ctrl+C завершает демонстрацию.",
    "\nOpen [bold]{address}[/] and sign in as [bold]admin[/] / [bold]{password}[/]. Ctrl+C ends the demonstration.",
)

KEPT = Path("data/demo")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def demo(
        once: Annotated[
            bool,
            typer.Option("--once", help="Perform, check the letter, and exit: 0 only if it arrived intact."),
        ] = False,
        data: Annotated[
            Path | None,
            typer.Option(
                help="Data folder; with --once a temporary one, else data/demo.", show_default=False
            ),
        ] = None,
        port: Annotated[
            int | None,
            typer.Option(
                min=0,
                max=65535,
                help="Port of the web service; with --once any free one.",
                show_default=False,
            ),
        ] = None,
        smtp_port: Annotated[
            int, typer.Option(min=0, max=65535, help="Port of the mailbox's SMTP server; 0: any free one.")
        ] = 0,
    ) -> None:
        """Start everything with a built-in mailbox, perform the worked example, and stay up for the browser."""
        with _folder(data, once) as folder:
            password = "demo-" + secrets.token_urlsafe(6) if once else "demo-demo"
            chosen = settings(
                data=folder,
                port=port if port is not None else (0 if once else None),
                demo=True,
                admin_password=SecretStr(password),
                trace="all",
            )
            arrived = _perform(chosen, password, smtp_port, stay=not once)
        if not arrived:
            raise typer.Exit(1)


def _perform(chosen: Settings, password: str, smtp_port: int, *, stay: bool) -> bool:
    mailbox = DemoMailbox(chosen.data / "mailbox")
    listening = mailbox.listen(smtp_port)
    with prepared(chosen, worker=True) as (server, address):
        listening.start()
        try:
            with _running(server):
                performance = perform(address, password, listening.port, lambda told: say(told, out))
                _tell(performance, address, password, stay)
                if stay:
                    with contextlib.suppress(KeyboardInterrupt):
                        threading.Event().wait()
        finally:
            listening.stop()
    return performance.intact


@contextlib.contextmanager
def _running(server: Server) -> Iterator[None]:
    """The web service in a thread, so that this one can use it."""
    thread = threading.Thread(target=server.serve_forever, name="web", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


@contextlib.contextmanager
def _folder(given: Path | None, once: bool) -> Iterator[Path]:
    if given is not None or not once:
        yield given or KEPT
        return
    folder = Path(tempfile.mkdtemp(prefix="vestnik-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tell(performance: Performance, address: str, password: str, stay: bool) -> None:
    if not performance.intact:
        err.print(f"[bold red]✗[/] {performance.fault}")
    if stay:
        say(_OPEN, address=address, password=password)
