"""Shapes of answers that several resources share, as the OpenAPI document tells them.

A field's `examples` are what the examples of whole requests and answers are put together from (`vestnik.web.examples`).
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Shape(BaseModel):
    """Base of every shape: what is not documented is not answered, and not taken."""

    model_config = ConfigDict(extra="forbid")


Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2026-03-12T09:15:30Z"])]
"""A moment in UTC, ISO 8601."""

Login = Annotated[str, Field(examples=["petrova"])]
RecordId = Annotated[str, Field(examples=["rec.101"])]
AccountId = Annotated[str, Field(examples=["account.4"])]
MessageId = Annotated[str, Field(examples=["msg.77"])]
RunId = Annotated[str, Field(examples=["run.5"])]
Json = Annotated[Any, Field(examples=["Документ {FileName} к рассмотрению."])]
"""Any JSON value."""


class ProblemShape(Shape):
    """One thing that is wrong, and where. line, column: in the text at `path`, from 1. action: of a scenario, its id."""

    path: Annotated[str, Field(examples=["actions.1.route"])]
    code: Annotated[str, Field(examples=["unknown_route"])]
    message: Annotated[str, Field(examples=["Нет такого: «mail_uot». Возможно, имелось в виду mail_out?"])]
    line: Annotated[int | None, Field(examples=[1])] = None
    column: Annotated[int | None, Field(examples=[9])] = None
    suggestion: Annotated[str | None, Field(examples=["mail_out"])] = None
    action: Annotated[str | None, Field(examples=["a2"])] = None
    severity: Literal["error", "warning"] | None = None


class ProblemDocument(Shape):
    """An RFC 9457 problem document. run: of a scenario that failed, where its trace is to be seen."""

    type: str = "about:blank"
    status: Annotated[int, Field(examples=[422])]
    code: Annotated[str, Field(examples=["invalid"])]
    title: Annotated[str, Field(examples=["Данные не приняты"])]
    detail: Annotated[str, Field(examples=["Исправьте ошибки: 1. Нет такого: «mail_uot»."])]
    errors: list[ProblemShape]
    run: RunId | None = None


PROBLEM = "application/problem+json"


def error(description: str) -> dict[str, Any]:
    """A problem document as one of a route's answers."""
    return {"model": ProblemDocument, "description": description}


ERRORS: dict[int | str, dict[str, Any]] = {
    401: error("Nobody is signed in"),
    403: error("The caller lacks the right"),
    404: error("There is no such thing"),
    422: error("Refused, with every reason"),
}
"""What every resource may answer besides its own."""

STALE: dict[int | str, dict[str, Any]] = {412: error("It has changed since; the fields are listed")}
IN_USE: dict[int | str, dict[str, Any]] = {409: error("Others refer to it; they are listed")}


class Paged(Shape, Generic[T]):
    """One page of a list. next: the cursor of the next page, null at the end. total: with `count=true` only."""

    items: list[T]
    next: Annotated[str | None, Field(examples=["WyJtYWlsIl0"])]
    total: Annotated[int | None, Field(examples=[1])] = None


class TextShape(Shape):
    """A text in both languages."""

    ru: Annotated[str, Field(examples=["Яндекс 360"])]
    en: Annotated[str, Field(examples=["Yandex 360"])]
