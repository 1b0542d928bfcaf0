"""Effects are seen by later goals and happen only when the whole evaluation ends well."""

from __future__ import annotations

from typing import Any

import pytest

from vestnik.expressions.cases.n3_world import World
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.memory import MemoryEffects
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.n3.namespaces import PREFIXES
from vestnik.kernel.values import Ref, Value

PREFIX = "".join(f"@prefix {name}: <{iri}>.\n" for name, iri in PREFIXES.items())


def perform(world: World, goals: str, **case: Any) -> tuple[tuple[Value, ...], MemoryEffects]:
    scope, effects = world.scope({"item": "rec.101", **case})
    query = compile_n3(f"{PREFIX}{{ {goals} }}", world.objects.schema, effects_allowed=True)
    return query.values(scope), effects


def test_later_goals_see_a_variable_that_was_set(world: World) -> None:
    values, effects = perform(world, "variable:n operator:replace 5. session:context variable:n ?value.")
    assert values == (5,)
    assert effects.variables == {"n": 5}


def test_adding_makes_a_list_of_a_single_value(world: World) -> None:
    _, effects = perform(world, 'variable:n operator:add "b". true -> ?value.', variables={"n": "a"})
    assert effects.variables == {"n": ("a", "b")}


def test_clearing_takes_the_value_away(world: World) -> None:
    _, effects = perform(world, "variable:n operator:clear ?. true -> ?value.", variables={"n": "a"})
    assert effects.variables == {}


def test_an_effect_happens_once_per_solution_that_reaches_it(world: World) -> None:
    _, effects = perform(world, "(1 2 3) list:member ?x. variable:n operator:add ?x. ?x -> ?value.")
    assert effects.variables == {"n": (1, 2, 3)}


def test_nothing_happens_when_a_later_goal_stops(world: World) -> None:
    scope, effects = world.scope({"item": "rec.101", "variables": {"n": "old"}})
    text = f'{PREFIX}{{ variable:n operator:replace "new". ("djE=" "a") document:attach ?d. (1 0) math:quotient ?value. }}'
    query = compile_n3(text, world.objects.schema, effects_allowed=True)
    with pytest.raises(ExpressionFault):
        query.values(scope)
    assert effects.variables == {"n": "old"}
    assert not world.objects.exists(Ref("doc", 4))


def test_an_attached_document_has_its_real_id_in_results_and_variables(world: World) -> None:
    goals = '("djE=" "a.txt") document:attach ?d. variable:docs operator:add ?d. ?d -> ?value.'
    (document,), effects = perform(world, goals)
    assert document == Ref("doc", 4)
    assert effects.variables == {"docs": (document,)}
    assert world.objects.values(document, "document:title") == ("a.txt",)


def test_an_attached_document_can_be_read_at_once(world: World) -> None:
    goals = '("djE=" "a.txt") document:attach ?d. ?d document:currentRevision ?r. (?r ?d) list:member ?x. '
    reading = (
        "?x document:name ?n. ?x document:revisionExtension ?e. ?x document:content ?c. (?n ?e ?c) -> ?value."
    )
    values, _ = perform(world, goals + reading)
    assert values == (("a.txt", ".txt", "djE="),)


def test_a_stored_content_is_attached_without_being_read(world: World) -> None:
    goals = (
        '("Elpisma" "Vlozhenie") object:findProperty ?p. ?item ?p ?d. ?d document:content ?c. '
        '(?c "copy.pdf") document:attach ?value.'
    )
    (document,), _ = perform(world, goals)
    assert world.objects.reads == 0
    (revision,) = world.objects.values(document, "document:currentRevision")  # type: ignore[arg-type]
    original = world.objects.values(Ref("rev", 2), "revision:content")
    assert world.objects.values(revision, "revision:content") == original  # type: ignore[arg-type]


def test_an_effect_behind_a_variable_is_refused_where_nothing_may_change(world: World) -> None:
    scope, _ = world.scope({"item": "rec.101"})
    text = f"{PREFIX}{{ operator:replace -> ?p. variable:n ?p 1. true -> ?value. }}"
    query = compile_n3(text, world.objects.schema, effects_allowed=False)
    from dataclasses import replace

    with pytest.raises(ExpressionFault) as caught:
        query.values(replace(scope, effects=None))
    assert caught.value.kind == "unsupported"
