"""Files that variables hold: documents, revisions, and files as a received letter carries them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vestnik.kernel.problem import Path, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Ref, Value
from vestnik.routes.files import BadBase64, decode, file_name

if TYPE_CHECKING:
    from vestnik.scenarios.step import Step


class NotAFile(Refused):
    code = "type_error"
    text = Text(
        "Здесь нужен документ, версия или объект с полями Name, Extension, Content; дано: {given}",
        "A document, a revision or an object with Name, Extension and Content is needed here; given: {given}",
    )


def file_of(step: Step, value: Value, path: Path) -> tuple[Content, str]:
    """The content of a file and its name.

    Raises:
        NotAFile: the value is of another kind, or a document without a revision.
        BadBase64: `Content` is a text that is no Base64.
    """
    if isinstance(value, Ref) and value.kind in ("doc", "rev"):
        revision = value if value.kind == "rev" else step.first(value, "document:currentRevision")
        if isinstance(revision, Ref):
            content, name = step.first(revision, "revision:content"), step.first(revision, "revision:name")
            if isinstance(content, Content):
                return content, str(name or "")
    if isinstance(value, Mapping):
        given = value.get("Content")
        name = file_name(str(value.get("Name") or ""), str(value.get("Extension") or ""))
        if isinstance(given, Content):
            return given, name
        if isinstance(given, Ref):
            return file_of(step, given, path)[0], name
        if isinstance(given, str):
            return step.store(_decoded(given, path)), name
    raise NotAFile(given=type(value).__name__, path=path)


def _decoded(text: str, path: Path) -> bytes:
    try:
        return decode(text)
    except BadBase64:
        raise BadBase64(path=path) from None
