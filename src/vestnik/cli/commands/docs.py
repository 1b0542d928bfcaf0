"""`vestnik docs`: the reference pages, made from what is declared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vestnik.cli.output import out
from vestnik.cli.reference.pages import pages


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def docs(
        folder: Annotated[Path, typer.Option(file_okay=False, help="Folder of the documentation.")] = Path(
            "docs"
        ),
        check: Annotated[
            bool, typer.Option("--check", help="Write nothing; exit code 1 if a page is stale.")
        ] = False,
    ) -> None:
        """Make the reference pages of every type, command, setting and error anew, in both languages."""
        stale = [(folder / path, text) for path, text in pages() if not _is(folder / path, text)]
        for path, text in stale:
            out.print(f"{'stale' if check else 'made'} {path}")
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        if check and stale:
            raise typer.Exit(1)


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text
