"""The web service: the API under `/api/v1`, health, the built pages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from fastapi import FastAPI, Request, Response

from vestnik import __version__
from vestnik.kernel import metrics
from vestnik.kernel.tracing import span
from vestnik.runtime.system import System
from vestnik.web import health, openapi, pages, problem_details
from vestnik.web import metrics as exposed
from vestnik.web.stream.hub import Hub

API = "/api/v1"

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


def create_app(system: System) -> FastAPI:
    """The service over one open system."""
    app = _described()
    app.state.system = system
    app.state.hub = Hub(system)
    problem_details.install(app)

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        began = perf_counter()
        with span(f"{request.method} {request.url.path}"):
            response = await call_next(request)
        route = getattr(request.scope.get("route"), "path", "other")
        seconds = perf_counter() - began
        metrics.HTTP_SECONDS.labels(request.method, route, str(response.status_code)).observe(seconds)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.url.path.startswith(API):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    _include(app, demo=system.settings.demo)
    pages.install(app)
    return app


def document() -> dict[str, Any]:
    """The OpenAPI document of the whole API, demo mode included, without a system: the client of `ui/` is made of it."""
    app = _described()
    _include(app, demo=True)
    return app.openapi()


def _described() -> FastAPI:
    return FastAPI(
        title="Vestnik",
        version=__version__,
        description="Business e-mail out of a low-code application: records, routes, scenarios, delivery.",
        openapi_url=f"{API}/openapi.json",
        docs_url=f"{API}/docs",
        redoc_url=None,
        generate_unique_id_function=openapi.operation_id,
    )


def _include(app: FastAPI, *, demo: bool) -> None:
    resources = importlib.import_module("vestnik.web.resources")
    for info in pkgutil.iter_modules(resources.__path__):
        module = importlib.import_module(f"{resources.__name__}.{info.name}")
        if demo or not getattr(module, "DEMO_ONLY", False):
            app.include_router(module.router, prefix=API)
    app.include_router(health.router)
    app.include_router(exposed.router)
    openapi.install(app)
