"""A model as canonical JSON: what is stored, compared, shown and exported. Secrets are never in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_origin

from pydantic import BaseModel

from vestnik.kernel.durations import format_duration
from vestnik.kernel.problem import Path
from vestnik.kernel.secret import Secret

Json = Any
"""None, text, bool, int, `Decimal`, list or dict with text keys."""


def canonical(model: BaseModel) -> dict[str, Json]:
    """The whole model as JSON without its secrets. Equal models give equal JSON."""
    body = _json(model.model_dump(by_alias=True, serialize_as_any=True))
    for path in secrets_in(model):
        _remove(body, path)
    return body  # type: ignore[no-any-return]


def sparse(model: BaseModel) -> dict[str, Json]:
    """As a person would write it: without fields that have their default, except those that name a type."""
    return _sparse(model, canonical(model))  # type: ignore[no-any-return]


def secrets_in(model: BaseModel) -> dict[Path, Secret]:
    """Every secret that is set, by its path."""
    return dict(_secrets(model))


def get_in(tree: Json, path: Path) -> Json:
    """What lies at a path; None where nothing does."""
    for step in path:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def put_in(tree: dict[str, Json], path: Path, value: Json) -> dict[str, Json]:
    """A copy of the tree with a value at a path of names; the tree itself is left alone."""
    name, *rest = path
    inner = put_in(dict(tree.get(str(name)) or {}), tuple(rest), value) if rest else value
    return {**tree, str(name): inner}


def has(tree: Json, path: Path) -> bool:
    """Whether the path is there, be it with null."""
    for step in path:
        if not isinstance(tree, Mapping) or step not in tree:
            return False
        tree = tree[step]
    return True


def _secrets(value: Any, path: Path = ()) -> Iterator[tuple[Path, Secret]]:
    if isinstance(value, Secret):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _secrets(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _secrets(item, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for index, item in enumerate(value):
            yield from _secrets(item, (*path, index))


def _json(value: Any) -> Json:
    match value:
        case None | str() | bool() | int() | Decimal():
            return value.value if isinstance(value, Enum) else value
        case float():
            return Decimal(repr(value))
        case timedelta():
            return format_duration(value)
        case datetime():
            return value.isoformat()
        case Enum():
            return value.value
        case Mapping():
            return {str(key): _json(item) for key, item in value.items()}
        case Set():
            return sorted(_json(item) for item in value)
        case Sequence():
            return [_json(item) for item in value]
    return str(value)


def _sparse(value: Any, dumped: Json) -> Json:
    if isinstance(value, BaseModel) and isinstance(dumped, dict):
        return dict(_telling_fields(value, dumped))
    if isinstance(value, Mapping) and isinstance(dumped, dict):
        return {key: _sparse(item, dumped[str(key)]) for key, item in value.items()}
    if isinstance(value, list | tuple) and isinstance(dumped, list):
        return [_sparse(item, shown) for item, shown in zip(value, dumped, strict=True)]
    return dumped


def _telling_fields(model: BaseModel, dumped: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    fields = type(model).model_fields
    known = {field.alias or name: (name, field) for name, field in fields.items()}
    for key, shown in dumped.items():
        if key not in known:  # a serializer of its own shape
            yield key, shown
            continue
        name, field = known[key]
        value = getattr(model, name)
        names_a_type = get_origin(field.annotation) is Literal and len(field.annotation.__args__) == 1  # type: ignore[union-attr]
        if names_a_type or field.is_required() or value != field.get_default(call_default_factory=True):
            yield key, _sparse(value, shown)


def _remove(body: Json, path: Path) -> None:
    *outer, last = path
    holder = body
    for step in outer:
        holder = holder[step]
    del holder[last]
