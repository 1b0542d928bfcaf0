"""Duplicate records and run the inner actions in the context of each duplicate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Choices, Help, Text, When, Widget
from vestnik.scenarios.action import RECORDS, Action, Block, Enter
from vestnik.scenarios.cloning import clone
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.state import Turn

if TYPE_CHECKING:
    from vestnik.scenarios.action import AnyAction
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class CloneRecord(Action):
    """Values are copied; records that belong to the original (`delete_linked`) are duplicated or left out, never shared."""

    label: ClassVar = Text("Дублировать запись", "Clone record")
    about: ClassVar = Text(
        "Копии найденных записей; вложенные действия выполняются в контексте каждой копии",
        "Duplicates of the records found; the inner actions run in the context of each duplicate",
    )
    group: ClassVar = RECORDS
    type: Literal["clone_record"] = "clone_record"
    template: Annotated[SystemName, Text("Целевой шаблон записи", "Target template"), Widget("template")]
    objects: Annotated[
        Expression,
        Text("Атрибут или выражение для поиска объектов", "Attribute or expression that finds the objects"),
    ]
    link_attribute: Annotated[
        SystemName | None, Text("Ссылка на новую запись", "Link to the new record"), Widget("attribute")
    ] = None
    link_operation: Annotated[
        Literal["add", "replace"],
        Text("Операция со ссылкой", "What to do with the link"),
        Choices(add=Text("Добавить", "Add"), replace=Text("Заменить", "Replace")),
    ] = "add"
    clone_children: Annotated[
        bool,
        Text("Дублировать дочерние записи", "Clone child records"),
        Help(
            "Только через атрибуты с удалением связанных записей",
            "Only through attributes that delete what they link to",
        ),
    ] = False
    depth: Annotated[int, Field(ge=1, le=16), Text("Глубина", "Depth"), When("clone_children", True)] = 1
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
        if self.link_attribute:
            place.needs_link(self.link_attribute, self.template, "link_attribute")

    def run(self, step: Step) -> Enter:
        depth = self.depth if self.clone_children else 0
        found = step.objects(self.objects, self.template, "objects")
        made = tuple(clone(step, original, depth) for original in found)
        created = step.take_created()
        if self.link_attribute and made:
            step.link(self.link_attribute, made, self.link_operation)
        return Enter(tuple(Turn(duplicate) for duplicate in made), held=created)
