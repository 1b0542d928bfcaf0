"""Contents by their hash: stored once, never changed, durable before anybody can name them.

A blob is on disk for good (file synced, renamed, folder synced) before `put` returns, so a row that names it may be
committed afterwards without a gap. What no row names is an orphan and is collected after a time of grace
(`vestnik.storage.orphans`). Source: design.md "Writing to the database".
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from vestnik.kernel.problem import NotFound, Refused, Unavailable
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content

CHUNK_BYTES = 1 << 18
"""What a reader of a stream should take at a time."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(Refused):
    code = "too_large"
    text = Text("Файл больше {limit} байт", "The file is larger than {limit} bytes")


class BlobMissing(NotFound):
    code = "blob_missing"
    text = Text(
        "Содержимого {digest} нет в хранилище; восстановите папку данных из резервной копии",
        "The content {digest} is not in the store; restore the data folder from a backup",
    )


class BlobsUnavailable(Unavailable):
    code = "blobs_unavailable"
    text = Text(
        "Хранилище документов {store} сейчас недоступно: {why}",
        "The store of documents {store} is not available at the moment: {why}",
    )


_TROUBLES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})


class Blobs(Protocol):
    """A store of contents; thread-safe."""

    near: bool
    """Whether `open` never waits for a network."""

    def put(self, chunks: Iterable[bytes], limit: int | None = None) -> Content:
        """Store the bytes and return when they are durable; the same bytes twice are stored once.

        limit: most bytes to take.

        Raises:
            TooLarge: there are more; nothing is kept.
            BlobsUnavailable: the disk is full or broken, or the storage does not answer; nothing is kept.
        """
        ...

    def open(self, content: Content | str) -> BinaryIO:
        """A seekable stream of the bytes of a content or digest.

        Raises:
            BlobMissing: no such blob.
        """
        ...

    def read(self, content: Content | str) -> bytes:
        """All bytes at once; for small ones.

        Raises:
            BlobMissing: no such blob.
        """
        ...

    def fetch(self, digests: Iterable[str]) -> None:
        """Bring contents near, so that `open` does not wait for a network.

        Raises:
            BlobMissing: no such blob.
        """
        ...

    def exists(self, content: Content | str) -> bool:
        """Whether the blob is here."""
        ...

    def stored(self, before: datetime) -> Iterator[str]:
        """Digests of all blobs that were last put before a moment."""
        ...

    def delete(self, digest: str, before: datetime) -> bool:
        """Remove a blob unless it was put again since `before`; whether it is gone by this call."""
        ...


class FolderBlobs:
    """Blobs as read-only files `ab/cdef…` of a folder, named by SHA-256."""

    near = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        if not self._incoming.exists():
            self._prepare()

    def put(self, chunks: Iterable[bytes], limit: int | None = None) -> Content:
        """See `Blobs.put`."""
        arriving = self._incoming / secrets.token_hex(16)
        try:
            content = _receive(chunks, arriving, limit)
            final = self._path(content.digest)
            with self._lock(fcntl.LOCK_SH):
                # Also where the blob is there already: whoever put that one may not have come as far as its sync, and
                # its age starts anew, so that the collection of orphans leaves it to the row that is about to name it.
                os.replace(arriving, final)
            _sync_folder(final.parent)
        except OSError as error:
            if error.errno in _TROUBLES:
                raise BlobsUnavailable(store=self._folder, why=error.strerror) from error
            raise
        finally:
            arriving.unlink(missing_ok=True)
        return content

    def open(self, content: Content | str) -> BinaryIO:
        """See `Blobs.open`."""
        path = self._path(content)
        try:
            return path.open("rb")
        except FileNotFoundError:
            raise _missing(content) from None

    def read(self, content: Content | str) -> bytes:
        """See `Blobs.read`."""
        with self.open(content) as stream:
            return stream.read()

    def fetch(self, digests: Iterable[str]) -> None:
        """See `Blobs.fetch`; nothing to do."""

    def exists(self, content: Content | str) -> bool:
        """See `Blobs.exists`."""
        return self._path(content).exists()

    def stored(self, before: datetime) -> Iterator[str]:
        """See `Blobs.stored`."""
        for path in self._folder.glob("??/*"):
            if _put_at(path) < before:
                yield path.parent.name + path.name

    def delete(self, digest: str, before: datetime) -> bool:
        """See `Blobs.delete`."""
        path = self._path(digest)
        with self._lock(fcntl.LOCK_EX):
            if not path.exists() or _put_at(path) >= before:
                return False
            path.unlink()
            return True

    def _prepare(self) -> None:
        """All folders at once: a folder made by the first blob in it could be unsynced when the second one is done."""
        for number in range(256):
            (self._folder / f"{number:02x}").mkdir(parents=True, exist_ok=True)
        self._incoming.mkdir(exist_ok=True)
        _sync_folder(self._folder)
        _sync_folder(self._folder.parent)

    @contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        """Between processes: a blob is not deleted between the look at its age and its removal."""
        descriptor = os.open(self._incoming, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, kind)
            yield
        finally:
            os.close(descriptor)

    def _path(self, content: Content | str) -> Path:
        digest = check_digest(content)
        return self._folder / digest[:2] / digest[2:]


def check_digest(content: Content | str) -> str:
    """The digest of a content.

    Raises:
        BlobMissing: the text is no digest.
    """
    digest = content if isinstance(content, str) else content.digest
    if not _DIGEST.fullmatch(digest):
        raise _missing(digest)
    return digest


def _receive(chunks: Iterable[bytes], arriving: Path, limit: int | None) -> Content:
    sha256, size = hashlib.sha256(), 0
    with arriving.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if limit is not None and size > limit:
                raise TooLarge(limit=limit)
            sha256.update(chunk)
            file.write(chunk)
        file.flush()
        os.fchmod(file.fileno(), 0o440)
        os.fsync(file.fileno())
    return Content(sha256.hexdigest(), size)


def _missing(content: Content | str) -> BlobMissing:
    digest = content if isinstance(content, str) else content.digest
    return BlobMissing(what=digest[:64], digest=digest[:64])


def _put_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
