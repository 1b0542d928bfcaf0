"""Contents by their hash: stored once, never changed, durable before anybody can name them.

A blob is on disk for good (file synced, renamed, folders synced) before `put` returns, so a row that names it may be
committed afterwards without a gap. What no row names is an orphan and may be collected after a time of grace
(`vestnik.storage.orphans`). Source: design.md "Writing to the database".
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from vestnik.kernel.problem import NotFound, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content

CHUNK_BYTES = 1 << 20
"""What a reader takes at a time."""


class ContentTooLarge(Refused):
    code = "content_too_large"
    text = Text("Файл больше {limit} байт", "The file is larger than {limit} bytes")


class ContentMissing(NotFound):
    code = "content_missing"
    text = Text(
        "Содержимого {digest} нет в хранилище; восстановите папку данных из резервной копии",
        "The content {digest} is not in the store; restore the data folder from a backup",
    )


class Blobs(Protocol):
    """A store of contents; thread-safe."""

    def put(self, chunks: Iterable[bytes], limit: int | None = None) -> Content:
        """Store the bytes and return when they are durable; the same bytes twice are stored once.

        limit: most bytes to take.

        Raises:
            ContentTooLarge: there are more; nothing is kept.
        """
        ...

    def open(self, content: Content | str) -> BinaryIO:
        """A stream of the bytes of a content or digest, seekable.

        Raises:
            ContentMissing: no such blob.
        """
        ...

    def read(self, content: Content | str) -> bytes:
        """All bytes at once; for small ones.

        Raises:
            ContentMissing: no such blob.
        """
        ...

    def exists(self, content: Content | str) -> bool:
        """Whether the blob is here."""
        ...

    def stored(self) -> Iterator[tuple[str, datetime]]:
        """Digest of every blob and when it was last put, UTC."""
        ...

    def delete(self, digest: str) -> None:
        """Remove a blob that nobody names any more; one that is not here is no error."""
        ...


class FolderBlobs:
    """Blobs as files `ab/cdef…` of a folder, read-only, named by SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def put(self, chunks: Iterable[bytes], limit: int | None = None) -> Content:
        """See `Blobs.put`."""
        arriving = self._incoming / secrets.token_hex(16)
        try:
            content = self._receive(chunks, arriving, limit)
            self._settle(arriving, self._path(content.digest))
        finally:
            arriving.unlink(missing_ok=True)
        return content

    def open(self, content: Content | str) -> BinaryIO:
        """See `Blobs.open`."""
        digest = _digest(content)
        try:
            return self._path(digest).open("rb")
        except FileNotFoundError:
            raise ContentMissing(digest=digest) from None

    def read(self, content: Content | str) -> bytes:
        """See `Blobs.read`."""
        with self.open(content) as stream:
            return stream.read()

    def exists(self, content: Content | str) -> bool:
        """See `Blobs.exists`."""
        return self._path(_digest(content)).exists()

    def stored(self) -> Iterator[tuple[str, datetime]]:
        """See `Blobs.stored`."""
        for path in self._folder.glob("??/*"):
            yield path.parent.name + path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def delete(self, digest: str) -> None:
        """See `Blobs.delete`."""
        self._path(digest).unlink(missing_ok=True)

    def _receive(self, chunks: Iterable[bytes], arriving: Path, limit: int | None) -> Content:
        sha256, size = hashlib.sha256(), 0
        with arriving.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                if limit is not None and size > limit:
                    raise ContentTooLarge(limit=limit)
                sha256.update(chunk)
                file.write(chunk)
            file.flush()
            os.fchmod(file.fileno(), 0o440)
            os.fsync(file.fileno())
        return Content(sha256.hexdigest(), size)

    def _settle(self, arriving: Path, final: Path) -> None:
        """Give the file its name and make the name durable.

        Also where the blob is there already: whoever put it may not have come as far as the sync, and its age starts
        anew, so that the collection of orphans leaves it to the row that is about to name it.
        """
        new_folder = not final.parent.exists()
        final.parent.mkdir(exist_ok=True)
        os.replace(arriving, final)
        _sync_folder(final.parent)
        if new_folder:
            _sync_folder(self._folder)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]


def _digest(content: Content | str) -> str:
    return content if isinstance(content, str) else content.digest


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
