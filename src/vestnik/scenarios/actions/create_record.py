"""Make a record and run the inner actions in its context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Choices, Text, Widget
from vestnik.scenarios.action import RECORDS, Action, Block, Enter
from vestnik.scenarios.state import Turn

if TYPE_CHECKING:
    from vestnik.scenarios.action import AnyAction
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class CreateRecord(Action):
    """The new record is told to other scenarios when the inner actions have filled it."""

    label: ClassVar = Text("Создать запись", "Create record")
    about: ClassVar = Text(
        "Новая запись; вложенные действия выполняются в её контексте и заполняют её",
        "A new record; the inner actions run in its context and fill it",
    )
    group: ClassVar = RECORDS
    type: Literal["create_record"] = "create_record"
    template: Annotated[SystemName, Text("Целевой шаблон записи", "Target template"), Widget("template")]
    link_attribute: Annotated[
        SystemName | None, Text("Ссылка на новую запись", "Link to the new record"), Widget("attribute")
    ] = None
    link_operation: Annotated[
        Literal["add", "replace"],
        Text("Операция со ссылкой", "What to do with the link"),
        Choices(add=Text("Добавить", "Add"), replace=Text("Заменить", "Replace")),
    ] = "add"
    actions: Annotated[tuple[AnyAction, ...], Text("Действия", "Actions"), Widget("actions")] = ()

    def blocks(self) -> tuple[Block, ...]:
        return (Block(("actions",), self.actions),)

    def inner_template(self, outer: str | None) -> str | None:
        return self.template

    def references(self) -> Iterator[tuple[str, str]]:
        yield "template", self.template

    def check(self, place: Place) -> None:
        place.needs_template(self.template, "template")
        if self.link_attribute:
            place.needs_link(self.link_attribute, self.template, "link_attribute")

    def run(self, step: Step) -> Enter:
        made = step.records.create(self.template, {})
        created = step.take_created()
        if self.link_attribute:
            step.link(self.link_attribute, (made,), self.link_operation)
        return Enter((Turn(made),), held=created)
