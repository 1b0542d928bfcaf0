"""The roles there are (`/roles`)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from vestnik.access import credentials
from vestnik.access.actor import ROLES, Role
from vestnik.access.rights import Right, allowed, rights_of
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
    accounts: Annotated[
        int | None, Field(description="How many have it; shown to administrators", examples=[3])
    ] = None


@router.get("", response_model=Paged[RoleShape])
def list_roles(call: Caller) -> Response:
    """The fixed roles with their rights."""
    call.require(Right.USE)
    items: list[dict[str, Any]] = [
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
    if allowed(call.actor, Right.ADMINISTER):
        with call.system.db.read() as tx:
            held = credentials.holders(tx)
        for item in items:
            item["accounts"] = len(held[item["name"]])
    return Reply({"items": items, "next": None})
