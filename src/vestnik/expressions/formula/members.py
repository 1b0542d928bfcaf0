"""What `->Name` means on each sort of object (spec/formula.md 3): names of the language to stored predicates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vestnik.expressions.formula.types import (
    ACCOUNT,
    ANY,
    BOOLEAN,
    DATETIME,
    DOCUMENT,
    DURATION,
    GROUP,
    NUMBER,
    REFERENCE,
    REVISION,
    TEXT,
    Target,
    Type,
)
from vestnik.expressions.objects import (
    ACCOUNT_FIELDS,
    GROUP_FIELDS,
    AttributeInfo,
    Objects,
    Predicate,
    Schema,
)
from vestnik.kernel.values import Ref


@dataclass(frozen=True, slots=True)
class Member:
    """One readable name of an object. predicate: None for `id`, which is the object itself."""

    name: str
    predicate: Predicate | None
    type: Type


ACCOUNT_TEMPLATE, GROUP_TEMPLATE = "_Account", "_AccountGroup"
SYSTEM_TEMPLATES = (ACCOUNT_TEMPLATE, GROUP_TEMPLATE)

_LONG = "cmw.account."
"""Account and group fields stand under their short and under this longer name."""

_SPECIAL: dict[str, Type] = {
    "active": BOOLEAN,
    "isSystemAdministrator": BOOLEAN,
    "manager": ACCOUNT,
    "birthday": DATETIME,
    "userGroupMembership": GROUP.list(),
    "groupUsers": ACCOUNT.list(),
    "subGroups": GROUP.list(),
}


def _account_fields(*names: str) -> dict[str, Member]:
    return {name: Member(name, f"account:{name}", _SPECIAL.get(name, TEXT)) for name in names}


_ACCOUNT = _account_fields(*ACCOUNT_FIELDS)
_GROUP = _account_fields(*GROUP_FIELDS)
_DOCUMENT = {
    "currentRevision": Member("currentRevision", "document:currentRevision", REVISION),
    "revision": Member("revision", "document:revision", REVISION.list()),
    "title": Member("title", "document:title", TEXT),
}
_REVISION = {
    "revisionFilename": Member("revisionFilename", "revision:name", TEXT),
    "name": Member("name", "revision:name", TEXT),
    "title": Member("title", "revision:name", TEXT),
    "revisionExtension": Member("revisionExtension", "revision:revisionExtension", TEXT),
    "content": Member("content", "revision:content", TEXT),
    "httpUri": Member("httpUri", "revision:httpUri", TEXT),
    "document": Member("document", "revision:document", DOCUMENT),
}
_ENUM = {
    "cmw.variantName": Member("cmw.variantName", None, REFERENCE),
    "cmw.variantAlias": Member("cmw.variantAlias", "enum:alias", TEXT),
    "cmw.variantIcon": Member("cmw.variantIcon", "enum:icon", TEXT),
    "cmw.color": Member("cmw.color", "enum:color", NUMBER),
}
_ROLE = {"roleMembers": Member("roleMembers", "role:roleMembers", ACCOUNT.list())}
_SYSTEM = {
    "_creator": Member("_creator", "system:creator", ACCOUNT),
    "_creationDate": Member("_creationDate", "system:creationDate", DATETIME),
    "_lastWriteDate": Member("_lastWriteDate", "system:lastWriteDate", DATETIME),
    "_isDisabled": Member("_isDisabled", "system:isDisabled", BOOLEAN),
    "_color": Member("_color", "system:color", ANY),
    "_processes": Member("_processes", "system:processes", REFERENCE.list()),
}
_FIXED: dict[str, dict[str, Member]] = {
    "record": _SYSTEM,
    "account": _ACCOUNT | _SYSTEM,
    "group": _GROUP,
    "document": _DOCUMENT | _SYSTEM,
    "revision": _REVISION | _SYSTEM,
    "enum": _ENUM,
    "role": _ROLE,
}


def member(target: Target, name: str) -> Member | None:
    """The member of that name, None when such objects have none."""
    if name == "id":
        return Member("id", None, Type("reference", target=target))
    short = name.removeprefix(_LONG) if target.sort in ("account", "group") else name
    if found := _FIXED[target.sort].get(short):
        return found
    if target.template and (attribute := target.template.attributes.get(name)):
        return Member(name, attribute.predicate, _type_of(attribute))
    return None


def names(target: Target) -> Iterable[str]:
    """Every member's name, each once: for suggestions and completion."""
    own = target.template.attributes if target.template else {}
    return dict.fromkeys((*own, "id", *_FIXED[target.sort]))


def resolved(found: Type, schema: Schema) -> Type:
    """The type with the linked template's attributes filled in; members carry its name only."""
    target = found.target
    if target is None:
        return found
    if target.sort == "account" and target.template is None:
        return Type(found.kind, found.many, Target("account", schema.template(ACCOUNT_TEMPLATE)))
    if target.sort == "record" and target.template is None and target.attribute and target.attribute.target:
        template = schema.template(target.attribute.target)
        return Type(found.kind, found.many, Target("record", template) if template else None)
    return found


def of_template(name: str, schema: Schema) -> Target | None:
    """The sort of objects that a template holds; None when there is no such template."""
    if name == GROUP_TEMPLATE:
        return Target("group")
    template = schema.template(name)
    if name == ACCOUNT_TEMPLATE:
        return Target("account", template)
    return Target("record", template) if template else None


_SORTS = {"group": Target("group"), "doc": Target("document"), "rev": Target("revision"), "enum": Target("enum"), "role": Target("role")}  # fmt: skip


def of_object(ref: Ref, objects: Objects) -> Target | None:
    """The sort of an object in hand, where the check could not know it."""
    if found := _SORTS.get(ref.kind):
        return found
    if ref.kind == "account":
        return Target("account", objects.schema.template(ACCOUNT_TEMPLATE))
    template = objects.template_of(ref)
    return Target("record", template) if template else None


_TEXTS = ("text", "hyperlink", "timezone", "barcode")
_PLAIN = {"number": NUMBER, "boolean": BOOLEAN, "datetime": DATETIME, "duration": DURATION, "account": ACCOUNT, "document": DOCUMENT, "image": DOCUMENT}  # fmt: skip


def _type_of(attribute: AttributeInfo) -> Type:
    if attribute.data_type in _TEXTS:
        found = TEXT
    elif attribute.data_type == "record":
        found = (
            Type("reference", target=Target("record", attribute=attribute)) if attribute.target else REFERENCE
        )
    elif attribute.data_type == "enum":
        found = Type("reference", target=Target("enum", attribute=attribute))
    elif attribute.data_type in ("role", "organizational_unit", "model"):
        found = REFERENCE
    else:
        found = _PLAIN.get(attribute.data_type, ANY)
    return found.list() if attribute.multiple else found
