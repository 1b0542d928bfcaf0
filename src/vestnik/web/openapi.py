"""The OpenAPI document: what FastAPI gathers, with summaries, examples and problem documents under their media type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from vestnik.web.examples import NoExample, example
from vestnik.web.shapes import PROBLEM


def operation_id(route: APIRoute) -> str:
    """The name of an operation in generated clients: that of the function, or of the route where it is given."""
    return route.name


def install(app: FastAPI) -> None:
    """Serve the document; it is made once, when it is first asked for."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            _complete(made)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's own way to extend it


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of every operation of a document."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def without_examples(document: dict[str, Any]) -> dict[str, Any]:
    """The document with what a generated client needs: a quarter of its size, and stable when only words change."""
    left_out = {"example", "examples", "description", "summary"}
    return {name: _bare(part, left_out) for name, part in document.items() if name != "info"} | {
        "info": {"title": document["info"]["title"], "version": document["info"]["version"]}
    }


def _bare(part: Any, left_out: set[str], *, names: bool = False) -> Any:
    """names: the keys of this part are names of ours, such as those of properties."""
    if isinstance(part, list):
        return [_bare(one, left_out) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _bare(value, left_out, names=key in ("properties", "schemas", "paths"))
        for key, value in part.items()
        if names
        or key not in left_out
        or (key == "description" and part.keys() <= {"description", "content"})
    }


def _complete(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for _, _, operation in operations(document):
        operation["summary"] = _summary(operation)
        for status, answer in operation["responses"].items():
            content = answer.get("content", {})
            if content.get("application/json") == {"schema": {}}:
                del content[
                    "application/json"
                ]  # what FastAPI takes for granted; a download is something else
            if status >= "400" and "application/json" in content:
                answer["content"] = {PROBLEM: content.pop("application/json")}
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            for media in body.get("content", {}).values():
                _add_example(media, schemas)


def _add_example(media: dict[str, Any], schemas: dict[str, Any]) -> None:
    if "example" in media or "examples" in media or "schema" not in media:
        return
    try:
        media["example"] = example(media["schema"], schemas)
    except NoExample:
        return  # tests/web/test_openapi.py names it


def _summary(operation: dict[str, Any]) -> str:
    """The first sentence of the description; a generated client shows it beside the name."""
    text: str = operation.get("description", "").split("\n\n")[0].replace("\n", " ")
    return text.split(". ")[0].rstrip(".") or str(operation.get("summary", ""))
