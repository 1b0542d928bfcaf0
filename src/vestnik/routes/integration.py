"""The tab «Интеграция»: where the attributes go in the letter, beside static text (spec/routes.md 3)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from vestnik.kernel.text import Choices, Help, Text, Widget
from vestnik.kernel.types import Model
from vestnik.routes.placeholders import MAX_TEMPLATE

MAX_ROWS = 200
MAX_STATIC_FILE = 8 << 20
"""Base64 characters of one static file, some 6 MB."""

_PLACEHOLDERS = Help(
    "Атрибут сообщения вставляется именем в фигурных скобках: {FileName}",
    "Put in a message attribute by its name in braces: {FileName}",
)


class HeaderRow(Model):
    """A further header."""

    name: Annotated[str, Field(max_length=76), Text("Имя", "Name")]
    value: Annotated[
        str, Field(max_length=10_000), Text("Значение", "Value"), _PLACEHOLDERS, Widget("template_line")
    ]


class RecipientRow(Model):
    """A recipient that is added to those of the message."""

    full_name: Annotated[
        str, Field(max_length=1000), Text("Ф. И. О.", "Full name"), _PLACEHOLDERS, Widget("template_line")
    ] = ""
    address: Annotated[
        str, Field(max_length=10_000), Text("Адрес", "Address"), _PLACEHOLDERS, Widget("template_line")
    ]


class StaticFile(Model):
    """A file that goes with every letter of the route."""

    name: Annotated[
        str,
        Field(min_length=1, max_length=250),
        Text("Название документа", "Document name"),
        Help("С расширением", "With its extension"),
    ]
    content: Annotated[
        str,
        Field(max_length=MAX_STATIC_FILE),
        Text("Содержимое документа", "Document content"),
        Help("В кодировке Base64", "In Base64"),
        Widget("file_base64"),
    ]


class Integration(Model):
    """Templates, further headers, recipients and files of a sending route."""

    subject_template: Annotated[
        str,
        Field(max_length=10_000),
        Text("Шаблон темы", "Subject template"),
        _PLACEHOLDERS,
        Widget("template_line"),
    ] = ""
    body_template: Annotated[
        str,
        Field(max_length=MAX_TEMPLATE),
        Text("Шаблон текста сообщения", "Body template"),
        _PLACEHOLDERS,
        Widget("template_text"),
    ] = ""
    body_format: Annotated[
        Literal["plain", "html"],
        Text("Формат сообщения", "Body format"),
        Choices(plain=Text("Простой текст", "Plain text"), html=Text("HTML", "HTML")),
        Help("К HTML всегда прилагается простой текст", "HTML always goes with a plain alternative"),
    ] = "plain"
    headers: Annotated[
        tuple[HeaderRow, ...], Field(max_length=MAX_ROWS), Text("Дополнительные заголовки", "Further headers")
    ] = ()
    recipients: Annotated[
        tuple[RecipientRow, ...], Field(max_length=MAX_ROWS), Text("Получатели", "Recipients")
    ] = ()
    cc: Annotated[tuple[RecipientRow, ...], Field(max_length=MAX_ROWS), Text("Копия", "Copy")] = ()
    bcc: Annotated[
        tuple[RecipientRow, ...], Field(max_length=MAX_ROWS), Text("Скрытая копия", "Blind copy")
    ] = ()
    attachments: Annotated[
        tuple[StaticFile, ...], Field(max_length=50), Text("Прикреплённые файлы", "Attached files")
    ] = ()
