"""What every route is: the general properties, and the registry of route types (spec/routes.md 1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Problem, Refused
from vestnik.kernel.text import Beside, Help, Lines, Text, Widget
from vestnik.kernel.types import Registry, Type

DataBus = Literal[0, 1, 2, 3]


class RouteDisabled(Refused):
    code = "route_disabled"
    text = Text("Путь передачи данных «{route}» отключён", "The communication route '{route}' is disabled")


class RouteMismatch(Refused):
    code = "route_mismatch"
    text = Text(
        "Путь «{route}» — для подключения «{its}», а выбрано «{given}»",
        "The route '{route}' is for the connection '{its}', not for '{given}'",
    )


class Route(Type):
    """A way between messages and mail. It has one connection, whose type has the same name as its own."""

    kind: Literal["route"] = "route"
    type: str
    name: Annotated[SystemName, Text("Системное имя", "System name")]
    app: Annotated[SystemName | None, Text("Приложение", "App"), Widget("app"), Beside()] = None
    connection: Annotated[SystemName, Text("Подключение", "Connection"), Widget("connection")]
    disabled: Annotated[bool, Text("Отключить", "Disabled"), Beside()] = False
    description: Annotated[str, Field(max_length=2000), Text("Описание", "Description"), Lines(2)] = ""
    data_bus: Annotated[
        DataBus,
        Text("Номер шины данных", "Data bus number"),
        Help(
            "Письма разных шин не задерживают друг друга",
            "Letters of different buses never delay one another",
        ),
    ] = 0

    def check(self) -> Iterator[Problem]:
        """What forbids using the route, as far as it can be told from the route alone."""
        return iter(())

    def require_usable(self, connection: str) -> None:
        """Refuse to carry anything while the route is off, or over another connection than its own.

        Raises:
            RouteDisabled, RouteMismatch.
        """
        if self.disabled:
            raise RouteDisabled(route=self.name, path=("route",))
        if self.connection != connection:
            raise RouteMismatch(route=self.name, its=self.connection, given=connection, path=("route",))


ROUTES: Registry[Route] = Registry(Route, "vestnik.routes.types", "vestnik.routes")
