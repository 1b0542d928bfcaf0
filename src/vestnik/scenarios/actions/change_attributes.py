"""Change attribute values of the record in context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Choices, Text, When, Widget
from vestnik.kernel.types import Model
from vestnik.kernel.values import Value, as_list
from vestnik.scenarios.action import RECORDS, Action
from vestnik.scenarios.expression import Expression

if TYPE_CHECKING:
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class AttributeRow(Model):
    """One attribute and what becomes of its value."""

    attribute: Annotated[SystemName, Text("Атрибут", "Attribute"), Widget("attribute")]
    operation: Annotated[
        Literal["replace", "clear", "add", "exclude"],
        Text("Операция", "Operation"),
        Choices(
            replace=Text("Заменить", "Replace"),
            clear=Text("Удалить", "Clear"),
            add=Text("Добавить", "Add"),
            exclude=Text("Исключить", "Exclude"),
        ),
    ] = "replace"
    value: Annotated[
        Expression | None, Text("Значение", "Value"), When("operation", "replace", "add", "exclude")
    ] = None


class ChangeAttributes(Action):
    """All rows are computed against the state before the action, then written in one change."""

    label: ClassVar = Text("Изменить значения атрибутов", "Change attribute values")
    about: ClassVar = Text(
        "Все строки вычисляются по состоянию до действия, затем записываются одним изменением",
        "All rows are computed against the state before the action, then written in one change",
    )
    group: ClassVar = RECORDS
    type: Literal["change_attributes"] = "change_attributes"
    attributes: Annotated[
        tuple[AttributeRow, ...], Field(min_length=1, max_length=500), Text("Атрибуты", "Attributes")
    ]

    def check(self, place: Place) -> None:
        for index, row in enumerate(self.attributes):
            path = ("attributes", index)
            info = place.needs_attribute(place.template, row.attribute, *path, "attribute", written=True)
            if row.operation == "clear":
                continue
            if row.value is None:
                place.missing(*path, "value")
            else:
                place.expression(row.value, *path, "value", effects=True)
            if info and row.operation in ("add", "exclude") and not info.multiple:
                place.report_single(row.attribute, *path, "operation")

    def run(self, step: Step) -> None:
        changed: dict[str, Value] = {}
        for index, row in enumerate(self.attributes):
            path = ("attributes", index, "value")
            info = step.attribute(row.attribute)
            if row.operation == "clear" or row.value is None:
                changed[row.attribute] = None
            elif row.operation == "replace":
                changed[row.attribute] = step.target_value(info, row.value, *path)
            else:
                held = as_list(changed.get(row.attribute, step.held(row.attribute)))
                given = as_list(step.target_value(info, row.value, *path))
                if row.operation == "add":
                    changed[row.attribute] = held + tuple(value for value in given if value not in held)
                else:
                    changed[row.attribute] = tuple(value for value in held if value not in given)
        step.change(changed)
