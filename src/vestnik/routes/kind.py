"""Routes as definitions: read, checked beside their connection, switched off when a placeholder is undeclared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, cast

from pydantic import ValidationError

from vestnik.access.actor import Actor
from vestnik.access.rights import Right, require
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Author, Kind, Reference
from vestnik.kernel.problem import Invalid, Problem, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.types import TypeUnknown
from vestnik.kernel.validation import problems_of
from vestnik.routes.base import ROUTES, Route
from vestnik.routes.check import UNDECLARED


class RouteKind(Kind[Route]):
    """The kind `route`."""

    name: ClassVar = "route"
    label: ClassVar = Text("Путь передачи данных", "Communication route")
    folder: ClassVar = "routes"
    object_kind: ClassVar = "route"

    def parse(self, body: Mapping[str, Any]) -> Route:
        """See `Kind.parse`."""
        if "type" not in body:
            raise Invalid([Problem("missing", _TYPE_MISSING, ("type",))])
        try:
            model = ROUTES.get(str(body["type"]))
        except TypeUnknown as error:
            raise Invalid([error.problem.under("type")]) from None
        try:
            return model.model_validate(body)
        except ValidationError as error:
            raise Invalid(problems_of(error, model)) from None

    def permit(self, author: Author, before: Route | None, after: Route | None) -> None:
        """Builders make routes; see `Kind.permit`."""
        require(cast(Actor, author), Right.BUILD)

    def check(self, model: Route, definitions: Definitions) -> Iterator[Problem]:
        """What the route itself says, and whether its connection is there and of its type."""
        yield from model.check()
        yield from _connection(model, definitions)

    def references(self, model: Route) -> Sequence[Reference]:
        """The connection."""
        return (Reference("connection", model.connection),)

    def active(self, model: Route) -> bool:
        """Whether it carries letters."""
        return not model.disabled

    def deactivated(self, model: Route, errors: Sequence[Problem]) -> Route | None:
        """Undeclared placeholders switch a route off; anything else is refused (spec/routes.md 3)."""
        if any(error.code != UNDECLARED for error in errors):
            return None
        return model.model_copy(update={"disabled": True})


_TYPE_MISSING = Text("Не указан тип пути", "The route's type is missing")
_NO_CONNECTION = Text("Нет подключения «{name}».{hint}", "There is no connection '{name}'.{hint}")
_OTHER_TYPE = Text(
    "Подключение «{name}» — типа {its}, а пути нужен {type}",
    "The connection '{name}' is of type {its}, and the route needs {type}",
)
_DISABLED = Text("Подключение «{name}» отключено", "The connection '{name}' is disabled")


def _connection(route: Route, definitions: Definitions) -> Iterator[Problem]:
    found = definitions.find("connection", route.connection)
    if found is None:
        suggestion = nearest(route.connection, definitions.names("connection"))
        message = _NO_CONNECTION.format(name=route.connection, hint=did_you_mean(suggestion))
        yield Problem("unknown_connection", message, ("connection",), suggestion=suggestion)
        return
    its = found.body.get("type")
    if its != route.type:
        message = _OTHER_TYPE.format(name=route.connection, its=its, type=route.type)
        yield Problem("connection_type", message, ("connection",))
    elif not found.active:
        message = _DISABLED.format(name=route.connection)
        yield Problem("connection_disabled", message, ("connection",), severity="warning")
