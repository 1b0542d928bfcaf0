"""What changes, as it happens: server-sent events of letters, runs, lanes and places (`/events`)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from vestnik.kernel.values import Ref
from vestnik.web.call import Call, Caller, may_go_on
from vestnik.web.shapes import ERRORS
from vestnik.web.stream.client import TOPICS, Client
from vestnik.web.stream.hub import Hub

router = APIRouter(tags=["events"], responses=ERRORS)

BEAT_SECONDS = 20.0
"""Silence after which a comment is sent: proxies end what is silent for long, and a dead peer is noticed."""

ASK_SECONDS = 60.0
"""So often it is asked whether the watcher is still signed in, with the same roles."""

RETRY_MILLISECONDS = 2000


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {"text/event-stream": {"example": "event: hello\ndata: {}\n\n"}},
            "description": "A stream that does not end",
        }
    },
)
async def events(
    call: Caller,
    topics: Annotated[list[Literal["message", "run", "lane", "place"]] | None, Query()] = None,
    record: Annotated[str | None, Query(max_length=40)] = None,
    run: Annotated[str | None, Query(max_length=40)] = None,
    last_event_id: Annotated[str | None, Header(alias="Last-Event-ID", max_length=20)] = None,
    after: Annotated[str | None, Query(max_length=20, description="As Last-Event-ID")] = None,
) -> StreamingResponse:
    """Server-sent events `message`, `run`, `lane`, `place`: the present state of what changed, as far as the caller may see it.

    `hello` comes first. `reset` asks to read everything anew: the caller was away too long, or too much happened at once.
    With `Last-Event-ID` (or `after`) the stream goes on where it ended; the same event may come twice.
    """
    client = Client(
        call.actor,
        frozenset(topics or TOPICS),
        str(Ref.parse(record)) if record else None,
        str(Ref.parse(run)) if run else None,
    )
    last = last_event_id or after
    hub: Hub = call.request.app.state.hub
    loop = asyncio.get_running_loop()
    await run_in_threadpool(hub.join, client, loop, int(last) if last and last.isdecimal() else None)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(hub, client, call), media_type="text/event-stream", headers=headers)


async def _told(hub: Hub, client: Client, call: Call) -> AsyncIterator[str]:
    ask_at = time.monotonic() + ASK_SECONDS
    try:
        yield f"retry: {RETRY_MILLISECONDS}\nevent: hello\ndata: {{}}\nid: {client.cursor}\n\n"
        while not client.closed:
            if time.monotonic() >= ask_at:
                ask_at = time.monotonic() + ASK_SECONDS
                if not await run_in_threadpool(may_go_on, call):
                    return
            text = await client.take(BEAT_SECONDS)
            yield text or f":\nid: {client.cursor}\n\n"
    finally:
        hub.leave(client)
