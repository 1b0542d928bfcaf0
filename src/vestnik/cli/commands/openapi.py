"""`vestnik openapi`: the OpenAPI document of the API, without a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from vestnik.cli.output import out
from vestnik.web.app import document
from vestnik.web.openapi import without_examples


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def openapi(
        to: Annotated[
            Path | None, typer.Option(help="File to write; standard output without it.", show_default=False)
        ] = None,
        client: Annotated[
            bool, typer.Option("--client", help="Without examples and descriptions, for generated clients.")
        ] = False,
    ) -> None:
        """Write the OpenAPI document, from which clients are generated."""
        made = without_examples(document()) if client else document()
        text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        if to is None:
            out.file.write(text)
        else:
            to.write_text(text, encoding="utf-8")
