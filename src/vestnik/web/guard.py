"""Around every request: its span, its time, the headers that every answer has.

Plain ASGI: a middleware of Starlette's own kind starts two tasks a request and passes the body through a channel.
"""

from __future__ import annotations

from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vestnik.kernel import metrics
from vestnik.kernel.tracing import span

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


class Guard:
    """The middleware. api: the path below which no answer may be kept by browsers and proxies."""

    def __init__(self, app: ASGIApp, api: str) -> None:
        self._app = app
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._head(scope, message, perf_counter() - began)
            await send(message)

        with span(f"{scope['method']} {scope['path']}"):
            await self._app(scope, receive, answer)

    def _head(self, scope: Scope, message: Message, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        metrics.HTTP_SECONDS.labels(scope["method"], route, str(message["status"])).observe(seconds)
        headers = MutableHeaders(scope=message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        if scope["path"].startswith(self._api):
            headers.setdefault("Cache-Control", "no-store")
