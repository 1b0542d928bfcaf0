"""The page of one registry: what all its types share, then each type with its own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vestnik.cli.reference.schema_table import parts, table
from vestnik.kernel.text import Language, Text
from vestnik.runtime.system import REGISTRIES

TITLES: dict[str, Text] = {
    "connections": Text("Типы подключений", "Connection types"),
    "routes": Text("Типы путей передачи данных", "Communication route types"),
    "attributes": Text("Типы атрибутов", "Attribute types"),
    "events": Text("События сценариев", "Scenario events"),
    "actions": Text("Действия сценариев", "Scenario actions"),
    "operations": Text("Операции кнопок", "Button operations"),
}
MADE = Text(
    "Эта страница составлена из объявлений (`vestnik docs`), не правьте её руками. "
    "Имена полей — те же в файлах YAML и в API.",
    "This page is made from the declarations (`vestnik docs`), do not edit it. "
    "The names of fields are those of YAML files and of the API.",
)
_SHARED = Text("Общие поля", "Common fields")
_PARTS = Text("Составные части", "Parts")
_NOTHING = Text("Своих полей нет.", "It has no fields of its own.")


def types(kind: str, language: Language) -> str:
    """The page of the types of one kind, as Markdown."""
    registry = REGISTRIES[kind]
    schemas = {one["type"]: {**one, "schema": _resolved(one["schema"])} for one in registry.schemas}
    common = _common(schemas, registry.discriminator)
    lines = [f"# {TITLES[kind].of(language)}", MADE.of(language)]
    if common:
        first = next(iter(schemas.values()))["schema"]
        lines += [f"## {_SHARED.of(language)}", table(common, first.get("required", ()), language)]
    found: dict[str, Mapping[str, Any]] = {}
    for name, one in schemas.items():
        schema = one["schema"]
        own = {field: told for field, told in schema["properties"].items() if field not in common}
        lines += [f"## {name}", f"**{one['label'][language]}.** {one['description'][language]}"]
        told = {field: what for field, what in own.items() if field != registry.discriminator}
        lines.append(table(told, schema.get("required", ()), language) if told else _NOTHING.of(language))
        found |= parts(schema)
    lines += part_sections(found, language)
    return "\n\n".join(lines) + "\n"


def part_sections(found: Mapping[str, Mapping[str, Any]], language: Language) -> list[str]:
    """Sections of the models that fields are made of."""
    lines = [f"## {_PARTS.of(language)}"] if found else []
    for name, schema in sorted(found.items()):
        lines += [f"### {name}", table(schema["properties"], schema.get("required", ()), language)]
    return lines


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a model that holds itself stands among its own definitions."""
    if "properties" in schema:
        return schema
    return {"$defs": schema["$defs"], **schema["$defs"][str(schema["$ref"]).rpartition("/")[2]]}


def _common(schemas: Mapping[str, Any], discriminator: str) -> dict[str, Any]:
    """Fields that every type has in the same form; none where there is one type only."""
    if len(schemas) == 1:
        return {}
    first, *others = (one["schema"]["properties"] for one in schemas.values())
    return {
        name: field
        for name, field in first.items()
        if name != discriminator and all(other.get(name) == field for other in others)
    }
