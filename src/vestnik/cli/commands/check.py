"""`vestnik check FOLDER`: what is wrong with an app folder, without a system."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from vestnik.cli.output import progress, say
from vestnik.cli.plans import show
from vestnik.definitions.folder.apply import plan
from vestnik.definitions.folder.read import read_folder
from vestnik.kernel.text import Text
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System

_CHECKING = Text("Проверка определений…", "Checking the definitions…")
_SOUND = Text("{app}: определений {count}, ошибок нет", "{app}: {count} definitions, no errors")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def check(
        folder: Annotated[
            Path, typer.Argument(exists=True, file_okay=False, help="App folder with app.yaml.")
        ],
    ) -> None:
        """Check every definition of an app folder as if it were applied to an empty system; nothing is kept."""
        with tempfile.TemporaryDirectory(prefix="vestnik-check-") as temporary:
            system = System.open(Settings(data=Path(temporary), database=None), migrate=True)
            with contextlib.closing(system), progress(_CHECKING) as watch:
                read = read_folder(folder, system.kinds, _AnySecret(os.environ), watch)
                with system.db.write() as tx:
                    planned = plan(system.definitions(tx), read, watch=watch)
        show(planned)
        if any(problem.severity == "error" for step in planned.steps for problem in step.problems):
            raise typer.Exit(1)
        say(_SOUND, app=planned.app, count=len(planned.steps))


class _AnySecret(dict[str, str]):
    """The environment, in which every secret has some value: a check needs none of the real ones."""

    def get(self, name: str, default: str | None = None) -> str:  # type: ignore[override]
        return super().get(name) or "unset"
