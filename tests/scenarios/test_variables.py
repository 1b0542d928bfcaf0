"""Sets of variables: replace and add, nested and repeated."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.kernel.values import as_list, is_empty
from vestnik.scenarios import variables
from vestnik.scenarios.variables import TooManyValues, added, gather, replaced

ANNA = {"Address": "anna@example.org"}
BORIS = {"Address": "boris@example.org"}


def test_replace_gives_the_listed_variables_new_values_with_their_whole_subtree() -> None:
    held = {"To": {"Address": "old@example.org", "Name": "Old"}, "FullName": "Anna"}
    assert replaced(held, [("To", ANNA)]) == {"To": ANNA, "FullName": "Anna"}


def test_a_parent_that_stands_several_times_in_the_table_is_an_array_in_order() -> None:
    assert gather([("To", ANNA), ("Subject", "s"), ("To", BORIS)]) == {"To": (ANNA, BORIS), "Subject": "s"}


def test_a_row_without_a_result_empties_under_replace() -> None:
    assert replaced({"FileName": "a.pdf"}, [("FileName", None)]) == {"FileName": None}


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ({}, ANNA),
        ({"To": None}, ANNA),
        ({"To": BORIS}, (BORIS, ANNA)),
        ({"To": (BORIS, ANNA)}, (BORIS, ANNA, ANNA)),
    ],
    ids=["absent becomes single", "empty becomes single", "single becomes a list", "a list becomes longer"],
)
def test_add_appends(held: dict[str, object], expected: object) -> None:
    assert added(held, [("To", ANNA)]) == {"To": expected}  # type: ignore[arg-type]


@pytest.mark.parametrize("nothing", [None, "", (), {}])
def test_a_row_without_a_result_adds_nothing(nothing: object) -> None:
    assert added({"To": ANNA}, [("To", nothing), ("Cc", nothing)]) == {"To": ANNA}  # type: ignore[list-item]


def test_empty_children_are_left_out_of_what_is_added() -> None:
    assert gather([("Address", None), ("Name", "Anna")], keep_empty=False) == {"Name": "Anna"}


def test_a_variable_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variables, "MAX_VALUES", 3)
    with pytest.raises(TooManyValues):
        added({"To": ("a", "b", "c")}, [("To", "d")])


names = st.sampled_from(["To", "Cc", "Subject"])
leaves = st.one_of(st.none(), st.text(max_size=3), st.integers(0, 9).map(Decimal))
rows = st.lists(st.tuples(names, leaves), max_size=8)
held_sets = st.dictionaries(names, st.one_of(leaves, st.lists(leaves, max_size=3).map(tuple)), max_size=3)


@given(held_sets, rows)
@settings(max_examples=100)
def test_neither_operation_changes_what_it_is_given(held: dict[str, object], table: list[object]) -> None:
    before = dict(held)
    replaced(held, table)  # type: ignore[arg-type]
    added(held, table)  # type: ignore[arg-type]
    assert held == before


@given(held_sets, rows)
@settings(max_examples=100)
def test_add_loses_nothing_and_keeps_the_order(
    held: dict[str, object], table: list[tuple[str, object]]
) -> None:
    made = added(held, table)  # type: ignore[arg-type]
    for name in {*held, *(row[0] for row in table)}:
        before = [v for v in as_list(held.get(name)) if v is not None]  # type: ignore[arg-type]
        more = [value for row, value in table if row == name and not is_empty(value)]  # type: ignore[arg-type]
        got = [v for v in as_list(made.get(name)) if v is not None]
        assert got[-len(more) :] == more if more else True
        assert [v for v in got if v != ""][: len([v for v in before if v != ""])] == [
            v for v in before if v != ""
        ]


@given(held_sets, rows)
@settings(max_examples=100)
def test_replace_touches_the_listed_variables_only(
    held: dict[str, object], table: list[tuple[str, object]]
) -> None:
    made = replaced(held, table)  # type: ignore[arg-type]
    listed = {name for name, _ in table}
    assert set(made) == {*held, *listed}
    assert all(made[name] == held[name] for name in held if name not in listed)
