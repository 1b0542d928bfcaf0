"""Values for a type's fields, made from its JSON Schema: whoever adds a type writes no sample for these tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vestnik.runtime.system import REGISTRIES

Schema = Mapping[str, Any]

KNOWN: dict[str, Any] = {
    "sender_address": "sender@example.org",
    "host": "127.0.0.1",
    "server_url": "https://127.0.0.1/EWS/Exchange.asmx",
    "template": "Sample",
    "context_template": "Sample",
    "connection": "sample",
    "route": "sample",
    "attribute": "Sample",
    "button": "sample",
}
"""Fields whose schema does not say what fits."""

SECRET = "correct-horse-battery-staple"


def schema_of(kind: str, name: str) -> Schema:
    found: Schema = next(one["schema"] for one in REGISTRIES[kind].schemas if one["type"] == name)
    if "properties" in found:
        return found
    return {"$defs": found["$defs"], **found["$defs"][str(found["$ref"]).rpartition("/")[2]]}


def sample(schema: Schema, *, secrets: bool = False) -> dict[str, Any]:
    """The required fields (and the type's name), each with a value that the schema allows."""
    definitions = schema.get("$defs", {})
    made: dict[str, Any] = {}
    for name, field in schema["properties"].items():
        if "const" in field:
            made[name] = field["const"]
        elif name in schema.get("required", ()):
            made[name] = KNOWN.get(name, _value(field, definitions))
        elif secrets and is_secret(field):
            made[name] = SECRET
    return made


def is_secret(field: Schema) -> bool:
    return any(option.get("writeOnly") for option in (field, *field.get("anyOf", ())))


def fields_in(schema: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every field of a type and of the models that it is made of, by path."""
    for name, field in schema["properties"].items():
        yield f"{path}{name}", field
    for name, inner in schema.get("$defs", {}).items():
        for field_name, field in inner.get("properties", {}).items():
            yield f"{name}.{field_name}", field


def _value(field: Schema, definitions: Schema) -> Any:
    if "examples" in field:
        return field["examples"][0]
    if "$ref" in field:
        name = str(field["$ref"]).rpartition("/")[2]
        if name == "Expression":
            return {"value": True}
        return sample({"$defs": definitions, **definitions[name]})
    if options := [option for option in field.get("anyOf", ()) if option.get("type") != "null"]:
        return _value(options[0], definitions)
    if "enum" in field:
        return field["enum"][0]
    match field.get("type"):
        case "array":
            return [_value(field["items"], definitions) for _ in range(max(1, field.get("minItems", 0)))]
        case "integer" | "number":
            return field.get("minimum", 1)
        case "boolean":
            return True
        case "object":
            return {}
    return "PT1M" if field.get("format") == "duration" else "sample"
