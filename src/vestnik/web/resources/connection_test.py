"""What an administrator does with a connection beside saving it: test it, read its log, start from a preset."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from vestnik.access.rights import Right
from vestnik.connections.log_download import download
from vestnik.connections.network import Network
from vestnik.connections.presets import PRESETS
from vestnik.connections.test import run_test
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, PageShape

router = APIRouter(tags=["connections"], route_class=ExactRoute, responses=ERRORS)


class StageShape(BaseModel):
    """One stage of a test: resolve, connect, tls, auth, letter."""

    name: str
    ok: bool
    ms: int
    detail: dict[str, Any]
    advice: str | None


class TestShape(BaseModel):
    """What a test found. dialogue: what both sides said, without credentials and letter."""

    ok: bool
    text: str
    stages: list[StageShape]
    dialogue: list[str]


@router.get("/connection-presets", response_model=PageShape)
def presets(call: Caller) -> Response:
    """Servers that people use, as starting points of a form."""
    call.require(Right.ADMINISTER)
    return Reply({"items": [preset.as_json() for preset in PRESETS], "next": None})


@router.post("/connections/{name}/test", response_model=TestShape)
def try_connection(
    name: str, call: Caller, draft: Annotated[dict[str, Any] | None, Body()] = None
) -> Response:
    """Try a connection as it is stored, or as the draft in the body has it; the name need not exist.

    A secret that the draft leaves out is the stored one, while host, port, encryption, verification and user are as stored.
    """
    call.require(Right.ADMINISTER)
    system = call.system
    with system.db.read() as tx:
        definitions = call.definitions(tx)
        connection = (
            definitions.draft("connection", name, draft)
            if draft
            else definitions.load("connection", name, secrets=True)
        )
    network = Network.parse(system.settings.network_allow)
    report = asyncio.run(
        run_test(connection, system.logs.of(connection), network, system.clock, call.language)
    )
    return Reply(report.as_json(call.language))


@router.get("/connections/{name}/log")
def log(name: str, call: Caller, since: date | None = None, until: date | None = None) -> Response:
    """The log of a connection as a download: one file, or a zip of several days."""
    call.require(Right.ADMINISTER)
    with call.system.db.read() as tx:
        call.definitions(tx).get("connection", name)
    made = download(call.system.logs, name, since, until)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(made.filename, safe='')}"}
    return StreamingResponse(made.chunks, media_type=made.media_type, headers=headers)
