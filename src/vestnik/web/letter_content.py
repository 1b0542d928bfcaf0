"""A letter's bytes as people read them: text, HTML, headers, files."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Response
from pydantic import Field

from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text
from vestnik.mail.parse import ParsedLetter
from vestnik.web.letter_shapes import MailboxShape
from vestnik.web.shapes import Shape

SAFE = {"Content-Security-Policy": "sandbox; default-src 'none'"}
"""Of what comes out of letters: no browser runs or frames it."""


class HeaderShape(Shape):
    """One header, decoded."""

    name: Annotated[str, Field(examples=["Subject"])]
    value: Annotated[str, Field(examples=["Документ Договор.pdf к рассмотрению."])]


class LetterFileShape(Shape):
    """A file of a letter; `index` names it in the address of its download. content_id: of an inline image."""

    index: Annotated[int, Field(examples=[0])]
    name: Annotated[str, Field(examples=["Договор.pdf"])]
    media_type: Annotated[str, Field(examples=["application/pdf"])]
    size: Annotated[int, Field(examples=[102400])]
    content_id: Annotated[str | None, Field(examples=[None])]


class LetterContentShape(Shape):
    """A letter as people read it. html: as it is in the letter; show it in a sandboxed frame only."""

    from_: Annotated[list[MailboxShape], Field(alias="from")]
    to: list[MailboxShape]
    cc: list[MailboxShape]
    subject: Annotated[str, Field(examples=["Документ Договор.pdf к рассмотрению."])]
    text: Annotated[str | None, Field(examples=["Здравствуйте, Анна Петрова!"])]
    html: Annotated[str | None, Field(examples=["<p>Здравствуйте, Анна Петрова!</p>"])]
    headers: list[HeaderShape]
    files: list[LetterFileShape]


def content_json(letter: ParsedLetter) -> dict[str, Any]:
    """A `LetterContentShape`."""
    people = {"from": letter.from_, "to": letter.to, "cc": letter.cc}
    return {
        **{
            name: [{"name": one.name, "address": one.address} for one in mailboxes]
            for name, mailboxes in people.items()
        },
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "headers": [{"name": name, "value": value} for name, value in letter.headers],
        "files": [
            {
                "index": index,
                "name": file.filename,
                "media_type": file.content_type,
                "size": len(file.content),
                "content_id": file.content_id,
            }
            for index, file in enumerate(letter.files)
        ],
    }


def file_download(letter: ParsedLetter, index: int) -> Response:
    """A file of a letter as a download.

    Raises:
        NotFound: it has no such file.
    """
    if not 0 <= index < len(letter.files):
        raise NotFound(what=Text(f"файл {index}", f"file {index}"))
    file = letter.files[index]
    name = quote(file.filename or f"file-{index}", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", **SAFE}
    return Response(file.content, media_type="application/octet-stream", headers=headers)
