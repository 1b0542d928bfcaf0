"""`vestnik cases FILE...`: run files of expression vectors against this installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vestnik.expressions.cases import report


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def cases(
        files: Annotated[
            list[Path], typer.Argument(exists=True, dir_okay=False, help="YAML files of cases.")
        ],
        fixture: Annotated[
            Path | None, typer.Option(exists=True, dir_okay=False, help="The world of N3 cases.")
        ] = None,
    ) -> None:
        """Run formula and N3 vectors; exit code 0 only if all pass."""
        if not report(files, fixture, typer.echo):
            raise typer.Exit(1)
