"""Links to records."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from vestnik.attributes.reference import ReferenceAttribute
from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Text, Widget


class RecordAttribute(ReferenceAttribute):
    """A reference to records of one template."""

    label: ClassVar = Text("Запись", "Record")
    about: ClassVar = Text(
        "Ссылка на записи одного шаблона; взаимную связь система ведёт с обеих сторон",
        "References to records of one template; a two-way link is kept at both ends",
    )
    kinds: ClassVar[tuple[str, ...]] = ("rec",)
    may_be_multiple: ClassVar[bool] = True

    data_type: Literal["record"] = "record"
    template: Annotated[SystemName, Text("Связанный шаблон", "Linked template"), Widget("template")]
    two_way: Annotated[
        SystemName | None,
        Text("Взаимная связь: атрибут связанного шаблона", "Two-way link: attribute of the linked template"),
        Widget("linking_attribute"),
    ] = None
    delete_linked: Annotated[bool, Text("Удалять связанные записи", "Delete linked records")] = False
    is_title: Annotated[bool, Text("Использовать как заголовок записей", "Use as the title of records")] = (
        False
    )
