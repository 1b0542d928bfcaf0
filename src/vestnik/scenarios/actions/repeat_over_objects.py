"""Run the inner actions once for each item of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from vestnik.kernel.text import Help, Text, Widget
from vestnik.kernel.values import as_list
from vestnik.scenarios.action import CONTROL, Action, Block, Enter, VariableName
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.state import Turn

if TYPE_CHECKING:
    from vestnik.scenarios.action import AnyAction
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class RepeatOverObjects(Action):
    """The variable is the item in hand: an id, or an object with fields such as a letter's attachment.

    The context stays as it is; `change_context` with `$$variable` goes to a record.
    """

    label: ClassVar = Text("Повторять по количеству объектов", "Repeat over objects")
    about: ClassVar = Text(
        "Вложенные действия выполняются для каждого элемента списка; контекст не меняется",
        "The inner actions run once for each item of a list; the context stays as it is",
    )
    group: ClassVar = CONTROL
    type: Literal["repeat_over_objects"] = "repeat_over_objects"
    variable: Annotated[VariableName, Text("Имя переменной", "Variable name")]
    objects: Annotated[
        Expression,
        Text("Атрибут или выражение для поиска объектов", "Attribute or expression that finds the objects"),
        Help(
            "Список записей, аккаунтов, документов или значений",
            "A list of records, accounts, documents or values",
        ),
    ]
    actions: Annotated[tuple[AnyAction, ...], Text("Действия", "Actions"), Widget("actions")] = ()

    def blocks(self) -> tuple[Block, ...]:
        return (Block(("actions",), self.actions),)

    def sets(self) -> Iterator[str]:
        yield self.variable

    def check(self, place: Place) -> None:
        place.settable(self.variable, "variable")
        place.expression(self.objects, "objects")

    def run(self, step: Step) -> Enter:
        items = as_list(step.value(self.objects, "objects"))
        return Enter(tuple(Turn(step.context, item=item) for item in items), variable=self.variable)
