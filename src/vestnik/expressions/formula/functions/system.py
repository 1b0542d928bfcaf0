"""System, accounts, records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.faults import Fault
from vestnik.expressions.formula.functions.literals import read_decimal
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Section
from vestnik.expressions.formula.types import ACCOUNT
from vestnik.expressions.objects import AttributeInfo, Schema, TemplateInfo
from vestnik.kernel.problem import did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value

section = Section("Система, аккаунты и записи", "System, accounts, records")


@section.function(
    "USER() -> R",
    "M",
    "Текущий аккаунт.",
    "The current account.",
    ("USER()->username", "petrova"),
    infer=lambda types: ACCOUNT,
    world={"user": "account.2", "accounts": {"account.2": {"username": "petrova"}}},
)
def user(run: Run) -> Value:
    return run.scope.user


def _unknown(kind: str, ru: str, en: str, name: str, known: Iterable[str]) -> Fault:
    message = Text(ru + " «{name}».{hint}", en + " '{name}'.{hint}")
    return Fault(kind, message.format(name=name, hint=did_you_mean(nearest(name, known))), name)  # type: ignore[arg-type]


def enum_attributes(schema: Schema, template: TemplateInfo | None, name: str) -> list[AttributeInfo]:
    """Enum attributes of that name: of the context template, else of its application, else of any."""
    if template and (found := template.attributes.get(name)) and found.variants:
        return [found]
    found_all: list[tuple[bool, AttributeInfo]] = []
    for template_name in schema.template_names():
        other = schema.template(template_name)
        if other is None:
            continue
        same_app = template is not None and other.app == template.app
        found_all += [
            (same_app, attribute)
            for attribute in other.attributes.values()
            if attribute.variants and name in (attribute.name, attribute.enum_name)
        ]
    near = [attribute for same_app, attribute in found_all if same_app]
    return near or [attribute for _, attribute in found_all]


def _variant(schema: Schema, template: TemplateInfo | None, attribute: str, value: str) -> Ref | None:
    for found in enum_attributes(schema, template, attribute):
        for variant in found.variants:
            if variant.name == value:
                return variant.id
    return None


def _check_enum(schema: Schema, template: TemplateInfo | None, given: Sequence[Value]) -> None:
    attribute, value = given
    if not isinstance(attribute, str):
        return
    found = enum_attributes(schema, template, attribute)
    if not found:
        known = [item.name for name in schema.template_names() if (owner := schema.template(name)) for item in owner.attributes.values() if item.variants]  # fmt: skip
        raise _unknown("unknown_attribute", "Нет списка значений", "There is no value list", attribute, known)
    if isinstance(value, str) and _variant(schema, template, attribute, value) is None:
        known = [variant.name for item in found for variant in item.variants]
        raise _unknown("unknown_enum_value", f"В списке «{attribute}» нет значения", f"'{attribute}' has no value", value, known)  # fmt: skip


@section.function(
    "ENUMVALUE(attribute: T, value: T) -> R",
    "M",
    "ID значения списка по системным именам атрибута и значения.",
    "The id of an enum value by the system names of attribute and value.",
    ('EQUALS($Status, ENUMVALUE("Status", "Resolved"))', True),
    names=_check_enum,
    world={
        "enums": {"Status": {"New": {"id": "ev.1"}, "Resolved": {"id": "ev.2"}}},
        "item": {"Status": {"enum": ["Status", "Resolved"]}},
    },
)
def enumvalue(run: Run, attribute: str, value: str) -> Value:
    """A reference: as text it is the id, and it equals the enum value as the id would."""
    return _variant(run.objects.schema, run.template, attribute, value)


def _find(schema: Schema, app: str, template: str, attribute: str) -> AttributeInfo:
    """The attribute that `OBJECT` searches by.

    Raises:
        Fault: `unknown_template`, `unknown_attribute`.
    """
    apps = {found.app for name in schema.template_names() if (found := schema.template(name))}
    if app not in apps:
        raise _unknown("unknown_template", "Нет приложения", "There is no app", app, apps)
    owner = schema.template(template)
    if owner is None or owner.app != app:
        known = [
            name for name in schema.template_names() if (found := schema.template(name)) and found.app == app
        ]
        raise _unknown("unknown_template", f"В приложении «{app}» нет шаблона", f"The app '{app}' has no template", template, known)  # fmt: skip
    if not (info := owner.attributes.get(attribute)):
        raise _unknown("unknown_attribute", f"В шаблоне «{template}» нет атрибута", f"The template '{template}' has no attribute", attribute, owner.attributes)  # fmt: skip
    return info


def _check_object(schema: Schema, template: TemplateInfo | None, given: Sequence[Value]) -> None:
    app, owner, attribute, _ = given
    if isinstance(app, str) and isinstance(owner, str) and isinstance(attribute, str):
        _find(schema, app, owner, attribute)


@section.function(
    "OBJECT(app: T, template: T, attribute: T, value: X) -> L",
    "M",
    "Ссылки на записи шаблона, у которых атрибут имеет это значение.",
    "References to the records of a template whose attribute has that value.",
    ('OBJECT("Avtopark", "Zayavki", "Status", "Завершено")', [{"ref": "rec.1"}]),
    names=_check_object,
    world={
        "apps": {"Avtopark": ["Zayavki"]},
        "db": {"Zayavki": {"rec.1": {"Status": "Завершено"}, "rec.2": {"Status": "Создана"}}},
    },
)
def object_(run: Run, app: str, template: str, attribute: str, value: Value) -> Value:
    info = _find(run.objects.schema, app, template, attribute)
    wanted = _as_stored(run, info, kinds.one(value))
    return () if wanted is None else run.listed(run.objects.subjects(info.predicate, wanted))


def _as_stored(run: Run, info: AttributeInfo, value: Value) -> Value:
    """The value in the attribute's kind: the documentation gives it as a text whatever the attribute holds."""
    if info.data_type == "text":
        return kinds.as_text(run, value)
    if not isinstance(value, str):
        return value
    for variant in info.variants:
        if value in (variant.name, str(variant.id), str(variant.id.number)):
            return variant.id
    if info.data_type == "number":
        return read_decimal(value, run.writing)
    return value
