"""Computed attributes: not stored, computed at each reading, read-only."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.records.conftest import Desk

from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Ref, Value
from vestnik.records.listing import BadFilter, Condition

PRICE = {"name": "Price", "data_type": "number"}
COUNT = {"name": "Count", "data_type": "number"}
TOTAL = {
    "name": "Total",
    "data_type": "number",
    "computed": True,
    "expression": {"formula": "$Price * $Count"},
}


def whole(desk: Desk, ref: Ref) -> dict[str, Value]:
    return desk.run(lambda records: dict(records.whole([records.get(ref)])[0].values))


def problems(desk: Desk, ref: Ref) -> dict[object, str]:
    """Code by attribute."""
    found = desk.run(lambda records: records.whole([records.get(ref)])[0].problems)
    return {problem.path[-1]: problem.code for problem in found}


def test_it_follows_what_it_is_computed_from(desk: Desk) -> None:
    desk.template("Order", PRICE, COUNT, TOTAL)
    ref = desk.create("Order", Price=Decimal(20), Count=Decimal(3))
    assert whole(desk, ref)["Total"] == Decimal(60)

    desk.change(ref, Count=Decimal(4))

    assert whole(desk, ref)["Total"] == Decimal(80)
    assert desk.get(ref).values["Total"] is None, "nothing is stored"


def test_expressions_read_it_and_find_records_by_it(desk: Desk) -> None:
    desk.template("Order", PRICE, COUNT, TOTAL)
    first = desk.create("Order", Price=Decimal(20), Count=Decimal(3))
    desk.create("Order", Price=Decimal(1), Count=Decimal(1))

    with desk.objects() as objects:
        predicate = objects.schema.shape("Order").attributes["Total"].info.predicate
        assert list(objects.values(first, predicate)) == [Decimal(60)]
        assert list(objects.subjects(predicate, Decimal(60))) == [first]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"attribute": "Price"}, Decimal(20)),
        ({"formula": '"№ " + $Price'}, None),
        ({"formula": "$Price / 0"}, None),
        ({"n3": '{("Order" "Price") <http://comindware.com/ontology/object#findProperty> ?p. ?item ?p ?value.}'}, Decimal(20)),
    ],
)  # fmt: skip
def test_any_language_may_compute_it_and_a_fault_gives_no_value(
    sqlite_desk: Desk, expression: dict[str, str], expected: Value
) -> None:
    sqlite_desk.template("Order", PRICE, {**TOTAL, "expression": expression})
    ref = sqlite_desk.create("Order", Price=Decimal(20))
    assert whole(sqlite_desk, ref)["Total"] == expected


def test_attributes_that_go_round_in_a_circle_have_no_value(sqlite_desk: Desk) -> None:
    one = {**TOTAL, "name": "One", "expression": {"formula": "$Two + 1"}}
    two = {**TOTAL, "name": "Two", "expression": {"formula": "$One + 1"}}
    sqlite_desk.template("Loop", one, two)
    ref = sqlite_desk.create("Loop")
    values = whole(sqlite_desk, ref)
    assert values["One"] is None
    assert values["Two"] is None
    assert problems(sqlite_desk, ref) == {"One": "cycle", "Two": "cycle"}


def test_the_record_says_why_an_attribute_could_not_be_computed(desk: Desk) -> None:
    wrong = {**TOTAL, "name": "Wrong", "expression": {"formula": '"№ " + $Price'}}
    desk.template("Order", PRICE, COUNT, {**TOTAL, "expression": {"formula": "$Price / $Count"}}, wrong)
    ref = desk.create("Order", Price=Decimal(20), Count=Decimal(0))
    assert problems(desk, ref) == {"Total": "division_by_zero", "Wrong": "value_unfit"}
    [total, _] = desk.run(lambda records: records.whole([records.get(ref)])[0].problems)
    assert total.message.en.startswith("'Total' cannot be computed: ")
    assert (total.line, total.column) == (1, 1)

    desk.change(ref, Count=Decimal(4))
    assert problems(desk, ref) == {"Wrong": "value_unfit"}


def test_it_may_be_the_title(sqlite_desk: Desk) -> None:
    title = {
        "name": "Shown", "data_type": "text", "computed": True, "is_title": True,
        "expression": {"formula": 'FORMAT("Order {0}", LIST($Price))'},
    }  # fmt: skip
    sqlite_desk.template("Order", PRICE, title)
    ref = sqlite_desk.create("Order", Price=Decimal(7))
    assert sqlite_desk.run(lambda records: records.titles([ref])) == {ref: "Order 7"}


def test_it_cannot_be_written_or_filtered_by(sqlite_desk: Desk) -> None:
    sqlite_desk.template("Order", PRICE, COUNT, TOTAL)
    with pytest.raises(Invalid) as refused:
        sqlite_desk.create("Order", Total=Decimal(1))
    assert refused.value.problem.code == "computed_attribute"
    with pytest.raises(BadFilter):
        sqlite_desk.listed("Order", Condition("Total", "eq", Decimal(1)))


def test_turning_it_on_drops_stored_values_and_asks_first(desk: Desk) -> None:
    stored = {"name": "Total", "data_type": "number"}
    desk.template("Order", PRICE, COUNT, stored)
    ref = desk.create("Order", Price=Decimal(2), Count=Decimal(2), Total=Decimal(999))

    with pytest.raises(Invalid) as refused:
        desk.template("Order", PRICE, COUNT, TOTAL)
    assert [problem.code for problem in refused.value.problems] == ["values_would_be_lost"]
    desk.template("Order", PRICE, COUNT, TOTAL, discard={"Total": "number"})
    assert whole(desk, ref)["Total"] == Decimal(4)

    desk.template("Order", PRICE, COUNT, stored)
    assert whole(desk, ref)["Total"] is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"expression": None}, "computed_expression"),
        ({"computed": False}, "computed_expression"),
        ({"required": True}, "not_for_computed"),
        ({"unique": True}, "not_for_computed"),
        ({"log_changes": True}, "not_for_computed"),
        ({"data_type": "document", "multiple": True}, "not_computable"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused(
    sqlite_desk: Desk, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        sqlite_desk.template("Order", {**TOTAL, **change})
    assert [problem.code for problem in refused.value.problems] == [code]
