"""Scenarios as definitions: read, permitted, checked against the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from vestnik.access.actor import Actor
from vestnik.access.rights import Right, require
from vestnik.connections.base import SendingConnection
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Author, Kind, Reference
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text
from vestnik.records.schema import SqlSchema
from vestnik.routes.check_message import check_message
from vestnik.routes.sending import SendingRoute
from vestnik.scenarios import scenario as scenarios
from vestnik.scenarios.catalogue import Party, Shape
from vestnik.scenarios.check import check
from vestnik.scenarios.evaluate import check_expression
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.scenario import Scenario, walk


class ScenarioKind(Kind[Scenario]):
    """Definitions of the kind `scenario`."""

    name: ClassVar = "scenario"
    label: ClassVar = Text("Сценарий", "Scenario")
    folder: ClassVar = "scenarios"
    object_kind: ClassVar = "scn"

    def parse(self, body: Mapping[str, Any]) -> Scenario:
        return scenarios.parse(body)

    def permit(self, author: Author, before: Scenario | None, after: Scenario | None) -> None:
        """A scenario that runs as the system opens all data to its builder: an administrator publishes it."""
        if isinstance(author, Actor):
            require(author, Right.BUILD)
            if after and after.run_as == "system" and after.status == "active":
                require(author, Right.PUBLISH_SYSTEM_SCENARIO)

    def check(self, model: Scenario, definitions: Definitions) -> Iterable[Problem]:
        return check(model, DefinedCatalogue(definitions))

    def references(self, model: Scenario) -> Iterable[Reference]:
        named = [
            *model.event.references(),
            *(found for _, action in walk(model) for found in action.references()),
        ]
        return (Reference(kind, name) for kind, name in dict.fromkeys(named))

    def active(self, model: Scenario) -> bool:
        return model.status == "active"


class DefinedCatalogue:
    """Implements `Catalogue` on the definitions of one transaction."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions

    @property
    def schema(self) -> Schema:
        return SqlSchema.of(self._definitions.tx)

    def buttons(self, template: str) -> Mapping[str, str]:
        if template not in self._definitions.names("template"):
            return {}
        model = self._definitions.load("template", template)
        return {b.name: b.operation.type if b.fires_event else "create" for b in model.buttons}

    def connections(self) -> Mapping[str, Party]:
        found = ((name, self._definitions.load("connection", name)) for name in self._names("connection"))
        return {
            name: Party(one.type, isinstance(one, SendingConnection), one.disabled) for name, one in found
        }

    def routes(self) -> Mapping[str, Party]:
        found = ((name, self._definitions.load("route", name)) for name in self._names("route"))
        return {
            name: Party(one.type, isinstance(one, SendingRoute), one.disabled, one.connection)
            for name, one in found
        }

    def check_message(self, route: str, variables: Sequence[Shape]) -> list[Problem]:
        model = self._definitions.load("route", route)
        return list(check_message(model.request, variables)) if isinstance(model, SendingRoute) else []

    def check_expression(
        self,
        expression: Expression,
        template: str | None,
        variables: Collection[str] | None,
        *,
        effects: bool,
    ) -> list[Problem]:
        return check_expression(expression, template, self.schema, variables, effects=effects)

    def _names(self, kind: str) -> Sequence[str]:
        return self._definitions.names(kind)
