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
from aiosmtpd.controller import Controller
from pydantic import SecretStr

from vestnik.cli.options import settings
from vestnik.cli.output import err, out, say
from vestnik.cli.serving import Server, prepared
from vestnik.kernel.text import Text
from vestnik.runtime.demo_mailbox import DemoMailbox
from vestnik.runtime.worked_example import perform

_OPEN = Text(
    "\nОткройте [bold]{address}[/] и войдите: [bold]admin[/] / [bold]{password}[/]. Ctrl+C завершает демонстрацию.",
    "\nOpen [bold]{address}[/] and sign in as [bold]admin[/] / [bold]{password}[/]. Ctrl+C ends the demonstration.",
)

KEPT = Path("data/demo")
KEPT_EMPTY = Path("data/demo-empty")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def demo(
        once: Annotated[
            bool,
            typer.Option("--once", help="Perform, check the letter, and exit: 0 only if it arrived intact."),
        ] = False,
        empty: Annotated[
            bool,
            typer.Option("--empty", help="Perform nothing: the guided tour of the start page builds it."),
        ] = False,
        data: Annotated[
            Path | None,
            typer.Option(
                help="Data folder; with --once a temporary one, else data/demo or data/demo-empty.",
                show_default=False,
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
        if once and empty:
            raise typer.BadParameter("--once and --empty exclude each other")
        with _folder(data or (None if once else KEPT_EMPTY if empty else KEPT)) as folder:
            password = "demo-" + secrets.token_urlsafe(6) if once else "demo-demo"
            chosen = settings(
                data=folder,
                port=port if port is not None else (0 if once else None),
                demo=True,
                admin_password=SecretStr(password),
                trace="all",
            )
            listening = DemoMailbox(chosen.data / "mailbox").listen(smtp_port)
            chosen = chosen.model_copy(update={"demo_smtp_port": listening.port})
            with prepared(chosen, worker=True) as (server, address), _listening(listening), _running(server):
                arrived = empty or _performed(address, password, listening.port)
                if not once:
                    say(_OPEN, address=address, password=password)
                    with contextlib.suppress(KeyboardInterrupt):
                        threading.Event().wait()
        if not arrived:
            raise typer.Exit(1)


def _performed(address: str, password: str, smtp_port: int) -> bool:
    """Whether the letter arrived intact; what is wrong with it is told."""
    performance = perform(address, password, smtp_port, lambda told: say(told, out))
    if not performance.intact:
        err.print(f"[bold red]✗[/] {performance.fault}")
    return performance.intact


@contextlib.contextmanager
def _listening(controller: Controller) -> Iterator[None]:
    controller.start()
    try:
        yield
    finally:
        controller.stop()


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
def _folder(kept: Path | None) -> Iterator[Path]:
    """A folder that is kept, or else a temporary one."""
    if kept is not None:
        yield kept
        return
    folder = Path(tempfile.mkdtemp(prefix="vestnik-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
