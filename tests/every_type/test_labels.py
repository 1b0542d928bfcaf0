"""What people see of a type is there in Russian and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.every_type.sample import fields_in, schema_of

from vestnik.runtime.system import REGISTRIES


def _both(text: Mapping[str, str], place: str) -> None:
    assert text["ru"].strip(), f"{place}: no Russian text"
    assert text["en"].strip(), f"{place}: no English text"


def test_the_type_has_a_label_and_says_what_it_is_for(kind: str, name: str) -> None:
    cls = REGISTRIES[kind].by_name[name]
    _both(cls.label.as_json(), f"{name}.label")
    _both(cls.about.as_json(), f"{name}.about")


def test_every_field_has_a_label(kind: str, name: str) -> None:
    for path, field in fields_in(schema_of(kind, name)):
        if "const" not in field:
            assert "x-label" in field, f"{name}: the field {path} has no label"
            _both(field["x-label"], path)


def test_every_choice_has_a_label(kind: str, name: str) -> None:
    for path, field in fields_in(schema_of(kind, name)):
        values = [value for value in field.get("enum", ()) if isinstance(value, str)]
        choices: Mapping[str, Any] = field.get("x-choices", {})
        for value in values:
            assert value in choices, f"{name}: the value {value} of {path} has no label"
            _both(choices[value], f"{path}={value}")


def test_a_condition_names_a_field_beside_it(kind: str, name: str) -> None:
    schema = schema_of(kind, name)
    for path, field in schema["properties"].items():
        if when := field.get("x-when"):
            assert when["field"] in schema["properties"], f"{name}: {path} depends on {when['field']}"
