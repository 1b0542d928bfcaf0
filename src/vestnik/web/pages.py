"""The built pages, served below `/ui/`; any path there that is no file is the single page itself.

Files of `assets/` carry a hash in their names and are kept by browsers for a year, the icon for a day: browsers look for
it at every page. Everything else is asked for anew.
The policy permits scripts of our own only. Styles are permitted by a nonce that each answer makes anew, because the
component library inserts style elements (docs/decisions/0010-the-web-interface.md).
"""

from __future__ import annotations

import mimetypes
import secrets
from functools import partial
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse

NONCE = "__NONCE__"
"""Stands in `index.html` where the nonce goes."""

ICON = "icon.svg"

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_KEPT = "public, max-age=31536000, immutable"
_KEPT_A_DAY = "public, max-age=86400"


def install(app: FastAPI, static: Path | None = None) -> None:
    """Serve the bundle that the build put into the package; without one, say how to make it."""
    folder = (static or Path(str(files("vestnik.web"))) / "static").resolve()

    # Watchers of sites and link checkers ask with HEAD.
    shown = partial(app.api_route, methods=["GET", "HEAD"], include_in_schema=False)

    @shown("/")
    def home() -> Response:
        return RedirectResponse("/ui/" if folder.is_dir() else "/api/v1/docs")

    @shown("/ui")
    def without_slash() -> Response:
        return RedirectResponse("/ui/")

    @shown("/ui/{path:path}")
    def page(path: str, request: Request) -> Response:
        if not (folder / "index.html").is_file():
            return PlainTextResponse("The pages are not built: run `make ui`.", 503)
        file = (folder / path).resolve()
        if path and path != "index.html" and file.is_relative_to(folder) and file.is_file():
            return _file(
                file,
                request,
                _KEPT if path.startswith("assets/") else _KEPT_A_DAY if path == ICON else "no-cache",
            )
        if path.startswith("assets/"):
            return PlainTextResponse("Not found", 404, {"Cache-Control": "no-store"})
        return _page((folder / "index.html").read_text(encoding="utf-8"))


def _page(text: str) -> Response:
    nonce = secrets.token_urlsafe(16)
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _CSP.format(nonce=nonce)}
    return HTMLResponse(text.replace(NONCE, nonce), headers=headers)


def _file(file: Path, request: Request, kept: str) -> Response:
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    packed = file.with_name(file.name + ".gz")
    if "gzip" in request.headers.get("accept-encoding", "") and packed.is_file():
        return FileResponse(packed, media_type=media_type, headers=headers | {"Content-Encoding": "gzip"})
    return FileResponse(file, media_type=media_type, headers=headers)
