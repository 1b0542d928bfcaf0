"""Junk is refused with its place named, whatever the field; it is never an unforeseen error."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from tests.every_type.conftest import PLACES, Desk, definition_with
from tests.every_type.sample import sample, schema_of

from vestnik.kernel.problem import VestnikError

JUNK: tuple[Any, ...] = (
    None, {}, [], [[]], {"a": {"b": [1]}}, -1, 10**40, Decimal("0.1"), True, "", "\x00", "a\r\nBcc: x@example.org",
    "x" * 70_000, "{{{", [1] * 3, "❄" * 300,
)  # fmt: skip


def test_a_field_that_it_has_not_is_refused_with_the_nearest_name(desk: Desk, kind: str, name: str) -> None:
    schema = schema_of(kind, name)
    known = max((field for field in schema["properties"] if len(field) > 3), key=len)
    made = sample(schema) | {known + "x": 1}

    answer = desk.put(PLACES[kind], definition_with(kind, made))

    assert answer.status_code == 422, answer.text
    unknown = next(error for error in answer.json()["errors"] if error["code"] == "unknown_field")
    assert unknown["path"].endswith(known + "x")
    assert unknown["suggestion"] == known


def test_a_required_field_that_is_missing_is_named(desk: Desk, kind: str, name: str) -> None:
    schema = schema_of(kind, name)
    required = [field for field in schema.get("required", ()) if field not in ("name", "app", "port")]
    if not required:
        pytest.skip("it has no required field of its own")
    made = {field: value for field, value in sample(schema).items() if field not in required}

    answer = desk.put(PLACES[kind], definition_with(kind, made))

    assert answer.status_code == 422, answer.text
    missing = [error["path"].rpartition(".")[2] for error in answer.json()["errors"]]
    assert set(required) <= set(missing)


def test_junk_in_any_field_is_refused_or_kept_but_never_breaks(desk: Desk, kind: str, name: str) -> None:
    """Saved for real and undone; whatever is raised has to be an error that is told to people."""
    schema = schema_of(kind, name)
    place, saved_as = PLACES[kind].strip("/").split("/")
    with desk.system.db.write() as tx:
        definitions = desk.system.definitions(tx)
        for field in schema["properties"]:
            for junk in JUNK:
                body = definition_with(kind, sample(schema) | {field: junk})
                with suppress(VestnikError, _Undone), tx.savepoint():
                    definitions.save(place.removesuffix("s"), saved_as, body)
                    raise _Undone


class _Undone(Exception):
    pass
