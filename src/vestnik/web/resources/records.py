"""Records of a template and their buttons (`/templates/{template}/records`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Any, cast
from urllib.parse import quote

from fastapi import APIRouter, Body, Query, Response
from pydantic import Field

from vestnik.access.idempotency import Answer
from vestnik.access.rights import Right
from vestnik.delivery.messages import Filter, list_messages
from vestnik.kernel.values import Ref, Value, as_list, shown_value, to_json
from vestnik.records.button import Button
from vestnik.records.buttons import find_button, press, shows
from vestnik.records.dialog import read_dialog
from vestnik.records.documents import Documents
from vestnik.records.form_access import obey_form
from vestnik.records.record import Record, RecordMissing
from vestnik.records.schema import SqlSchema
from vestnik.records.store import Records
from vestnik.scenarios import run_rows
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.runs import Performed, Work
from vestnik.scenarios.state import RunState
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply, dumps
from vestnik.web.listing import read_listing
from vestnik.web.referenced import References, referenced
from vestnik.web.shapes import (
    ERRORS,
    IN_USE,
    STALE,
    AccountId,
    Moment,
    Paged,
    ProblemShape,
    RecordId,
    RunId,
    Shape,
)

router = APIRouter(
    prefix="/templates/{template}/records", tags=["records"], route_class=ExactRoute, responses=ERRORS
)


class RecordShape(Shape):
    """One record. references: what stands for each thing that the values refer to, by its id.

    problems: why a computed attribute has no value; line and column lie in its expression.
    """

    id: RecordId
    template: Annotated[str, Field(examples=["Elpisma"])]
    version: Annotated[int, Field(examples=[3])]
    title: Annotated[str, Field(examples=["101"])]
    values: Annotated[dict[str, Any], Field(examples=[{"Poluchatel": "account.4", "Vlozhenie": ["doc.9"]}])]
    references: References
    buttons: Annotated[
        list[str],
        Field(
            default_factory=list,
            description="Buttons whose condition is met; only of a single record",
            examples=[["OtpravitPismo"]],
        ),
    ]
    creator: AccountId | None
    created: Moment
    changed: Moment
    archived: bool
    problems: list[ProblemShape]


FormName = Annotated[
    str | None,
    Field(
        max_length=255,
        description="The form in hand: its required, read-only and hidden fields are obeyed",
        examples=["defaultForm"],
    ),
]


class RecordValues(Shape):
    """Values by attribute name; `{"upload": id}` in a document attribute takes a file that was sent before."""

    values: Annotated[
        dict[str, Any],
        Field(
            examples=[
                {"Poluchatel": "account.4", "Vlozhenie": [{"upload": "9f86d081884c7d659a2feaa0c55ad015"}]}
            ]
        ),
    ]
    form: FormName = None


class PressValues(Shape):
    """What the form holds unsaved, and the answers of the button's dialog."""

    values: Annotated[dict[str, Any], Field(default_factory=dict, examples=[{"Poluchatel": "account.4"}])]
    variables: Annotated[dict[str, Any], Field(default_factory=dict, examples=[{"Prichina": "срочно"}])]
    form: FormName = None


class RelatedShape(Shape):
    """A record to go to."""

    id: RecordId
    template: Annotated[str, Field(examples=["Kontragenty"])]


class PressedShape(Shape):
    """What a press did. record: to show afterwards, null when it is gone. result: as the button says.

    download: where the file is, of a button that makes one or names a document of the record; null when there is none.
    related: of a button that goes to a related record, which one; null when there is none.
    """

    run: RunId | None
    status: RunState
    messages: Annotated[list[str], Field(examples=[["msg.77"]])]
    record: RecordId | None
    result: Annotated[str, Field(examples=["refresh"])]
    download: Annotated[str | None, Field(examples=[None])]
    related: RelatedShape | None = None


@router.get("", response_model=Paged[RecordShape])
def list_records(
    template: str,
    call: Caller,
    q: Annotated[str, Query(max_length=200)] = "",
    filter: Annotated[str, Query(description='JSON such as {"Summa": {"ge": 100}, "Srochno": true}')] = "",
    sort: Annotated[str, Query(examples=["-created"])] = "",
    archived: bool | None = None,
    cursor: str | None = None,
    limit: int = 50,
    count: bool = False,
) -> Response:
    """Records in pages: searched, filtered, sorted."""
    call.require(Right.USE)
    with call.system.db.read() as tx:
        records = call.records(tx)
        listing = read_listing(
            records.schema,
            template,
            q=q,
            filter=filter,
            sort=sort,
            archived=archived,
            cursor=cursor,
            limit=limit,
        )
        page = records.list(listing)
        answer: dict[str, Any] = {"items": _shown(call, tx, records, page.items), "next": page.next}
        if count:
            answer["total"] = records.count(listing)
    return Reply(answer)


@router.post("", status_code=201, response_model=RecordShape)
def create_record(template: str, given: Annotated[RecordValues, Body()], call: Caller) -> Response:
    """Make a record; scenarios of «Создание записи» run in the same transaction."""

    same = given.model_dump()

    def work(work: Work) -> dict[str, Any]:
        if known := call.recall(work.tx, same):
            return dict(json.loads(known.body))
        records = cast(Records, work.seat.records)
        values = records.read(template, given.values)
        if given.form is not None:
            values = dict(obey_form(records, template, given.form, None, values))
        made = {"id": str(records.create(template, values))}
        call.remember(work.tx, same, Answer(201, dumps(made)))
        return made

    key = _event_key(call, same)
    performed = call.system.runs.perform(call.actor, work, event_key=key)
    ref = Ref.parse(performed.result["id"]) if performed.result else _origin(call, performed.run)
    return _reply(call, template, ref, 201)


@router.get("/{id}", response_model=RecordShape)
def get_record(template: str, id: str, call: Caller) -> Response:
    """One record."""
    call.require(Right.USE)
    return _reply(call, template, Ref.parse(id))


@router.patch("/{id}", response_model=RecordShape, responses=STALE)
def change_record(template: str, id: str, given: Annotated[RecordValues, Body()], call: Caller) -> Response:
    """Give some attributes new values; scenarios of «Изменение записи» run in the same transaction."""
    ref, version = Ref.parse(id), call.if_match

    def work(work: Work) -> None:
        records = cast(Records, work.seat.records)
        _of_template(records, template, ref)
        values = records.read(template, given.values)
        if given.form is not None:
            values = dict(obey_form(records, template, given.form, ref, values, expected_version=version))
        records.change(ref, values, version)

    call.system.runs.perform(call.actor, work)
    return _reply(call, template, ref)


@router.delete("/{id}", status_code=204, responses=STALE | IN_USE)
def delete_record(template: str, id: str, call: Caller) -> Response:
    """Remove a record for good."""
    ref, version = Ref.parse(id), call.if_match

    def work(work: Work) -> None:
        records = cast(Records, work.seat.records)
        _of_template(records, template, ref)
        records.delete(ref, version)

    call.system.runs.perform(call.actor, work)
    return Response(status_code=204)


@router.post("/buttons/{button}", response_model=PressedShape)
def press_table_button(
    template: str, button: str, call: Caller, given: Annotated[PressValues | None, Body()] = None
) -> Response:
    """Press a button that needs no record, such as one above a table; without a record there is no event."""
    return _press(template, None, button, call, given)


@router.post("/{id}/buttons/{button}", response_model=PressedShape, responses=STALE)
def press_button(
    template: str, id: str, button: str, call: Caller, given: Annotated[PressValues | None, Body()] = None
) -> Response:
    """Press a button: unsaved values are written, its operation and the scenarios of its event run, all or nothing."""
    return _press(template, Ref.parse(id), button, call, given)


def _press(template: str, ref: Ref | None, button: str, call: Call, given: PressValues | None) -> Response:
    asked = given or PressValues(values={}, variables={})
    same = asked.model_dump()

    def work(work: Work) -> dict[str, Any]:
        if known := call.recall(work.tx, same):
            return dict(json.loads(known.body))
        records = cast(Records, work.seat.records)
        answers = read_dialog(
            find_button(records.schema, template, button),
            asked.variables,
            Documents(work.tx, call.actor, call.system.clock).take_upload,
        )
        values = records.read(template, asked.values)
        pressed = press(
            records, template, button, ref, values, form=asked.form, expected_version=call.if_match
        )
        if pressed.fires_event:
            variables: dict[str, Value] = {"dialogVariables": answers} if answers else {}
            work.raise_event(Occurrence("button_clicked", template, ref, {"button": button}, variables))
        done = {"record": to_json(pressed.record), "then": _then(pressed.button, template, ref)}
        call.remember(work.tx, same, Answer(200, dumps(done)))
        return done

    performed = call.system.runs.perform(call.actor, work, event_key=_event_key(call, same))
    return Reply(_pressed(call, template, button, ref, performed))


def _pressed(
    call: Call, template: str, button: str, ref: Ref | None, performed: Performed[dict[str, Any]]
) -> dict[str, Any]:
    """The answer; of a press that this key had made before, what its run tells."""
    messages: Iterable[Ref] = performed.messages
    done = performed.result
    if done is None and performed.run is not None:
        messages = _messages_of(call, performed.run)
    record = done["record"] if done else str(ref or _origin(call, performed.run))
    then = dict((done or {}).get("then") or _then(_known(call, template, button), template, ref))
    if (document := then.pop("document", None)) and record:
        then["download"] = next(
            (f"/api/v1/documents/{one}/content" for one in _last(call, record, document)), None
        )
    attribute = then.pop("attribute", None)
    related = _last(call, record, attribute) if attribute and record else ()
    return {
        "run": to_json(performed.run),
        "status": performed.status,
        "messages": [str(message) for message in messages],
        "record": record,
        "related": _related(call, related[0]) if related else None,
        **then,
    }


def _then(button: Button, template: str, ref: Ref | None) -> dict[str, str | None]:
    """What the page does after a press. document: the attribute whose file it gets; scenarios may still fill it."""
    if not button.operation.makes_file:
        document = button.download if button.result == "download" else None
        related = button.related if button.result == "navigate" and button.navigate_to == "related" else None
        return {"result": button.result, "download": None, "document": document, "attribute": related}
    at = f"/api/v1/templates/{quote(template)}/records/" + (
        f"{ref}/" if button.operation.needs_record else ""
    )
    return {"result": "download", "download": f"{at}buttons/{quote(button.name)}/file"}


def _last(call: Call, record: str, attribute: str) -> tuple[Ref, ...]:
    """The last thing that an attribute refers to, as the record holds it after the press; nothing where it is empty."""
    with call.system.db.read() as tx:
        found = call.records(tx).many([Ref.parse(record)]).values()
    held = [ref for one in found for ref in as_list(one.values.get(attribute)) if isinstance(ref, Ref)]
    return tuple(held[-1:])


def _related(call: Call, ref: Ref) -> dict[str, str]:
    """A `RelatedShape`."""
    with call.system.db.read() as tx:
        return {"id": str(ref), "template": call.records(tx).get(ref).template}


def _known(call: Call, template: str, button: str) -> Button:
    with call.system.db.read() as tx:
        return find_button(SqlSchema.of(tx), template, button)


def _event_key(call: Call, asked: Any) -> str | None:
    """The same `Idempotency-Key` of the same caller on the same request is the same occurrence."""
    key = call.idempotency_key
    if key is None:
        return None
    hashed = hashlib.sha256(call.request.url.path.encode() + b"\0" + dumps(asked)).hexdigest()[:16]
    return json.dumps([str(call.actor.account), key[:200], hashed])


def _origin(call: Call, run: Ref | None) -> Ref:
    with call.system.db.read() as tx:
        found = run_rows.get_run(tx, run) if run else None
    if found is None or found.origin is None:
        raise RecordMissing(what="")
    return found.origin


def _messages_of(call: Call, run: Ref) -> Iterable[Ref]:
    with call.system.db.read() as tx:
        return [message.id for message in list_messages(tx, Filter(run=run), limit=500).items][::-1]


def _of_template(records: Records, template: str, ref: Ref) -> Record:
    found = records.get(ref)
    if found.template != template:
        raise RecordMissing(what=ref)
    return found


def _reply(call: Call, template: str, ref: Ref, status: int = 200) -> Reply:
    with call.system.db.read() as tx:
        records = call.records(tx)
        found = _of_template(records, template, ref)
        [shown] = _shown(call, tx, records, [found])
        buttons = records.schema.shape(template).model.buttons
        shown["buttons"] = [one.name for one in buttons if shows(records, one, template, ref)]
    reply = Reply(shown, status)
    reply.headers["ETag"] = f'"{found.version}"'
    return reply


def _shown(call: Call, tx: Transaction, records: Records, found: Iterable[Record]) -> list[dict[str, Any]]:
    """Records as JSON, with what they refer to loaded for all of them at once."""
    rows = list(records.whole(found))
    refs = {
        ref for one in rows for value in one.values.values() for ref in as_list(value) if isinstance(ref, Ref)
    }
    refs |= {one.creator for one in rows if one.creator}
    titles = referenced(call, tx, records, refs)
    own = records.titles([one.ref for one in rows])
    return [
        {
            "id": str(one.ref),
            "template": one.template,
            "version": one.version,
            "title": own.get(one.ref, str(one.ref)),
            "values": {name: shown_value(value) for name, value in one.values.items()},
            "references": {str(ref): titles[ref] for ref in _refs(one) if ref in titles},
            "creator": to_json(one.creator),
            "created": to_json(one.created),
            "changed": to_json(one.changed),
            "archived": one.archived,
            "problems": [problem.as_json(call.language) for problem in one.problems],
        }
        for one in rows
    ]


def _refs(one: Record) -> Iterable[Ref]:
    for value in one.values.values():
        yield from (ref for ref in as_list(value) if isinstance(ref, Ref))
    if one.creator:
        yield one.creator
