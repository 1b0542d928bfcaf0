"""Shapes of answers that several resources share, as the OpenAPI document tells them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field


class ProblemShape(BaseModel):
    """One thing that is wrong, and where."""

    path: Annotated[str, Field(examples=["integration.subject_template"])]
    code: Annotated[str, Field(examples=["unknown_placeholder"])]
    message: str
    line: int | None = None
    column: int | None = None
    suggestion: str | None = None
    severity: str | None = None


class ProblemDocument(BaseModel):
    """An RFC 9457 problem document."""

    type: str = "about:blank"
    status: int
    code: str
    title: str
    detail: str
    errors: list[ProblemShape]


ERRORS: dict[int | str, dict[str, Any]] = {
    401: {"model": ProblemDocument, "description": "Nobody is signed in"},
    403: {"model": ProblemDocument, "description": "The caller lacks the right"},
    404: {"model": ProblemDocument, "description": "There is no such thing"},
    422: {"model": ProblemDocument, "description": "Refused, with every reason"},
}
"""What every resource may answer besides its own."""


class PageShape(BaseModel):
    """One page of a list. next: the cursor of the next page, null at the end."""

    items: list[dict[str, Any]]
    next: str | None
    total: int | None = None


class DefinitionShape(BaseModel):
    """A definition as it is now. body: without secrets; `secrets` names those that are set."""

    id: str
    kind: str
    name: str
    title: str
    version: int
    active: bool
    body: dict[str, Any]
    secrets: list[str]
    problems: list[ProblemShape]
    app: str | None
    author: str
    created: str
    changed: str


class SavedShape(DefinitionShape):
    """What a save did. disabled: the system switched it off because of its problems."""

    disabled: bool
    affected: list[dict[str, Any]]


class VersionShape(BaseModel):
    """One save in the history. changes: against the one before; body null: this was its deletion."""

    version: int
    author: str
    time: str
    body: dict[str, Any] | None
    changes: list[dict[str, Any]]
