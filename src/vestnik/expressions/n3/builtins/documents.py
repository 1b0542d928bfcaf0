"""document: (spec/n3.md 5.2).

What a document says of itself (`name`, `title`, `content` …) is asked of a known document or revision only: with an
unknown subject it would enumerate every document that is stored. `content` is a reference until a goal looks into it.
"""

from __future__ import annotations

import base64

from vestnik.expressions.n3.builtins.encodings import decoded
from vestnik.expressions.n3.declare import Example, constant, function, stored
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import DOCUMENT
from vestnik.expressions.n3.values import FAILED, N3Value, kind_of
from vestnik.expressions.n3.values import KIND_NAMES as _KINDS
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Ref

_DOCUMENT = '("Elpisma" "Vlozhenie") object:findProperty ?p. ?item ?p ?d.'

constant(DOCUMENT + "Document", about=Text("Тип всех документов", "The type of all documents"))

stored(
    DOCUMENT + "currentRevision",
    predicate="document:currentRevision",
    gives="resource",
    about=Text("Последняя версия документа", "The latest revision of a document"),
    example=Example(f"{_DOCUMENT} ?d document:currentRevision ?value.", ("rev.2",)),
)
stored(
    DOCUMENT + "revision",
    predicate="document:revision",
    gives="resource",
    priority="SHOULD",
    about=Text("Все версии документа, от старых к новым", "All revisions of a document, oldest first"),
    example=Example(f"{_DOCUMENT} ?d document:revision ?value.", ("rev.1", "rev.2")),
)


def _revision(machine: Machine, subject: N3Value) -> Ref | None:
    """The revision itself, or the current one of a document; None for a document without any."""
    if isinstance(subject, Ref):
        if subject.kind == "rev":
            return subject
        if subject.kind == "doc":
            found = machine.values(subject, "document:currentRevision")
            return found[0] if found and isinstance(found[0], Ref) else None
    message = Text("{found} — не документ и не версия документа", "{found} is no document and no revision")
    shown = str(subject) if isinstance(subject, Ref) else _KINDS[kind_of(subject)]
    raise GoalError("type_error", message.format(found=shown))


def _of_revision(machine: Machine, subject: N3Value, field: str) -> N3Value:
    revision = _revision(machine, subject)
    found = machine.values(revision, f"revision:{field}") if revision else ()
    return found[0] if found else FAILED


@function(
    DOCUMENT + "name", takes="any", gives="text",
    about=Text("Имя файла с расширением; у документа — его последней версии", "File name with extension; of a document, of its current revision"),
    example=Example(f"{_DOCUMENT} ?d document:name ?value.", ("Договор.pdf",)),
)  # fmt: skip
def _name(machine: Machine, subject: N3Value) -> N3Value:
    return _of_revision(machine, subject, "name")


@function(
    DOCUMENT + "title", takes="any", gives="text",
    about=Text("То же, что document:name", "The same as document:name"),
    example=Example(f"{_DOCUMENT} ?d document:title ?value.", ("Договор.pdf",)),
)  # fmt: skip
def _title(machine: Machine, subject: N3Value) -> N3Value:
    return _of_revision(machine, subject, "name")


@function(
    DOCUMENT + "revisionExtension", takes="any", gives="text",
    about=Text("Расширение с точкой; пустой текст, если его нет", "The extension with its dot; an empty text if there is none"),
    example=Example(f"{_DOCUMENT} ?d document:revisionExtension ?value.", (".pdf",)),
)  # fmt: skip
def _revision_extension(machine: Machine, subject: N3Value) -> N3Value:
    return _of_revision(machine, subject, "revisionExtension")


@function(
    DOCUMENT + "content", takes="any", gives="text",
    about=Text("Содержимое файла как текст Base64", "The content of the file as Base64 text"),
    example=Example(f"{_DOCUMENT} ?d document:content ?value.", ("djI=",)),
)  # fmt: skip
def _content(machine: Machine, subject: N3Value) -> N3Value:
    revision = _revision(machine, subject)
    if revision is None or revision.number >= 0:
        return _of_revision(machine, subject, "content")
    attached = machine.overlay.content(revision)
    return attached if isinstance(attached, Content) else base64.b64encode(attached).decode("ascii")


@function(
    DOCUMENT + "httpUri", takes="any", gives="text", priority="SHOULD",
    about=Text("Путь для скачивания, без адреса сервера", "Path to download, without the host"),
    example=Example(f"{_DOCUMENT} ?d document:httpUri ?value.", ("/api/v1/documents/doc.1/content?revision=rev.2",)),
)  # fmt: skip
def _http_uri(machine: Machine, subject: N3Value) -> N3Value:
    return _of_revision(machine, subject, "httpUri")


@function(
    DOCUMENT + "attach", takes="(any text)", gives="resource", effect=True,
    about=Text("Новый документ с одной версией из Base64 и имени файла", "A new document with one revision, of Base64 and a file name"),
    example=Example('("djE=" "scan.pdf") document:attach ?d. ?d document:title ?value.', ("scan.pdf",)),
)  # fmt: skip
def _attach(machine: Machine, content: N3Value, filename: str) -> Ref:
    if isinstance(content, Content):
        return machine.overlay.attach(content, filename)
    if not isinstance(content, str):
        message = Text("нужен текст Base64, а дано: {found}", "Base64 text is needed, not {found}")
        raise GoalError("type_error", message.format(found=_KINDS[kind_of(content)]))
    return machine.overlay.attach(decoded(content), filename)
