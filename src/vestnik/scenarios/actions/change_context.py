"""Run the inner actions in the context of other records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Text, Widget
from vestnik.scenarios.action import RECORDS, Action, Block, Enter
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.state import Turn

if TYPE_CHECKING:
    from vestnik.scenarios.action import AnyAction
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class ChangeContext(Action):
    """Once for each object that is found, in order; none found: the inner actions are skipped."""

    label: ClassVar = Text("Сменить контекст", "Change context")
    about: ClassVar = Text(
        "Вложенные действия выполняются в контексте каждого найденного объекта; ничего не найдено — пропускаются",
        "The inner actions run in the context of each object that is found; none found: they are skipped",
    )
    group: ClassVar = RECORDS
    type: Literal["change_context"] = "change_context"
    template: Annotated[SystemName, Text("Целевой шаблон", "Target template"), Widget("template")]
    objects: Annotated[
        Expression,
        Text("Атрибут или выражение для поиска объектов", "Attribute or expression that finds the objects"),
    ]
    actions: Annotated[tuple[AnyAction, ...], Text("Действия", "Actions"), Widget("actions")] = ()

    def blocks(self) -> tuple[Block, ...]:
        return (Block(("actions",), self.actions),)

    def inner_template(self, outer: str | None) -> str | None:
        return self.template

    def references(self) -> Iterator[tuple[str, str]]:
        yield "template", self.template

    def check(self, place: Place) -> None:
        place.needs_template(self.template, "template")
        place.expression(self.objects, "objects")

    def run(self, step: Step) -> Enter:
        found = step.objects(self.objects, self.template, "objects")
        return Enter(tuple(Turn(ref) for ref in found))
