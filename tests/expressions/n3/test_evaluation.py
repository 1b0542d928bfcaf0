"""Order, backtracking, blocks and values: the rules of spec/n3.md 4 beyond its vectors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from vestnik.expressions.cases.n3_world import World
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.trace import Trace
from vestnik.kernel.values import Content, Ref

Evaluate = Callable[..., list[Any]]

SAME_RESULT = [
    # goals, results
    ("1 -> ?value. 2 -> ?value.", [2]),
    ("(1 1.0 2) list:member ?value.", [1, 2]),
    ('(1 "1" true) list:member ?value.', [1, "1", True]),
    ("or { 1 == 2 } or { (3 4) list:member ?value }", [3, 4]),
    ("or { (3 4) list:member ?x } or { 9 -> ?x } ?x math:greaterThan 4. ?x -> ?value.", []),
    ("(1 2 3) list:member ?x. or { ?x == 2. 20 -> ?value. } or { ?x -> ?value. }", [1, 20, 3]),
    ("if { (1 2) list:member ?x } then { ?x math:greaterThan 1. ?x -> ?value. } else { 0 -> ?value. }", [2]),
    ("if { 1 == 2 } then { 1 -> ?value. }", []),
    ("if { } then { 1 -> ?value. } else { 2 -> ?value. }", [1]),
    ("(1 2) list:member ?x. once { (3 4) list:member ?y. } (?x ?y) math:sum ?value.", [4, 5]),
    ("not { not { 1 -> ?x. } } 1 -> ?value.", [1]),
    ("from { (1 1 2) list:member ?x. } select (?x) -> ?value.", [[[1], [1], [2]]]),
    ("{ (1 1 2) list:member ?x. } assert:count ?value.", [3]),
    ("{ (1 1 2) list:member ?value. } assert:distinct ?value.", [1, 2]),
    ("{ ((1 2) (1 2) (1 3)) list:member (?a ?b). } assert:distinct (?a ?b). (?a ?b) -> ?value.", [[1, 2], [1, 3]]),
    ("(1 2) list:member ?x. { (2 3) list:member ?x. } assert:count 1. ?x -> ?value.", [2]),
    ("((1 2) (3 4)) list:member (?a ?value).", [2, 4]),
    ("(1 2) == (?a ?value).", [2]),
    ('("k" 5) -> ("k" ?value).', [5]),
    ('("k" 5) -> ("j" ?value).', []),
    ('"k" -> (?a ?value).', []),
    ('"a" != 1. true -> ?value.', [True]),
    ("account:mbox -> ?p. ?u account:username \"ivanov\". ?u ?p ?value.", ["ivanov@example.org"]),
    ('string:concatenation -> ?p. ("a" "b") ?p ?value.', ["ab"]),
    ('("_Account" "mbox") object:findProperty ?p. ?value ?p "ivanov@example.org".', ["account.1"]),
    ('[a account:Account; account:username "ivanov"] account:mbox ?value.', ["ivanov@example.org"]),
    ("?item a ?t; cmw:container ?t. ?t object:alias ?value.", ["Elpisma"]),
    ("?item <http://example.org/p> ?value.", []),
    ("account:Account account:mbox ?value.", []),
    ('("a" ("b" 1) true) string:concatenation ?value.', ["ab, 1true"]),
    ('"2025-03-12T12:00:00+03:00"^^xsd:dateTime -> ?value.', ["2025-03-12T09:00:00Z"]),
    ('"2025-03-12T12:00:00"^^xsd:dateTime -> ?value.', ["2025-03-12T12:00:00Z"]),
    ("1.5e1 -> ?x. ?x == 15. true -> ?value.", [True]),
    ("if { 1 == 2. } then { 1 -> ?x. } else { }. (?x 1) cmwnullable:sum ?value.", []),
]  # fmt: skip


@pytest.mark.parametrize(("goals", "results"), SAME_RESULT, ids=[goals for goals, _ in SAME_RESULT])
def test_goals_give_these_results_in_this_order(evaluate: Evaluate, goals: str, results: list[Any]) -> None:
    found = evaluate(goals)
    assert found == results
    assert [type(value) is bool for value in found] == [type(value) is bool for value in results]


FAULTS = [
    ('"x" -> ?t. ?value a ?t.', "type_error"),
    ('"x" -> ?p. ?item ?p ?value.', "type_error"),
    ("?item -> ?p. ?item ?p ?value.", "type_error"),
    ('("{0} {1}" 1) string:format ?value.', "type_error"),
    ('("abc" 4) cmwstring:substring ?value.', "type_error"),
    ('(1 "a") cmwmath:max ?value.', "type_error"),
    ("true math:equalTo true. 1 -> ?value.", "type_error"),
    ('("9999-12-31T00:00:00Z"^^xsd:dateTime "P30D"^^xsd:duration) cmwtime:addDuration ?value.', "type_error"),
    ("1e900 -> ?x. (?x ?x) math:product ?value.", "type_error"),
    ("(1 0) math:remainder ?value.", "division_by_zero"),
    ('"op.42" ui:toQName ?p. "rec.401" ui:toQName ?r. (?r "x") object:getRootByParentProperty ?value.', "type_error"),
    ('"N" -> ?n. ("Elpisma" ?n) object:findProperty ?value.', "unknown_attribute"),
    ('"N" -> ?n. (?n "Tema") object:findProperty ?value.', "unknown_template"),
    ('"N" -> ?n. ("Status" ?n) convert:enumValue ?value.', "unknown_enum_value"),
]  # fmt: skip


@pytest.mark.parametrize(("goals", "kind"), FAULTS, ids=[goals for goals, _ in FAULTS])
def test_a_goal_that_cannot_go_on_stops_with_its_kind_and_place(
    evaluate: Evaluate, goals: str, kind: str
) -> None:
    with pytest.raises(ExpressionFault) as caught:
        evaluate(goals)
    fault = caught.value
    assert fault.kind == kind
    assert fault.line is not None
    assert fault.column is not None


def test_a_fault_shows_the_goal_and_its_bindings_shortened(evaluate: Evaluate) -> None:
    with pytest.raises(ExpressionFault) as caught:
        evaluate('"' + "x" * 500 + '" -> ?t. (?t 1) math:quotient ?value.')
    (operand,) = caught.value.operands
    assert operand.startswith('?t = "xxx')
    assert len(operand) < 80
    assert "(?t 1) math:quotient ?value" in caught.value.message.en


def test_a_system_attribute_is_one_of_its_template_only(world: World, evaluate: Evaluate) -> None:
    order, letter = Ref("rec", 201), Ref("rec", 103)
    world.objects.put(order, "system:isDisabled", True)
    assert world.objects.values(letter, "system:isDisabled") == (True,)
    assert evaluate('("Zakazy" "_isDisabled") object:findProperty ?p. ?value ?p true.') == ["rec.201"]
    assert evaluate('("Zakazy" "_isDisabled") object:findProperty ?p. ?value ?p ?.') == ["rec.201"]
    assert evaluate('("Zakazy" "_isDisabled") object:findProperty ?p. ?item ?p ?value.', item="rec.103") == []
    assert evaluate('("Zakazy" "_isDisabled") object:findProperty ?p. ?item ?p ?value.', item="rec.201") == [
        True
    ]
    assert evaluate('("Zakazy" "_isDisabled") object:findProperty ?value.') == ["Zakazy._isDisabled"]


def test_a_cycle_upwards_is_an_error(world: World) -> None:
    query = compile_n3(
        """@prefix object: <http://comindware.com/ontology/object#>.
        { ("Kontragenty" "Roditel") object:findProperty ?p. (?item ?p) object:getRootByParentProperty ?value. }""",
        world.objects.schema,
        effects_allowed=False,
    )
    scope, _ = world.scope({"item": "rec.403"})
    top, below = next(iter(query.values(scope))), scope.item
    world.objects.put(top, "op.41", below)  # type: ignore[arg-type]
    with pytest.raises(ExpressionFault) as caught:
        query.values(scope)
    assert caught.value.kind == "cycle"


def test_one_value_is_asked_for_and_several_name_the_remedy(world: World) -> None:
    several = compile_n3(
        "{ or { 1 -> ?value. } or { 2 -> ?value. } }", world.objects.schema, effects_allowed=False
    )
    scope, _ = world.scope({"item": "rec.101"})
    assert several.value(scope) == 1
    text = "@prefix list: <http://www.w3.org/2000/10/swap/list#>. { (1 2) list:member ?value. }"
    with pytest.raises(ExpressionFault) as caught:
        compile_n3(text, world.objects.schema, effects_allowed=False).value(scope)
    assert caught.value.kind == "too_many_values"
    assert "once{" in caught.value.message.en
    assert (
        compile_n3("{ 1 == 2. 1 -> ?value. }", world.objects.schema, effects_allowed=False).value(scope)
        is None
    )


@pytest.mark.parametrize(
    ("goals", "holds"),
    [("true -> ?value.", True), ("false -> ?value.", False), ("1 == 2. true -> ?value.", False),
     ("(true false) list:member ?value.", False), ("(true true) list:member ?value.", True)],
)  # fmt: skip
def test_a_condition_holds_for_exactly_one_true(world: World, goals: str, holds: bool) -> None:
    text = "@prefix list: <http://www.w3.org/2000/10/swap/list#>. { " + goals + " }"
    scope, _ = world.scope({"item": "rec.101"})
    assert compile_n3(text, world.objects.schema, effects_allowed=False).condition(scope) is holds


def test_a_condition_that_is_no_boolean_is_a_type_error(world: World) -> None:
    scope, _ = world.scope({"item": "rec.101"})
    with pytest.raises(ExpressionFault) as caught:
        compile_n3("{ 0 -> ?value. }", world.objects.schema, effects_allowed=False).condition(scope)
    assert caught.value.kind == "type_error"


def test_contents_are_read_only_by_goals_that_look_into_them(world: World, evaluate: Evaluate) -> None:
    document = '("Elpisma" "Vlozhenie") object:findProperty ?p. ?item ?p ?d. ?d document:content ?c.'
    scope, _ = world.scope({"item": "rec.101"})
    text = (
        "@prefix object: <http://comindware.com/ontology/object#>. "
        "@prefix document: <http://comindware.com/ontology/document#>. { " + document + " ?c -> ?value. }"
    )
    (found,) = compile_n3(text, world.objects.schema, effects_allowed=False).values(scope)
    assert isinstance(found, Content)
    assert world.objects.reads == 0
    assert evaluate(f"{document} ?c cmwstring:length ?value.") == [4]
    assert world.objects.reads == 1
    assert evaluate(f'{document} ?c == "another length". true -> ?value.') == []
    assert world.objects.reads == 1


def test_moments_are_cut_in_the_zone_of_the_session_unless_shifted(evaluate: Evaluate) -> None:
    late = '"2025-03-12T22:00:00Z"^^xsd:dateTime'
    moscow = {"timeZone": "Europe/Moscow"}
    assert evaluate(f"{late} cmwtime:startOfDay ?value.", **moscow) == ["2025-03-12T21:00:00Z"]
    assert evaluate(f"{late} cmwutc:startOfDay ?value.", **moscow) == ["2025-03-12T00:00:00Z"]
    assert evaluate(f"{late} cmwtime:hour ?value.", **moscow) == [1]
    shifted = f'({late} "UTC" "Europe/Moscow") cmwtime:fromTzToTz ?s.'
    assert evaluate(f"{shifted} ?s cmwtime:startOfDay ?value.", **moscow) == ["2025-03-13T00:00:00Z"]
    assert evaluate(f'{shifted} ("{{0:HH}}" ?s) string:format ?value.', **moscow) == ["01"]


def test_explain_gives_one_entry_per_goal(world: World) -> None:
    trace: Trace = []
    scope, _ = world.scope({"item": "rec.101"}, trace)
    text = "@prefix list: <http://www.w3.org/2000/10/swap/list#>.\n{ (1 2) list:member ?x.\n ?x == 2. ?x -> ?value. }"
    assert compile_n3(text, world.objects.schema, effects_allowed=False).values(scope) == (Decimal(2),)
    assert [(entry.text, entry.line, entry.solutions) for entry in trace] == [
        ("(1 2) list:member ?x", 2, 2), ("?x == 2", 3, 0), ("?x == 2", 3, 1), ("?x -> ?value", 3, 1),
    ]  # fmt: skip
    assert trace[3].bindings == {"x": "2", "value": "2"}
    assert all(entry.microseconds >= 0 for entry in trace)


def test_objects_that_are_asked_of_later_are_loaded_in_batches(world: World) -> None:
    asked: list[int] = []
    world.objects.prefetch = lambda subjects: asked.append(len(subjects))  # type: ignore[method-assign]
    scope, _ = world.scope({"item": "rec.101"})
    prefix = "@prefix account: <http://comindware.com/ontology/account#>. "
    reads = compile_n3(
        prefix + "{ ?u a account:Account. ?u account:mbox ?value. }",
        world.objects.schema,
        effects_allowed=False,
    )
    ids = compile_n3(prefix + "{ ?value a account:Account. }", world.objects.schema, effects_allowed=False)
    assert len(ids.values(scope)) == 4
    assert asked == []
    assert len(reads.values(scope)) == 3
    assert asked == [4]


def test_the_same_query_serves_many_scopes(world: World) -> None:
    query = compile_n3("{ ?item -> ?value. }", world.objects.schema, effects_allowed=False)
    first, _ = world.scope({"item": "rec.101"})
    second, _ = world.scope({"item": "rec.102"})
    assert (query.value(first), query.value(second)) == (first.item, second.item)
    assert first.now == datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC)
