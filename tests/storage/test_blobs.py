from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.kernel.values import Content
from vestnik.storage.blobs import BlobMissing, FolderBlobs, TooLarge

LATER = datetime.now(UTC) + timedelta(days=1)


@given(chunks=st.lists(st.binary(max_size=200), max_size=20))
def test_what_was_put_is_read_back_whole(
    chunks: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    blobs = FolderBlobs(tmp_path_factory.getbasetemp() / "any")
    whole = b"".join(chunks)
    content = blobs.put(chunks)
    assert content == Content(hashlib.sha256(whole).hexdigest(), len(whole))
    assert blobs.read(content) == whole


def test_the_same_bytes_are_stored_once(blobs: FolderBlobs) -> None:
    assert blobs.put([b"abc"]) == blobs.put([b"a", b"bc"])
    assert len(list(blobs.stored(before=LATER))) == 1


def test_a_stream_can_seek(blobs: FolderBlobs) -> None:
    content = blobs.put([b"0123456789"])
    with blobs.open(content.digest) as stream:
        stream.seek(4)
        assert stream.read(3) == b"456"


def test_nothing_is_held_in_memory(blobs: FolderBlobs) -> None:
    import tracemalloc

    def chunks() -> Iterator[bytes]:
        for _ in range(64):
            yield bytes(1 << 20)

    tracemalloc.start()
    blobs.put(chunks())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 << 20


def test_more_than_the_limit_is_refused_and_leaves_nothing(blobs: FolderBlobs, data: Path) -> None:
    with pytest.raises(TooLarge):
        blobs.put([b"12345", b"6"], limit=5)
    assert blobs.put([b"12345"], limit=5).size == 5
    assert len([path for path in (data / "blobs").rglob("*") if path.is_file()]) == 1


def test_a_source_that_fails_leaves_nothing(blobs: FolderBlobs, data: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        blobs.put(broken())
    assert not [path for path in (data / "blobs").rglob("*") if path.is_file()]


@pytest.mark.parametrize("digest", ["0" * 64, "../../../../etc/passwd", "", "ABCDEF" * 10])
def test_what_is_not_there_is_named(blobs: FolderBlobs, digest: str) -> None:
    with pytest.raises(BlobMissing) as caught:
        blobs.read(digest)
    assert digest in caught.value.message.ru


class Disk:
    """Notes what reaches the disk, in order, while it really happens."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        fsync, replace = os.fsync, os.replace

        def noted_fsync(descriptor: int) -> None:
            kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
            self.calls.append(f"sync {kind}")
            fsync(descriptor)

        def noted_replace(source: Any, target: Any) -> None:
            self.calls.append("rename")
            replace(source, target)

        monkeypatch.setattr(os, "fsync", noted_fsync)
        monkeypatch.setattr(os, "replace", noted_replace)


@pytest.mark.parametrize("already_there", [False, True])
def test_file_then_name_are_on_disk_before_put_returns(
    blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch, already_there: bool
) -> None:
    if already_there:
        blobs.put([b"abc"])
    disk = Disk(monkeypatch)
    blobs.put([b"abc"])
    assert disk.calls == ["sync file", "rename", "sync folder"]


def test_the_folders_of_a_new_store_are_on_disk_before_its_first_blob(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    FolderBlobs(data / "new")
    assert disk.calls == ["sync folder", "sync folder"]


def test_a_blob_is_deleted_unless_it_was_put_again_since(blobs: FolderBlobs) -> None:
    content = blobs.put([b"abc"])
    assert not blobs.delete(content.digest, before=datetime.now(UTC) - timedelta(hours=1))
    assert blobs.exists(content)
    assert blobs.delete(content.digest, before=LATER)
    assert not blobs.exists(content)
    assert not blobs.delete(content.digest, before=LATER)
