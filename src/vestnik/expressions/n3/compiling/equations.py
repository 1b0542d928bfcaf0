"""Assignment, equality, inequality."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.goals import Var
from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.solver import Env, Run
from vestnik.expressions.n3.terms import match_of, optional, required
from vestnik.expressions.n3.values import UNBOUND

if TYPE_CHECKING:
    from vestnik.expressions.n3.compile import Compiler


def assign(compiler: Compiler, goal: core.Assign) -> Run:
    get = required(compiler.slots, goal.source)
    if not isinstance(goal.target, Var):
        bind = match_of(compiler.slots, goal.target)

        def destructure(machine: Machine, env: Env) -> Iterable[Env]:
            solution = bind(machine, env, get(machine, env))
            return () if solution is None else (solution,)

        return destructure
    slot = compiler.slot(goal.target.name)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        changed = env.copy()
        changed[slot] = get(machine, env)
        return (changed,)

    return run


def equal(compiler: Compiler, goal: core.Equal) -> Run:
    left, right = optional(compiler.slots, goal.left), optional(compiler.slots, goal.right)
    bind_left, bind_right = match_of(compiler.slots, goal.left), match_of(compiler.slots, goal.right)
    insist = required(compiler.slots, goal.left)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        one = left(machine, env)
        if one is not UNBOUND:
            solution = bind_right(machine, env, one)
        elif (other := right(machine, env)) is not UNBOUND:
            solution = bind_left(machine, env, other)
        else:
            solution = bind_right(machine, env, insist(machine, env))
        return () if solution is None else (solution,)

    return run


def unequal(compiler: Compiler, goal: core.Unequal) -> Run:
    left, right = required(compiler.slots, goal.left), required(compiler.slots, goal.right)
    return lambda machine, env: () if machine.same(left(machine, env), right(machine, env)) else (env,)
