"""The types there are, with their JSON Schemas and labels (`/types/{kind}`)."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response

from vestnik.runtime.system import REGISTRIES
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, PageShape

router = APIRouter(prefix="/types", tags=["types"], route_class=ExactRoute, responses=ERRORS)

Registered = Literal["connections", "routes", "attributes", "events", "actions", "operations"]


@router.get("/{kind}", response_model=PageShape)
def types(kind: Annotated[Registered, Path()], call: Caller) -> Response:
    """Every registered type of one kind: labels in both languages and the JSON Schema of its fields.

    In the schema `x-label`, `x-help`, `x-choices`, `x-when`, `x-section`, `x-widget` tell a form how to show each field.
    """
    return Reply({"items": REGISTRIES[kind].schemas(), "next": None})
