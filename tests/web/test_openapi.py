"""The OpenAPI document: what clients are generated from has a summary, a shape and an example for every operation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web.client import Documented
from tests.web.conftest import Service

from vestnik.web.examples import NoExample, example
from vestnik.web.openapi import operations


def bodies(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(operation, where, media object) of every request and every answer with a content."""
    for _, _, operation in operations(document):
        name = operation["operationId"]
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            yield name, f"request {media}", content
        for status, answer in operation["responses"].items():
            for media, content in answer.get("content", {}).items():
                yield name, f"{status} {media}", content


def test_every_operation_has_a_summary(service: Service) -> None:
    for _, path, operation in operations(service.app.openapi()):
        assert len(operation.get("summary", "").split()) > 1, path


def test_every_body_has_an_example_and_every_example_fits(service: Service) -> None:
    documented = Documented(service.app)
    missing, unfit = [], []
    for name, where, content in bodies(documented.document):
        schema = content.get("schema")
        if where.endswith("multipart/form-data"):
            continue
        if "example" not in content and "examples" not in content:
            try:
                example(schema or {}, documented.document["components"]["schemas"], name)
            except NoExample as error:
                missing.append(f"{name} {where}: {error}")
            continue
        if "example" in content and schema:
            try:
                documented.validate(schema, content["example"])
            except Exception as error:
                unfit.append(f"{name} {where}: {str(error)[:200]}")
    assert missing == []
    assert unfit == []


def test_no_answer_is_a_bare_object(service: Service) -> None:
    """A typed client has nothing of `unknown`."""
    bare = [
        f"{name} {where}"
        for name, where, content in bodies(service.app.openapi())
        if where.endswith("json") and where[0] == "2" and not _says_something(content.get("schema", {}))
    ]
    assert bare == []


def _says_something(schema: dict[str, Any]) -> bool:
    return "$ref" in schema or "properties" in schema or "anyOf" in schema


@pytest.mark.parametrize(
    ("schema", "made"),
    [
        ({"type": "string", "examples": ["a"]}, "a"),
        ({"anyOf": [{"type": "null"}, {"type": "integer", "examples": [3]}]}, 3),
        ({"type": "array", "items": {"enum": ["x", "y"]}}, ["x"]),
        (
            {
                "type": "object",
                "properties": {"a": {"default": 1}, "b": {"type": "string"}},
                "required": ["a"],
            },
            {"a": 1},
        ),
    ],
)
def test_an_example_is_put_together_from_those_of_the_fields(schema: dict[str, Any], made: Any) -> None:
    assert example(schema, {}) == made


def test_a_text_that_does_not_say_what_it_looks_like_is_named() -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    with pytest.raises(NoExample, match=r"Shape\.name"):
        example({"$ref": "#/components/schemas/Shape"}, {"Shape": schema})
