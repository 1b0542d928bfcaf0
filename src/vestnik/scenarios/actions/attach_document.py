"""Put files that a variable holds into a document attribute of the record in context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Choices, Help, Text, Widget
from vestnik.kernel.types import Model
from vestnik.kernel.values import Ref, Value, as_list
from vestnik.scenarios.action import RECORDS, Action
from vestnik.scenarios.files import file_of

if TYPE_CHECKING:
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step


class AttachRow(Model):
    """One document attribute and the variable that is put into it."""

    attribute: Annotated[SystemName, Text("Атрибут", "Attribute"), Widget("attribute")]
    operation: Annotated[
        Literal["add", "replace", "create"],
        Text("Операция", "Operation"),
        Choices(
            add=Text("Добавить", "Add"),
            replace=Text("Заменить", "Replace"),
            create=Text("Создать", "Create"),
        ),
        Help(
            "«Создать» делает новый документ из содержимого, «Добавить» и «Заменить» берут сам документ, если он есть",
            "Create makes a new document of the content, add and replace take the document itself where there is one",
        ),
    ] = "add"
    value: Annotated[
        str,
        Field(max_length=500, pattern=r"^(\$\$)?[^\W\d]\w*(\s*->\s*[^\W\d]\w*)*$"),
        Text("Переменная", "Variable"),
        Help("Например $$doc или $$letter->Attachments", "Such as $$doc or $$letter->Attachments"),
    ]

    @property
    def variable_path(self) -> tuple[str, ...]:
        """Names from the variable down: `$$letter->Attachments` is `("letter", "Attachments")`."""
        return tuple(name.strip() for name in self.value.removeprefix("$$").split("->"))


class AttachDocument(Action):
    """The variable holds documents, revisions, or files as a received letter carries them {Name, Extension, Content}."""

    label: ClassVar = Text("Прикрепить документ к атрибуту", "Attach document to attribute")
    about: ClassVar = Text(
        "Кладёт в атрибут текущей записи документы из переменной: сами документы, версии или файлы полученного письма",
        "Puts documents of a variable into an attribute of the record in context: documents, revisions, or files of a received letter",
    )
    group: ClassVar = RECORDS
    type: Literal["attach_document"] = "attach_document"
    documents: Annotated[
        tuple[AttachRow, ...], Field(min_length=1, max_length=100), Text("Документы", "Documents")
    ]

    def check(self, place: Place) -> None:
        for index, row in enumerate(self.documents):
            path = ("documents", index)
            place.needs_attribute(place.template, row.attribute, *path, "attribute", data_type="document")
            place.needs_variable(row.variable_path[0], *path, "value")

    def run(self, step: Step) -> None:
        changed: dict[str, Value] = {}
        for index, row in enumerate(self.documents):
            info = step.attribute(row.attribute)
            given = as_list(step.variable(row.variable_path))
            path = ("documents", index, "value")
            made = tuple(self._document(step, row, value, path) for value in given)
            held = as_list(changed.get(row.attribute, step.held(row.attribute)))
            kept = held if row.operation == "add" or (row.operation == "create" and info.multiple) else ()
            changed[row.attribute] = step.fit(info, (*kept, *(doc for doc in made if doc not in kept)), *path)
        step.change(changed)

    def _document(self, step: Step, row: AttachRow, value: Value, path: tuple[str | int, ...]) -> Ref:
        if row.operation != "create" and isinstance(value, Ref) and value.kind == "doc":
            return value
        content, filename = file_of(step, value, path)
        return step.attach(content, filename)
