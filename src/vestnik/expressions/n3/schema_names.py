"""Names of templates, attributes and enum values: found, or refused with the nearest name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from vestnik.expressions.n3.namespaces import ACCOUNT, CONFIGURATION, DOCUMENT, LOGICS
from vestnik.expressions.n3.nodes import Place
from vestnik.expressions.n3.values import Iri, N3Value, SystemAttribute
from vestnik.expressions.objects import ACCOUNT_FIELDS, GROUP_FIELDS, EnumVariant, Schema, TemplateInfo
from vestnik.kernel.problem import Problem, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

SYSTEM_ATTRIBUTES = ("_creationDate", "_creator", "_lastWriteDate", "_isDisabled")
"""Every record has these, whether or not its template lists them."""

_ACCOUNT_TEMPLATES: dict[str, tuple[str, ...]] = {
    "_Account": (*ACCOUNT_FIELDS, "displayName", "status"),
    "_AccountGroup": GROUP_FIELDS,
}

_TYPES = {
    "account": ACCOUNT + "Account",
    "group": ACCOUNT + "Group",
    "doc": DOCUMENT + "Document",
    "task": LOGICS + "UserTask",
}


class UnknownName(Exception):
    """A template, attribute or enum value of that name does not exist."""

    def __init__(
        self,
        kind: Literal["unknown_template", "unknown_attribute", "unknown_enum_value"],
        message: Text,
        name: str,
        known: Iterable[str],
    ) -> None:
        self.kind: Literal["unknown_template", "unknown_attribute", "unknown_enum_value"] = kind
        self.suggestion = nearest(name, known)
        self.message = Text("{what}.{hint}", "{what}.{hint}").format(
            what=message, hint=did_you_mean(self.suggestion)
        )
        super().__init__(self.message.en)

    def problem(self, at: Place) -> Problem:
        """The same as a problem of the text."""
        return Problem(self.kind, self.message, line=at.line, column=at.column, suggestion=self.suggestion)


def find_template(schema: Schema, name: str, app: str | None = None) -> TemplateInfo | None:
    """A template by its system name; None for a built-in one of accounts or groups that has no entry of its own.

    Raises:
        UnknownName: there is none, or not in that application.
    """
    info = schema.template(name)
    if info is not None and app in (None, info.app):
        return info
    if name in _ACCOUNT_TEMPLATES:
        return None
    if info is not None:
        message = Text(
            "Шаблон «{name}» не из приложения «{app}»", "Template '{name}' is not of application '{app}'"
        )
        raise UnknownName("unknown_template", message.format(name=name[:80], app=(app or "")[:80]), name, ())
    message = Text("Нет шаблона «{name}»", "There is no template '{name}'").format(name=name[:80])
    raise UnknownName("unknown_template", message, name, schema.template_names())


def find_predicate(
    schema: Schema, info: TemplateInfo | None, template: str, name: str
) -> Ref | Iri | SystemAttribute:
    """What stands in a triple for the attribute `name`: its id, or a well-known predicate.

    Raises:
        UnknownName: the template has no such attribute.
    """
    if info is not None and (attribute := info.attributes.get(name)):
        return attribute.id
    if name in SYSTEM_ATTRIBUTES:
        return SystemAttribute(template, name)
    if name in (fields := _ACCOUNT_TEMPLATES.get(template, ())):
        return Iri(ACCOUNT + name)
    known = [*(info.attributes if info else ()), *fields, *SYSTEM_ATTRIBUTES]
    message = Text(
        "В шаблоне «{template}» нет атрибута «{name}»", "Template '{template}' has no attribute '{name}'"
    )
    raise UnknownName(
        "unknown_attribute", message.format(template=template[:80], name=name[:80]), name, known
    )


def find_variant(schema: Schema, enum: str, name: str) -> Ref:
    """The id of an enum value, by the name of the value list or of an attribute that uses it.

    Raises:
        UnknownName: no such value list, or no such value in it.
    """
    variants = _variants(schema, enum)
    if variants is None:
        message = Text("Нет списка значений «{name}»", "There is no value list '{name}'").format(
            name=enum[:80]
        )
        raise UnknownName("unknown_enum_value", message, enum, _enum_names(schema))
    found = next((variant.id for variant in variants if variant.name == name), None)
    if found is None:
        message = Text("В списке «{enum}» нет значения «{name}»", "Value list '{enum}' has no value '{name}'")
        raise UnknownName(
            "unknown_enum_value",
            message.format(enum=enum[:80], name=name[:80]),
            name,
            [variant.name for variant in variants],
        )
    return found


def variant_of(schema: Schema, ref: Ref) -> EnumVariant | None:
    """An enum value by its id."""
    for name in schema.template_names():
        if info := schema.template(name):
            for attribute in info.attributes.values():
                for variant in attribute.variants:
                    if variant.id == ref:
                        return variant
    return None


def enum_values(schema: Schema, enum: str) -> Sequence[str]:
    """System names of the values of a list; empty when there is no such list."""
    return [variant.name for variant in _variants(schema, enum) or ()]


def _variants(schema: Schema, enum: str) -> Sequence[EnumVariant] | None:
    by_attribute: Sequence[EnumVariant] | None = None
    for template in schema.template_names():
        if info := schema.template(template):
            for attribute in info.attributes.values():
                if attribute.variants and attribute.enum_name == enum:
                    return attribute.variants
                if attribute.variants and attribute.name == enum and by_attribute is None:
                    by_attribute = attribute.variants
    return by_attribute


def _enum_names(schema: Schema) -> list[str]:
    infos = [info for name in schema.template_names() if (info := schema.template(name))]
    return [
        attribute.enum_name or attribute.name
        for info in infos
        for attribute in info.attributes.values()
        if attribute.variants
    ]


def kinds_of_type(subject: N3Value) -> str | None:
    """The IRI of the built-in type of an object that is no record."""
    if isinstance(subject, Ref):
        return _TYPES.get(subject.kind)
    if isinstance(subject, Iri) and subject.text == CONFIGURATION + "Configuration":
        return subject.text
    return None
