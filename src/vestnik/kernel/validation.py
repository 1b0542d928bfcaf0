"""Pydantic's findings as our problems: both languages, our paths, the nearest name for an unknown field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from vestnik.kernel.problem import Problem, did_you_mean, nearest
from vestnik.kernel.text import Text

WORDS: dict[str, Text] = {
    "missing": Text("Поле обязательно", "This field is required"),
    "string_type": Text("Нужен текст", "A text is needed"),
    "string_too_short": Text("Не короче {min_length} символов", "At least {min_length} characters"),
    "string_too_long": Text("Не длиннее {max_length} символов", "At most {max_length} characters"),
    "int_type": Text("Нужно целое число", "A whole number is needed"),
    "int_parsing": Text("Нужно целое число", "A whole number is needed"),
    "int_from_float": Text("Нужно целое число", "A whole number is needed"),
    "decimal_type": Text("Нужно число", "A number is needed"),
    "decimal_parsing": Text("Нужно число", "A number is needed"),
    "float_type": Text("Нужно число", "A number is needed"),
    "float_parsing": Text("Нужно число", "A number is needed"),
    "bool_type": Text("Нужно true или false", "true or false is needed"),
    "bool_parsing": Text("Нужно true или false", "true or false is needed"),
    "list_type": Text("Нужен список", "A list is needed"),
    "tuple_type": Text("Нужен список", "A list is needed"),
    "dict_type": Text("Нужен объект", "An object is needed"),
    "model_type": Text("Нужен объект", "An object is needed"),
    "model_attributes_type": Text("Нужен объект", "An object is needed"),
    "too_short": Text("Не меньше {min_length} элементов", "At least {min_length} items"),
    "too_long": Text("Не больше {max_length} элементов", "At most {max_length} items"),
    "greater_than_equal": Text("Не меньше {ge}", "Not less than {ge}"),
    "greater_than": Text("Больше {gt}", "More than {gt}"),
    "less_than_equal": Text("Не больше {le}", "Not more than {le}"),
    "less_than": Text("Меньше {lt}", "Less than {lt}"),
    "literal_error": Text("Допустимо: {expected}", "Allowed: {expected}"),
    "enum": Text("Допустимо: {expected}", "Allowed: {expected}"),
    "union_tag_invalid": Text("Неизвестный тип «{tag}»; есть {expected_tags}", "Unknown type '{tag}'; there are {expected_tags}"),
    "union_tag_not_found": Text("Не указан тип: поле {discriminator}", "The type is missing: field {discriminator}"),
    "datetime_parsing": Text("Нужны дата и время ISO 8601", "An ISO 8601 date and time is needed"),
    "datetime_from_date_parsing": Text("Нужны дата и время ISO 8601", "An ISO 8601 date and time is needed"),
    "time_delta_parsing": Text("Нужна длительность ISO 8601, например PT30S", "An ISO 8601 duration such as PT30S is needed"),
    "time_delta_type": Text("Нужна длительность ISO 8601, например PT30S", "An ISO 8601 duration such as PT30S is needed"),
    "string_pattern_mismatch": Text("Недопустимый вид текста", "The text has the wrong form"),
    "json_invalid": Text("Это не JSON", "This is no JSON"),
}  # fmt: skip


def problems_of(error: ValidationError, model: type[BaseModel] | None = None) -> list[Problem]:
    """Every finding of a pydantic validation as a `Problem` at its path.

    model: where given, unknown fields get the nearest of its names as suggestion (also inside nested models).
    A validator of ours may raise `PydanticCustomError(code, english, {"ru": russian})`; both texts are kept.
    """
    return [_problem(found, model) for found in error.errors(include_url=False)]


def problems_of_request(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """The same for findings of a web request, whose paths begin with where they were: body, query, path."""
    return [_problem({**found, "loc": tuple(found["loc"])[1:]}, None) for found in errors]


def _problem(found: Mapping[str, Any], model: type[BaseModel] | None) -> Problem:
    code, context = str(found["type"]), dict(found.get("ctx") or {})
    path = tuple(found["loc"])
    if code == "extra_forbidden":
        return _unknown_field(path, model)
    if "ru" in context:
        return Problem(
            code, Text(str(context["ru"]), str(found["msg"])), path, suggestion=context.get("suggestion")
        )
    if words := WORDS.get(code):
        return Problem(code, words.format(**context), path)
    message = str(found["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return Problem("value_error" if code == "assertion_error" else code, Text(message, message), path)


def _unknown_field(path: tuple[str | int, ...], model: type[BaseModel] | None) -> Problem:
    name = str(path[-1])
    suggestion = nearest(name, _names_at(path[:-1], model)) if model else None
    text = Text("Неизвестное поле «{name}».{hint}", "Unknown field '{name}'.{hint}")
    return Problem(
        "unknown_field", text.format(name=name, hint=did_you_mean(suggestion)), path, suggestion=suggestion
    )


def _names_at(path: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    """Field names that are allowed at a place inside a model; all nested ones of the right depth are considered."""
    models: list[type[BaseModel]] = [model]
    for step in path:
        if isinstance(step, int):
            continue
        inner: list[type[BaseModel]] = []
        for outer in models:
            if field := outer.model_fields.get(step):
                inner.extend(_models_in(field.annotation))
        models = inner or models
    return [field.alias or name for found in models for name, field in found.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    get: Callable[[Any], Any] = lambda part: getattr(part, "__args__", ()) or ()  # noqa: E731
    return [found for part in get(annotation) for found in _models_in(part)]
