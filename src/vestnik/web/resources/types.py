"""The types there are, with their JSON Schemas and labels (`/types/{kind}`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import Field

from vestnik.definitions.app import App, AppKind
from vestnik.records import template
from vestnik.records.kind import TemplateKind
from vestnik.runtime.system import REGISTRIES
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply, dumps
from vestnik.web.shapes import ERRORS, Paged, Shape, TextShape

router = APIRouter(prefix="/types", tags=["types"], route_class=ExactRoute, responses=ERRORS)

Registered = Literal["connections", "routes", "attributes", "events", "actions", "operations", "definitions"]


class TypeShape(Shape):
    """One type. group: the part of a menu in which it is offered. schema: JSON Schema of its fields, with `x-label`, `x-help`, `x-choices`, `x-when`, `x-section`, `x-widget`."""

    type: Annotated[str, Field(examples=["smtp_send"])]
    label: TextShape
    description: TextShape
    group: TextShape | None
    schema_: Annotated[
        dict[str, Any],
        Field(
            alias="schema",
            examples=[
                {
                    "type": "object",
                    "properties": {"port": {"type": "integer", "x-label": {"ru": "Порт", "en": "Port"}}},
                }
            ],
        ),
    ]


@router.get("/{kind}", response_model=Paged[TypeShape])
def list_types(kind: Annotated[Registered, Path()], call: Caller) -> Response:
    """Every registered type of one kind: labels in both languages and the JSON Schema of its fields.

    `definitions` are the kinds that have one shape: record templates and apps.

    In the schema `x-label`, `x-help`, `x-choices`, `x-when`, `x-section`, `x-widget`, `x-beside`, `x-lines`,
    `x-placeholder` tell a form how to show each field.
    """
    return Response(_listed(kind), media_type=Reply.media_type)


@cache
def _listed(kind: Registered) -> bytes:
    """The whole answer: types do not change while the program runs."""
    items = _definitions() if kind == "definitions" else REGISTRIES[kind].schemas
    return dumps({"items": items, "next": None})


def _definitions() -> Sequence[Mapping[str, Any]]:
    """The kinds of definitions that have one shape, whatever their type."""
    return [
        {
            "type": kind.name,
            "label": kind.label.as_json(),
            "description": kind.label.as_json(),
            "group": None,
            "schema": schema,
        }
        for kind, schema in ((TemplateKind, template.schema()), (AppKind, App.model_json_schema()))
    ]
