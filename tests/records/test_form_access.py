"""What a form allows: required, read-only and hidden fields of a record that is saved through it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.records.conftest import Desk

from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Ref, Value
from vestnik.records.buttons import press
from vestnik.records.form_state import FormMissing
from vestnik.records.record import RecordStale

ROWS = [
    [{"attribute": "Tema", "access": "required"}, "Files"],
    [{"group": "More", "rows": [[{"attribute": "Summa", "access": "read_only"}]]}],
    [{"attribute": "Stadiya", "access": "hidden"}, {"attribute": "Nomer", "access": "read_only"}, "Nomer"],
]


@pytest.fixture
def forms(desk: Desk) -> Desk:
    desk.template(
        "Zadacha",
        {"name": "Tema", "data_type": "text"},
        {"name": "Nomer", "data_type": "text"},
        {"name": "Summa", "data_type": "number"},
        {"name": "Stadiya", "data_type": "enum", "variants": [{"name": "New", "ru": "Новая"}, {"name": "Old", "ru": "Старая"}]},
        {"name": "Files", "data_type": "document"},
        forms=[{"name": "main", "title": "Main", "rows": ROWS}],
        buttons=[
            {"name": name, "title": name, "operation": name} for name in ("create", "save", "trigger_event", "archive")
        ]
        + [{"name": "anyway", "title": "a", "operation": "save", "skip_checks": True}],
    )  # fmt: skip
    return desk


def pressed(desk: Desk, button: str, record: Ref | None, version: int | None = None, **values: Value) -> None:
    desk.run(
        lambda records: press(
            records, "Zadacha", button, record, values, form="main", expected_version=version
        )
    )


def refused(desk: Desk, button: str, record: Ref | None, **values: Value) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        pressed(desk, button, record, **values)
    return {str(problem.path[-1]): problem.code for problem in refusal.value.problems}


def test_what_the_form_forbids_is_told_at_the_fields_all_at_once(forms: Desk) -> None:
    ref = forms.create("Zadacha", Tema="One", Summa=Decimal(1), Stadiya="New")
    wrong = refused(forms, "save", ref, Tema="", Summa=Decimal(2), Stadiya="Old", Nomer="7")
    assert wrong == {"Tema": "required", "Summa": "field_read_only", "Stadiya": "field_read_only"}
    assert refused(forms, "create", None, Summa=Decimal(2)) == {
        "Tema": "required",
        "Summa": "field_read_only",
    }


def test_a_form_may_send_back_what_it_showed(forms: Desk) -> None:
    ref = forms.create("Zadacha", Tema="One", Summa=Decimal(1), Stadiya="New")
    pressed(forms, "save", ref, Tema="Two", Summa=Decimal(1), Stadiya="New", Nomer="7")
    assert (forms.get(ref).values["Tema"], forms.get(ref).values["Nomer"]) == ("Two", "7")
    pressed(forms, "create", None, Tema="Three", Summa=None)


def test_a_value_that_is_there_already_is_not_asked_for_again(forms: Desk) -> None:
    ref = forms.create("Zadacha", Tema="One")
    pressed(forms, "trigger_event", ref, Nomer="7")
    empty = forms.create("Zadacha")
    assert refused(forms, "trigger_event", empty, Nomer="7") == {"Tema": "required"}
    pressed(forms, "archive", empty)
    pressed(forms, "anyway", empty, Nomer="7")
    assert refused(forms, "anyway", empty, Summa=Decimal(7)) == {"Summa": "field_read_only"}


def test_a_form_that_is_behind_is_told_so_rather_than_that_its_field_is_locked(forms: Desk) -> None:
    ref = forms.create("Zadacha", Tema="One", Summa=Decimal(1))
    forms.change(ref, Summa=Decimal(2))
    with pytest.raises(RecordStale):
        pressed(forms, "save", ref, 1, Tema="Two", Summa=Decimal(1))


def test_scenarios_and_callers_without_a_form_are_not_bound_by_it(forms: Desk) -> None:
    ref = forms.create("Zadacha")
    forms.change(ref, Summa=Decimal(2))
    forms.run(lambda records: press(records, "Zadacha", "save", ref, {"Summa": Decimal(3)}))
    assert forms.get(ref).values["Summa"] == Decimal(3)


def test_an_unknown_form_is_named_with_the_nearest(forms: Desk) -> None:
    with pytest.raises(FormMissing) as missing:
        forms.run(lambda records: press(records, "Zadacha", "create", None, form="mian"))
    assert missing.value.problem.suggestion == "main"
