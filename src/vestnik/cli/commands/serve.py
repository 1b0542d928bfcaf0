"""`vestnik serve`: the web service and, beside it, the worker."""

from __future__ import annotations

from typing import Annotated

import typer

from vestnik.cli.options import Data, settings
from vestnik.cli.output import err, say
from vestnik.cli.serving import prepared
from vestnik.kernel.text import Text

_LISTENS = Text(
    "Vestnik слушает [bold]{address}[/] (данные в {data})",
    "Vestnik listens on [bold]{address}[/] (data in {data})",
)


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def serve(
        data: Data = None,
        host: Annotated[
            str | None,
            typer.Option(help="Address to listen on (VESTNIK_HOST; 127.0.0.1).", show_default=False),
        ] = None,
        port: Annotated[
            int | None,
            typer.Option(
                min=0, max=65535, help="Port to listen on (VESTNIK_PORT; 8080).", show_default=False
            ),
        ] = None,
        worker: Annotated[bool, typer.Option(help="Start the delivery worker too.")] = True,
        safe_mode: Annotated[
            bool, typer.Option("--safe-mode", help="Start without plug-ins of third parties.")
        ] = False,
    ) -> None:
        """Serve the pages and the API, and deliver letters, until told to end."""
        chosen = settings(data=data, host=host, port=port, safe_mode=safe_mode or None)
        with prepared(chosen, worker=worker) as (server, address):
            say(_LISTENS, err, address=address, data=chosen.data)
            server.serve_forever()
