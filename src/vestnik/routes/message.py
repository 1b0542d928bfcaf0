"""A message variable, read by the attributes that a route declares (spec/routes.md 2, "From variable to attribute").

In: what a scenario collected, names to values, objects as mappings. Out: the same by attribute, every array a tuple,
every object with all its declared children, empty ones None. All problems are found at once and name the attribute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from vestnik.kernel.problem import Path, Problem, Problems, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Period, Ref, Value, as_list, is_empty
from vestnik.routes.attribute import TYPE_LABELS, AttributeType, MessageAttribute, find, names

MAX_OBJECTS = 10_000
"""Most objects of one array: recipients, files, headers."""

_SCALARS: dict[AttributeType, tuple[type, ...]] = {
    "string": (str, bool, Decimal, datetime, timedelta, Period),
    "number": (Decimal,),
    "duration": (timedelta,),
    "datetime": (datetime,),
    "period": (Period,),
    "boolean": (bool,),
    "key_value": (Mapping,),
}
"""What an attribute takes; a string shows the others as text."""

_KINDS: tuple[tuple[type, Text], ...] = (
    (str, Text("строка", "a string")),
    (bool, Text("логическое значение", "a boolean")),
    (Decimal, Text("число", "a number")),
    (datetime, Text("дата и время", "a date and time")),
    (timedelta, Text("длительность", "a duration")),
    (Period, Text("период", "a period")),
    (Ref, Text("ссылка", "a reference")),
    (Content, Text("содержимое документа", "a document's content")),
    (Mapping, Text("объект", "an object")),
)


def read_message(attributes: Sequence[MessageAttribute], message: Mapping[str, Value]) -> dict[str, Value]:
    """The values of the attributes.

    Raises:
        Invalid: with one problem for each rule that is broken: `required`, `not_empty`, `too_many_values`,
            `length_mismatch`, `type_error`.
    """
    problems = Problems()
    values = _members(attributes, message, (), problems)
    problems.raise_errors()
    return values


def undeclared(
    attributes: Sequence[MessageAttribute], message: Mapping[str, Value], path: Path = ()
) -> list[Problem]:
    """Variables that no attribute takes, as warnings for the letter's log: they are ignored."""
    found: list[Problem] = []
    for name, value in message.items():
        attribute = find(attributes, name)
        if attribute is None:
            found.append(undeclared_variable(name, attributes, (*path, name)))
        elif attribute.type == "object":
            for item in as_list(value):
                if isinstance(item, Mapping):
                    found.extend(undeclared(attribute.children, item, (*path, name)))
    return list(dict.fromkeys(found))


def undeclared_variable(name: str, attributes: Sequence[MessageAttribute], path: Path) -> Problem:
    """The warning about one variable."""
    suggestion = nearest(name, names(attributes))
    return Problem(
        "undeclared_variable",
        Text(
            "Переменной {name} нет среди атрибутов сообщения, в письмо она не попадёт.{hint}",
            "The variable {name} is no attribute of the message and will not get into the letter.{hint}",
        ).format(name=name, hint=did_you_mean(suggestion)),
        path,
        suggestion=suggestion,
        severity="warning",
    )


def has_nothing(value: Value) -> bool:
    """Empty, or an object or list of nothing but empty values."""
    if isinstance(value, Mapping):
        return all(map(has_nothing, value.values()))
    if isinstance(value, tuple):
        return all(map(has_nothing, value))
    return is_empty(value)


def _members(
    attributes: Sequence[MessageAttribute], given: Mapping[str, Value], path: Path, problems: Problems
) -> dict[str, Value]:
    return {
        attribute.name: _attribute(attribute, given, (*path, attribute.name), problems)
        if attribute.name in given or attribute.required or attribute.not_empty
        else _nothing(attribute)
        for attribute in attributes
    }


def _nothing(attribute: MessageAttribute) -> Value:
    return () if attribute.array else None


def _attribute(
    attribute: MessageAttribute, given: Mapping[str, Value], path: Path, problems: Problems
) -> Value:
    if attribute.name not in given and attribute.required:
        _note(problems, "required", _REQUIRED, path)
        return _nothing(attribute)
    before = len(problems.found)
    items = [item for item in as_list(given.get(attribute.name)) if not is_empty(item)]
    if attribute.type == "object":
        items = _objects(attribute, items, path, problems)
    else:
        items = [item for item in items if _fits(attribute, item, path, problems)]
    if attribute.not_empty and has_nothing(tuple(items)) and len(problems.found) == before:
        _note(problems, "not_empty", _NOT_EMPTY, path)
    if attribute.array:
        return tuple(items)
    if len(items) > 1:
        _note(problems, "too_many_values", _TOO_MANY, path, count=len(items))
    return items[0] if items else None


def _objects(
    attribute: MessageAttribute, items: Sequence[Value], path: Path, problems: Problems
) -> list[Value]:
    """The objects of an attribute, each read by its children; those of which every child is empty are left out."""
    parts: list[Mapping[str, Value]] = []
    for item in items:
        if isinstance(item, Ref | Content) and attribute.child("Content"):
            parts.append({"Content": item})
        elif not isinstance(item, Mapping):
            _type_error(attribute, item, path, problems)
        elif attribute.array:
            parts.extend(_zipped(attribute, item, path, problems))
        else:
            parts.append(item)
    if len(parts) > MAX_OBJECTS:
        _note(problems, "too_many_values", _TOO_MANY_OBJECTS, path, count=len(parts), limit=MAX_OBJECTS)
        return []
    filled = [part for part in parts if not has_nothing(part)]
    return [
        _members(attribute.children, part, (*path, index) if attribute.array else path, problems)
        for index, part in enumerate(filled)
    ]


def _zipped(
    attribute: MessageAttribute, item: Mapping[str, Value], path: Path, problems: Problems
) -> list[Mapping[str, Value]]:
    """One object whose children hold lists of one length n, as n objects; single values repeat."""
    lists = {
        name: value
        for name, value in item.items()
        if isinstance(value, tuple)
        and len(value) > 1
        and (child := attribute.child(name))
        and not child.array
    }
    lengths = {len(value) for value in lists.values()}
    if not lists:
        return [item]
    if len(lengths) > 1:
        counts = ", ".join(f"{name}: {len(value)}" for name, value in lists.items())
        _note(problems, "length_mismatch", _LENGTHS, path, counts=counts)
        return []
    return [
        {name: lists[name][index] if name in lists else value for name, value in item.items()}
        for index in range(lengths.pop())
    ]


def _fits(attribute: MessageAttribute, item: Value, path: Path, problems: Problems) -> bool:
    if isinstance(item, _SCALARS[attribute.type]) or (
        _is_file_content(path) and isinstance(item, Ref | Content)
    ):
        return True
    _type_error(attribute, item, path, problems)
    return False


def _is_file_content(path: Path) -> bool:
    return path[0] == "Attachments" and path[-1] == "Content"


def _type_error(attribute: MessageAttribute, item: Value, path: Path, problems: Problems) -> None:
    given = next((label for kind, label in _KINDS if isinstance(item, kind)), Text("список", "a list"))
    wanted = TYPE_LABELS[attribute.type]
    _note(problems, "type_error", _TYPE, path, wanted=Text(wanted.ru.lower(), wanted.en.lower()), given=given)


_REQUIRED = Text(
    "Атрибут {name} обязателен: задайте переменную", "The attribute {name} is required: set the variable"
)
_NOT_EMPTY = Text("Атрибут {name} не может быть пустым", "The attribute {name} may not be empty")
_TOO_MANY = Text(
    "Атрибут {name} принимает одно значение, а задано {count}; отметьте «Массив» или задайте одно",
    "The attribute {name} takes one value and got {count}; mark it as an array or give one",
)
_TOO_MANY_OBJECTS = Text("В атрибуте {name} {count} объектов; можно не больше {limit}", "The attribute {name} has {count} objects; at most {limit} are allowed")  # fmt: skip
_LENGTHS = Text(
    "В атрибуте {name} разное число значений ({counts}): из них нельзя составить объекты",
    "The attribute {name} has different numbers of values ({counts}): no objects can be made of them",
)
_TYPE = Text("Атрибут {name}: нужен тип «{wanted}», а получено: {given}", "The attribute {name} needs the type '{wanted}' and got {given}")  # fmt: skip


def _note(problems: Problems, code: str, text: Text, path: Path, **parts: object) -> None:
    name = ".".join(step for step in path if isinstance(step, str))
    problems.add(code, text.format(name=name, **parts), *path)
