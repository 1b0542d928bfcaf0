"""What an administrator does with a connection beside saving it: test it, read its log, start from a preset."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.connections.log_download import download
from vestnik.connections.presets import PRESETS
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.live_test import MEDIA_TYPE, told, tried
from vestnik.web.shapes import ERRORS, Paged, Shape, TextShape

router = APIRouter(tags=["connections"], route_class=ExactRoute, responses=ERRORS)


class StageShape(Shape):
    """One stage of a test: resolve, connect, tls, auth, letter. advice: how to mend it."""

    name: Annotated[str, Field(examples=["connect"])]
    ok: bool
    ms: Annotated[int, Field(examples=[12])]
    detail: Annotated[dict[str, str], Field(examples=[{"address": "203.0.113.7"}])]
    advice: Annotated[str | None, Field(examples=["Проверьте порт и межсетевой экран"])]


class TestShape(Shape):
    """What a test found. dialogue: what both sides said, without credentials and letter."""

    ok: bool
    text: Annotated[str, Field(examples=["Соединение установлено"])]
    stages: list[StageShape]
    dialogue: Annotated[list[str], Field(examples=[["S: 220 mx.example.org ESMTP", "C: EHLO vestnik"]])]


class PresetShape(Shape):
    """A server that people use. fields: what a form begins with."""

    name: Annotated[str, Field(examples=["yandex360"])]
    label: TextShape
    type: Annotated[str, Field(examples=["smtp_send"])]
    fields: Annotated[dict[str, Any], Field(examples=[{"host": "smtp.yandex.ru", "port": 465}])]
    hint: TextShape


@router.get("/connection-presets", response_model=Paged[PresetShape])
def list_connection_presets(call: Caller) -> Response:
    """Servers that people use, as starting points of a form."""
    call.require(Right.ADMINISTER)
    return Reply({"items": [preset.as_json() for preset in PRESETS], "next": None})


@router.post("/connections/{name}/test", name="test_connection", response_model=TestShape)
def try_connection(
    name: str,
    call: Caller,
    draft: Annotated[dict[str, Any] | None, Body()] = None,
    live: Annotated[
        bool,
        Query(
            description="Answer JSON lines (application/x-ndjson): each stage as it passes, the report last"
        ),
    ] = False,
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
    if live:
        return StreamingResponse(told(system, connection, call.language), media_type=MEDIA_TYPE)
    return Reply(tried(system, connection, call.language, lambda _stage: None).as_json(call.language))


@router.get(
    "/connections/{name}/log",
    responses={
        200: {"content": {"text/plain": {"example": "2026-03-12 09:15:30 S: 220 mx.example.org ESMTP"}}}
    },
)
def get_connection_log(
    name: str, call: Caller, since: date | None = None, until: date | None = None
) -> Response:
    """The log of a connection as a download: one file, or a zip of several days."""
    call.require(Right.ADMINISTER)
    with call.system.db.read() as tx:
        call.definitions(tx).get("connection", name)
    made = download(call.system.logs, name, since, until)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(made.filename, safe='')}"}
    return StreamingResponse(made.chunks, media_type=made.media_type, headers=headers)
