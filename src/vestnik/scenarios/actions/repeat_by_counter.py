"""Run the inner actions a number of times."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from vestnik.kernel.text import Text, Widget
from vestnik.scenarios.action import CONTROL, Action, Block, Enter, VariableName
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.state import Turn

if TYPE_CHECKING:
    from vestnik.scenarios.action import AnyAction
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class RepeatByCounter(Action):
    """The variable counts from 0 to one less than the number, and keeps its last value afterwards."""

    label: ClassVar = Text("Повторять по числовому счётчику", "Repeat by counter")
    about: ClassVar = Text(
        "Вложенные действия выполняются столько раз; переменная считает от нуля",
        "The inner actions run so many times; the variable counts from zero",
    )
    group: ClassVar = CONTROL
    type: Literal["repeat_by_counter"] = "repeat_by_counter"
    variable: Annotated[VariableName, Text("Имя переменной", "Variable name")]
    count: Annotated[Expression, Text("Количество повторений", "Number of turns")]
    actions: Annotated[tuple[AnyAction, ...], Text("Действия", "Actions"), Widget("actions")] = ()

    def blocks(self) -> tuple[Block, ...]:
        return (Block(("actions",), self.actions),)

    def sets(self) -> Iterator[str]:
        yield self.variable

    def check(self, place: Place) -> None:
        place.settable(self.variable, "variable")
        place.expression(self.count, "count")

    def run(self, step: Step) -> Enter:
        count = step.count(self.count, "count")
        turns = tuple(Turn(step.context, item=Decimal(index)) for index in range(count))
        return Enter(turns, variable=self.variable)
