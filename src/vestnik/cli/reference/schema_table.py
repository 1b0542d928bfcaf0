"""Fields of a JSON Schema as a Markdown table: name, label, what it takes, what it is when not given, notes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vestnik.kernel.text import Language, Text

Schema = Mapping[str, Any]

_HEAD = Text("| Поле | Название | Значение | По умолчанию |", "| Field | Label | Takes | Default |")
_REQUIRED = Text("**обязательно**", "**required**")
_WHEN = Text("только при {field} = {values}", "only with {field} = {values}")
_KINDS: dict[str, Text] = {
    "string": Text("текст", "text"),
    "integer": Text("целое число", "whole number"),
    "number": Text("число", "number"),
    "boolean": Text("true или false", "true or false"),
    "object": Text("объект", "object"),
    "array": Text("список", "list"),
    "duration": Text("длительность ISO 8601", "ISO 8601 duration"),
    "date-time": Text("дата и время ISO 8601", "ISO 8601 date and time"),
    "password": Text("секрет: `{env: ИМЯ}` или `{file: ПУТЬ}`", "secret: `{env: NAME}` or `{file: PATH}`"),
    "any": Text("любое значение", "any value"),
}
_LIST_OF = Text("список: {what}", "list of {what}")
_UP_TO = Text("до {most} символов", "up to {most} characters")
_RANGE = Text("от {least} до {most}", "{least} to {most}")
_AT_LEAST = Text("не меньше {least}", "at least {least}")
_PATTERN = Text("вида `{pattern}`", "of the form `{pattern}`")
_ACTION = Text("действие", "action")
_EVENT = Text("событие", "event")
_OPERATION = Text("операция", "operation")
_ATTRIBUTE = Text("атрибут", "attribute")

_UNIONS: dict[str, tuple[Text, str]] = {
    "RunByConditions": (_ACTION, "actions"),
    "ButtonClicked": (_EVENT, "events"),
    "TriggerEvent": (_OPERATION, "operations"),
    "TextAttribute": (_ATTRIBUTE, "attributes"),
}
"""One type of each registry: a field that takes any of them is told by a link instead of a list."""


def table(fields: Schema, required: Iterable[str], language: Language) -> str:
    """The table of some fields of a schema, by name."""
    needed = set(required)
    rows = [_row(name, field, name in needed, language) for name, field in fields.items()]
    return "\n".join([_HEAD.of(language), "|---|---|---|---|", *rows])


def parts(schema: Schema) -> dict[str, Schema]:
    """Models that the fields are made of, by name, in the order in which they are met; types of registries left out."""
    definitions = schema.get("$defs", {})
    found: dict[str, Schema] = {}
    waiting = [schema["properties"]]
    while waiting:
        for name in _named(waiting.pop(0)):
            if name not in found and "properties" in definitions.get(name, {}):
                found[name] = definitions[name]
                waiting.append(definitions[name]["properties"])
    return found


def _named(tree: Any) -> Iterator[str]:
    """Models that a part of a schema points to; a union of a whole registry counts as none."""
    if isinstance(tree, Mapping):
        if "$ref" in tree:
            yield str(tree["$ref"]).rpartition("/")[2]
        elif _union(tree) is None:
            for value in tree.values():
                yield from _named(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _named(item)


def _union(field: Schema) -> tuple[Text, str] | None:
    names = {str(option.get("$ref", "")).rpartition("/")[2] for option in field.get("oneOf", ())}
    return next((told for name, told in _UNIONS.items() if name in names), None)


def _row(name: str, field: Schema, required: bool, language: Language) -> str:
    label = field.get("x-label", {}).get(language, "")
    takes = "; ".join([_takes(field, language), *_notes(field, language)])
    default = _REQUIRED.of(language) if required else _default(field)
    return f"| `{name}` | {_cell(label)} | {_cell(takes)} | {default} |"


def _takes(field: Schema, language: Language) -> str:
    if found := _union(field):
        what, page = found
        return f"[{what.of(language)}]({page}.{language}.md)"
    if choices := field.get("x-choices"):
        return "<br>".join(f"`{value}` {choices[value][language]}" for value in field.get("enum", choices))
    options = [option for option in field.get("anyOf", ()) if option.get("type") != "null"]
    if options:
        return " / ".join(_takes(option, language) for option in options)
    if "$ref" in field:
        name = str(field["$ref"]).rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field.get("type") == "array":
        items = field.get("items") or field.get("prefixItems", [{}])[0]
        return _LIST_OF.format(what=_takes(items, language)).of(language)
    form = str(field.get("format", ""))
    kind = _KINDS[form if form in _KINDS else str(field.get("type", "any"))]
    return ", ".join([kind.of(language), *_bounds(field, language)])


def _bounds(field: Schema, language: Language) -> Iterator[str]:
    least, most = field.get("minimum"), field.get("maximum")
    if least is not None and most is not None:
        yield _RANGE.format(least=least, most=most).of(language)
    elif least is not None:
        yield _AT_LEAST.format(least=least).of(language)
    if pattern := field.get("pattern"):
        yield _PATTERN.format(pattern=pattern).of(language)
    elif "maxLength" in field:
        yield _UP_TO.format(most=field["maxLength"]).of(language)


def _notes(field: Schema, language: Language) -> Iterator[str]:
    if help_text := field.get("x-help"):
        yield help_text[language]
    if when := field.get("x-when"):
        values = ", ".join(
            f"`{json.dumps(value) if isinstance(value, bool) else value}`" for value in when["values"]
        )
        if values:
            yield _WHEN.format(field=f"`{when['field']}`", values=values).of(language)


def _default(field: Schema) -> str:
    value = field.get("default")
    if value in (None, "", []) or isinstance(value, dict):
        return ""
    return f"`{value}`" if isinstance(value, str) else f"`{json.dumps(value, ensure_ascii=False)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
