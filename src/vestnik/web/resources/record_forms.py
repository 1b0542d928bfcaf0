"""What a form asks for while a record is filled in: what its rules say, and whom an account attribute takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.attributes.types.account import AccountAttribute
from vestnik.kernel.problem import Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, as_list, shown_value
from vestnik.records.accounts import Account, Accounts
from vestnik.records.choices import choices
from vestnik.records.form_state import find_form
from vestnik.records.form_view import Embedded, form_view
from vestnik.records.imagined import unsaved
from vestnik.records.schema import BoundAttribute
from vestnik.records.schema import Shape as TemplateShape
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.referenced import References, referenced
from vestnik.web.shapes import ERRORS, AccountId, Login, ProblemShape, RecordId, Shape

router = APIRouter(
    prefix="/templates/{template}/records", tags=["records"], route_class=ExactRoute, responses=ERRORS
)

MOST_CHOICES = 50
"""A drop-down shows so many; the person narrows them by typing."""


class NoAccountAttribute(Refused):
    code = "unknown_attribute"
    text = Text(
        "В шаблоне «{template}» нет атрибута типа «Аккаунт» «{name}».{hint}",
        "The template '{template}' has no account attribute '{name}'.{hint}",
    )


class UnsavedRecord(Shape):
    """A record as the form holds it. record: the one in hand, null for a new one. values: those that are not saved."""

    record: RecordId | None = None
    values: Annotated[dict[str, Any], Field(default_factory=dict, examples=[{"Poluchatel": "account.4"}])]


class ChoicesRequest(UnsavedRecord):
    """q: text that login, name, address or department contain."""

    q: Annotated[str, Field(max_length=200, examples=["пет"])] = ""


class ChoiceShape(Shape):
    """An account that may be chosen."""

    id: AccountId
    username: Login
    fullName: Annotated[str, Field(examples=["Анна Петрова"])]
    mbox: Annotated[str | None, Field(examples=["petrova@example.org"])]


class ChoicesShape(Shape):
    """The first accounts that may be chosen. more: there are further ones; narrow them by `q`.

    filtered: the attribute has a filter; else every account that is switched on is a choice.
    """

    items: list[ChoiceShape]
    more: bool
    filtered: bool


class FormStateRequest(UnsavedRecord):
    """form: its name; the default form without it."""

    form: Annotated[str | None, Field(max_length=255, examples=["defaultForm"])] = None


AccessByName = Annotated[
    dict[str, Literal["required", "editable", "read_only", "hidden"]],
    Field(examples=[{"Poluchatel": "required"}]),
]


class EmbeddedShape(Shape):
    """The record that an attribute links to, to be read by a form of its own template. attribute, form: as the cell
    names them. access, values: of that form, the rules included; nothing of hidden fields.
    """

    attribute: Annotated[str, Field(examples=["Dogovor"])]
    form: Annotated[str, Field(examples=["defaultForm"])]
    template: Annotated[str, Field(examples=["Dogovory"])]
    record: RecordId
    title: Annotated[str, Field(examples=["Договор поставки"])]
    access: AccessByName
    values: Annotated[dict[str, Any], Field(examples=[{"Nomer": "7/А"}])]


class FormStateShape(Shape):
    """What a form is now. access: of each attribute with a field, the rules included. values: what rules set, to be
    shown and written with the record. computed: values of computed attributes. embedded: records that it shows inside.
    references: what the given values refer to, too. problems: errors that rules show; they forbid saving.
    """

    access: AccessByName
    values: Annotated[dict[str, Any], Field(examples=[{"Srok": "2026-12-01T09:00:00Z"}])]
    computed: Annotated[dict[str, Any], Field(examples=[{"Itogo": 1200}])]
    embedded: list[EmbeddedShape]
    references: References
    problems: list[ProblemShape]


@router.post("/form", response_model=FormStateShape)
def get_form_state(template: str, given: Annotated[FormStateRequest, Body()], call: Caller) -> Response:
    """What the rules of a form come to, with the values that the form holds unsaved."""
    call.require(Right.USE)
    with call.system.db.read() as tx:
        records = call.records(tx)
        shape = records.schema.shape(template)
        ref = Ref.parse(given.record) if given.record else None
        form = find_form(shape, given.form) if given.form else shape.model.default_form
        held = unsaved(records, template, given.values)
        view = form_view(records, template, form, ref, held)
        state = view.state
        shown = [held, state.values, view.computed, *(one.values for one in view.embedded)]
        refs = [
            ref
            for values in shown
            for value in values.values()
            for ref in as_list(value)
            if isinstance(ref, Ref)
        ]
        found = referenced(call, tx, records, refs)
        titles = records.titles([one.record.ref for one in view.embedded])
    return Reply(
        {
            "access": state.access,
            "values": _shown(state.values),
            "computed": _shown(view.computed),
            "embedded": [_embedded(one, titles) for one in view.embedded],
            "references": {str(ref): title for ref, title in found.items()},
            "problems": [problem.as_json(call.language) for problem in state.problems],
        }
    )


@router.post("/choices/{attribute}", response_model=ChoicesShape)
def find_choices(
    template: str, attribute: str, given: Annotated[ChoicesRequest, Body()], call: Caller
) -> Response:
    """Accounts that may be chosen for an attribute, with the values that the form holds unsaved."""
    call.require(Right.USE)
    with call.system.db.read() as tx:
        records = call.records(tx)
        bound = _account_attribute(records.schema.shape(template), attribute)
        ref = Ref.parse(given.record) if given.record else None
        with records.imagined(template, ref, unsaved(records, template, given.values)) as imagined:
            among = choices(records, template, imagined, bound)
        accounts = Accounts(tx, call.actor, call.system.clock)
        page = accounts.list(given.q, limit=MOST_CHOICES, active=True, of=among)
    return Reply(
        {
            "items": [_choice(one) for one in page.items],
            "more": page.next is not None,
            "filtered": among is not None,
        }
    )


def _shown(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: shown_value(value) for name, value in values.items()}


def _embedded(one: Embedded, titles: Mapping[Ref, str]) -> dict[str, Any]:
    ref = one.record.ref
    return {
        "attribute": one.attribute,
        "form": one.form,
        "template": one.record.template,
        "record": str(ref),
        "title": titles.get(ref, str(ref)),
        "access": one.state.access,
        "values": _shown(one.values),
    }


def _account_attribute(shape: TemplateShape, name: str) -> BoundAttribute:
    known = {one.name: one for one in shape.attributes.values() if isinstance(one.model, AccountAttribute)}
    if found := known.get(name):
        return found
    suggestion = nearest(name, known)
    hint = did_you_mean(suggestion)
    raise NoAccountAttribute(
        template=shape.model.title, name=name[:80], hint=hint, suggestion=suggestion, path=("attribute",)
    )


def _choice(one: Account) -> dict[str, Any]:
    return {"id": str(one.ref)} | {name: one.fields[name] for name in ("username", "fullName", "mbox")}
