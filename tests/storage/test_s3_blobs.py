"""Contents in S3-compatible storage, against a real HTTP server (moto) on loopback."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import obstore
import pytest
from tests.s3_server import address, s3

from vestnik.kernel.values import Content
from vestnik.storage import blob_cache
from vestnik.storage.blob_cache import BlobCache
from vestnik.storage.blobs import BlobMissing, BlobsUnavailable, TooLarge
from vestnik.storage.database import Database
from vestnik.storage.orphans import collect_orphans
from vestnik.storage.s3_blobs import BadBlobsAddress, S3Address, S3Blobs

__all__ = ["address", "s3"]

MiB = 1024 * 1024
Machine = Callable[[str], S3Blobs]


@pytest.fixture
def machine(address: str, tmp_path: Path) -> Machine:
    """The same store as another machine sees it: with a cache of its own."""
    return lambda name: S3Blobs(S3Address.parse(address), BlobCache(tmp_path / name, 64 * MiB))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_one_machine_stores_another_reads(machine: Machine) -> None:
    content = machine("web").put([b"01234", b"56789"])
    assert content == Content(hashlib.sha256(b"0123456789").hexdigest(), 10)
    worker = machine("worker")
    assert worker.exists(content)
    with worker.open(content.digest) as stream:
        stream.seek(4)
        assert stream.read(3) == b"456"
    assert worker.read(content) == b"0123456789"


def test_an_empty_content_is_a_content(machine: Machine) -> None:
    assert machine("worker").read(machine("web").put([])) == b""


def test_a_mailing_fetches_its_attachment_once(machine: Machine, tmp_path: Path) -> None:
    content = machine("web").put([b"attachment"])
    worker = machine("worker")
    worker.fetch([content.digest])
    obstore.delete(worker._store, f"{content.digest[:2]}/{content.digest[2:]}")
    assert worker.read(content) == b"attachment"


MEASURED = """
import hashlib, resource, sys
from pathlib import Path
from vestnik.storage.blob_cache import BlobCache
from vestnik.storage.s3_blobs import S3Address, S3Blobs

def machine(name):
    return S3Blobs(S3Address.parse(sys.argv[1]), BlobCache(Path(sys.argv[2]) / name, 2**30))

machine("warm").read(machine("up").put([b"small"]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
content = machine("up").put(bytes([number]) * 2**20 for number in range(80))
with machine("down").open(content) as stream:
    assert hashlib.file_digest(stream, "sha256").hexdigest() == content.digest
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_80_MB_pass_without_being_held_in_memory(address: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", MEASURED, address, str(tmp_path)]
    measured = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(measured.stdout) < 48


def test_more_than_the_limit_is_refused_and_leaves_nothing(machine: Machine, tmp_path: Path) -> None:
    blobs = machine("web")
    with pytest.raises(TooLarge):
        blobs.put([b"12345", b"6"], limit=5)
    assert list(blobs.stored(datetime.now(UTC) + timedelta(days=1))) == []
    assert files(tmp_path / "web") == []


@pytest.mark.parametrize("digest", ["0" * 64, "../../../../etc/passwd", ""])
def test_what_is_not_there_is_named(machine: Machine, digest: str) -> None:
    with pytest.raises(BlobMissing) as caught:
        machine("web").read(digest)
    assert digest in caught.value.message.ru
    assert not machine("web").exists(digest)


def test_what_nobody_names_goes_by_way_of_the_trash(machine: Machine, db: Database) -> None:
    blobs, now = machine("web"), datetime.now(UTC)
    content = blobs.put([b"orphan"])
    assert collect_orphans(db, blobs, now) == 0
    assert collect_orphans(db, blobs, now + timedelta(hours=2)) == 0
    assert machine("late").read(content) == b"orphan"
    assert collect_orphans(db, blobs, now + timedelta(hours=4)) == 1
    with pytest.raises(BlobMissing):
        machine("later").read(content)
    assert files(blobs._cache._folder) == []


def test_a_content_that_is_named_while_it_is_collected_is_not_lost(machine: Machine) -> None:
    """Another machine finds it stored already, and the collection, which looked before, takes it away."""
    blobs, later = machine("web"), datetime.now(UTC) + timedelta(hours=2)
    blobs.put([b"twice"])
    content = machine("other").put([b"twice"])
    assert not blobs.delete(content.digest, later)
    assert machine("worker").read(content) == b"twice"


def test_a_bucket_that_is_not_there_is_named(s3: str, tmp_path: Path, address: str) -> None:
    blobs = S3Blobs(S3Address.parse(f"s3://nobucket/x?endpoint={s3}"), BlobCache(tmp_path / "web", MiB))
    with pytest.raises(BlobsUnavailable, match="s3://nobucket/x"):
        blobs.put([b"1"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("http://bucket", "s3://bucket"),
        ("s3://key:secret@bucket", "AWS_SECRET_ACCESS_KEY"),
        ("s3://bucket?endpont=x", "endpont → endpoint"),
    ],
)
def test_a_setting_that_will_not_do_is_explained(given: str, words: str) -> None:
    with pytest.raises(BadBlobsAddress) as caught:
        S3Address.parse(given)
    assert words in caught.value.message.en
    assert "secret" not in caught.value.message.en.lower().replace("aws_secret_access_key", "")


def test_copies_read_longest_ago_make_room(tmp_path: Path) -> None:
    cache = BlobCache(tmp_path, 10 * 1000)
    made = []
    for number in range(10):
        with cache.receive([bytes([number]) * 1000], None) as (content, _):
            made.append(content.digest)
    for age, digest in enumerate(made):
        os.utime(cache._folder / digest, (1000 + age, 1000 + age))
    cache.open(made[0]).close()  # type: ignore[union-attr]
    with cache.receive([b"more"], None):
        pass
    assert cache.open(made[1]) is None
    assert cache.open(made[2]) is None
    kept = cache.open(made[0])
    assert kept is not None
    kept.close()


def test_copies_of_an_earlier_start_of_the_machine_are_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, boot = tmp_path / "cache", tmp_path / "boot_id"
    with BlobCache(folder, MiB).receive([b"unsynced"], None):
        pass
    boot.write_text("another\n")
    monkeypatch.setattr(blob_cache, "_BOOT", boot)
    BlobCache(folder, MiB)
    assert [path.name for path in folder.iterdir()] == ["another"]
    assert files(folder) == []
