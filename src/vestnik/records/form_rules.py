"""Rules of a form: under a condition they change what a field allows, set a value, or show an error (spec/records.md 5)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Choices, Help, Text, When, Widget
from vestnik.kernel.types import Model

Access = Literal["required", "editable", "read_only", "hidden"]

FREEST_FIRST: tuple[Access, ...] = ("required", "editable", "read_only", "hidden")

ACCESS_LABELS: dict[str, Text] = {
    "required": Text("Требовать ввод", "Required"),
    "editable": Text("Разрешить ввод", "Editable"),
    "read_only": Text("Только чтение", "Read only"),
    "hidden": Text("Скрыть", "Hidden"),
}

Source = Annotated[dict[Literal["attribute", "formula", "n3"], str], Field(min_length=1, max_length=1)]


class FormRule(Model):
    """One rule. It sees the record with what the form holds unsaved, and what the rules before it have set."""

    title: Annotated[str, Field(max_length=255), Text("Название", "Title")] = ""
    condition: Annotated[
        Source | None,
        Text("Условие", "Condition"),
        Help("Пусто — всегда", "Empty: always"),
        Widget("expression"),
    ] = None
    action: Annotated[
        Literal["access", "set", "error"],
        Text("Действие", "Action"),
        Choices(
            access=Text("Изменить доступ", "Change the access"),
            set=Text("Задать значение", "Set a value"),
            error=Text("Показать ошибку", "Show an error"),
        ),
    ] = "access"
    attributes: Annotated[
        tuple[SystemName, ...],
        Field(max_length=100),
        Text("Атрибуты", "Attributes"),
        Help(
            "К чему относится правило; ошибка без атрибута относится ко всей форме",
            "What the rule is about; an error without an attribute is about the whole form",
        ),
        Widget("attributes"),
    ] = ()
    access: Annotated[Access, Text("Доступ", "Access"), Choices(ACCESS_LABELS), When("action", "access")] = (
        "editable"
    )
    value: Annotated[
        Source | None,
        Text("Значение", "Value"),
        Help("Пусто — очистить", "Empty: clear it"),
        Widget("expression"),
        When("action", "set"),
    ] = None
    message: Annotated[
        str, Field(max_length=1000), Text("Сообщение об ошибке", "Error message"), When("action", "error")
    ] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> FormRule:
        if self.action == "error" and not self.message:
            raise PydanticCustomError(
                "no_message", "Say what is wrong", {"ru": "Напишите сообщение об ошибке"}
            )
        if self.action != "error" and not self.attributes:
            raise PydanticCustomError(
                "no_attributes",
                "Name the attributes",
                {"ru": "Назовите атрибуты, к которым относится правило"},
            )
        return self
