"""The world of N3 cases, in memory: what the header of tests/vectors/n3-fixture.yaml describes."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from vestnik.expressions.memory import MemoryEffects, MemoryObjects, MemorySchema, put_revision
from vestnik.expressions.objects import AttributeInfo, EnumVariant, TemplateInfo
from vestnik.expressions.scope import Limits, Scope
from vestnik.expressions.trace import Trace
from vestnik.kernel.durations import parse_duration
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadReference, Ref, Value, number

Given = Mapping[str, Any]

_DATA_TYPES = {"dateTime": "datetime"}


@dataclass(frozen=True, slots=True)
class World:
    """A fixture's templates and data, ready for one evaluation."""

    objects: MemoryObjects
    fixture: Given = field(repr=False)

    def scope(self, case: Given, trace: Trace | None = None) -> tuple[Scope, MemoryEffects]:
        """The scope of a case: what it says over what the fixture's session says; and what will hold the effects."""
        session: Given = {**(self.fixture.get("session") or {}), **(case.get("session") or {}), **case}
        now = _moment(session.get("requestTime", "2025-03-12T09:15:30Z"))
        variables = {name: self.value(given) for name, given in (case.get("variables") or {}).items()}
        effects = MemoryEffects(self.objects, variables)
        limits = {**(self.fixture.get("limits") or {}), **(case.get("limits") or {})}
        user = session.get("user", session.get("currentUser"))
        scope = Scope(
            self.objects,
            now=now,
            item=_ref(case.get("item")),
            user=_ref(user),
            origin=_ref(session.get("origin")),
            variables=variables,
            app_variables={
                (app, name): self.value(given)
                for app, names in (self.fixture.get("globalVariables") or {}).items()
                for name, given in names.items()
            },
            selected=tuple(Ref.parse(text) for text in session.get("selected") or ()),
            language=session.get("language", "ru"),
            zone=ZoneInfo(session.get("timeZone", "UTC")),
            base_uri=(self.fixture.get("configuration") or {}).get("baseUri", ""),
            limits=Limits(**limits),
            effects=effects,
            trace=trace,
        )
        return scope, effects

    def value(self, given: Any) -> Value:
        """A value as YAML has it; a text that names an object of the world is a reference to it."""
        match given:
            case str():
                found = _ref_or_none(given)
                return found if found and self.objects.exists(found) else given
            case list():
                return tuple(self.value(item) for item in given)
            case Mapping():
                return {str(name): self.value(inner) for name, inner in given.items()}
        return _scalar(given)


def build(fixture: Given) -> World:
    """Load a fixture."""
    enums = {name: _variants(values) for name, values in (fixture.get("enums") or {}).items()}
    templates = [_template(name, given, enums) for name, given in (fixture.get("templates") or {}).items()]
    objects = MemoryObjects(MemorySchema(templates))
    world = World(objects, fixture)
    _put_people(objects, fixture)
    for variants in enums.values():
        for variant in variants:
            objects.put(variant.id, "enum:alias", variant.name)
            objects.put(variant.id, "enum:icon", variant.icon)
            objects.put(variant.id, "enum:color", None if variant.color is None else number(variant.color))
    _put_documents(objects, fixture)
    _put_records(objects, fixture, {template.name: template for template in templates})
    for text, given in (fixture.get("tasks") or {}).items():
        _put_fields(world, Ref.parse(text), "task", given, moments=("Date",))
    for text, given in (fixture.get("processes") or {}).items():
        _put_fields(world, Ref.parse(text), "process", given)
    return world


def _variants(values: Given) -> tuple[EnumVariant, ...]:
    made = []
    for text, given in values.items():
        title = given.get("text") or {}
        alias = given["alias"]
        shown = Text(title.get("ru", alias), title.get("en", alias))
        made.append(EnumVariant(Ref.parse(text), alias, shown, given.get("icon"), given.get("color")))
    return tuple(made)


def _template(name: str, given: Given, enums: Mapping[str, tuple[EnumVariant, ...]]) -> TemplateInfo:
    attributes = {}
    for attribute, said in (given.get("attributes") or {}).items():
        enum = said.get("enum")
        attributes[attribute] = AttributeInfo(
            Ref.parse(said["id"]),
            attribute,
            _DATA_TYPES.get(said["type"], said["type"]),
            bool(said.get("multi")),
            said.get("template"),
            enums[enum] if enum else (),
            enum,
        )
    return TemplateInfo(Ref.parse(given["id"]), name, given.get("solution", ""), attributes)


def _put_people(objects: MemoryObjects, fixture: Given) -> None:
    for text, given in (fixture.get("accounts") or {}).items():
        account = objects.add(Ref.parse(text), "_Account")
        for name, value in given.items():
            objects.put(account, f"account:{name}", *_plain_values(name, value))
    for text, given in (fixture.get("groups") or {}).items():
        group = objects.add(Ref.parse(text), "_AccountGroup")
        for name, value in given.items():
            objects.put(group, f"account:{name}", *_plain_values(name, value))
        for member in given.get("groupUsers") or ():
            objects.put(Ref.parse(member), "account:userGroupMembership", group)
    for text, given in (fixture.get("roles") or {}).items():
        role = objects.add(Ref.parse(text))
        for name, value in given.items():
            objects.put(role, f"role:{name}", *_plain_values(name, value))


_REFERENCES = frozenset(
    ("manager", "substitute", "groupUsers", "subGroups", "roleMembers", "userGroupMembership", "extendedBy")
)


def _plain_values(name: str, given: Any) -> list[Value]:
    values = given if isinstance(given, list) else [given]
    if name in _REFERENCES:
        return [Ref.parse(value) for value in values]
    if name.endswith("Date") or name.startswith("substituteDate"):
        return [_moment(value) for value in values]
    return [_scalar(value) for value in values]


def _put_documents(objects: MemoryObjects, fixture: Given) -> None:
    revisions: Given = fixture.get("revisions") or {}
    for text, given in (fixture.get("documents") or {}).items():
        document = objects.add(Ref.parse(text), "_Document")
        for revision in given.get("revisions") or ():
            said = revisions[revision]
            content = objects.put_content(base64.b64decode(said["content"]))
            extension = said.get("revisionExtension")
            put_revision(objects, document, Ref.parse(revision), said["name"], content, extension)
        if current := given.get("currentRevision"):
            objects.put(document, "document:currentRevision", Ref.parse(current))
            objects.put(document, "document:title", revisions[current]["name"])


def _put_records(objects: MemoryObjects, fixture: Given, templates: Mapping[str, TemplateInfo]) -> None:
    for text, given in (fixture.get("records") or {}).items():
        record = objects.add(Ref.parse(text), given["template"])
        attributes = templates[given["template"]].attributes
        for name, value in given.items():
            if name == "template":
                continue
            attribute = attributes[name]
            values = value if isinstance(value, list) else [value]
            typed = [_typed(attribute.data_type, item) for item in values]
            objects.put(record, attribute.predicate, *typed)
            if name.startswith("_"):
                objects.put(record, f"system:{name[1:]}", *typed)


def _put_fields(world: World, subject: Ref, kind: str, given: Given, moments: tuple[str, ...] = ()) -> None:
    world.objects.add(subject)
    for name, value in given.items():
        values = value if isinstance(value, list) else [value]
        dated = bool(moments) and name.endswith(moments)
        made = [_moment(item) if dated else world.value(item) for item in values]
        world.objects.put(subject, f"{kind}:{name}", *made)


def _typed(data_type: str, given: Any) -> Value:
    match data_type:
        case "text" | "number" | "boolean":
            return _scalar(given)
        case "datetime":
            return _moment(given)
        case "duration":
            return parse_duration(given)
    return Ref.parse(given)


def _scalar(given: Any) -> Value:
    return number(repr(given)) if isinstance(given, (int, float)) and not isinstance(given, bool) else given


def _moment(given: str) -> datetime:
    return datetime.fromisoformat(given).astimezone(UTC)


def _ref(text: str | None) -> Ref | None:
    return Ref.parse(text) if text else None


def _ref_or_none(text: str) -> Ref | None:
    try:
        return Ref.parse(text)
    except BadReference:
        return None
