"""Buttons as a builder declares them (spec/records.md 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from vestnik.attributes.base import Attribute
from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Choices, Help, Lines, Text, When, Widget
from vestnik.kernel.types import Model
from vestnik.records.forms import Rows, fields_of
from vestnik.records.operations.base import Operation

if TYPE_CHECKING:
    AnyAttribute: TypeAlias = Attribute
    AnyOperation: TypeAlias = Operation


def _spelled_out(given: Any) -> Any:
    return {"type": given} if isinstance(given, str) else given


class Button(Model):
    """One button of a template."""

    name: Annotated[SystemName, Text("Системное имя", "System name")]
    title: Annotated[str, Field(min_length=1, max_length=255), Text("Отображаемое название", "Shown title")]
    description: Annotated[
        str,
        Field(max_length=4000),
        Text("Описание", "Description"),
        Help("Всплывающая подсказка", "Tooltip"),
        Lines(2),
    ] = ""
    context: Annotated[
        Literal["record"],
        Text("Контекст операции", "Context of the operation"),
        Choices(record=Text("Запись", "Record")),
    ] = "record"
    operation: Annotated[
        AnyOperation,
        BeforeValidator(_spelled_out),
        Text("Операция", "Operation"),
        Help("Имя операции, или {type: …} с её свойствами", "Its name, or {type: …} with its properties"),
    ] = Field(default="trigger_event", validate_default=True)
    save_after: Annotated[
        bool,
        Text("Сохранять запись после выполнения", "Save the record"),
        Help(
            "Выключено: несохранённые значения формы не записываются",
            "Off: unsaved values of the form are not written",
        ),
    ] = True
    skip_checks: Annotated[bool, Text("Пропускать проверки", "Skip checks")] = False
    result: Annotated[
        Literal["refresh", "download", "navigate"],
        Text("Результат выполнения", "Result"),
        Choices(
            refresh=Text("Обновить данные", "Refresh the data"),
            download=Text("Скачать документ", "Download a document"),
            navigate=Text("Навигация", "Navigate"),
        ),
    ] = "refresh"
    download: Annotated[
        SystemName | None,
        Text("Документ", "Document"),
        Help(
            "Атрибут типа «Документ»: его файл скачивается после нажатия, из нескольких — последний",
            "A document attribute: its file is downloaded after the press, the last one of several",
        ),
        Widget("attribute"),
        When("result", "download"),
    ] = None
    navigate_to: Annotated[
        Literal["record", "table", "previous", "related", "desktop"],
        Text("Перейти", "Go to"),
        Choices(
            record=Text("Запись", "Record"),
            table=Text("Таблица", "Table"),
            previous=Text("Предыдущая страница", "Previous page"),
            related=Text("Связанная запись", "Related record"),
            desktop=Text("Рабочий стол", "Desktop"),
        ),
        When("result", "navigate"),
    ] = "record"
    related: Annotated[
        SystemName | None,
        Text("Атрибут со связанной записью", "Attribute with the related record"),
        Help(
            "Атрибут типа «Запись»; из нескольких записей открывается последняя",
            "A record attribute; of several records the last one is opened",
        ),
        Widget("attribute"),
        When("navigate_to", "related"),
    ] = None
    form_access: Annotated[
        Literal["read", "edit", "unchanged"],
        Text("Установить режим доступа к форме", "Set the form to"),
        Choices(
            read=Text("Чтение", "Reading"),
            edit=Text("Редактирование", "Editing"),
            unchanged=Text("Не изменять", "Leave it"),
        ),
    ] = "unchanged"
    visible_in: Annotated[
        Literal["always", "edit", "read"],
        Text("Показывать кнопку", "Show the button"),
        Choices(
            always=Text("Всегда", "Always"),
            edit=Text("В режиме редактирования", "While editing"),
            read=Text("В режиме чтения", "While reading"),
        ),
    ] = "always"
    dialog: Annotated[
        bool,
        Text("Отображать диалоговое окно", "Show a dialog"),
        Help(
            "Перед нажатием спросить значения локальных переменных",
            "Ask for the values of the local variables before the press",
        ),
    ] = False
    variables: Annotated[
        tuple[AnyAttribute, ...],
        Field(max_length=100),
        Text("Локальные переменные", "Local variables"),
        Help(
            "В сценарии кнопки: $$dialogVariables->имя", "In the button's scenario: $$dialogVariables->name"
        ),
    ] = ()
    dialog_rows: Annotated[
        Rows,
        Text("Форма диалогового окна", "Form of the dialog"),
        Help(
            "Строки, как у формы записи: `attribute` называет локальную переменную. Пусто — все переменные по порядку",
            "Rows as a record's form has them: `attribute` names a local variable. Empty: all variables in their order",
        ),
        When("dialog", True),
    ] = ()
    condition: Annotated[
        dict[Literal["attribute", "formula", "n3"], str] | None,
        Field(min_length=1, max_length=1),
        Text("Условие отображения", "Condition to show it"),
        Widget("expression"),
    ] = None

    @property
    def fires_event(self) -> bool:
        """Whether pressing it raises «Button clicked»."""
        return self.operation.fires_event

    @property
    def asked(self) -> Mapping[str, bool]:
        """The local variables that the dialog has a field for, each with whether it has to be filled in."""
        needed = {variable.name: variable.required for variable in self.variables}
        if not self.dialog_rows:
            return needed
        return {
            name: access == "required" or needed.get(name, False)
            for name, access in fields_of(self.dialog_rows).items()
            if access in ("required", "editable")
        }
