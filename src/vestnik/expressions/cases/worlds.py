"""The world that a formula case names, in memory.

A template has the attributes that occur in any of its records, the current record's template those of `item`. Kinds of
attributes follow from their values; where values disagree or lack, the kind is unknown and nothing is refused for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from vestnik.expressions.memory import MemoryObjects, MemorySchema
from vestnik.expressions.objects import (
    ACCOUNT_FIELDS,
    GROUP_FIELDS,
    SYSTEM_FIELDS,
    AttributeInfo,
    EnumVariant,
    TemplateInfo,
)
from vestnik.expressions.scope import Scope
from vestnik.kernel.durations import parse_duration
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadReference, Ref, Value, number

ITEM = "(item)"
"""Name of the current record's template; no formula can write it."""
_ENUMS = "(enums)"
_NOW = "2025-05-28T12:01:53"
_OF_REVISION = {"revisionFilename": "name", "title": "name"}
"""A revision has one name, however it is asked for."""


@dataclass
class World:
    """A world built for one case."""

    scope: Scope
    schema: MemorySchema
    variables: frozenset[str]
    ids: dict[str, Ref] = field(default_factory=dict)


def build(context: Mapping[str, Any], limits: Mapping[str, Any] | None = None) -> World:
    """The world of a case's context; what it does not name is the default (zone Europe/Moscow, Russian)."""
    return _Builder(context).build()


class _Builder:
    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._zone = ZoneInfo(context.get("timeZone", "Europe/Moscow"))
        self._ids: dict[str, Ref] = {}
        self._enums: dict[str, Mapping[str, Any]] = context.get("enums") or {}
        self._rows: dict[str, Any] = dict(context.get("db") or {})
        self._accounts: dict[str, Any] = {
            **(context.get("accounts") or {}), **(self._rows.pop("_Account", None) or {})
        }  # fmt: skip
        self._groups: dict[str, Any] = self._rows.pop("_AccountGroup", None) or {}
        self._attributes = 0

    def build(self) -> World:
        templates = [
            self._template(1, ITEM, [self._context.get("item") or {}]),
            self._template(2, "_Account", self._accounts.values()),
            TemplateInfo(Ref("oa", 3), _ENUMS, "", {name: self._enum(name) for name in self._enums}),
            *(self._template(index, name, rows.values()) for index, (name, rows) in enumerate(self._rows.items(), 4)),
        ]  # fmt: skip
        schema = MemorySchema(templates)
        objects = MemoryObjects(schema)
        self._fill(objects, {template.name: template for template in templates})
        item = self._item(objects, templates[0])
        user = self._context.get("user")
        variables = {name: self.value(given) for name, given in (self._context.get("vars") or {}).items()}
        scope = Scope(
            objects,
            now=self.moment(self._context.get("now", _NOW)),
            item=item,
            user=self.ref(user) if user else None,
            variables=variables,
            language=self._context.get("language", "ru"),
            zone=self._zone,
        )
        return World(scope, schema, frozenset(variables), self._ids)

    # Values

    def ref(self, text: str) -> Ref:
        """An id of the case: `ev.` are enum values; a bare number is a record's; other texts get a number of their own."""
        text = str(text)
        if text not in self._ids:
            self._ids[text] = self._made_ref(text)
        return self._ids[text]

    def _made_ref(self, text: str) -> Ref:
        if text.isdecimal():
            return Ref("rec", int(text))
        try:
            ref = Ref.parse(text)
        except BadReference:
            return Ref("rec", 1_000_000 + len(self._ids))
        return Ref("enum", ref.number) if ref.kind == "ev" else ref

    def moment(self, text: str) -> datetime:
        """A wall clock in the context's zone, or a moment when it has an offset."""
        found = datetime.fromisoformat(str(text))
        return (found if found.tzinfo else found.replace(tzinfo=self._zone)).astimezone(UTC)

    def value(self, given: Any) -> Value:
        """A value in the notation of the cases."""
        match given:
            case None | bool() | str():
                return given
            case int() | float():
                return number(repr(given))
            case list():
                items = (self.value(item) for item in given)
                return tuple(item for item in items if item is not None)
            case {"datetime": text}:
                return self.moment(text)
            case {"duration": text}:
                return parse_duration(text)
            case {"duration_seconds": seconds}:
                return timedelta(seconds=seconds)
            case {"ref": text}:
                return self.ref(text)
            case {"enum": [attribute, name]}:
                return self.ref(self._enums[attribute][name]["id"])
            case {"object": fields}:
                return {str(name): self.value(inner) for name, inner in fields.items()}
        raise ValueError(f"not a value of a case: {given!r}")

    # Templates

    def _template(self, index: int, name: str, rows: Iterable[Mapping[str, Any] | None]) -> TemplateInfo:
        columns: dict[str, list[Any]] = {}
        for row in rows:
            for key, given in (row or {}).items():
                if key != "id" and not (key[0] == "_" and key[1:] in SYSTEM_FIELDS):
                    columns.setdefault(key, []).append(given)
        apps: Mapping[str, Any] = self._context.get("apps") or {}
        app = next((app for app, names in apps.items() if name in names), "")
        attributes = {key: self._attribute(key, given) for key, given in columns.items()}
        return TemplateInfo(Ref("oa", index), name, app, attributes)

    def _next(self) -> Ref:
        self._attributes += 1
        return Ref("op", 1_000 + self._attributes)

    def _attribute(self, name: str, given: list[Any]) -> AttributeInfo:
        multiple = any(isinstance(item, list) for item in given)
        flat = [inner for item in given for inner in (item if isinstance(item, list) else [item])]
        kinds = {self._data_type(item) for item in flat if item is not None}
        if (not kinds and name in self._enums) or kinds == {"enum"}:
            of = next((item["enum"][0] for item in flat if item is not None), name)
            return self._enum(of, name, multiple)
        data_type, target = kinds.pop() if len(kinds) == 1 else "unknown", None
        if data_type.startswith("record:"):
            data_type, _, target = data_type.partition(":")
        return AttributeInfo(self._next(), name, data_type, multiple, target)

    def _data_type(self, given: Any) -> str:
        match given:
            case bool():
                return "boolean"
            case str():
                return "text"
            case int() | float():
                return "number"
            case {"datetime": _}:
                return "datetime"
            case {"duration": _} | {"duration_seconds": _}:
                return "duration"
            case {"enum": _}:
                return "enum"
            case {"ref": text}:
                return self._target_of(str(text))
        return "unknown"

    def _target_of(self, text: str) -> str:
        homes = [name for name, rows in self._rows.items() if text in rows]
        if len(homes) == 1:
            return f"record:{homes[0]}"
        return {"account": "account", "doc": "document", "rec": "record"}.get(self.ref(text).kind, "unknown")

    def _enum(self, enum: str, name: str | None = None, multiple: bool = False) -> AttributeInfo:
        variants = tuple(
            EnumVariant(
                self.ref(inner["id"]), value, Text(value, value), inner.get("icon"), inner.get("color")
            )
            for value, inner in self._enums[enum].items()
        )
        return AttributeInfo(self._next(), name or enum, "enum", multiple, None, variants, enum)

    # Data

    def _fill(self, objects: MemoryObjects, templates: Mapping[str, TemplateInfo]) -> None:
        for name, rows in self._rows.items():
            for text, row in rows.items():
                ref = objects.add(self.ref(text), name)
                if "_isDisabled" not in (row or {}):
                    objects.put(ref, "system:isDisabled", False)
                for key, given in (row or {}).items():
                    self._put(objects, ref, templates[name], key, given)
        for text, row in self._accounts.items():
            ref = objects.add(self.ref(text), "_Account")
            for key, given in (row or {}).items():
                short = key.removeprefix("cmw.account.")
                if short in ACCOUNT_FIELDS:
                    objects.put(ref, f"account:{short}", *self._values(given))
                else:
                    self._put(objects, ref, templates["_Account"], key, given)
        self._fill_fixed(objects)

    def _fill_fixed(self, objects: MemoryObjects) -> None:
        for text, row in self._groups.items():
            ref = objects.add(self.ref(text), "_AccountGroup")
            for key, given in (row or {}).items():
                short = key.removeprefix("cmw.account.")
                objects.put(ref, f"account:{short}" if short in GROUP_FIELDS else key, *self._values(given))
            for member in objects.values(ref, "account:groupUsers"):
                # Membership is the inverse, said or not.
                if isinstance(member, Ref) and ref not in objects.values(
                    member, "account:userGroupMembership"
                ):
                    objects.put(member, "account:userGroupMembership", ref)
        for text, row in (self._context.get("revisions") or {}).items():
            revision = {_OF_REVISION.get(key, key): given for key, given in (row or {}).items()}
            name, dot, extension = str(revision.get("name", "")).rpartition(".")
            revision.setdefault("revisionExtension", dot + extension if name else "")
            for key, given in revision.items():
                objects.put(self.ref(text), f"revision:{key}", *self._values(given))
        for text, row in (self._context.get("documents") or {}).items():
            document = self.ref(text)
            for key, given in (row or {}).items():
                objects.put(document, f"document:{key}", *self._values(given))
            if "title" not in (row or {}):
                for current in objects.values(document, "document:currentRevision"):
                    if isinstance(current, Ref):
                        objects.put(document, "document:title", *objects.values(current, "revision:name"))
        for variants in self._enums.values():
            for name, inner in variants.items():
                ref = self.ref(inner["id"])
                objects.put(ref, "enum:alias", name)
                objects.put(ref, "enum:icon", inner.get("icon"))
                color = inner.get("color")
                objects.put(ref, "enum:color", None if color is None else Decimal(color))

    def _item(self, objects: MemoryObjects, template: TemplateInfo) -> Ref:
        row: Mapping[str, Any] = self._context.get("item") or {}
        given = row.get("id")
        ref = self.value(given) if given is not None else self.ref("the current record")
        if not isinstance(ref, Ref):
            ref = self.ref(str(given))
        objects.add(ref, None if objects.template_of(ref) else ITEM)
        if "_isDisabled" not in row and not objects.values(ref, "system:isDisabled"):
            objects.put(ref, "system:isDisabled", False)
        for key, inner in row.items():
            self._put(objects, ref, template, key, inner)
        return ref

    def _put(self, objects: MemoryObjects, ref: Ref, template: TemplateInfo, key: str, given: Any) -> None:
        if key == "id":
            return
        attribute = template.attributes.get(key)
        objects.put(ref, attribute.predicate if attribute else f"system:{key[1:]}", *self._values(given))

    def _values(self, given: Any) -> tuple[Value, ...]:
        value = self.value(given)
        return value if isinstance(value, tuple) else (value,)
