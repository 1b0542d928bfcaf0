"""What stands in a letter (`/messages/{id}/content`) and its files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from vestnik.access.rights import Right
from vestnik.delivery import messages
from vestnik.kernel.values import Ref
from vestnik.mail.parse import ParsedLetter, parse
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.letter_content import LetterContentShape, content_json, file_download
from vestnik.web.shapes import ERRORS

router = APIRouter(prefix="/messages", tags=["messages"], route_class=ExactRoute, responses=ERRORS)


@router.get("/{id}/content", response_model=LetterContentShape)
def get_message_content(id: str, call: Caller) -> Response:
    """The letter as people read it: text, HTML, headers, files."""
    return Reply(content_json(_parsed(call, id)))


@router.get(
    "/{id}/files/{index}",
    responses={200: {"content": {"application/octet-stream": {"example": "%PDF-1.7"}}}},
)
def get_message_file(id: str, index: Annotated[int, Path(ge=0, le=10_000)], call: Caller) -> Response:
    """A file of the letter, always as a download."""
    return file_download(_parsed(call, id), index)


def _parsed(call: Call, id: str) -> ParsedLetter:
    call.require(Right.SEE_LETTERS)
    with call.system.db.read() as tx:
        chunks = messages.raw(tx, Ref.parse(id), call.system.blobs.open)
    return parse(b"".join(chunks))
