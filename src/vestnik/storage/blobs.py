"""Document contents, stored once under their SHA-256, durable before any row names them.

Only `put` writes. A blob that no row came to name (a crash in between) is an orphan; `orphans` finds those older than
an hour, so that an upload that has not committed yet is never taken for one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from vestnik.kernel.problem import NotFound, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content

CHUNK = 256 * 1024
ORPHAN_SECONDS = 3600

_DIGEST = re.compile(r"[0-9a-f]{64}")


class BlobMissing(NotFound):
    code = "blob_missing"
    text = Text("Содержимое {digest} не найдено в хранилище", "Content {digest} is not in the store")


class TooLarge(Refused):
    code = "too_large"
    text = Text("Файл больше {limit} байт", "The file is larger than {limit} bytes")


class Blobs(Protocol):
    """Where document contents lie."""

    def put(self, chunks: Iterable[bytes], limit: int | None = None) -> Content:
        """Store a stream; durable when this returns. Raises `TooLarge` over `limit` bytes, keeping nothing."""
        ...

    def open(self, digest: str) -> BinaryIO:
        """Read a content as a stream. Raises `BlobMissing`."""
        ...

    def read(self, digest: str) -> bytes:
        """A whole content; for small ones. Raises `BlobMissing`."""
        ...

    def exists(self, digest: str) -> bool: ...

    def delete(self, digest: str) -> None: ...

    def orphans(self) -> Iterator[str]:
        """Digests of all contents that are old enough to be removed when no row names them."""
        ...


class FolderBlobs:
    """Contents in a local folder: `ab/cdef…`, first byte of the digest as the sub-folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, chunks: Iterable[bytes], limit: int | None = None) -> Content:
        part = self.folder / f"part-{os.getpid()}-{secrets.token_hex(8)}"
        try:
            content = self._write(part, chunks, limit)
            self._keep(part, content.digest)
        finally:
            part.unlink(missing_ok=True)
        return content

    def open(self, digest: str) -> BinaryIO:
        try:
            return self._path(digest).open("rb")
        except FileNotFoundError:
            raise BlobMissing(what=digest, digest=digest) from None

    def read(self, digest: str) -> bytes:
        with self.open(digest) as stream:
            return stream.read()

    def exists(self, digest: str) -> bool:
        return self._path(digest).exists()

    def delete(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def orphans(self) -> Iterator[str]:
        before = time.time() - ORPHAN_SECONDS
        for folder in self.folder.iterdir():
            for path in folder.iterdir() if folder.is_dir() else ():
                digest = folder.name + path.name
                with contextlib.suppress(FileNotFoundError):
                    if _DIGEST.fullmatch(digest) and path.stat().st_mtime < before:
                        yield digest

    def _write(self, part: Path, chunks: Iterable[bytes], limit: int | None) -> Content:
        digest, size = hashlib.sha256(), 0
        with part.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if limit is not None and size > limit:
                    raise TooLarge(limit=limit)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        return Content(digest.hexdigest(), size)

    def _keep(self, part: Path, digest: str) -> None:
        path = self._path(digest)
        if path.exists():
            os.utime(path)  # young again: no orphan while its row is being written
            return
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            _sync_folder(self.folder)
        part.rename(path)
        _sync_folder(path.parent)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise BlobMissing(what=digest[:80], digest=digest[:80])
        return self.folder / digest[:2] / digest[2:]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
