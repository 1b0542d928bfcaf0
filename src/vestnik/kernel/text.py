"""Texts in the two languages of Vestnik."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Russian and English, possibly with `{named}` parts.

    Standing in a field's `Annotated` metadata it is the field's label and writes itself into the JSON Schema.
    """

    ru: str
    en: str

    def of(self, language: Language) -> str:
        """The text in one language."""
        return self.ru if language == "ru" else self.en

    def format(self, **parts: object) -> Text:
        """Fill the named parts; a part that is itself a `Text` is taken in the matching language."""
        return Text(
            self.ru.format(**{name: _in(part, "ru") for name, part in parts.items()}),
            self.en.format(**{name: _in(part, "en") for name, part in parts.items()}),
        )

    def as_json(self) -> dict[str, str]:
        """`{"ru": …, "en": …}`, the form of labels in schemas."""
        return {"ru": self.ru, "en": self.en}

    def __str__(self) -> str:
        return self.en

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _mark(schema, handler, "x-label", self.as_json())


Said: TypeAlias = str | Text
"""What a server said, in its own words, or what we say for it, in both languages."""


def said_in(language: Language, said: Said) -> str:
    """What was said, for somebody who reads this language."""
    return said.of(language) if isinstance(said, Text) else said


def both(said: Said) -> Text:
    """What was said as a text; a server's words are the same in both languages."""
    return said if isinstance(said, Text) else Text(said, said)


def in_one(*parts: object) -> Said:
    """The parts that are there, one after the other; in both languages where one of them is."""
    there = [part for part in parts if part]
    if not any(isinstance(part, Text) for part in there):
        return " ".join(map(str, there))
    return Text(*(" ".join(str(_in(part, language)) for part in there) for language in LANGUAGES))


def cut(said: Said, longest: int) -> Said:
    """The beginning of what was said."""
    return Text(said.ru[:longest], said.en[:longest]) if isinstance(said, Text) else said[:longest]


@dataclass(frozen=True, slots=True)
class Help:
    """A hint shown beside a field."""

    ru: str
    en: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _mark(schema, handler, "x-help", {"ru": self.ru, "en": self.en})


@dataclass(frozen=True, slots=True)
class Section:
    """The part of the form in which a field stands (fields without one are in the main part)."""

    ru: str
    en: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _mark(schema, handler, "x-section", {"ru": self.ru, "en": self.en})


class Choices:
    """Labels of the values of a `Literal` field: `Choices(none=Text("Отсутствует", "None"))`."""

    def __init__(self, labels: dict[str, Text] | None = None, /, **more: Text) -> None:
        self.labels: dict[str, Text] = {**(labels or {}), **more}

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        labels = {value: label.as_json() for value, label in self.labels.items()}
        return _mark(schema, handler, "x-choices", labels)


class When:
    """A field that is shown and used only while another field has one of the given values."""

    def __init__(self, field: str, *values: str | bool) -> None:
        self.field = field
        self.values = values

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _mark(schema, handler, "x-when", {"field": self.field, "values": list(self.values)})


class Widget:
    """A control of its own in the web form, found by name under `ui/src/forms/widgets/`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _mark(schema, handler, "x-widget", self.name)


class Beside:
    """A field that stands in the row of the field before it, where there is room."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _mark(schema, handler, "x-beside", True)


class Lines:
    """A text of several lines; `count` of them are shown."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _mark(schema, handler, "x-lines", self.count)


class Placeholder:
    """An example that stands in the empty field."""

    def __init__(self, example: str) -> None:
        self.example = example

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _mark(schema, handler, "x-placeholder", self.example)


def _in(part: object, language: Language) -> object:
    return part.of(language) if isinstance(part, Text) else part


def _mark(schema: CoreSchema, handler: GetJsonSchemaHandler, key: str, value: Any) -> JsonSchemaValue:
    made = handler(schema)
    made[key] = value
    return made
