"""The shape of a letter before it is sent, as a preview and a trial show it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from vestnik.web.shapes import Shape


class MailboxShape(Shape):
    """A name and an address."""

    name: Annotated[str, Field(examples=["Анна Петрова"])]
    address: Annotated[str, Field(examples=["petrova@example.org"])]


class FileShape(Shape):
    """An attached file. size: bytes, not Base64 characters."""

    name: Annotated[str, Field(examples=["Договор.pdf"])]
    size: Annotated[int, Field(examples=[102400])]


class PreviewShape(Shape):
    """The letter as people see it and as it would be sent; `source` with stored files cut out."""

    from_: Annotated[list[MailboxShape], Field(alias="from")]
    to: list[MailboxShape]
    cc: list[MailboxShape]
    bcc: list[MailboxShape]
    subject: Annotated[str, Field(examples=["Документ Договор.pdf к рассмотрению."])]
    text: Annotated[str | None, Field(examples=["Здравствуйте, Анна Петрова!"])]
    html: Annotated[str | None, Field(examples=["<p>Здравствуйте, Анна Петрова!</p>"])]
    attachments: list[FileShape]
    headers: Annotated[
        list[list[str]], Field(examples=[[["Subject", "Документ Договор.pdf к рассмотрению."]]])
    ]
    source: Annotated[str, Field(examples=["From: hr@example.org\r\n\r\n"])]
    size: Annotated[int, Field(examples=[139264])]
