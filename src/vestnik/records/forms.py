"""Forms: which attributes and buttons stand where, and how each field may be used (spec/records.md 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Path
from vestnik.kernel.text import Choices, Help, Text, Widget
from vestnik.kernel.types import Model
from vestnik.records.form_rules import ACCESS_LABELS, FREEST_FIRST, Access, FormRule

MAX_DEPTH = 8
"""Deepest nesting of groups."""


ELEMENTS = ("attribute", "button", "group", "text", "tabs", "divider")


class Tab(Model):
    """One tab of an element with tabs."""

    title: Annotated[str, Field(min_length=1, max_length=255), Text("Название", "Title")]
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(max_length=500), Text("Строки", "Rows")] = ()


class Cell(Model):
    """One element of a row; exactly one of `attribute`, `button`, `group`, `text`, `tabs` and `divider` is given.

    A bare name in a row stands for `{attribute: name}`, and is written so where nothing else is set.
    """

    attribute: Annotated[SystemName | None, Text("Атрибут", "Attribute"), Widget("attribute")] = None
    button: Annotated[SystemName | None, Text("Кнопка", "Button"), Widget("button")] = None
    group: Annotated[str | None, Field(max_length=255), Text("Область", "Area")] = None
    text: Annotated[str | None, Field(max_length=10_000), Text("Статичный текст", "Static text")] = None
    tabs: Annotated[tuple[Tab, ...] | None, Field(min_length=1, max_length=50), Text("Вкладки", "Tabs")] = (
        None
    )
    divider: Annotated[
        str | None,
        Field(max_length=255),
        Text("Разделитель", "Divider"),
        Help("Заголовок на линии, может быть пустым", "A heading on the line, may be empty"),
    ] = None
    rows: Annotated[
        tuple[tuple[Cell, ...], ...],
        Field(max_length=500),
        Text("Строки", "Rows"),
        Help("Содержимое области", "What the area holds"),
    ] = ()
    form: Annotated[
        SystemName | None,
        Text("Встроенная форма", "Embedded form"),
        Help(
            "Форма связанного шаблона: вместо ссылки показывается сама запись, только для чтения",
            "A form of the linked template: the record itself is shown in place of the link, for reading",
        ),
    ] = None
    view: Annotated[
        Literal["dropdown", "table"],
        Text("Вид", "View"),
        Help("Аккаунтов и записей", "Of accounts and records"),
        Choices(dropdown=Text("Раскрывающийся список", "Drop-down"), table=Text("Таблица", "Table")),
    ] = "dropdown"
    max_files: Annotated[
        int,
        Field(ge=0, le=10_000),
        Text("Макс. количество файлов", "Most files"),
        Help("У документов; 0 — сколько угодно", "Of documents; 0: any number"),
    ] = 0
    allow_delete: Annotated[
        bool,
        Text("Разрешить удаление файлов", "Allow files to be removed"),
        Help(
            "Выключено: сохранённые файлы остаются в записи", "Off: files that are stored stay in the record"
        ),
    ] = True
    title: Annotated[str, Field(max_length=255), Text("Отображаемое название", "Shown title")] = ""
    access: Annotated[
        Access,
        Text("Доступ", "Access"),
        Choices(ACCESS_LABELS),
    ] = "editable"
    hint: Annotated[str, Field(max_length=1000), Text("Подсказка", "Hint")] = ""

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, given: Any) -> Any:
        return {"attribute": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _is_one_thing(self) -> Cell:
        given = [name for name in ELEMENTS if getattr(self, name) is not None]
        if len(given) != 1 or (self.rows and self.group is None):
            raise PydanticCustomError(
                "one_element",
                "A cell is one of attribute, button, text, tabs, divider, or a group with its rows",
                {
                    "ru": "Ячейка — что-то одно: attribute, button, text, tabs, divider или group со строками rows"
                },
            )
        return self

    @model_serializer(mode="wrap")
    def _as_bare_name(self, handler: SerializerFunctionWrapHandler) -> Any:
        if self.attribute is not None and self == Cell(attribute=self.attribute):
            return self.attribute
        given = handler(self)
        return {name: given[name] for name in given if given[name] != Cell.model_fields[name].get_default()}


def _not_too_deep(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    if _depth(rows) > MAX_DEPTH:
        raise PydanticCustomError(
            "too_deep", "Areas are nested too deep", {"ru": "Слишком глубокая вложенность областей"}
        )
    return rows


Rows: TypeAlias = Annotated[
    tuple[tuple[Cell, ...], ...], Field(max_length=500), AfterValidator(_not_too_deep)
]
"""What stands on a form, from top to bottom."""


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
    rows: Annotated[Rows, Text("Строки", "Rows")] = ()
    rules: Annotated[
        tuple[FormRule, ...],
        Field(max_length=200),
        Text("Правила", "Rules"),
        Help(
            "Выполняются по порядку, пока форма заполняется и когда через неё сохраняют",
            "They work in order, while the form is filled in and when a record is saved through it",
        ),
    ] = ()

    def cells(self) -> Iterator[tuple[Path, Cell]]:
        """Every cell with its path, those of groups too."""
        yield from cells_of(self.rows, ("rows",))

    def fields(self) -> Mapping[str, Access]:
        """Attributes that the form has fields for, and how each may be used."""
        return fields_of(self.rows)


def cells_of(rows: tuple[tuple[Cell, ...], ...], path: Path) -> Iterator[tuple[Path, Cell]]:
    """Every cell with its path, those of groups and tabs too."""
    for row_index, row in enumerate(rows):
        for index, cell in enumerate(row):
            here = (*path, row_index, index)
            yield here, cell
            yield from cells_of(cell.rows, (*here, "rows"))
            for number, tab in enumerate(cell.tabs or ()):
                yield from cells_of(tab.rows, (*here, "tabs", number, "rows"))


def fields_of(rows: tuple[tuple[Cell, ...], ...]) -> Mapping[str, Access]:
    """What stands in fields of the rows; of several fields of one attribute the freest counts."""
    found: dict[str, Access] = {}
    for _, cell in cells_of(rows, ()):
        if cell.attribute:
            other = found.setdefault(cell.attribute, cell.access)
            found[cell.attribute] = min(other, cell.access, key=FREEST_FIRST.index)
    return found


def _depth(rows: tuple[tuple[Cell, ...], ...]) -> int:
    inner = [cell.rows for row in rows for cell in row if cell.rows]
    inner += [tab.rows for row in rows for cell in row for tab in cell.tabs or ()]
    return 1 + max((_depth(one) for one in inner), default=0)
