"""Examples of whole requests and answers, put together from the examples of their fields.

A text or a number says by an example (a default, a choice) what it looks like; one that does not is an error, so no
route of the API is without an example.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_DEPTH = 12


class NoExample(Exception):
    """A field that says nowhere what it looks like; the argument is its path."""


def example(
    schema: Mapping[str, Any], schemas: Mapping[str, Any], path: str = "", depth: int = _DEPTH
) -> Any:
    """A value that fits a JSON Schema of our OpenAPI document.

    Raises:
        NoExample: there is a field without one.
    """
    if not depth:
        raise NoExample(f"{path}: endless")
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        own = {key: value for key, value in schema.items() if key in ("examples", "default")}
        return example({**schemas[name], **own}, schemas, path or name, depth - 1)
    if examples := schema.get("examples"):
        return examples[0]
    for key in ("example", "const"):
        if key in schema:
            return schema[key]
    if schema.get("default") is not None:
        return schema["default"]
    if schema.get("enum"):
        return schema["enum"][0]
    if branches := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return _of_branches(branches, schemas, path, depth)
    match schema.get("type"):
        case "object":
            return _of_object(schema, schemas, path, depth)
        case "array":
            return [example(schema.get("items", {}), schemas, f"{path}[]", depth - 1)]
        case "boolean":
            return False
        case "null":
            return None
    raise NoExample(path)


def _of_branches(branches: list[Any], schemas: Mapping[str, Any], path: str, depth: int) -> Any:
    failed: NoExample | None = None
    for branch in sorted(branches, key=lambda one: one.get("type") == "null"):
        try:
            return example(branch, schemas, path, depth - 1)
        except NoExample as error:
            failed = failed or error
    raise failed or NoExample(path)


def _of_object(schema: Mapping[str, Any], schemas: Mapping[str, Any], path: str, depth: int) -> Any:
    """Every required field, and of the others those that give an example."""
    if "properties" not in schema:
        raise NoExample(path)
    made = {}
    required = schema.get("required", ())
    for name, inner in schema["properties"].items():
        try:
            value = example(inner, schemas, f"{path}.{name}", depth - 1)
        except NoExample:
            if name in required:
                raise
            continue
        if name in required or value is not None:
            made[name] = value
    return made
