"""`/health` tells that the process lives, `/ready` that it can serve."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy import literal, select

from vestnik.web.call import system_of
from vestnik.web.exact_json import Reply

router = APIRouter(tags=["health"])


@router.get("/health")
def health() -> Response:
    """The process answers."""
    return Reply({"status": "ok"})


@router.get("/ready")
def ready(request: Request) -> Response:
    """The database answers."""
    with system_of(request).db.read() as tx:
        tx.execute(select(literal(1)))
    return Reply({"status": "ready"})
