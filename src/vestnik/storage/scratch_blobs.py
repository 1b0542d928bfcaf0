"""Contents that are thrown away: what a dry run stores is kept in memory, what it reads comes from the real store."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from vestnik.kernel.values import Content
from vestnik.storage.blobs import Blobs, TooLarge

MAX_BYTES = 64 * 1024 * 1024
"""What one dry run may keep in memory."""


class ScratchBlobs:
    """Implements `Blobs` for as long as the object lives; nothing of it reaches the real store."""

    def __init__(self, real: Blobs, limit: int = MAX_BYTES) -> None:
        self._real = real
        self.near = real.near
        self._left = limit
        self._limit = limit
        self._kept: dict[str, bytes] = {}

    def put(self, chunks: Iterable[bytes], limit: int | None = None) -> Content:
        """See `Blobs.put`.

        Raises:
            TooLarge: more than `limit`, or than is left of the memory of this store.
        """
        most = self._left if limit is None else min(limit, self._left)
        kept = bytearray()
        for chunk in chunks:
            kept += chunk
            if len(kept) > most:
                raise TooLarge(limit=self._limit if limit is None else limit)
        digest = hashlib.sha256(kept).hexdigest()
        if digest not in self._kept:
            self._kept[digest] = bytes(kept)
            self._left -= len(kept)
        return Content(digest, len(kept))

    def open(self, content: Content | str) -> BinaryIO:
        """See `Blobs.open`."""
        kept = self._kept.get(_digest(content))
        return self._real.open(content) if kept is None else io.BytesIO(kept)

    def read(self, content: Content | str) -> bytes:
        """See `Blobs.read`."""
        with self.open(content) as stream:
            return stream.read()

    def fetch(self, digests: Iterable[str]) -> None:
        """See `Blobs.fetch`."""
        self._real.fetch(digest for digest in digests if digest not in self._kept)

    def exists(self, content: Content | str) -> bool:
        """See `Blobs.exists`."""
        return _digest(content) in self._kept or self._real.exists(content)

    def stored(self, before: datetime) -> Iterator[str]:
        """Nothing: what is kept here is nobody's orphan."""
        return iter(())

    def delete(self, digest: str, before: datetime) -> bool:
        """Nothing of the real store goes."""
        return False


def _digest(content: Content | str) -> str:
    return content if isinstance(content, str) else content.digest
