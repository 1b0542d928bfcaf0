from __future__ import annotations

from typing import Any

import pytest
from tests.records.conftest import Desk

from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Ref, Value
from vestnik.records.buttons import ButtonMissing, Pressed, press
from vestnik.records.operations.base import NoRecord
from vestnik.records.operations.registry import operations
from vestnik.records.record import RecordMissing, RecordStale


@pytest.fixture
def desk(sqlite_desk: Desk) -> Desk:
    buttons: list[dict[str, Any]] = [
        {"name": name, "title": name, "operation": name}
        for name in operations.by_name
        if name != "create_related"
    ]
    buttons += [
        {"name": "line", "title": "+", "operation": {"type": "create_related", "attribute": "Pozitsii"}},
        {"name": "quiet", "title": "q", "save_after": False},
        {"name": "anyway", "title": "a", "operation": "save", "skip_checks": True},
    ]
    sqlite_desk.template("Pozitsii")
    sqlite_desk.template(
        "Zakazy",
        {"name": "Nomer", "data_type": "text", "required": True},
        {"name": "Pozitsii", "data_type": "record", "template": "Pozitsii", "multiple": True},
        buttons=buttons,
    )
    return sqlite_desk


def pressed(desk: Desk, button: str, record: Ref | None, **values: Value) -> Pressed:
    return desk.run(lambda records: press(records, "Zakazy", button, record, values))


def test_unsaved_values_are_written_before_the_event(desk: Desk) -> None:
    ref = desk.create("Zakazy", Nomer="1")
    done = pressed(desk, "trigger_event", ref, Nomer="2")
    assert (done.record, done.fires_event, done.unsaved) == (ref, True, frozenset())
    assert desk.get(ref).values["Nomer"] == "2"


def test_a_button_that_does_not_save_says_what_it_left(desk: Desk) -> None:
    ref = desk.create("Zakazy", Nomer="1")
    assert pressed(desk, "quiet", ref, Nomer="2").unsaved == {"Nomer"}
    assert desk.get(ref).values["Nomer"] == "1"


def test_create_makes_a_record_and_is_the_only_one_without_an_event(desk: Desk) -> None:
    done = pressed(desk, "create", None, Nomer="1")
    assert done.record is not None
    assert not done.fires_event
    assert desk.get(done.record).values["Nomer"] == "1"
    assert [name for name, type in operations.by_name.items() if not type.fires_event] == ["create"]


def test_save_writes_and_checks(desk: Desk) -> None:
    ref = desk.create("Zakazy", Nomer="1")
    assert pressed(desk, "save", ref, Nomer="2").fires_event
    with pytest.raises(Invalid):
        pressed(desk, "save", ref, Nomer=None)
    assert desk.get(ref).values["Nomer"] == "2"
    pressed(desk, "anyway", ref, Nomer=None)
    assert desk.get(ref).values["Nomer"] is None


def test_archive_and_back(desk: Desk) -> None:
    ref = desk.create("Zakazy", Nomer="1")
    pressed(desk, "archive", ref)
    assert desk.get(ref).archived
    pressed(desk, "unarchive", ref)
    assert not desk.get(ref).archived


def test_delete_leaves_nothing_to_show(desk: Desk) -> None:
    ref = desk.create("Zakazy", Nomer="1")
    assert pressed(desk, "delete", ref).record is None
    with pytest.raises(RecordMissing):
        desk.get(ref)


def test_a_related_record_is_linked(desk: Desk) -> None:
    ref = desk.create("Zakazy", Nomer="1")
    lines = tuple(pressed(desk, "line", ref).record for _ in range(2))
    assert desk.get(ref).values["Pozitsii"] == lines


def test_a_form_that_is_behind_is_refused(desk: Desk) -> None:
    ref = desk.create("Zakazy", Nomer="1")
    desk.change(ref, Nomer="2")
    for button in ("save", "trigger_event"):
        with pytest.raises(RecordStale):
            desk.run(lambda r, b=button: press(r, "Zakazy", b, ref, {"Nomer": "3"}, expected_version=1))


def test_what_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(ButtonMissing) as missing:
        pressed(desk, "archiv", None)
    assert missing.value.problem.suggestion == "archive"
    with pytest.raises(NoRecord):
        pressed(desk, "archive", None)
    with pytest.raises(RecordMissing):
        pressed(desk, "archive", desk.create("Pozitsii"))
