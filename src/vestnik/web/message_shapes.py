"""Shapes of letters: one, why it waits, where its values come from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from vestnik.delivery.messages import Message
from vestnik.delivery.states import MessageState, RecipientState
from vestnik.delivery.waiting import Reason, Waiting
from vestnik.kernel.text import Language
from vestnik.kernel.values import to_json
from vestnik.web.shapes import Json, MessageId, Moment, ProblemShape, RecordId, RunId, Shape
from vestnik.web.trace_shapes import ActionId, ScenarioName

RouteName = Annotated[str, Field(examples=["mail_out"])]
ConnectionName = Annotated[str, Field(examples=["mail"])]
Lane = Annotated[int, Field(ge=0, le=3, examples=[0])]
Address = Annotated[str, Field(examples=["petrova@example.org"])]
Answer = Annotated[str | None, Field(examples=["2.0.0 Ok: queued as 4F2A"])]


class RecipientShape(Shape):
    """What the server said of one recipient. sent_to: the address of the envelope, when it was redirected.

    bounced: when a notice said that it did not arrive after all.
    """

    address: Address
    role: Literal["to", "cc", "bcc"]
    state: RecipientState
    code: Annotated[int | None, Field(examples=[250])]
    enhanced_code: Annotated[str | None, Field(examples=["2.0.0"])]
    text: Answer
    sent_to: Annotated[str | None, Field(examples=[None])]
    changed: Moment | None
    bounced: Annotated[str | None, Field(examples=[None])]


class AttemptShape(Shape):
    """One try. ended, outcome null: it goes on."""

    started: Moment
    ended: Moment | None
    worker: Annotated[str, Field(examples=["mail-1:4711"])]
    server: Annotated[str | None, Field(examples=["mx.example.org"])]
    outcome: Annotated[str | None, Field(examples=["accepted"])]
    text: Answer


class StateChangeShape(Shape):
    """One change of a letter's state."""

    at: Moment
    state: MessageState
    why: Answer


class MessageShape(Shape):
    """A letter with everything that happened to it. due: the next try; null: none is planned."""

    id: MessageId
    state: MessageState
    route: RouteName
    connection: ConnectionName
    lane: Lane
    priority: Annotated[int, Field(examples=[5])]
    subject: Annotated[str, Field(examples=["Документ Договор.pdf к рассмотрению."])]
    from_: Annotated[str, Field(alias="from", examples=["Отдел кадров <hr@example.org>"])]
    message_id: Annotated[str, Field(examples=["<1c2d@example.org>"])]
    recipients: list[RecipientShape]
    size: Annotated[int, Field(examples=[139264])]
    created: Moment
    due: Moment | None
    expires: Moment
    attempts: list[AttemptShape]
    changes: list[StateChangeShape]
    run: RunId | None
    record: RecordId | None
    key: Annotated[str | None, Field(examples=["run.5/a2/0:"])]
    possibly_repeated: bool
    why: Answer


class StateCountShape(Shape):
    """How many letters are in a state. more: there are more than `count`."""

    state: MessageState
    label: Annotated[str, Field(examples=["отправлено"])]
    count: Annotated[int, Field(examples=[12])]
    more: bool


class RefusedOrderShape(Shape):
    """A letter about which an order was refused."""

    id: MessageId
    problem: ProblemShape


class ManyShape(Shape):
    """What became of an order about many letters. more: there are further ones of the filter; ask again."""

    done: list[MessageId]
    refused: list[RefusedOrderShape]
    more: bool


class WaitingShape(Shape):
    """Why a letter is where it is, and when it is tried next. ahead: letters that go before it, at most 1000."""

    reason: Reason
    text: Annotated[str, Field(examples=["В очереди; раньше него писем: 3"])]
    next_try: Moment | None
    attempts: Annotated[int, Field(examples=[0])]
    ahead: Annotated[int, Field(examples=[3])]


class SourceShape(Shape):
    """A row of a scenario's *change variable values* that sets a value. place: of the expression in that action."""

    action: ActionId
    description: Annotated[str, Field(examples=[""])]
    operation: Literal["replace", "add", "exclude"]
    place: Annotated[str, Field(examples=["variables.0.children.0.value"])]
    kind: Literal["value", "attribute", "formula", "n3"]
    text: Annotated[str, Field(examples=["$Poluchatel->mbox"])]


class ExplainedValueShape(Shape):
    """One value of the message. used_in: where the route puts it, as paths in its definition or `To`, `Attachments` …"""

    name: Annotated[str, Field(examples=["To.Address"])]
    value: Json
    used_in: Annotated[list[str], Field(examples=[["To"]])]
    sources: list[SourceShape]


class ExplanationShape(Shape):
    """A letter back to what made it. scenario null: no scenario made it, or that is not kept any more."""

    message: MessageId
    waiting: WaitingShape
    run: RunId | None
    event: Annotated[str | None, Field(examples=["button_clicked"])]
    initiator: Annotated[str | None, Field(examples=["petrova"])]
    scenario: ScenarioName | None
    scenario_version: Annotated[int | None, Field(examples=[3])]
    scenario_title: Annotated[str | None, Field(examples=["Отправка писем"])]
    action: ActionId | None
    record: RecordId | None
    route: RouteName
    route_version: Annotated[int, Field(examples=[2])]
    values: list[ExplainedValueShape]
    ignored: Annotated[
        list[str],
        Field(
            examples=[
                ["Переменная «FulName» не объявлена в пути «mail_out». Возможно, имелось в виду FullName?"]
            ]
        ),
    ]


def message_json(found: Message, language: Language) -> dict[str, Any]:
    """A `MessageShape`."""
    shown: dict[str, Any] = _json(found.as_json(language))
    return shown


def waiting_json(found: Waiting, language: Language) -> dict[str, Any]:
    """A `WaitingShape`."""
    return {
        "reason": found.reason,
        "text": found.why.of(language),
        "next_try": to_json(found.next_try),
        "attempts": found.attempts,
        "ahead": found.ahead,
    }


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    return to_json(value)
