"""Forms: which attributes and buttons stand where, and how each field may be used (spec/records.md 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Path
from vestnik.kernel.text import Choices, Help, Text, Widget
from vestnik.kernel.types import Model

Access = Literal["required", "editable", "read_only", "hidden"]

MAX_DEPTH = 8
"""Deepest nesting of groups."""


class Cell(Model):
    """One element of a row; exactly one of `attribute`, `button`, `group` and `text` is given.

    A bare name in a row stands for `{attribute: name}`, and is written so where nothing else is set.
    """

    attribute: Annotated[SystemName | None, Text("Атрибут", "Attribute"), Widget("attribute")] = None
    button: Annotated[SystemName | None, Text("Кнопка", "Button"), Widget("button")] = None
    group: Annotated[str | None, Field(max_length=255), Text("Область", "Area")] = None
    text: Annotated[str | None, Field(max_length=10_000), Text("Статичный текст", "Static text")] = None
    rows: Annotated[
        tuple[tuple[Cell, ...], ...],
        Field(max_length=500),
        Text("Строки", "Rows"),
        Help("Содержимое области", "What the area holds"),
    ] = ()
    title: Annotated[str, Field(max_length=255), Text("Отображаемое название", "Shown title")] = ""
    access: Annotated[
        Access,
        Text("Доступ", "Access"),
        Choices(
            required=Text("Требовать ввод", "Required"),
            editable=Text("Разрешить ввод", "Editable"),
            read_only=Text("Только чтение", "Read only"),
            hidden=Text("Скрыть", "Hidden"),
        ),
    ] = "editable"
    hint: Annotated[str, Field(max_length=1000), Text("Подсказка", "Hint")] = ""

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, given: Any) -> Any:
        return {"attribute": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _is_one_thing(self) -> Cell:
        given = [name for name in ("attribute", "button", "group", "text") if getattr(self, name) is not None]
        if len(given) != 1 or (self.rows and self.group is None):
            raise PydanticCustomError(
                "one_element",
                "A cell is one of attribute, button, text, or a group with its rows",
                {"ru": "Ячейка — что-то одно: attribute, button, text или group со строками rows"},
            )
        return self

    @model_serializer(mode="wrap")
    def _as_bare_name(self, handler: SerializerFunctionWrapHandler) -> Any:
        if self.attribute is not None and self == Cell(attribute=self.attribute):
            return self.attribute
        given = handler(self)
        return {name: given[name] for name in given if given[name] != Cell.model_fields[name].get_default()}


class Form(Model):
    """One form of a template."""

    name: Annotated[SystemName, Text("Системное имя", "System name")]
    title: Annotated[str, Field(min_length=1, max_length=255), Text("Название", "Title")]
    type: Annotated[
        Literal["public", "internal", "search"],
        Text("Тип", "Type"),
        Choices(
            public=Text("Публичная", "Public"),
            internal=Text("Внутренняя", "Internal"),
            search=Text("Форма поиска", "Search form"),
        ),
    ] = "public"
    is_default: Annotated[bool, Text("Форма по умолчанию", "Default form")] = False
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(max_length=500), Text("Строки", "Rows")] = ()

    @model_validator(mode="after")
    def _not_too_deep(self) -> Form:
        if _depth(self.rows) > MAX_DEPTH:
            raise PydanticCustomError(
                "too_deep", "Areas are nested too deep", {"ru": "Слишком глубокая вложенность областей"}
            )
        return self

    def cells(self) -> Iterator[tuple[Path, Cell]]:
        """Every cell with its path, those of groups too."""
        yield from _cells(self.rows, ("rows",))

    def required(self) -> frozenset[str]:
        """Attributes that have to be filled in to save through this form."""
        return frozenset(
            cell.attribute for _, cell in self.cells() if cell.attribute and cell.access == "required"
        )

    def locked(self) -> frozenset[str]:
        """Attributes that the form shows or hides and never lets change; one more field that does sets them free."""
        cells = [cell for _, cell in self.cells() if cell.attribute]
        free = {cell.attribute for cell in cells if cell.access in ("required", "editable")}
        return frozenset(cell.attribute for cell in cells if cell.attribute and cell.attribute not in free)


def _cells(rows: tuple[tuple[Cell, ...], ...], path: Path) -> Iterator[tuple[Path, Cell]]:
    for row_index, row in enumerate(rows):
        for index, cell in enumerate(row):
            here = (*path, row_index, index)
            yield here, cell
            yield from _cells(cell.rows, (*here, "rows"))


def _depth(rows: tuple[tuple[Cell, ...], ...]) -> int:
    return 1 + max((_depth(cell.rows) for row in rows for cell in row if cell.rows), default=0)
