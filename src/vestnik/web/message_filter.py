"""Which letters a request is about: parameters of a query, or the same fields in a body."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from vestnik.access.rights import Right, allowed
from vestnik.delivery.messages import Filter
from vestnik.delivery.search import search
from vestnik.delivery.states import MessageState
from vestnik.kernel.values import Ref
from vestnik.web.call import Call
from vestnik.web.moments import AsMoment
from vestnik.web.shapes import Shape


class MessageFilter(Shape):
    """Every given field must match. q: what people type, such as `to:petrova state:failed subject:"Договор 7"`."""

    state: Annotated[list[MessageState], Field(examples=[["failed"]])] = []  # noqa: RUF012 - pydantic copies it
    route: Annotated[str | None, Field(max_length=128)] = None
    connection: Annotated[str | None, Field(max_length=128)] = None
    lane: Annotated[int | None, Field(ge=0, le=3)] = None
    record: Annotated[str | None, Field(max_length=40)] = None
    run: Annotated[str | None, Field(max_length=40)] = None
    to: Annotated[str | None, Field(max_length=320)] = None
    q: Annotated[str, Field(max_length=500)] = ""
    since: Annotated[datetime | None, AsMoment] = None
    until: Annotated[datetime | None, AsMoment] = None

    def read(self) -> Filter:
        """As delivery knows it.

        Raises:
            UnknownKey, BadFilter, BadReference: named.
        """
        wanted = Filter(
            state=tuple(self.state),
            route=self.route,
            connection=self.connection,
            lane=self.lane,
            record=Ref.parse(self.record) if self.record else None,
            run=Ref.parse(self.run) if self.run else None,
            to=self.to,
            since=self.since,
            until=self.until,
        )
        return search(self.q, wanted)


def _asked(
    state: Annotated[list[MessageState] | None, Query()] = None,
    route: Annotated[str | None, Query(max_length=128)] = None,
    connection: Annotated[str | None, Query(max_length=128)] = None,
    lane: Annotated[int | None, Query(ge=0, le=3)] = None,
    record: Annotated[str | None, Query(max_length=40, examples=["rec.101"])] = None,
    run: Annotated[str | None, Query(max_length=40, examples=["run.5"])] = None,
    to: Annotated[str | None, Query(max_length=320, description="An address, or its beginning")] = None,
    q: Annotated[str, Query(max_length=500, examples=['to:petrova state:failed subject:"Договор 7"'])] = "",
    since: Annotated[datetime | None, Query(), AsMoment] = None,
    until: Annotated[datetime | None, Query(), AsMoment] = None,
) -> MessageFilter:
    given = {"route": route, "connection": connection, "lane": lane, "record": record, "run": run, "to": to}
    return MessageFilter(state=state or [], q=q, since=since, until=until, **given)


Asked = Annotated[MessageFilter, Depends(_asked)]
"""The filter of a request's query."""


def in_sight(call: Call, wanted: Filter) -> Filter:
    """Those of a filter that the caller may see: users the letters of records; builders and administrators all."""
    call.require(Right.USE)
    return wanted if allowed(call.actor, Right.SEE_LETTERS) else replace(wanted, of_records=True)
