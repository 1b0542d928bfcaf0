"""`/metrics` for Prometheus. With `VESTNIK_METRICS_TOKEN` the token opens it, without one an administrator's API token."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from vestnik.access.rights import Right, require
from vestnik.runtime.metrics import bears, metrics
from vestnik.web.call import caller_of, system_of

router = APIRouter(tags=["health"], include_in_schema=False)


@router.get("/metrics")
def tell(request: Request) -> Response:
    """What this installation counts and measures."""
    system = system_of(request)
    token = system.settings.metrics_token
    if token is None or not bears(request.headers.get("authorization", ""), token.get_secret_value()):
        require(caller_of(request), Right.ADMINISTER)
    return Response(metrics(system), media_type=CONTENT_TYPE_LATEST)
