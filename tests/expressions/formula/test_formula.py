"""Compiled formulas: cache, conditions, explain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.worlds import World
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula import compile_formula
from vestnik.expressions.memory import MemorySchema
from vestnik.expressions.trace import Trace
from vestnik.kernel.problem import Invalid


def test_a_formula_is_compiled_once(world: World) -> None:
    one = compile_formula("$Tema", world.schema, worlds.ITEM)
    assert compile_formula("$Tema", world.schema, worlds.ITEM) is one
    assert compile_formula("$Tema", world.schema, worlds.ITEM, variables=()) is not one
    assert compile_formula("$Tema", world.schema, None) is not one


def test_another_configuration_is_another_formula(world: World) -> None:
    one = compile_formula("1", MemorySchema(revision=1), None)
    assert compile_formula("1", MemorySchema(revision=1), None) is not one


def test_errors_are_raised_with_the_warnings_beside_them(world: World) -> None:
    with pytest.raises(Invalid) as raised:
        compile_formula("ISBLANK($Temu)", world.schema, worlds.ITEM)
    assert [(problem.code, problem.severity) for problem in raised.value.problems] == [
        ("deprecated_name", "warning"),
        ("unknown_attribute", "error"),
    ]


@pytest.mark.parametrize(
    ("text", "met"),
    [("true", True), ("$Srochno", True), ("LIST(true)", True), ("$Pusto", False), ("1", False), ('"true"', False), ("1 / 0 == 1", False)],
)  # fmt: skip
def test_a_condition_is_met_only_by_true(world: World, text: str, met: bool) -> None:
    assert compile_formula(text, world.schema, worlds.ITEM).condition(world.scope) is met


def test_the_fault_of_a_condition_can_be_logged(world: World) -> None:
    seen: list[ExpressionFault] = []
    formula = compile_formula("SUBSTRING($Tema, 99)", world.schema, worlds.ITEM)
    assert formula.condition(world.scope, seen.append) is False
    assert [fault.kind for fault in seen] == ["out_of_range"]


def test_a_fault_tells_kind_place_and_operands_in_both_languages(world: World) -> None:
    formula = compile_formula("1 +\n  DIVIDE($Summa, 0)", world.schema, worlds.ITEM)
    with pytest.raises(ExpressionFault) as raised:
        formula.evaluate(world.scope)
    fault = raised.value
    assert (fault.kind, fault.line, fault.column, fault.operands) == ("division_by_zero", 2, 3, ("12.5", "0"))
    assert fault.problem.as_json("ru")["message"] == "Деление на ноль"


def test_explain_notes_every_sub_expression(world: World) -> None:
    trace: Trace = []
    formula = compile_formula('IF($Summa > 10, $Poluchatel->mbox, "нет")', world.schema, worlds.ITEM)
    assert formula.evaluate(replace(world.scope, trace=trace)) == "petrova@example.org"
    assert [(entry.text, entry.value) for entry in trace] == [
        ("$Summa", "12.5"),
        ("$Summa > 10", "true"),
        ("$Poluchatel", "account.2"),
        ("$Poluchatel->mbox", '"petrova@example.org"'),
        ('IF($Summa > 10, $Poluchatel->mbox, "нет")', '"petrova@example.org"'),
    ]
    assert all(entry.microseconds >= 0 and entry.line == 1 for entry in trace)


def test_explain_shows_each_step_of_a_path() -> None:
    people = {"account.1": {"manager": {"ref": "account.2"}}, "account.2": {"mbox": "b@example.org"}}
    world = worlds.build({"item": {"Poluchatel": {"ref": "account.1"}}, "accounts": people})
    trace: Trace = []
    formula = compile_formula("$Poluchatel->manager->mbox", world.schema, worlds.ITEM)
    formula.evaluate(replace(world.scope, trace=trace))
    assert [(entry.text, entry.value) for entry in trace] == [
        ("$Poluchatel", "account.1"),
        ("$Poluchatel->manager", "account.2"),
        ("$Poluchatel->manager->mbox", '"b@example.org"'),
    ]


def test_explain_shows_where_a_fault_arose(world: World) -> None:
    trace: Trace = []
    formula = compile_formula("VALUE($Summa / 0, 1)", world.schema, worlds.ITEM)
    formula.evaluate(replace(world.scope, trace=trace))
    assert [entry.fault for entry in trace] == [None, "division_by_zero", None]


def test_explain_is_bounded(world: World) -> None:
    trace: Trace = []
    rows = "LIST(" + ", ".join(["$Pozitsii"] * 500) + ")"
    compile_formula(f"from p in {rows} select p->Summa", world.schema, worlds.ITEM).evaluate(
        replace(world.scope, trace=trace)
    )
    assert len(trace) == 1_000


def test_many_values_of_a_formula_are_kept_apart(world: World) -> None:
    """One compiled formula is shared; evaluations of it do not see each other."""
    formula = compile_formula("from p in $Pozitsii select p->Summa + $$n", world.schema, worlds.ITEM)
    first = formula.evaluate(replace(world.scope, variables={"n": worlds.number(1)}))
    second = formula.evaluate(replace(world.scope, variables={"n": worlds.number(2)}))
    assert first != second
