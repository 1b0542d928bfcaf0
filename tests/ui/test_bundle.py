"""What is sent to the browser: how much, how it is kept, what it may do. Needs the built bundle, no browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from vestnik.web import pages
from vestnik.web.app import document
from vestnik.web.openapi import without_examples

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "vestnik" / "web" / "static"
MAX_INITIAL_BYTES = 400_000


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    pages.install(app, STATIC)
    return TestClient(app)


def test_the_first_page_is_small() -> None:
    """Entry, what it imports and its styles, as sent (gzip); the start page is loaded on top and counted too."""
    manifest = json.loads((STATIC / "manifest.json").read_text())
    wanted, seen = ["index.html", "src/pages/home/HomePage.tsx"], set()
    while wanted:
        chunk = manifest[wanted.pop()]
        for file in (chunk["file"], *chunk.get("css", ())):
            seen.add(file)
        wanted += [name for name in chunk.get("imports", ()) if manifest[name]["file"] not in seen]
    size = sum((STATIC / f"{file}.gz").stat().st_size for file in seen)
    assert size < MAX_INITIAL_BYTES, f"{size} bytes in {sorted(seen)}"


def test_hashed_files_are_kept_and_sent_packed(client: TestClient) -> None:
    script = re.search(r'src="(/ui/assets/[^"]+\.js)"', client.get("/ui/").text)
    assert script is not None
    answer = client.get(script[1], headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")


def test_the_page_itself_is_never_kept_and_permits_no_foreign_or_inline_script(client: TestClient) -> None:
    one, other = client.get("/ui/"), client.get("/ui/connections/mail")
    assert one.headers["cache-control"] == "no-cache"
    policy = one.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    nonce = re.search(r"style-src 'self' 'nonce-([^']+)'", policy)
    assert nonce is not None
    assert f'content="{nonce[1]}"' in one.text
    assert policy != other.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", one.text)


def test_a_missing_file_is_not_the_page(client: TestClient) -> None:
    assert client.get("/ui/assets/gone-1234.js").status_code == 404
    assert client.get("/ui/%2e%2e/pages.py").headers["content-type"].startswith("text/html")


def test_the_client_is_made_of_the_present_api() -> None:
    kept = json.loads((ROOT / "ui" / "openapi.json").read_text(encoding="utf-8"))
    assert kept == without_examples(document()), "ui/openapi.json is stale: run `make ui-api`"


def test_a_watcher_may_ask_for_the_head_alone(client: TestClient) -> None:
    answer = client.head("/ui/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert "Content-Security-Policy" in answer.headers
