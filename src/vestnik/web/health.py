"""`/health` tells that the process lives, `/ready` that it can serve."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from vestnik.delivery.workers import LEASE, last_sign
from vestnik.kernel.problem import Unavailable
from vestnik.kernel.text import Text
from vestnik.web.call import system_of
from vestnik.web.exact_json import Reply
from vestnik.web.shapes import error

router = APIRouter(tags=["health"])

SILENT = LEASE
"""A worker tells that it lives three times in this time, also when it has nothing to do."""


class WorkerSilent(Unavailable):
    code = "worker_silent"
    text = Text(
        "Обработчик не подаёт признаков жизни: письма не отправляются. Причину смотрите в журнале",
        "The worker gives no sign of life, so no letter is sent. The log says why",
    )


@router.get("/health")
def health() -> Response:
    """The process answers."""
    return Reply({"status": "ok"})


@router.get("/ready", responses={503: error("Not ready, with the reason")})
def ready(request: Request) -> Response:
    """The database answers, and where a worker runs beside this process it lives."""
    system = system_of(request)
    with system.db.read() as tx:
        seen = last_sign(tx)
    if request.app.state.worker_beside and (seen is None or system.clock.now() - seen > SILENT):
        raise WorkerSilent
    return Reply({"status": "ready"})
