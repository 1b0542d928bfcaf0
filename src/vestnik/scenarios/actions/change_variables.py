"""Change the variables of a set: the way in which a letter's message is put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.kernel.text import Choices, Text, When, Widget
from vestnik.kernel.types import Model
from vestnik.kernel.values import Value
from vestnik.scenarios.action import VARIABLES, Action, VariableName
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.variables import Row, added, gather, replaced

if TYPE_CHECKING:
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class VariableRow(Model):
    """A variable with a value, or a parent: a parent has no value of its own, only children."""

    name: Annotated[VariableName, Text("Имя", "Name")]
    value: Annotated[Expression | None, Text("Значение", "Value")] = None
    children: Annotated[
        tuple[VariableRow, ...], Field(max_length=200), Text("Вложенные переменные", "Nested variables")
    ] = ()


class ChangeVariables(Action):
    """Rows are computed in table order against the state before the action."""

    label: ClassVar = Text("Изменить значения переменных", "Change variable values")
    about: ClassVar = Text(
        "Так собирается письмо: переменные набора становятся атрибутами сообщения. Строки вычисляются по состоянию до действия",
        "This is how a letter is put together: the variables of the set become message attributes. Rows are computed against the state before the action",
    )
    group: ClassVar = VARIABLES
    type: Literal["change_variables"] = "change_variables"
    operation: Annotated[
        Literal["replace", "add", "exclude"],
        Text("Операция со значениями переменных", "Operation on the variables"),
        Choices(
            replace=Text("Заменить", "Replace"),
            add=Text("Добавить", "Add"),
            exclude=Text("Исключить", "Exclude"),
        ),
    ] = "replace"
    set: Annotated[VariableName, Text("Набор переменных", "Variable set")]
    variables: Annotated[
        tuple[VariableRow, ...],
        Field(max_length=500),
        Text("Переменные", "Variables"),
        When("operation", "replace", "add"),
        Widget("variables"),
    ] = ()

    def sets(self) -> Iterator[str]:
        yield self.set

    def check(self, place: Place) -> None:
        place.settable(self.set, "set")
        if self.operation == "exclude":
            return
        if not self.variables:
            place.missing("variables")
        _check_rows(place, self.variables, ("variables",))

    def run(self, step: Step) -> None:
        if self.operation == "exclude":
            step.unset(self.set)
            return
        keep_empty = self.operation == "replace"
        rows = _computed(step, self.variables, ("variables",), keep_empty)
        change = replaced if keep_empty else added
        step.set(self.set, change(step.variable_set(self.set), rows))


def _computed(
    step: Step, rows: tuple[VariableRow, ...], path: tuple[str | int, ...], keep_empty: bool
) -> list[Row]:
    made: list[Row] = []
    for index, row in enumerate(rows):
        here = (*path, index)
        value: Value
        if row.value is not None:
            value = step.value(row.value, *here, "value", effects=True)
        else:
            children = _computed(step, row.children, (*here, "children"), keep_empty)
            value = gather(children, keep_empty=keep_empty)
        made.append((row.name, value))
    return made


def _check_rows(place: Place, rows: tuple[VariableRow, ...], path: tuple[str | int, ...]) -> None:
    for index, row in enumerate(rows):
        here = (*path, index)
        if row.value is not None and row.children:
            place.report_parent_with_value(row.name, *here, "value")
        elif row.value is not None:
            place.expression(row.value, *here, "value", effects=True)
        elif not row.children:
            place.missing(*here, "value")
        _check_rows(place, row.children, (*here, "children"))
