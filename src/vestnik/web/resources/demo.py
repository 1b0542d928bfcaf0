"""The built-in mailbox of the demonstration (`/demo/letters`); only in demo mode."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse
from pydantic import Field

from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text
from vestnik.kernel.values import to_json
from vestnik.mail.parse import ParsedLetter, parse
from vestnik.runtime.demo_mailbox import DemoLetter, DemoMailbox
from vestnik.web.call import Call, Caller, system_of
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.letter_content import SAFE, LetterContentShape, content_json, file_download
from vestnik.web.shapes import ERRORS, Moment, Paged, Shape

DEMO_ONLY = True

router = APIRouter(prefix="/demo/letters", tags=["demo"], route_class=ExactRoute, responses=ERRORS)


class DemoLetterShape(Shape):
    """A letter in the mailbox."""

    id: Annotated[str, Field(examples=["20260312T091530-1"])]
    received: Moment
    size: Annotated[int, Field(examples=[139264])]
    from_: Annotated[list[str], Field(alias="from", examples=[["hr@example.org"]])]
    to: Annotated[list[str], Field(examples=[["petrova@example.org"]])]
    subject: Annotated[str, Field(examples=["Документ Договор.pdf к рассмотрению."])]


@router.get("", response_model=Paged[DemoLetterShape])
def list_demo_letters(call: Caller, limit: int = 50) -> Response:
    """Letters in the mailbox, newest first."""
    found = [
        letter for letter, _ in zip(mailbox(call.request).letters(), range(min(limit, 200)), strict=False)
    ]
    return Reply({"items": [_shown(letter) for letter in found], "next": None})


@router.get("/{id}/content", response_model=LetterContentShape)
def get_demo_letter_content(id: str, call: Caller) -> Response:
    """One letter as people read it."""
    return Reply(content_json(_parsed(call, id)))


@router.get(
    "/{id}/files/{index}",
    responses={200: {"content": {"application/octet-stream": {"example": "%PDF-1.7"}}}},
)
def get_demo_letter_file(id: str, index: Annotated[int, Path(ge=0, le=10_000)], call: Caller) -> Response:
    """A file of a letter, always as a download."""
    return file_download(_parsed(call, id), index)


@router.get("/{id}/raw", responses={200: {"content": {"message/rfc822": {"example": "From: …"}}}})
def get_demo_letter_source(id: str, call: Caller) -> Response:
    """One letter's bytes."""
    letter = _found(call, id)
    return FileResponse(letter.path, media_type="message/rfc822", filename=f"{letter.id}.eml", headers=SAFE)


def _parsed(call: Call, id: str) -> ParsedLetter:
    return parse(_found(call, id).path.read_bytes())


def _found(call: Call, id: str) -> DemoLetter:
    letter = mailbox(call.request).letter(id)
    if letter is None:
        raise NotFound(what=Text(f"письмо {id[:40]}", f"letter {id[:40]}"))
    return letter


def mailbox(request: Request) -> DemoMailbox:
    """The mailbox's folder of this installation."""
    return DemoMailbox(system_of(request).settings.data / "mailbox")


def _shown(letter: DemoLetter) -> dict[str, Any]:
    parsed = parse(letter.path.read_bytes())
    return {
        "id": letter.id,
        "received": to_json(letter.received),
        "size": letter.size,
        "from": [mailbox.address for mailbox in parsed.from_],
        "to": [mailbox.address for mailbox in parsed.to],
        "subject": parsed.subject,
    }
