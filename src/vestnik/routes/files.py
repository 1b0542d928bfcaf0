"""`Attachments`: objects of the message as files of the letter (spec/routes.md 2)."""

from __future__ import annotations

from binascii import Error, a2b_base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from vestnik.kernel.problem import NotFound, Path, Problems, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadReference, Content, Ref
from vestnik.mail.email import Attachment
from vestnik.mail.file_names import base_name


class BadBase64(Refused):
    code = "bad_base64"
    text = Text(
        "Содержимое — не Base64: в него годится результат document:content или документ",
        "The content is no Base64: use the result of document:content, or a document",
    )


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The file behind a document: that of its current revision, or of the revision itself."""

    filename: str
    content: Content


Documents: TypeAlias = Callable[[Ref], StoredFile]
"""Finds the file of a document (`doc.9`) or revision (`rev.12`); raises `NotFound` where the actor may see none."""

FileField: TypeAlias = str | Content | Ref
"""A child of `Attachments`: text, or for `Content` what stands for the bytes."""

_DOCUMENT_KINDS = ("doc", "rev")


def file_name(name: str, extension: str) -> str:
    """The name with its extension once: `a` + `.pdf`, `a` + `pdf`, `a.pdf` + `.pdf` and `a.pdf` + "" give `a.pdf`."""
    name, extension = name.strip(), extension.strip()
    if not extension:
        return name
    if not extension.startswith("."):
        extension = "." + extension
    return name if name.lower().endswith(extension.lower()) else name + extension


def decode(text: str) -> bytes:
    """The bytes of a Base64 text; line breaks and blanks in it do no harm.

    Raises:
        BadBase64: it is none.
    """
    try:
        return a2b_base64("".join(text.split()), strict_mode=True)
    except (Error, ValueError):
        raise BadBase64() from None


def attachment(
    given: Mapping[str, FileField], documents: Documents, path: Path, problems: Problems
) -> Attachment | None:
    """One object {`Name`, `Extension`, `Content`, `ContentId`} as a file; None and a problem when it cannot be one.

    Content: a stored content, a document or revision (also as the text `doc.9`), or Base64 text. A document lends its
    own name when none is given.
    """
    given_name, content = str(given["Name"]), given["Content"]
    name = file_name(given_name, str(given["Extension"]))
    data: Content | bytes
    try:
        if reference := _reference(content):
            stored = documents(reference)
            name, data = name if given_name.strip() else stored.filename, stored.content
        elif missing := _missing(given_name, content):
            problems.add("half_filled", _HALF.format(missing=missing), *path, missing)
            return None
        else:
            data = content if isinstance(content, Content) else decode(str(content))
    except (Refused, NotFound) as error:
        problems.found.append(error.problem.under(*path, "Content"))
        return None
    try:
        return Attachment(base_name(name), data, content_id=str(given["ContentId"]) or None)
    except Refused as error:
        problems.found.append(error.problem.under(*path, "Name"))
        return None


_HALF = Text(
    "Вложение заполнено наполовину: нет {missing}; задайте Name и Content или ничего",
    "The attachment is half-filled: {missing} is missing; give Name and Content, or nothing",
)


def _missing(name: str, content: FileField) -> str | None:
    if not name.strip():
        return "Name"
    return "Content" if content == "" else None


def _reference(content: FileField) -> Ref | None:
    """The document that a content names, if it names one. `doc.9` cannot be Base64: that has no dot."""
    if isinstance(content, Ref):
        if content.kind not in _DOCUMENT_KINDS:
            raise BadReference(given=str(content))
        return content
    if isinstance(content, str) and content.strip().startswith(tuple(f"{kind}." for kind in _DOCUMENT_KINDS)):
        return Ref.parse(content.strip())
    return None
