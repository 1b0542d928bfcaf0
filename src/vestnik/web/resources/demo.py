"""The built-in mailbox of the demonstration (`/demo/letters`); only in demo mode."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text
from vestnik.kernel.values import to_json
from vestnik.mail.parse import parse
from vestnik.runtime.demo_mailbox import DemoLetter, DemoMailbox
from vestnik.web.call import Caller, system_of
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import PageShape

DEMO_ONLY = True

router = APIRouter(prefix="/demo/letters", tags=["demo"], route_class=ExactRoute)


@router.get("", response_model=PageShape)
def letters(call: Caller, limit: int = 50) -> Response:
    """Letters in the mailbox, newest first."""
    found = [
        letter for letter, _ in zip(mailbox(call.request).letters(), range(min(limit, 200)), strict=False)
    ]
    return Reply({"items": [_shown(letter) for letter in found], "next": None})


@router.get("/{id}/raw")
def raw(id: str, call: Caller) -> Response:
    """One letter's bytes."""
    letter = mailbox(call.request).letter(id)
    if letter is None:
        raise NotFound(what=Text(f"письмо {id[:40]}", f"letter {id[:40]}"))
    return FileResponse(letter.path, media_type="message/rfc822", filename=f"{letter.id}.eml")


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
