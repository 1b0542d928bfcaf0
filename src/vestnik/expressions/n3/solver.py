"""Runs compiled goals: in order, depth first, with backtracking over an explicit stack (spec/n3.md 4).

An environment is a list with one slot per variable; a goal never changes the one it is given but yields changed copies,
so giving up a branch needs no undoing. Python's stack grows with the nesting of formulas only, which the parser bounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.nodes import Place
from vestnik.expressions.n3.values import UNBOUND, N3Value, shortened
from vestnik.expressions.trace import MAX_STEPS, TraceStep
from vestnik.kernel.text import Text

Env: TypeAlias = list[N3Value]
Run: TypeAlias = Callable[[Machine, Env], Iterable[Env]]


@dataclass(frozen=True, slots=True)
class Step:
    """A compiled goal. `slots`: name and slot of each variable that stands in it, for messages and traces."""

    index: int
    at: Place
    text: str
    run: Run
    slots: tuple[tuple[str, int], ...]


Steps: TypeAlias = Sequence[Step]


def solve(machine: Machine, steps: Steps, env: Env) -> Iterator[Env]:
    """Every solution of a conjunction.

    Raises:
        ExpressionFault: a goal cannot go on; with its place and bindings.
    """
    count = len(steps)
    if not count:
        yield env
        return
    begin = _begin if machine.scope.trace is None else _begin_traced
    stack: list[Iterator[Env]] = []
    given = [env]
    while True:
        level = len(stack)
        try:
            if level < len(given):
                stack.append(begin(machine, steps[level], given[level]))
                continue
            found = next(stack[-1], None)
        except GoalError as error:
            raise fault(steps[len(given) - 1], given[-1], error) from None
        except ArithmeticError:
            raise fault(steps[len(given) - 1], given[-1], _OUT_OF_RANGE) from None
        if found is None:
            stack.pop()
            given.pop()
            if not stack:
                return
        elif level == count:
            yield found
        else:
            given.append(found)


_OUT_OF_RANGE = GoalError("type_error", Text("результат вне допустимых границ", "the result is out of range"))


def _begin(machine: Machine, step: Step, env: Env) -> Iterator[Env]:
    machine.step(step.index)
    return iter(step.run(machine, env))


def _begin_traced(machine: Machine, step: Step, env: Env) -> Iterator[Env]:
    machine.step(step.index)
    return _traced(machine, step, env)


def _traced(machine: Machine, step: Step, env: Env) -> Iterator[Env]:
    """One entry per call of a goal: its first solution, their number and the time spent in it and the goals inside."""
    place, trace = step.at, machine.scope.trace
    entry = TraceStep(step.text, place.line, place.column, place.start, place.end, solutions=0)
    entry.bindings = bindings(step, env)
    if trace is not None and len(trace) < MAX_STEPS:
        trace.append(entry)
    number = 0
    started = time.perf_counter()
    try:
        found = iter(step.run(machine, env))
        while (solution := next(found, None)) is not None:
            entry.microseconds += (time.perf_counter() - started) * 1e6
            number += 1
            if number == 1:
                entry.bindings = bindings(step, solution)
            entry.solutions = number
            yield solution
            started = time.perf_counter()
    except GoalError as error:
        entry.fault, entry.message = error.kind, error.message
        raise
    entry.microseconds += (time.perf_counter() - started) * 1e6


def bindings(step: Step, env: Env) -> dict[str, str]:
    """What the variables of a goal hold, shortened; file contents are never shown."""
    return {name: shortened(env[slot]) for name, slot in step.slots if env[slot] is not UNBOUND}


def fault(step: Step, env: Env, error: GoalError) -> ExpressionFault:
    """The error of a goal with its place, its text and what its variables held."""
    message, place = error.message, error.at or step.at
    if error.kind != "limit_exceeded":
        message = Text("{message} — в «{goal}»", "{message} — in '{goal}'").format(
            message=message, goal=step.text
        )
    operands = [f"?{name} = {value}" for name, value in bindings(step, env).items()]
    return ExpressionFault(error.kind, message, line=place.line, column=place.column, operands=operands)
