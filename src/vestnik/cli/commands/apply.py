"""`vestnik apply FOLDER`: make the system as an app folder says."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Annotated

import typer

from vestnik.cli.options import Data, settings
from vestnik.cli.output import err, language, progress, say
from vestnik.cli.plans import show
from vestnik.definitions.folder.apply import apply as make_so
from vestnik.definitions.folder.apply import plan
from vestnik.definitions.folder.read import read_folder
from vestnik.kernel.text import Text
from vestnik.runtime.system import System

_READING = Text("Проверка определений…", "Checking the definitions…")
_APPLYING = Text("Применение…", "Applying…")
_ASK = Text("Применить?", "Apply?")
_DONE = Text("Применено.", "Applied.")
_NOTHING = Text("Изменений нет.", "Nothing to change.")
_REFUSED = Text(
    "[bold red]✗[/] Не применено: {names}. Исправьте ошибки или отключите в файле: disabled: true",
    "[bold red]✗[/] Nothing was applied: {names}. Correct the errors, or switch it off in its file: disabled: true",
)


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def apply(
        folder: Annotated[
            Path, typer.Argument(exists=True, file_okay=False, help="App folder with app.yaml.")
        ],
        data: Data = None,
        prune: Annotated[bool, typer.Option(help="Delete what the app no longer has.")] = False,
        yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    ) -> None:
        """Show what would change and, when agreed, do all of it or nothing."""
        system = System.open(settings(data=data), migrate=True)
        with contextlib.closing(system):
            with progress(_READING) as watch:
                read = read_folder(folder, system.kinds, os.environ, watch)
                with system.db.write() as tx:
                    planned = plan(system.definitions(tx), read, prune=prune, watch=watch)
            show(planned)
            if refused := [step for step in planned.steps if step.disabled]:
                say(_REFUSED, err, names=", ".join(step.name for step in refused))
                raise typer.Exit(1)
            if not planned.changes:
                say(_NOTHING)
                return
            if not yes and not typer.confirm(_ASK.of(language())):
                raise typer.Exit(1)
            with progress(_APPLYING) as watch, system.db.write() as tx:
                make_so(system.definitions(tx), read, prune=prune, planned=planned, watch=watch)
            say(_DONE)
