"""Local copies of contents that lie elsewhere, so that a mailing fetches its attachment once.

The copies of one start of the machine lie in a folder of its own: they are not synced to disk, and after a loss of power
none of them is believed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from vestnik.kernel.values import Content
from vestnik.storage.blobs import TooLarge

KEPT_AFTER_CLEANING = 0.8
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class BlobCache:
    """Copies in a folder, at most about `max_bytes` of them; those that were read longest ago go first.

    Several processes may share one. Thread-safe.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        boot = _BOOT.read_text().strip() if _BOOT.exists() else secrets.token_hex(8)
        self._folder = folder / boot
        self._max_bytes = max_bytes
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old != self._folder:
                shutil.rmtree(old, ignore_errors=True)
        self._bytes = sum(size for _, size, _ in self._copies())

    def open(self, digest: str) -> BinaryIO | None:
        """A copy to read; None when there is none."""
        try:
            stream = (self._folder / digest).open("rb")
        except FileNotFoundError:
            return None
        with suppress(OSError):
            os.utime(stream.fileno())
        return stream

    @contextmanager
    def receive(self, chunks: Iterable[bytes], limit: int | None) -> Iterator[tuple[Content, Path]]:
        """Write the bytes to a file while they are counted and hashed; it becomes a copy unless an exception leaves.

        Raises:
            TooLarge: there are more bytes than `limit`.
        """
        arriving = self._folder / f"arriving-{secrets.token_hex(16)}"
        sha256, size = hashlib.sha256(), 0
        try:
            with arriving.open("xb") as file:
                for chunk in chunks:
                    size += len(chunk)
                    if limit is not None and size > limit:
                        raise TooLarge(limit=limit)
                    sha256.update(chunk)
                    file.write(chunk)
            content = Content(sha256.hexdigest(), size)
            yield content, arriving
            os.replace(arriving, self._folder / content.digest)
        finally:
            arriving.unlink(missing_ok=True)
        self._bytes += size
        if self._bytes > self._max_bytes:
            self._clean(content.digest)

    def forget(self, digest: str) -> None:
        """Remove a copy."""
        (self._folder / digest).unlink(missing_ok=True)

    def _clean(self, newest: str) -> None:
        copies = sorted(self._copies())
        total = sum(size for _, size, _ in copies)
        for _, size, path in copies:
            if total <= self._max_bytes * KEPT_AFTER_CLEANING:
                break
            if path.name != newest:
                path.unlink(missing_ok=True)
                total -= size
        self._bytes = total

    def _copies(self) -> Iterator[tuple[float, int, Path]]:
        """When each was last read, its bytes, its file; what is arriving left out."""
        for path in self._folder.iterdir():
            if "-" not in path.name:
                with suppress(FileNotFoundError):
                    found = path.stat()
                    yield found.st_mtime, found.st_size, path
