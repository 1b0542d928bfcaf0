"""Every registered type, one test each; a type that somebody adds is held to the contract before its first own test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.every_type.sample import sample, schema_of

from vestnik.runtime.first_administrator import ensure_administrator
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import REGISTRIES, System
from vestnik.web.app import create_app

TYPES = [(kind, name) for kind, registry in REGISTRIES.items() for name in registry.by_name]

PLACES: dict[str, str] = {
    "connections": "/connections/sample",
    "routes": "/routes/sample",
    "attributes": "/templates/Holder",
    "operations": "/templates/Holder",
    "events": "/scenarios/holder",
    "actions": "/scenarios/holder",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if {"kind", "name"} <= set(metafunc.fixturenames):
        metafunc.parametrize(("kind", "name"), TYPES, ids=[f"{kind}-{name}" for kind, name in TYPES])


def definition_with(kind: str, made: dict[str, Any]) -> dict[str, Any]:
    """The definition in which a type of this kind stands; what may be off is off, so that it may name what is not there."""
    match kind:
        case "connections":
            return {**made, "name": "sample", "disabled": True}
        case "routes":
            return {"app": "Samples", **made, "name": "sample", "disabled": True}
        case "attributes":
            return {"app": "Samples", "title": "Holder", "attributes": [{**made, "name": "Sample"}]}
        case "operations":
            link = {"name": "Sample", "title": "Sample", "data_type": "record", "template": "Sample"}
            button = {"name": "sample", "title": "Sample", "operation": made}
            return {"app": "Samples", "title": "Holder", "attributes": [link], "buttons": [button]}
        case "events":
            return {"app": "Samples", "title": "Holder", "status": "paused", "event": made, "actions": []}
    event = {"type": "record_created", "context_template": "Sample"}
    return {"app": "Samples", "title": "Holder", "status": "paused", "event": event, "actions": [made]}


def part_of(kind: str, body: dict[str, Any]) -> Any:
    """What `definition_with` put in, as the definition has it."""
    match kind:
        case "attributes":
            return body["attributes"][0]
        case "operations":
            operation = body["buttons"][0]["operation"]
            return {"type": operation} if isinstance(operation, str) else operation
        case "events":
            return body["event"]
        case "actions":
            return body["actions"][0]
    return body


class Desk:
    """A system and its API, as the administrator uses it."""

    def __init__(self, system: System, client: TestClient) -> None:
        self.system, self.client = system, client

    def put(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return self.client.put(path, json=body)

    def get(self, path: str) -> Any:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    data = tmp_path_factory.mktemp("every-type") / "data"
    password = "every-type-1"
    system = System.open(Settings(data=data, admin_password=password), migrate=True)  # type: ignore[arg-type]
    ensure_administrator(system)
    with TestClient(
        create_app(system), base_url="http://testserver/api/v1", raise_server_exceptions=False
    ) as client:
        session = client.post("/session", json={"login": "admin", "password": password}).json()
        client.headers["X-CSRF-Token"] = session["csrf_token"]
        made = Desk(system, client)
        made.put("/apps/Samples", {"title": "Samples"})
        made.put("/templates/Sample", {"app": "Samples", "title": "Sample", "attributes": [{"name": "Sample", "title": "Sample", "data_type": "text"}]})  # fmt: skip
        made.put(
            "/connections/sample",
            definition_with("connections", sample(schema_of("connections", "smtp_send"))),
        )
        yield made
    system.close()


@pytest.fixture
def docs() -> Path:
    return Path(__file__).parents[2] / "docs"
