"""Requests and answers of `/expressions`, as the OpenAPI document tells them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from vestnik.expressions.diagnosis import CompletionKind, ResultKind
from vestnik.expressions.explain import ExpressionLanguage, PlaceKind
from vestnik.scenarios.expression import MAX_TEXT
from vestnik.web.referenced import References
from vestnik.web.shapes import Json

_FORMULA = "IF(EMPTY($Vlozhenie), USER()->mbox, $Poluchatel->mbx)"


class Asked(BaseModel):
    """The expression and the place where it stands."""

    model_config = ConfigDict(extra="forbid")

    language: Annotated[ExpressionLanguage, Field(examples=["formula"])]
    text: Annotated[str, Field(max_length=MAX_TEXT, examples=[_FORMULA])]
    template: Annotated[
        str | None,
        Field(
            max_length=200, examples=["Elpisma"], description="System name of the record in hand's template"
        ),
    ] = None
    place: Annotated[
        PlaceKind,
        Field(
            description="condition: met by true alone; filter: of a table, N3 gives ?item and has no input"
        ),
    ] = "value"
    effects: Annotated[
        bool, Field(description="Whether N3 may change variables and make documents here (scenario actions)")
    ] = False


class CheckRequest(Asked):
    """variables: names of scenario variables; null when any may be set. event: its variables are known too.
    position: an offset at which completions are wanted. expected: the kind that the place takes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "language": "formula",
                    "text": _FORMULA,
                    "template": "Elpisma",
                    "variables": ["mail"],
                    "position": 54,
                }
            ]
        }
    )

    variables: Annotated[list[Annotated[str, Field(max_length=200)]] | None, Field(max_length=10_000)] = None
    event: Annotated[str | None, Field(max_length=100, examples=["button_clicked"])] = None
    position: Annotated[int | None, Field(ge=0, le=2 * MAX_TEXT)] = None
    expected: ResultKind | None = None


class EditShape(BaseModel):
    """Put `insert` in the place of the characters between two offsets."""

    start: Annotated[int, Field(alias="from", examples=[9])]
    to: Annotated[int, Field(examples=[16])]
    insert: Annotated[str, Field(examples=["mbox"])]


class FixShape(BaseModel):
    """A quick fix: its title in the caller's language and the edits that do it, in the order of the text."""

    title: Annotated[str, Field(examples=["Заменить на mbox"])]
    edits: list[EditShape]


class DiagnosticShape(BaseModel):
    """One problem at its place in the text; `from` and `to` are what an editor underlines."""

    code: Annotated[str, Field(examples=["unknown_attribute"])]
    severity: Annotated[str, Field(examples=["error"])]
    message: Annotated[str, Field(examples=["Нет атрибута «mbx». Возможно, имелось в виду mbox?"])]
    line: Annotated[int | None, Field(examples=[1])]
    column: Annotated[int | None, Field(examples=[9])]
    start: Annotated[int, Field(alias="from", examples=[9])]
    to: Annotated[int, Field(examples=[16])]
    suggestion: str | None = None
    fix: FixShape | None = None


class ResultShape(BaseModel):
    """What the expression yields as far as it can be told. kind: null when unknown. template: of references to records."""

    kind: ResultKind | None
    multiple: bool
    template: str | None


class CompletionShape(BaseModel):
    """One proposal: put `insert` in the place of the text between `from` and `to`."""

    label: Annotated[str, Field(examples=["mbox"])]
    kind: CompletionKind
    detail: Annotated[str, Field(examples=["текст"])]
    insert: Annotated[str, Field(examples=["mbox"])]
    start: Annotated[int, Field(alias="from", examples=[9])]
    to: Annotated[int, Field(examples=[16])]


class CheckShape(BaseModel):
    """ok: the expression may be saved; warnings do not forbid it. completions: empty without a position."""

    ok: bool
    problems: list[DiagnosticShape]
    result: ResultShape
    completions: list[CompletionShape]


class EvaluateRequest(Asked):
    """record: the record (or account) in hand. variables: scenario variables by name, as JSON; an id such as `rec.101`
    that names something is a reference to it, `{"$at": "2025-03-12T09:00:00Z"}` a moment, `{"$for": "PT1H"}` a duration.
    template: that of the record when left out."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "language": "formula",
                    "text": "$Poluchatel->mbox",
                    "record": "rec.101",
                    "variables": {"mail": {"Subject": "Договор"}},
                }
            ]
        }
    )

    record: Annotated[str | None, Field(max_length=40, examples=["rec.101"])] = None
    variables: dict[str, Any] = {}
    trace: Annotated[bool, Field(description="Whether the steps are wanted")] = True


class FaultShape(BaseModel):
    """Why there is no value."""

    code: Annotated[str, Field(examples=["division_by_zero"])]
    message: Annotated[str, Field(examples=["Нет атрибута mbx"])]
    line: Annotated[int | None, Field(examples=[1])]
    column: Annotated[int | None, Field(examples=[9])]
    operands: list[str]


class StepShape(BaseModel):
    """One step: a sub-expression of a formula with its `value`, or a call of an N3 goal with its `bindings` after the
    first of its `solutions`. Time in and below it."""

    text: Annotated[str, Field(examples=["$Poluchatel"])]
    line: Annotated[int, Field(examples=[1])]
    column: Annotated[int, Field(examples=[9])]
    start: Annotated[int, Field(alias="from", examples=[9])]
    to: Annotated[int, Field(examples=[16])]
    microseconds: Annotated[float, Field(examples=[41.5])]
    value: Annotated[str | None, Field(examples=["account.4"])] = None
    bindings: dict[str, str] | None = None
    solutions: int | None = None
    fault: str | None = None
    message: Annotated[str | None, Field(examples=["Нет атрибута mbx"])] = None


class EffectShape(BaseModel):
    """Something that N3 would have changed: a variable, or a document that it would have made."""

    effect: Annotated[str, Field(examples=["replace"])]
    variable: Annotated[str | None, Field(examples=["mail"])] = None
    value: Json = None
    filename: Annotated[str | None, Field(examples=[None])] = None
    size: Annotated[int | None, Field(examples=[None])] = None


class EvaluatedShape(BaseModel):
    """What came of it. value: as JSON, several as a list. shown: as text for people. references: titles of what the value
    refers to. effects: what N3 would have changed; nothing was. steps: at most 1,000, `truncated` tells of more."""

    value: Json
    shown: Annotated[str, Field(examples=['"anna@example.com"'])]
    references: References
    fault: FaultShape | None
    effects: list[EffectShape]
    problems: list[DiagnosticShape]
    steps: list[StepShape]
    truncated: bool
    compile_ms: Annotated[float, Field(examples=[0.3])]
    evaluate_ms: Annotated[float, Field(examples=[0.1])]
