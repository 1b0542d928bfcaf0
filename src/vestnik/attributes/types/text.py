"""Text."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.kernel.text import Choices, Text
from vestnik.kernel.values import Value

MAX_LENGTH = 1_000_000


class TextAttribute(Attribute):
    """Text of any length up to 1,000,000 characters."""

    label: ClassVar = Text("Текст", "Text")
    index: ClassVar[IndexKind | None] = "text"

    data_type: Literal["text"] = "text"
    display: Annotated[
        Literal["plain", "html", "formatted", "phone", "email"],
        Text("Формат отображения", "Display format"),
        Choices(
            plain=Text("Простой текст", "Plain text"),
            html=Text("HTML-разметка", "HTML"),
            formatted=Text("Форматированный текст", "Formatted text"),
            phone=Text("Телефон", "Phone number"),
            email=Text("Адрес эл. почты", "E-mail address"),
        ),
    ] = "plain"
    max_length: Annotated[int, Field(ge=1, le=MAX_LENGTH), Text("Наибольшая длина", "Greatest length")] = (
        MAX_LENGTH
    )
    is_title: Annotated[bool, Text("Использовать как заголовок записей", "Use as the title of records")] = (
        False
    )
    unique: Annotated[bool, Text("Контролировать уникальность", "Keep unique")] = False
    searchable: Annotated[bool, Text("Использовать для поиска записей", "Use for searching records")] = True

    def read_one(self, given: Any) -> Value:
        if not isinstance(given, str):
            raise self.unfit(Text("нужен текст", "a text is needed"))
        if len(given) > self.max_length:
            raise self.unfit(
                Text(f"не длиннее {self.max_length} символов", f"at most {self.max_length} characters")
            )
        if "\x00" in given:
            raise self.unfit(Text("текст содержит нулевой символ", "the text contains a null character"))
        return given

    def accepts(self, value: Value) -> bool:
        return isinstance(value, str) and len(value) <= self.max_length and "\x00" not in value
