"""The roles there are (`/roles`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from vestnik.access.actor import ROLES, Role
from vestnik.access.rights import Right, rights_of
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, Paged, Shape

router = APIRouter(prefix="/roles", tags=["accounts"], route_class=ExactRoute, responses=ERRORS)


class RightShape(Shape):
    """Something that a role allows."""

    name: Annotated[str, Field(examples=["build"])]
    title: Annotated[str, Field(examples=["изменять приложения"])]


class RoleShape(Shape):
    """A role and what it allows."""

    name: Role
    title: Annotated[str, Field(examples=["Администратор"])]
    rights: list[RightShape]


@router.get("", response_model=Paged[RoleShape])
def list_roles(call: Caller) -> Response:
    """The fixed roles with their rights."""
    call.require(Right.USE)
    items = [
        {
            "name": role,
            "title": title.of(call.language),
            "rights": [
                {"name": right.name.lower(), "title": right.value.of(call.language)}
                for right in rights_of(role)
            ],
        }
        for role, title in ROLES.items()
    ]
    return Reply({"items": items, "next": None})
