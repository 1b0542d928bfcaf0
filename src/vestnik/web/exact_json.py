"""JSON without binary floats: numbers are read as `Decimal` and written as they are (spec/contract.md 1)."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from decimal import Decimal
from typing import Any

import simplejson
from fastapi import Request, Response
from fastapi.routing import APIRoute

MAX_BODY_BYTES = 16 * 1024 * 1024
"""Largest JSON body. Files go through multipart uploads, which stream and have a bound of their own."""

MAX_DEPTH = 64


class Reply(Response):
    """A JSON answer with exact numbers."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return dumps(content)


class ExactRequest(Request):
    """A request whose JSON body keeps its numbers exact and is bounded in size and depth."""

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = loads(await self._bounded_body())
        return self._json

    async def _bounded_body(self) -> bytes:
        chunks, size = [], 0
        async for chunk in self.stream():
            size += len(chunk)
            if size > MAX_BODY_BYTES:
                raise json.JSONDecodeError(f"longer than {MAX_BODY_BYTES} bytes", "", 0)
            chunks.append(chunk)
        return b"".join(chunks)


class ExactRoute(APIRoute):
    """The route class of every router: requests are `ExactRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def exact(request: Request) -> Response:
            return await handle(ExactRequest(request.scope, request.receive))

        return exact


def dumps(content: Any) -> bytes:
    """JSON as UTF-8 bytes; `Decimal` becomes a number with all its digits."""
    return simplejson.dumps(  # type: ignore[no-any-return]
        content, use_decimal=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def loads(body: bytes) -> Any:
    """Read JSON with numbers as `Decimal` (whole ones as `int`).

    Raises:
        json.JSONDecodeError: not JSON, NaN or Infinity, or nested deeper than 64.
    """
    try:
        read = json.loads(body, parse_float=Decimal, parse_constant=_refuse_constant)
    except (RecursionError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, json.JSONDecodeError):
            raise
        raise json.JSONDecodeError(str(error) or "nested too deeply", "", 0) from None
    if _deeper_than(read, MAX_DEPTH):
        raise json.JSONDecodeError(f"nested deeper than {MAX_DEPTH}", "", 0)
    return read


def _refuse_constant(name: str) -> None:
    raise json.JSONDecodeError(f"{name} is no JSON number", "", 0)


def _deeper_than(value: Any, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True
