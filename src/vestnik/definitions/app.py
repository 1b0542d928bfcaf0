"""The kind `app`: what a set of definitions is called together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from vestnik.attributes.registry import attributes
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Author, Kind
from vestnik.definitions.revision import cached
from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Invalid, Refused
from vestnik.kernel.text import Choices, Help, Text
from vestnik.kernel.types import Model
from vestnik.kernel.validation import problems_of
from vestnik.kernel.values import Value


class AppVariable(Model):
    """A value that every app may read: N3 `("App" "Name") globalvariable:getValueByAlias ?value` (spec/records.md 7)."""

    name: Annotated[SystemName, Text("Системное имя", "System name")]
    title: Annotated[str, Field(max_length=255), Text("Название", "Title")] = ""
    data_type: Annotated[
        Literal["text", "number", "duration", "datetime", "boolean"],
        Text("Тип данных", "Data type"),
        Choices(
            text=Text("Текст", "Text"),
            number=Text("Число", "Number"),
            duration=Text("Длительность", "Duration"),
            datetime=Text("Дата и время", "Date and time"),
            boolean=Text("Логический", "Boolean"),
        ),
    ] = "text"
    value: Annotated[Any, Text("Значение", "Value"), Help("Пусто — нет значения", "Empty: no value")] = None

    @model_validator(mode="after")
    def _value_fits(self) -> Self:
        try:
            self.read()
        except Refused as error:
            raise PydanticCustomError(
                "value_unfit", _literal(error.message.en), {"ru": error.message.ru}
            ) from None
        return self

    def read(self) -> Value:
        """The value as expressions see it, None when there is none.

        Raises:
            ValueUnfit: it is of another type.
        """
        attribute = attributes.get(self.data_type)
        return attribute.model_validate({"name": self.name, "title": self.title or self.name}).read(
            self.value
        )


class App(Model):
    """A name over connections, routes, templates and scenarios that belong together; no boundary between tenants."""

    kind: Literal["app"] = "app"
    name: Annotated[SystemName, Text("Системное имя", "System name")]
    title: Annotated[str, Field(min_length=1, max_length=200), Text("Название", "Title")]
    description: Annotated[str, Field(max_length=2000), Text("Описание", "Description")] = ""
    version: Annotated[
        str,
        Field(max_length=50),
        Text("Версия", "Version"),
        Help("Версия самого приложения, любой вид записи", "Version of the app itself, in any form"),
    ] = ""
    variables: Annotated[
        tuple[AppVariable, ...],
        Field(max_length=1000),
        Text("Переменные приложения", "App variables"),
        Help(
            "Их читают сценарии и выражения всех приложений",
            "Scenarios and expressions of every app read them",
        ),
    ] = ()

    @field_validator("variables")
    @classmethod
    def _names_once(cls, variables: tuple[AppVariable, ...]) -> tuple[AppVariable, ...]:
        names = [variable.name for variable in variables]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise PydanticCustomError(
                "duplicate_name", "{name} is there twice", {"name": twice, "ru": f"«{twice}» есть дважды"}
            )
        return variables


class AppKind(Kind[App]):
    """Apps as definitions."""

    name: ClassVar = "app"
    label: ClassVar = Text("Приложение", "App")
    folder: ClassVar = ""
    object_kind: ClassVar = "app"

    def __init__(self, permit: Callable[[Author], None]) -> None:
        """permit: passes who may change apps, raises `Forbidden` for others."""
        self._permit = permit

    def parse(self, body: Mapping[str, Any]) -> App:
        """See `Kind.parse`."""
        try:
            return App.model_validate(body)
        except ValidationError as error:
            raise Invalid(problems_of(error, App)) from None

    def permit(self, author: Author, before: App | None, after: App | None) -> None:
        """See `Kind.permit`."""
        self._permit(author)


def app_variables(definitions: Definitions) -> Mapping[tuple[str, str], Value]:
    """The values of all app variables by (app, name); read once per configuration revision."""

    def read() -> dict[tuple[str, str], Value]:
        apps: list[App] = [definitions.load("app", name) for name in definitions.names("app")]
        return {(app.name, variable.name): variable.read() for app in apps for variable in app.variables}

    return cached(definitions.tx, "definitions.app_variables", read)


def _literal(text: str) -> Any:
    """A message without placeholders."""
    return text.replace("{", "(").replace("}", ")")
