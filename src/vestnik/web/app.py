"""The web service: the API under `/api/v1`, health, the built pages."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from fastapi import FastAPI

from vestnik import __version__
from vestnik.runtime.system import System
from vestnik.web import health, openapi, pages, problem_details
from vestnik.web import metrics as exposed
from vestnik.web.guard import Guard
from vestnik.web.stream.hub import Hub

API = "/api/v1"


def create_app(system: System, *, worker_beside: bool = False) -> FastAPI:
    """The service over one open system. worker_beside: it has a worker of its own, without which it is not ready."""
    app = _described()
    app.state.system = system
    app.state.hub = Hub(system)
    app.state.worker_beside = worker_beside
    problem_details.install(app)

    app.add_middleware(Guard, api=API)
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
