"""Run the branches whose condition is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.kernel.text import Text, Widget
from vestnik.kernel.types import Model
from vestnik.scenarios.action import CONTROL, Action, Block, Enter
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.state import Turn

if TYPE_CHECKING:
    from vestnik.scenarios.action import AnyAction
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class Branch(Model):
    """A condition and the actions that run while it is true."""

    title: Annotated[str, Field(max_length=200), Text("Название", "Title")] = ""
    expression: Annotated[Expression, Text("Условие", "Condition")]
    actions: Annotated[tuple[AnyAction, ...], Text("Действия", "Actions"), Widget("actions")] = ()


class RunByConditions(Action):
    """All conditions are judged against the state before the action, so what one branch does decides no other;
    then every branch that is true runs, in list order."""

    label: ClassVar = Text("Выполнить по условиям", "Run by conditions")
    about: ClassVar = Text(
        "Выполняется каждая ветвь, условие которой истинно; условия вычисляются до первой из них",
        "Every branch whose condition is true runs; conditions are judged before the first of them",
    )
    group: ClassVar = CONTROL
    type: Literal["run_by_conditions"] = "run_by_conditions"
    branches: Annotated[tuple[Branch, ...], Field(min_length=1, max_length=100), Text("Условия", "Branches")]

    def blocks(self) -> tuple[Block, ...]:
        return tuple(
            Block(("branches", index, "actions"), branch.actions)
            for index, branch in enumerate(self.branches)
        )

    def check(self, place: Place) -> None:
        for index, branch in enumerate(self.branches):
            place.expression(branch.expression, "branches", index, "expression")

    def run(self, step: Step) -> Enter:
        return Enter(
            tuple(
                Turn(step.context, block=index)
                for index, branch in enumerate(self.branches)
                if step.met(branch.expression, "branches", index, "expression")
            )
        )
