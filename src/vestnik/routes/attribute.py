"""Message attributes: the names, types and rules of what a message carries, as a tree (spec/routes.md 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Choices, Help, Text, When
from vestnik.kernel.types import Model

MAX_DEPTH = 16
"""Deepest nesting of objects."""

MAX_ATTRIBUTES = 500
"""Most attributes on one level."""

AttributeType = Literal[
    "string", "number", "duration", "datetime", "period", "boolean", "object", "key_value"
]

TYPE_LABELS: dict[str, Text] = {
    "string": Text("Строка", "String"),
    "number": Text("Число", "Number"),
    "duration": Text("Длительность", "Duration"),
    "datetime": Text("Дата и время", "Date and time"),
    "period": Text("Временной период", "Period"),
    "boolean": Text("Логический", "Boolean"),
    "object": Text("Объект", "Object"),
    "key_value": Text("Ключ-значение", "Key and value"),
}


class MessageAttribute(Model):
    """One attribute of a message; objects have children."""

    name: Annotated[SystemName, Text("Системное имя", "System name")]
    type: Annotated[AttributeType, Text("Тип", "Type"), Choices(TYPE_LABELS)] = "string"
    description: Annotated[str, Field(max_length=1000), Text("Описание", "Description")] = ""
    required: Annotated[
        bool,
        Text("Обязательный", "Required"),
        Help("Должен быть в сообщении", "Must be present in the message"),
    ] = False
    not_empty: Annotated[
        bool, Text("Не пустой", "Not empty"), Help("Должен иметь значение", "Must have a value")
    ] = False
    array: Annotated[
        bool, Text("Массив", "Array"), Help("Может хранить список значений", "May hold a list of values")
    ] = False
    html: Annotated[
        bool,
        Text("HTML-разметка", "HTML markup"),
        Help(
            "Значение попадает в HTML-письмо как разметка, без экранирования",
            "The value goes into an HTML letter as markup, unescaped",
        ),
        When("type", "string"),
    ] = False
    children: Annotated[
        tuple[MessageAttribute, ...],
        Field(max_length=MAX_ATTRIBUTES),
        Text("Вложенные атрибуты", "Children"),
        When("type", "object"),
    ] = ()

    @field_validator("children")
    @classmethod
    def _children_are_distinct(cls, children: tuple[MessageAttribute, ...]) -> tuple[MessageAttribute, ...]:
        return distinct(children)

    @model_validator(mode="after")
    def _fits_its_type(self) -> MessageAttribute:
        if self.children and self.type != "object":
            raise PydanticCustomError(
                "children_not_allowed",
                "Only an attribute of type 'object' has children",
                {"ru": "Вложенные атрибуты бывают только у типа «Объект»"},
            )
        if self.html and self.type != "string":
            raise PydanticCustomError(
                "html_not_allowed",
                "Only an attribute of type 'string' can be HTML markup",
                {"ru": "HTML-разметкой может быть только строка"},
            )
        if _depth(self) > MAX_DEPTH:
            raise PydanticCustomError(
                "too_deep",
                "Attributes are nested more than 16 deep",
                {"ru": "Вложенность атрибутов больше 16"},
            )
        return self

    def child(self, name: str) -> MessageAttribute | None:
        """The child of that name."""
        return find(self.children, name)


class MessageAttributes(Model):
    """The three trees of a route: what is sent, what comes back, what comes back when sending failed."""

    request: Annotated[
        tuple[MessageAttribute, ...], Field(max_length=MAX_ATTRIBUTES), Text("Запрос", "Request")
    ] = ()
    response: Annotated[
        tuple[MessageAttribute, ...], Field(max_length=MAX_ATTRIBUTES), Text("Ответ", "Response")
    ] = ()
    error_response: Annotated[
        tuple[MessageAttribute, ...],
        Field(max_length=MAX_ATTRIBUTES),
        Text("Ответ с ошибкой", "Error response"),
    ] = ()

    @field_validator("request", "response", "error_response")
    @classmethod
    def _rows_are_distinct(
        cls, rows: tuple[MessageAttribute, ...], info: ValidationInfo
    ) -> tuple[MessageAttribute, ...]:
        return distinct(rows)


def find(attributes: Sequence[MessageAttribute], name: str) -> MessageAttribute | None:
    """The attribute of that name among siblings; case matters."""
    for attribute in attributes:
        if attribute.name == name:
            return attribute
    return None


def names(attributes: Sequence[MessageAttribute]) -> list[str]:
    """The names of siblings."""
    return [attribute.name for attribute in attributes]


def paths(attributes: Sequence[MessageAttribute], prefix: str = "") -> Iterator[str]:
    """Every name that a placeholder may use: `FullName`, `To.Address`."""
    for attribute in attributes:
        path = prefix + attribute.name
        if attribute.type == "object":
            yield from paths(attribute.children, path + ".")
        elif attribute.type != "key_value":
            yield path


def distinct(attributes: tuple[MessageAttribute, ...]) -> tuple[MessageAttribute, ...]:
    """The siblings themselves, when no two have one name."""
    seen: set[str] = set()
    for attribute in attributes:
        if attribute.name in seen:
            raise PydanticCustomError(
                "duplicate_attribute",
                "There are two attributes {name}",
                {"name": attribute.name, "ru": f"Атрибутов {attribute.name} два"},
            )
        seen.add(attribute.name)
    return attributes


def _depth(attribute: MessageAttribute) -> int:
    return 1 + max(map(_depth, attribute.children), default=0)
