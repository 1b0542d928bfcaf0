"""Documents."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.attributes.reference import ReferenceAttribute
from vestnik.kernel.text import Choices, Help, Text


class DocumentAttribute(ReferenceAttribute):
    """References to documents; a document has revisions, each with a file."""

    label: ClassVar = Text("Документ", "Document")
    about: ClassVar = Text(
        "Файлы с версиями; новая версия не меняет прежних и писем, которые уже в очереди",
        "Files with revisions; a new revision changes neither older ones nor letters that are queued",
    )
    kinds: ClassVar[tuple[str, ...]] = ("doc",)
    may_be_multiple: ClassVar[bool] = True
    may_be_computed: ClassVar[bool] = False

    data_type: Literal["document"] = "document"
    multiple: Annotated[bool, Text("Хранить несколько значений", "Hold several values")] = True
    display: Annotated[
        Literal["no_preview", "preview"],
        Text("Формат отображения", "Display format"),
        Choices(no_preview=Text("Без предпросмотра", "No preview"), preview=Text("Предпросмотр", "Preview")),
    ] = "no_preview"
    extensions: Annotated[
        tuple[Annotated[str, Field(pattern=r"^\.?[A-Za-z0-9]{1,16}$")], ...],
        Text("Допустимые расширения", "Allowed extensions"),
        Help("Например PDF, DOCX; пусто — любые", "Such as PDF, DOCX; empty: any"),
    ] = ()
    searchable: Annotated[
        bool,
        Text("Использовать для поиска записей", "Use for searching records"),
        Help("По именам файлов текущих версий", "By the file names of the current revisions"),
    ] = False
    delete_linked: Annotated[
        bool, Text("Удалять документы вместе с записью", "Delete the documents with the record")
    ] = False

    def takes_file(self, filename: str) -> bool:
        """Whether a file of this name may be stored here; case and a leading dot make no difference."""
        extension = filename.rpartition(".")[2].lower()
        return not self.extensions or extension in {known.lstrip(".").lower() for known in self.extensions}
