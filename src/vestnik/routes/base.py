"""What every route is: the general properties, and the registry of route types (spec/routes.md 1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Help, Text, Widget
from vestnik.kernel.types import Registry, Type

DataBus = Literal[0, 1, 2, 3]


class Route(Type):
    """A way between messages and mail. It has one connection, whose type has the same name as its own."""

    kind: Literal["route"] = "route"
    type: str
    name: Annotated[SystemName, Text("Системное имя", "System name")]
    app: Annotated[SystemName | None, Text("Приложение", "App")] = None
    connection: Annotated[SystemName, Text("Подключение", "Connection"), Widget("connection")]
    disabled: Annotated[bool, Text("Отключить", "Disabled")] = False
    description: Annotated[str, Field(max_length=2000), Text("Описание", "Description")] = ""
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


ROUTES: Registry[Route] = Registry(Route, "vestnik.routes.types", "vestnik.routes")
