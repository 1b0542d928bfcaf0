"""S3-compatible storage on loopback for the tests (moto): fixtures to import."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from moto.server import ThreadedMotoServer


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The endpoint of a server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def address(s3: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The setting for an empty bucket."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    bucket = "b" + hashlib.sha256(str(tmp_path).encode()).hexdigest()[:20]
    assert httpx.put(f"{s3}/{bucket}").status_code == 200
    return f"s3://{bucket}/mail/documents?endpoint={s3}"
