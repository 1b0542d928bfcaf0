"""A client of the app in this process that holds every answer against the OpenAPI document."""

from __future__ import annotations

import json
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from vestnik.web.call import COOKIE, CSRF_HEADER

API = "/api/v1"


class Api(TestClient):
    """Signed in by the cookie and CSRF token of a session, or as nobody."""

    def __init__(self, app: FastAPI, session: tuple[str, str] | None = None) -> None:
        super().__init__(app, base_url=f"http://testserver{API}/", headers={"Accept-Language": "en"})
        self.documented = Documented(app)
        if session:
            self.cookies.set(COOKIE, session[0])
            self.headers[CSRF_HEADER] = session[1]

    def request(self, method: str, url: Any, **rest: Any) -> httpx.Response:  # type: ignore[override]
        answer = super().request(method, str(url).removeprefix("/"), **rest)
        self.documented.check(answer)
        return answer

    def get_ok(self, path: str, **rest: Any) -> Any:
        """The JSON of an answer that has to be a success."""
        return ok(self.get(path, **rest))

    def post_ok(self, path: str, **rest: Any) -> Any:
        return ok(self.post(path, **rest))

    def put_ok(self, path: str, **rest: Any) -> Any:
        return ok(self.put(path, **rest))


def ok(answer: httpx.Response) -> Any:
    assert answer.is_success, f"{answer.status_code}: {answer.text}"
    return answer.json() if answer.content else None


def codes(answer: httpx.Response) -> dict[str, str]:
    """What a refusal finds wrong: code by path."""
    return {problem["path"]: problem["code"] for problem in answer.json()["errors"]}


DOCUMENT = "urn:openapi"


def _absolute(schema: Any) -> Any:
    """The same schema with references into the document."""
    if isinstance(schema, dict):
        return {
            name: f"{DOCUMENT}{inner}" if name == "$ref" else _absolute(inner)
            for name, inner in schema.items()
        }
    return [_absolute(item) for item in schema] if isinstance(schema, list) else schema


_REGISTRIES: dict[int, Registry[Any]] = {}


def _registry(documented: Documented) -> Registry[Any]:
    """Made once for a document: looking through it takes longer than a test."""
    key = id(documented.document)
    if key not in _REGISTRIES:
        contents = DRAFT202012.create_resource(documented.document)
        _REGISTRIES[key] = Registry().with_resource(DOCUMENT, contents).crawl()
    return _REGISTRIES[key]


class Documented:
    """The answers that the OpenAPI document promises."""

    def __init__(self, app: FastAPI) -> None:
        self.document = app.openapi()
        self.paths = sorted(self.document["paths"], key=lambda path: path.count("{"))

    def check(self, answer: httpx.Response) -> None:
        """An answer must be documented for its status, and JSON must fit the schema."""
        media = answer.headers.get("content-type", "").partition(";")[0]
        operation = self.operation(answer.request.method, answer.request.url.path)
        if operation is None:
            return
        documented = operation["responses"].get(str(answer.status_code))
        assert documented is not None, (
            f"{answer.request.method} {answer.request.url.path}: {answer.status_code}"
        )
        if media not in ("application/json", "application/problem+json"):
            return
        schema = documented.get("content", {}).get(media, {}).get("schema")
        assert schema is not None, f"{answer.request.url.path} answers {media}, which is not documented"
        self.validate(schema, json.loads(answer.content))

    def validate(self, schema: dict[str, Any], value: Any) -> None:
        at = {"$ref": f"{DOCUMENT}{schema['$ref']}"} if set(schema) == {"$ref"} else _absolute(schema)
        Draft202012Validator(at, registry=_registry(self)).validate(value)

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        given = path.split("/")
        for known in self.paths:
            steps = known.split("/")
            if len(steps) == len(given) and all(
                step == part or step.startswith("{") for step, part in zip(steps, given, strict=True)
            ):
                found: dict[str, Any] | None = self.document["paths"][known].get(method.lower())
                if found:
                    return found
        return None
