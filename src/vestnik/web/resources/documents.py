"""Documents: upload, revisions, download. Files are streamed, never whole in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, BinaryIO
from urllib.parse import quote

from fastapi import APIRouter, Query, Response, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.kernel.values import Content, Ref, to_json
from vestnik.records.documents import DocumentMissing, Documents, Revision
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, AccountId, Moment, Paged, Shape

CHUNK = 256 * 1024

router = APIRouter(prefix="/documents", tags=["documents"], route_class=ExactRoute, responses=ERRORS)


Digest = Annotated[str, Field(examples=["9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015"])]


class UploadShape(Shape):
    """A file that a record may take within a day: `{"upload": id}` in a document attribute."""

    id: Annotated[str, Field(examples=["9f86d081884c7d659a2feaa0c55ad015"])]
    filename: Annotated[str, Field(examples=["Договор.pdf"])]
    size: Annotated[int, Field(examples=[102400])]
    sha256: Digest


class RevisionShape(Shape):
    """One file of a document."""

    id: Annotated[str, Field(examples=["rev.12"])]
    document: Annotated[str, Field(examples=["doc.9"])]
    filename: Annotated[str, Field(examples=["Договор.pdf"])]
    size: Annotated[int, Field(examples=[102400])]
    sha256: Digest
    creator: AccountId | None
    created: Moment


@router.post("", status_code=201, response_model=UploadShape)
def upload_document(file: UploadFile, call: Caller) -> Response:
    """Send a file (multipart field `file`)."""
    call.require(Right.USE)
    content = _stored(call, file)

    def work(tx: Transaction) -> tuple[int, Any]:
        made = Documents(tx, call.actor, call.system.clock).upload(content, file.filename or "")
        return 201, {"id": made.id, "filename": made.filename, "size": content.size, "sha256": content.digest}

    return call.once([content.digest, file.filename], work)


@router.post("/{id}/revisions", status_code=201, response_model=RevisionShape)
def add_revision(id: str, file: UploadFile, call: Caller) -> Response:
    """Send a newer file of a document; older ones stay."""
    call.require(Right.USE)
    document = _document(id)
    content = _stored(call, file)

    def work(tx: Transaction) -> tuple[int, Any]:
        documents = Documents(tx, call.actor, call.system.clock)
        documents.add_revision(document, content, file.filename or "")
        return 201, _revision(documents.current(document))

    return call.once([content.digest, file.filename], work)


@router.get("/{id}/revisions", response_model=Paged[RevisionShape])
def list_revisions(id: str, call: Caller) -> Response:
    """All files of a document, oldest first."""
    call.require(Right.USE)
    document = _document(id)
    with call.system.db.read() as tx:
        documents = Documents(tx, call.actor, call.system.clock)
        if document not in documents.existing([document]):
            raise DocumentMissing(what=document)
        found = documents.revisions([document])[document]
    return Reply({"items": [_revision(one) for one in found], "next": None})


@router.get(
    "/{id}/content", responses={200: {"content": {"application/octet-stream": {"example": "%PDF-1.7"}}}}
)
def get_document_content(id: str, call: Caller, revision: Annotated[str | None, Query()] = None) -> Response:
    """The current file, or the one of `revision`; always as a download."""
    call.require(Right.USE)
    document = _document(id)
    with call.system.db.read() as tx:
        documents = Documents(tx, call.actor, call.system.clock)
        if revision is None:
            found = documents.current(document)
        else:
            of_document = documents.revisions([document])[document]
            matching = [one for one in of_document if str(one.ref) == revision]
            if not matching:
                raise DocumentMissing(what=revision)
            found = matching[0]
    return download(call, found.content, found.filename)


def download(call: Call, content: Content, filename: str) -> Response:
    """A stored content as a download that no browser runs or frames."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}",
        "Content-Length": str(content.size),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "ETag": f'"{content.digest}"',
    }
    stream = call.system.blobs.open(content.digest)
    return StreamingResponse(_chunks(stream), media_type="application/octet-stream", headers=headers)


def _stored(call: Call, file: UploadFile) -> Content:
    """Put the stream into the blob store before any transaction begins, so that no writer waits for an upload."""
    return call.system.blobs.put(
        iter(lambda: file.file.read(CHUNK), b""), call.system.settings.upload_max_bytes
    )


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _document(id: str) -> Ref:
    ref = Ref.parse(id)
    if ref.kind != "doc":
        raise DocumentMissing(what=id[:40])
    return ref


def _revision(found: Revision) -> dict[str, Any]:
    return {
        "id": str(found.ref),
        "document": str(found.document),
        "filename": found.filename,
        "size": found.content.size,
        "sha256": found.content.digest,
        "creator": to_json(found.creator),
        "created": to_json(found.created),
    }
