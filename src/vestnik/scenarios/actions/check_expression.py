"""Stop the scenario, and undo everything, unless an expression is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.scenarios.action import CONTROL, Action
from vestnik.scenarios.expression import Expression

if TYPE_CHECKING:
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class CheckFailed(Refused):
    code = "check_failed"
    text = Text("{message}", "{message}")


class CheckExpression(Action):
    """Anything but true fails with the builder's own message, in the builder's own language."""

    label: ClassVar = Text("Проверить результат выражения", "Check the result of an expression")
    about: ClassVar = Text(
        "Всё, кроме истины, останавливает сценарий и отменяет сделанное",
        "Anything but true stops the scenario and undoes everything",
    )
    group: ClassVar = CONTROL
    type: Literal["check_expression"] = "check_expression"
    message: Annotated[
        str, Field(min_length=1, max_length=2000), Text("Сообщение об ошибке", "Error message")
    ]
    expression: Annotated[Expression, Text("Выражение", "Expression")]

    def check(self, place: Place) -> None:
        place.expression(self.expression, "expression")
        if self.expression.kind == "value" and self.expression.value is not True:
            place.nothing_runs_after("expression")

    def run(self, step: Step) -> None:
        if not step.met(self.expression, "expression"):
            raise CheckFailed(message=self.message, path=("expression",))
