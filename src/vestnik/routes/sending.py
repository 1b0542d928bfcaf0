"""What the sending routes of scenarios share: message attributes and the integration tab."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from pydantic import Field

from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Section, Text
from vestnik.routes import predefined
from vestnik.routes.attribute import MessageAttribute, MessageAttributes
from vestnik.routes.base import Route
from vestnik.routes.check import check_sending
from vestnik.routes.integration import Integration


class SendingRoute(Route):
    """A route whose messages become letters."""

    attributes: Annotated[
        MessageAttributes,
        Text("Атрибуты сообщения", "Message attributes"),
        Section("Атрибуты сообщения", "Message attributes"),
        Field(json_schema_extra={"x-predefined": predefined.as_json()}),
    ] = MessageAttributes()
    integration: Annotated[
        Integration, Text("Интеграция", "Integration"), Section("Интеграция", "Integration")
    ] = Integration()

    @cached_property
    def request(self) -> tuple[MessageAttribute, ...]:
        """What a message may carry: the predefined attributes, then the route's own."""
        return predefined.merged(predefined.REQUEST, self.attributes.request)

    @cached_property
    def response(self) -> tuple[MessageAttribute, ...]:
        """What comes back when the server took the letter."""
        return predefined.merged(predefined.RESPONSE, self.attributes.response)

    @cached_property
    def error_response(self) -> tuple[MessageAttribute, ...]:
        """What comes back when it did not."""
        return predefined.merged(predefined.ERROR_RESPONSE, self.attributes.error_response)

    def check(self) -> Iterator[Problem]:
        for tree in ("request", "response", "error_response"):
            given = getattr(predefined, tree.upper())
            yield from predefined.changed(given, getattr(self.attributes, tree), ("attributes", tree))
        yield from check_sending(self.request, self.integration)
