"""System names for titles that a person types (`/names/suggest`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.kernel.names import system_name
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, Shape

router = APIRouter(prefix="/names", tags=["names"], route_class=ExactRoute, responses=ERRORS)


class NameShape(Shape):
    """A system name that the title gives; empty when it has no letter."""

    name: Annotated[str, Field(examples=["Elpisma"])]


@router.get("/suggest", response_model=NameShape)
def suggest_name(
    call: Caller,
    title: Annotated[str, Query(max_length=500, examples=["Эл. письма"])],
    taken: Annotated[list[str] | None, Query(max_length=1000)] = None,
) -> Response:
    """Transliterate a title; `taken` names get a number behind: `Elpisma2`."""
    call.require(Right.BUILD)
    made = system_name(title)
    used = {name.casefold() for name in taken or ()}
    chosen, number = made, 2
    while made and chosen.casefold() in used:
        chosen, number = f"{made[:120]}{number}", number + 1
    return Reply({"name": chosen})
