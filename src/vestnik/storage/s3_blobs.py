"""Contents in S3-compatible storage, for installations of several machines; a local copy of what is read lies beside.

    s3://bucket/prefix?endpoint=https://s3.example.org&region=ru-central1

Credentials come from `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` or whatever else the environment gives. A content is
stored whole or not at all, and durable when `put` returns. There are no locks over S3, so nothing is deleted at once: what
is collected moves to `trash/` first and is read from there if a row names it after all; it goes for good a time of grace
later. Bytes pass through files, never whole through memory.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content
from vestnik.storage.blob_cache import BlobCache
from vestnik.storage.blobs import BlobMissing, BlobsUnavailable, check_digest

PART_BYTES = 5 * 1024 * 1024
PARTS_AT_ONCE = 3
"""An upload holds so many parts in memory."""

_OPTIONS = ("endpoint", "region", "virtual_host")
_RETRIES: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=30)}
_NAME = re.compile(r"(?P<trash>trash/)?(?P<start>[0-9a-f]{2})/(?P<rest>[0-9a-f]{62})")


class BadBlobsAddress(Refused):
    code = "bad_blobs_address"
    text = Text(
        "VESTNIK_BLOBS: «{address}» не подходит: {why}. Образец: s3://bucket/prefix?endpoint=https://s3.example.org&region=ru-1",
        "VESTNIK_BLOBS: '{address}' will not do: {why}. Example: s3://bucket/prefix?endpoint=https://s3.example.org&region=ru-1",
    )


@dataclass(frozen=True, slots=True)
class S3Address:
    """Where the contents lie. endpoint: None is Amazon's own. virtual_host: the bucket is part of the host name."""

    bucket: str
    prefix: str = ""
    endpoint: str | None = None
    region: str | None = None
    virtual_host: bool = False

    @classmethod
    def parse(cls, address: str) -> S3Address:
        """Read the setting.

        Raises:
            BadBlobsAddress: says what is wrong with it.
        """
        parts = urlsplit(address)
        if parts.scheme != "s3" or not parts.netloc:
            raise BadBlobsAddress(address=address, why="s3://bucket")
        if "@" in parts.netloc:
            why = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"
            raise BadBlobsAddress(address=f"s3://{parts.hostname}", why=why)
        given = dict(parse_qsl(parts.query, keep_blank_values=True))
        for name in given:
            if name not in _OPTIONS:
                near = get_close_matches(name, _OPTIONS, 1)
                raise BadBlobsAddress(address=address, why=f"{name} → {near[0] if near else _OPTIONS}")
        return cls(
            bucket=parts.netloc,
            prefix=parts.path.strip("/"),
            endpoint=given.get("endpoint") or None,
            region=given.get("region") or None,
            virtual_host=given.get("virtual_host", "") in ("1", "true"),
        )

    def store(self) -> S3Store:
        """A client; speaks to nobody yet."""
        config: Any = {"virtual_hosted_style_request": self.virtual_host}
        if self.endpoint:
            config["endpoint"] = self.endpoint
        if self.region or self.endpoint:
            config["region"] = self.region or "us-east-1"
        options: Any = {"connect_timeout": timedelta(seconds=5), "timeout": timedelta(minutes=5)}
        options["allow_http"] = bool(self.endpoint and self.endpoint.startswith("http://"))
        return S3Store(
            self.bucket,
            prefix=self.prefix or None,
            config=config,
            client_options=options,
            retry_config=_RETRIES,
        )

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"


class S3Blobs:
    """Blobs as objects `ab/cdef…`, named by SHA-256. See `vestnik.storage.blobs.Blobs`."""

    near = False

    def __init__(self, address: S3Address, cache: BlobCache) -> None:
        self._address = address
        self._store = address.store()
        self._cache = cache

    def put(self, chunks: Iterable[bytes], limit: int | None = None) -> Content:
        """See `Blobs.put`."""
        with self._cache.receive(chunks, limit) as (content, file):
            if not self._head(_name(content.digest)):
                self._upload(_name(content.digest), file)
        return content

    def open(self, content: Content | str) -> BinaryIO:
        """See `Blobs.open`; waits for the network when there is no copy yet."""
        digest = check_digest(content)
        while (stream := self._cache.open(digest)) is None:
            self._fetch(digest)
        return stream

    def read(self, content: Content | str) -> bytes:
        """See `Blobs.read`."""
        with self.open(content) as stream:
            return stream.read()

    def fetch(self, digests: Iterable[str]) -> None:
        """See `Blobs.fetch`."""
        for digest in digests:
            self.open(digest).close()

    def exists(self, content: Content | str) -> bool:
        """See `Blobs.exists`."""
        try:
            digest = check_digest(content)
        except BlobMissing:
            return False
        return bool(self._head(_name(digest)) or self._head(_trash(digest)))

    def stored(self, before: datetime) -> Iterator[str]:
        """See `Blobs.stored`; what lies in the trash as well."""
        with self._speaking():
            for some in obstore.list(self._store, chunk_size=1000):
                for found in some:
                    named = _NAME.fullmatch(found["path"])
                    if named and found["last_modified"] < before:
                        yield named["start"] + named["rest"]

    def delete(self, digest: str, before: datetime) -> bool:
        """See `Blobs.delete`: first to the trash, and a time of grace later for good."""
        with self._speaking(), contextlib.suppress(FileNotFoundError):
            if (found := self._head(_name(digest))) is not None:
                if found["last_modified"] < before:
                    obstore.copy(self._store, _name(digest), _trash(digest))
                    obstore.delete(self._store, _name(digest))
            elif (thrown := self._head(_trash(digest))) and thrown["last_modified"] < before:
                obstore.delete(self._store, _trash(digest))
                self._cache.forget(digest)
                return True
        return False

    def _upload(self, name: str, file: Path) -> None:
        try:
            with self._speaking():
                obstore.put(self._store, name, file, chunk_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE)
        except FileNotFoundError as error:  # there is no such bucket
            raise BlobsUnavailable(store=self._address, why=_words(error)) from error

    def _fetch(self, digest: str) -> None:
        with self._speaking():
            for name in (_name(digest), _trash(digest)):
                with contextlib.suppress(FileNotFoundError):
                    arriving = obstore.get(self._store, name).stream(min_chunk_size=1024 * 1024)
                    with self._cache.receive((bytes(chunk) for chunk in arriving), None) as (content, _):
                        if content.digest != digest:
                            raise BlobsUnavailable(
                                store=self._address, why=f"SHA-256 {digest} ≠ {content.digest}"
                            )
                    return
        raise BlobMissing(what=digest, digest=digest)

    def _head(self, name: str) -> Any:
        with self._speaking():
            try:
                return obstore.head(self._store, name)
            except FileNotFoundError:
                return None

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        try:
            yield
        except BaseError as error:
            raise BlobsUnavailable(store=self._address, why=_words(error)) from error


def _words(error: Exception) -> str:
    """The first line of what the library says; the rest is its inner state."""
    return str(error).strip().splitlines()[0][:300]


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:]}"


def _trash(digest: str) -> str:
    return f"trash/{_name(digest)}"
