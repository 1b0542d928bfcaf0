"""Nothing an author writes can hang the server, exhaust its memory or overflow its stack."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from vestnik.expressions.cases.n3_world import World
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.n3.namespaces import PREFIXES
from vestnik.expressions.scope import Limits
from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Value

PREFIX = "".join(f"@prefix {name}: <{iri}>.\n" for name, iri in PREFIXES.items())


def run(world: World, goals: str, limits: Limits | None = None, **case: Any) -> tuple[Value, ...]:
    scope, _ = world.scope({"item": "rec.101", **case})
    query = compile_n3(f"{PREFIX}{{ {goals} }}", world.objects.schema, effects_allowed=True)
    return query.values(replace(scope, limits=limits or Limits()))


def fault(world: World, goals: str, limits: Limits | None = None) -> ExpressionFault:
    with pytest.raises(ExpressionFault) as caught:
        run(world, goals, limits)
    return caught.value


def chain(start: str, goal: str, times: int) -> str:
    """`goal` over and over, `OLD` being the result of the one before and `NEW` its own; ?t is the last."""
    steps = [goal.replace("OLD", f"?t{n}").replace("NEW", f"?t{n + 1}") for n in range(times)]
    return f"{start} -> ?t0. {' '.join(steps)} ?t{times} -> ?t. "


GROWTH = {
    "a text doubled": chain('"xxxxxxxx"', "(OLD OLD) string:concatenation NEW.", 40) + "?t -> ?value.",
    "a text replaced by a longer one": chain('"aaaaaaaa"', '(OLD "a" "aaaaaaaa") cmwstring:replace NEW.', 12) + "?t -> ?value.",
    "a pattern replaced by a longer text": chain('"aaaaaaaa"', '(OLD "a" "aaaaaaaa") string:regexReplace NEW.', 12) + "?t -> ?value.",
    "a format that repeats": chain('"xxxxxxxx"', '("{0}{0}{0}{0}" OLD) string:format NEW.', 20) + "?t -> ?value.",
    "base64 of base64": chain('"xxxxxxxx"', "OLD cmwstring:toBase64 NEW.", 60) + "?t -> ?value.",
    "a list doubled": chain("(1 2)", "(OLD OLD) list:append NEW.", 30) + "?t -> ?value.",
    "a list of itself": chain("(1 2)", "(OLD OLD) -> NEW.", 40) + "?t -> ?value.",
    "a list ever deeper": chain("1", "(OLD) -> NEW.", 500) + "?t -> ?value.",
    "a list split": chain('"x,"', "(OLD OLD) string:concatenation NEW.", 18) + '("," ?t) cmwstring:split ?value.',
    "a rendered list of lists": chain('"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"', "(OLD OLD) -> NEW.", 15) + '("{0}" ?t) string:format ?value.',
    "a join of everything": chain('"xxxxxxxx"', "(OLD OLD) string:concatenation NEW.", 16) + "(?t (?t ?t ?t ?t)) cmwstring:join ?value.",
    "texts in many results": chain('"xxxxxxxx"', "(OLD OLD) string:concatenation NEW.", 16)
    + "(1 2 3 4 5 6 7 8 9) list:member ?a. (1 2 3 4 5 6 7 8 9) list:member ?b. (1 2 3 4) list:member ?c. (?t ?a ?b ?c) string:concatenation ?value.",
    "every account nine times": " ".join(f"?a{n} a account:Account." for n in range(9)) + ' ?a8 account:username "nobody". true -> ?value.',
    "a collection of a product": "from { " + "".join(f"(1 2 3 4 5 6 7 8 9) list:member ?a{n}. " for n in range(9)) + "} select ?a8 -> ?value.",
    "a count of a product": "{ " + "".join(f"(1 2 3 4 5 6 7 8 9) list:member ?a{n}. " for n in range(9)) + "} assert:count ?value.",
}  # fmt: skip


@pytest.mark.parametrize("goals", GROWTH.values(), ids=GROWTH.keys())
def test_what_grows_is_stopped(world: World, goals: str) -> None:
    started = time.perf_counter()
    found = fault(world, goals)
    assert found.kind == "limit_exceeded"
    assert "reached most often" in found.message.en
    assert time.perf_counter() - started < 5  # the limit is 2 s; machines are shared


def test_the_goal_reached_most_often_is_named_with_its_place(world: World) -> None:
    found = fault(
        world, "(1 2 3) list:member ?x.\n (1 2 3) list:member ?y.\n ?y == 9. 1 -> ?value.", Limits(steps=9)
    )
    assert "'?y == 9'" in found.message.en or "(1 2 3) list:member ?y" in found.message.en
    assert found.line is not None
    assert found.line >= len(PREFIXES) + 2


def test_time_is_bounded(world: World) -> None:
    goals = "".join(f"(1 2 3 4 5 6 7 8 9) list:member ?a{n}. " for n in range(6)) + "?a5 == 0. 1 -> ?value."
    assert fault(world, goals, Limits(seconds=0.01, steps=10**9)).kind == "limit_exceeded"


def test_results_are_bounded(world: World) -> None:
    goals = "(1 2 3) list:member ?value."
    assert len(run(world, goals, Limits(results=3))) == 3
    assert fault(world, goals, Limits(results=2)).kind == "limit_exceeded"


def test_a_long_conjunction_needs_no_stack(world: World) -> None:
    assert run(world, "1 -> ?value. " * 4000) == (1,)


def test_deep_blocks_evaluate(world: World) -> None:
    assert run(world, "once { " * 60 + "1 -> ?value. " + "} " * 60) == (1,)


def test_a_pattern_that_explodes_in_a_backtracking_engine_is_quick(world: World) -> None:
    started = time.perf_counter()
    assert run(world, f'"{"a" * 5000}!" string:notMatches "^(a+)+$". true -> ?value.') == (True,)
    assert time.perf_counter() - started < 1


def test_an_exponent_is_bounded_when_it_is_written(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        run(world, "1E+200000000 -> ?value.")
    assert caught.value.problem.code == "bad_literal"
    assert (
        fault(world, '("1" "E") -> ?x. 1e999 -> ?a. (?a 1e-999) math:quotient ?value.').kind == "type_error"
    )


def test_a_large_content_is_refused_before_it_is_read(world: World) -> None:
    from vestnik.kernel.values import Ref

    stored = world.objects.put_content(b"x" * 3_000_000)
    world.objects.put(Ref("rev", 77), "revision:content", stored)
    found = fault(world, '"rev.77" ui:toQName ?r. ?r document:content ?c. ?c cmwstring:length ?value.')
    assert found.kind == "limit_exceeded"
    assert world.objects.reads == 0
