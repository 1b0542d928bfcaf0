"""`vestnik export FOLDER`: write an app as YAML files."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from vestnik.cli.options import Data, settings
from vestnik.cli.output import err, out, progress, say
from vestnik.definitions.folder.export import export as write_folder
from vestnik.kernel.text import Text
from vestnik.runtime.system import System

_WRITING = Text("Запись файлов…", "Writing the files…")
_CHOOSE = Text("Выберите приложение: --app {apps}", "Choose an app: --app {apps}")
_NONE = Text("Приложений ещё нет", "There is no app yet")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def export(
        folder: Annotated[Path, typer.Argument(file_okay=False, help="Folder to write into.")],
        name: Annotated[
            str, typer.Option("--app", help="System name of the app; may be left out when there is one.")
        ] = "",
        data: Data = None,
    ) -> None:
        """Write an app's definitions; comments and order of files that are there stay where nothing changed."""
        system = System.open(settings(data=data))
        with contextlib.closing(system), system.db.read() as tx:
            definitions = system.definitions(tx)
            apps = definitions.names("app")
            if not name and len(apps) != 1:
                say(_CHOOSE if apps else _NONE, err, apps=", ".join(apps))
                raise typer.Exit(2)
            with progress(_WRITING) as watch:
                results = write_folder(definitions, name or apps[0], folder, watch)
            for result in results:
                out.print(f"{result.action:9} {result.file}")
