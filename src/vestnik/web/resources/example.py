"""The worked example as definitions that can be put as they are (`/example`): the guided tour builds with them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.runtime.worked_example import RECIPIENT, pieces
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, Login, Shape

router = APIRouter(prefix="/example", tags=["example"], route_class=ExactRoute, responses=ERRORS)


class PieceShape(Shape):
    """A definition; `PUT /{folder}/{name}` takes its body."""

    folder: Annotated[
        Literal["apps", "connections", "routes", "templates", "scenarios"], Field(examples=["routes"])
    ]
    name: Annotated[str, Field(examples=["mail_out"])]
    body: Annotated[
        dict[str, Any], Field(examples=[{"kind": "route", "type": "smtp_send", "connection": "mail"}])
    ]


class RecipientShape(Shape):
    """An account to whom the example writes, in demo mode."""

    login: Login
    fullName: Annotated[str, Field(examples=["Анна Петрова"])]
    mbox: Annotated[str, Field(examples=["petrova@example.org"])]


class ExampleShape(Shape):
    """pieces: each after what it refers to. recipient: none where no built-in mailbox runs, so that letters go nowhere."""

    pieces: list[PieceShape]
    recipient: RecipientShape | None


@router.get("", response_model=ExampleShape)
def get_example(call: Caller) -> Response:
    """The definitions of the worked example; with a built-in mailbox its connection leads there."""
    call.require(Right.BUILD)
    settings = call.system.settings
    port = settings.demo_smtp_port if settings.demo else None
    login, full_name, mbox = RECIPIENT
    return Reply(
        {
            "pieces": [
                {"folder": piece.folder, "name": piece.name, "body": dict(piece.body)}
                for piece in pieces(port)
            ],
            "recipient": {"login": login, "fullName": full_name, "mbox": mbox} if port else None,
        }
    )
