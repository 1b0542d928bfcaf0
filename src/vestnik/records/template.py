"""Record templates as a builder declares them (spec/records.md 1, spec/contract.md 2)."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from vestnik.attributes.base import Attribute
from vestnik.attributes.registry import attributes
from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Help, Lines, Text, Widget
from vestnik.kernel.types import Model, Registry
from vestnik.kernel.validation import problems_of
from vestnik.records.button import Button
from vestnik.records.forms import Form
from vestnik.records.operations.registry import operations

if TYPE_CHECKING:
    AnyAttribute: TypeAlias = Attribute

MAX_ATTRIBUTES = 500
MAIN_FORM = "defaultForm"

SYSTEM_ATTRIBUTES = (
    "id",
    "_creator",
    "_creationDate",
    "_lastWriteDate",
    "_isDisabled",
    "_color",
    "_processes",
)
"""Every record has them; an attribute of a template may not be called so."""


class RecordTemplate(Model):
    """What records of one kind look like."""

    kind: Literal["template"] = "template"
    name: Annotated[SystemName, Text("Системное имя", "System name")]
    title: Annotated[str, Field(min_length=1, max_length=255), Text("Название", "Title")]
    description: Annotated[str, Field(max_length=4000), Text("Описание", "Description"), Lines(3)] = ""
    app: Annotated[SystemName | None, Text("Приложение", "App"), Widget("app")] = None
    attributes: Annotated[
        tuple[AnyAttribute, ...], Field(max_length=MAX_ATTRIBUTES), Text("Атрибуты", "Attributes")
    ] = ()
    forms: Annotated[tuple[Form, ...], Field(max_length=100), Text("Формы", "Forms")] = (
        Form(name=MAIN_FORM, title="Основная форма", is_default=True),
    )
    buttons: Annotated[tuple[Button, ...], Field(max_length=200), Text("Кнопки", "Buttons")] = ()
    discard: Annotated[
        dict[SystemName, str],
        Text("Удалить значения", "Discard values"),
        Help(
            "Атрибут, который удаляется или меняет тип, и его прежний тип: хранимые значения пропадут",
            "An attribute that goes or changes its type, and its former type: the stored values are lost",
        ),
    ] = Field(default_factory=dict)

    @field_validator("attributes", "forms", "buttons")
    @classmethod
    def _names_once(cls, items: tuple[Any, ...]) -> tuple[Any, ...]:
        seen: dict[str, str] = {}
        for item in items:
            other = seen.setdefault(item.name.casefold(), item.name)
            if other != item.name:
                raise PydanticCustomError(
                    "name_differs_by_case",
                    "{name} differs from {other} by case only",
                    {
                        "name": item.name,
                        "other": other,
                        "ru": f"«{item.name}» отличается от «{other}» регистром",
                    },
                )
        if len(seen) < len(items):
            names = [item.name for item in items]
            twice = next(name for name in names if names.count(name) > 1)
            raise PydanticCustomError(
                "duplicate_name", "{name} is there twice", {"name": twice, "ru": f"«{twice}» есть дважды"}
            )
        return items

    @model_validator(mode="after")
    def _is_sound(self) -> RecordTemplate:
        for attribute in self.attributes:
            if attribute.name in SYSTEM_ATTRIBUTES:
                raise PydanticCustomError(
                    "system_name",
                    "{name} is a system attribute",
                    {"name": attribute.name, "ru": f"«{attribute.name}» — системный атрибут"},
                )
        for things, text, code, flag in (
            (self.attributes, Text("заголовком", "title"), "several_titles", "is_title"),
            (self.forms, Text("формой по умолчанию", "default form"), "several_default_forms", "is_default"),
        ):
            chosen = [thing.name for thing in things if getattr(thing, flag, False)]
            if len(chosen) > 1:
                raise PydanticCustomError(
                    code,
                    "Only one may be the {what}: {names}",
                    {
                        "what": text.en,
                        "names": ", ".join(chosen),
                        "ru": f"Только один может быть {text.ru}: {', '.join(chosen)}",
                    },
                )
        return self

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def button(self, name: str) -> Button | None:
        """The button of that name."""
        return next((button for button in self.buttons if button.name == name), None)

    def form(self, name: str) -> Form | None:
        """The form of that name."""
        return next((form for form in self.forms if form.name == name), None)

    @property
    def default_form(self) -> Form | None:
        """The form that opens unless another is chosen."""
        return next((form for form in self.forms if form.is_default), self.forms[0] if self.forms else None)

    @property
    def title_attribute(self) -> Attribute | None:
        """The attribute whose value stands for the record; None: its id does."""
        return next(
            (attribute for attribute in self.attributes if getattr(attribute, "is_title", False)), None
        )


def parse(body: Mapping[str, Any]) -> RecordTemplate:
    """Read a template.

    Raises:
        Invalid: every finding at its path.
    """
    _complete()
    try:
        return RecordTemplate.model_validate(body)
    except ValidationError as error:
        raise Invalid([_without_tag(problem) for problem in problems_of(error, RecordTemplate)]) from None


def schema() -> dict[str, Any]:
    """JSON Schema of a template with every registered attribute type and operation."""
    _complete()
    return RecordTemplate.model_json_schema()


@functools.cache
def _complete() -> None:
    """Tell the models which types are registered; not at import, since plug-ins may be switched off at the start."""
    any_attribute = _union(attributes, "data_type")
    Button.model_rebuild(
        _types_namespace={"AnyOperation": _union(operations, "type"), "AnyAttribute": any_attribute},
        force=True,
    )
    RecordTemplate.model_rebuild(
        _types_namespace={"AnyAttribute": any_attribute, "Button": Button, "Form": Form}
    )


def _union(registry: Registry[Any], discriminator: str) -> Any:
    return Annotated[
        functools.reduce(operator.or_, registry.by_name.values()), Field(discriminator=discriminator)
    ]


def _without_tag(problem: Problem) -> Problem:
    """Pydantic puts the type's name into the path behind the index of the attribute; no such step is in the body."""
    match problem.path:
        case ("attributes", index, _, *rest):
            return replace(problem, path=("attributes", index, *rest))
        case ("buttons", index, "variables", number, _, *rest):
            return replace(problem, path=("buttons", index, "variables", number, *rest))
        case ("buttons", index, "operation", _, *rest):
            return replace(problem, path=("buttons", index, "operation", *rest))
    return problem


def blank(name: str, title: str, app: str | None = None) -> Mapping[str, Any]:
    """The body of a new template: an empty main form and the four built-in buttons."""
    buttons = (
        ("create", "Создать", "create"),
        ("edit", "Сохранить", "save"),
        ("archive", "Архивировать", "archive"),
        ("delete", "Удалить", "delete"),
    )
    return {
        "kind": "template",
        "name": name,
        "title": title,
        "app": app,
        "attributes": [],
        "forms": [{"name": MAIN_FORM, "title": "Основная форма", "is_default": True, "rows": []}],
        "buttons": [{"name": name, "title": title, "operation": type} for name, title, type in buttons],
    }
