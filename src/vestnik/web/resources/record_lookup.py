"""Where a record is, for links from what knows its id alone (`/records/{id}`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.kernel.values import Ref
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, RecordId, Shape

router = APIRouter(prefix="/records", tags=["records"], route_class=ExactRoute, responses=ERRORS)


class FoundRecordShape(Shape):
    """A record's template and title."""

    id: RecordId
    template: Annotated[str, Field(examples=["Elpisma"])]
    title: Annotated[str, Field(examples=["101"])]


@router.get("/{id}", response_model=FoundRecordShape)
def find_record(id: str, call: Caller) -> Response:
    """The template and the title of a record, by its id alone."""
    call.require(Right.USE)
    ref = Ref.parse(id)
    with call.system.db.read() as tx:
        records = call.records(tx)
        found = records.get(ref)
        title = records.titles([ref]).get(ref, str(ref))
    return Reply({"id": str(ref), "template": found.template, "title": title})
