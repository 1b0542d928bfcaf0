"""The built pages, served below `/ui/`; any path there that is no file is the single page itself."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse, RedirectResponse

_CSP = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)


def install(app: FastAPI) -> None:
    """Serve the bundle that the build put into the package; without one, say how to make it."""
    static = Path(str(files("vestnik.web"))) / "static"

    @app.get("/", include_in_schema=False)
    def home() -> Response:
        return RedirectResponse("/ui/" if static.is_dir() else "/api/v1/docs")

    @app.get("/ui/{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        if not static.is_dir():
            return PlainTextResponse("The pages are not built: run `make ui`.", 503)
        file = (static / path).resolve()
        if path and file.is_file() and file.is_relative_to(static.resolve()):
            return FileResponse(file, headers={"Cache-Control": "public, max-age=31536000, immutable"})
        return FileResponse(
            static / "index.html", headers={"Cache-Control": "no-cache", "Content-Security-Policy": _CSP}
        )
