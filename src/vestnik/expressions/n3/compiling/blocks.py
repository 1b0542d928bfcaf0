"""Blocks: goals that hold formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.selecting import number_of
from vestnik.expressions.n3.selections import Selection, selections
from vestnik.expressions.n3.solver import Env, Run, solve
from vestnik.expressions.n3.terms import match_of, required
from vestnik.expressions.n3.values import N3Value, key

if TYPE_CHECKING:
    from vestnik.expressions.n3.compile import Compiler


def choice(compiler: Compiler, goal: core.If) -> Run:
    condition, then = compiler.body(goal.condition), compiler.body(goal.then)
    otherwise = None if goal.otherwise is None else compiler.body(goal.otherwise)

    def run(machine: Machine, env: Env) -> Iterator[Env]:
        held = False
        for found in solve(machine, condition, env):
            held = True
            yield from solve(machine, then, found)
        if not held and otherwise is not None:
            yield from solve(machine, otherwise, env)

    return run


def alternatives(compiler: Compiler, goal: core.Or) -> Run:
    branches = tuple(map(compiler.body, goal.branches))

    def run(machine: Machine, env: Env) -> Iterator[Env]:
        for branch in branches:
            held = False
            for found in solve(machine, branch, env):
                held = True
                yield found
            if held:
                return

    return run


def negation(compiler: Compiler, goal: core.Not) -> Run:
    body = compiler.body(goal.body)
    return lambda machine, env: (env,) if next(solve(machine, body, env), None) is None else ()


def once(compiler: Compiler, goal: core.Once) -> Run:
    body = compiler.body(goal.body)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        found = next(solve(machine, body, env), None)
        return () if found is None else (found,)

    return run


def collected(compiler: Compiler, goal: core.From) -> Run:
    body, get = compiler.body(goal.body), required(compiler.slots, goal.item)
    slot = compiler.slot(goal.target.name)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        collected: list[N3Value] = []
        for found in solve(machine, body, env):
            collected.append(get(machine, found))
            machine.will_list(len(collected))
        changed = env.copy()
        changed[slot] = machine.items(collected)
        return (changed,)

    return run


def count(compiler: Compiler, goal: core.Count) -> Run:
    whole = list(selections(goal.body, compiler.mentions, compiler.seen.copy(), least=1))
    only = whole[0] if len(whole) == 1 and isinstance(whole[0], Selection) else None
    body, bind = compiler.body(goal.body), match_of(compiler.slots, goal.object)
    asked_number = number_of(compiler.slots, only) if only else None

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        number = asked_number(machine, env) if asked_number else None
        if number is None:
            number = sum(1 for _ in solve(machine, body, env))
        solution = bind(machine, env, Decimal(number))
        return () if solution is None else (solution,)

    return run


def distinct(compiler: Compiler, goal: core.Distinct) -> Run:
    body, get = compiler.body(goal.body), required(compiler.slots, goal.object)
    bind = match_of(compiler.slots, goal.object)

    def run(machine: Machine, env: Env) -> Iterator[Env]:
        seen: set[Any] = set()
        for found in solve(machine, body, env):
            value = get(machine, found)
            if (marked := key(value)) not in seen:
                seen.add(marked)
                if (solution := bind(machine, env, value)) is not None:
                    yield solution

    return run


def union(compiler: Compiler, goal: core.Union) -> Run:
    branches = tuple(map(compiler.body, goal.branches))

    def run(machine: Machine, env: Env) -> Iterator[Env]:
        for branch in branches:
            yield from solve(machine, branch, env)

    return run
