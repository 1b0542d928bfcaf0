"""Running a selection: one question to the store where it can answer, else the goals one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.selections import LEAST, Selection, asked
from vestnik.expressions.n3.solver import Env, Run, Step, solve
from vestnik.expressions.n3.terms import Slots
from vestnik.expressions.n3.values import UNBOUND
from vestnik.kernel.values import Ref

_BATCH = 512
"""Records loaded at a time, when their goals have to be looked at one by one."""


def select(slots: Slots, selection: Selection, steps: Sequence[Step]) -> Run:
    """The run of a selection. steps: its goals, for what the store cannot tell and for explaining."""
    slot = slots[selection.variable]

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        if env[slot] is UNBOUND and machine.scope.trace is None:
            question = asked(selection, machine, env, slots)
            if question and len(question.conditions) >= LEAST:
                found = machine.selected(question.conditions)
                if found is not None:
                    each = _exactly if question.exact else _looked_at
                    return each(machine, env, slot, found, steps)
        return solve(machine, steps, env)

    return run


def number_of(slots: Slots, selection: Selection) -> Callable[[Machine, Env], int | None]:
    """How many solutions a selection has, where the store can tell without naming them."""

    def number(machine: Machine, env: Env) -> int | None:
        if env[slots[selection.variable]] is not UNBOUND or machine.scope.trace is not None:
            return None
        question = asked(selection, machine, env, slots)
        return machine.objects.number_of(question.conditions) if question and question.exact else None

    return number


def _exactly(
    machine: Machine, env: Env, slot: int, found: Sequence[Ref], steps: Sequence[Step]
) -> Iterator[Env]:
    for ref in found:
        machine.tick()
        yield _bound(env, slot, ref)


def _looked_at(
    machine: Machine, env: Env, slot: int, found: Sequence[Ref], steps: Sequence[Step]
) -> Iterator[Env]:
    for start in range(0, len(found), _BATCH):
        batch = found[start : start + _BATCH]
        machine.objects.prefetch(batch)
        for ref in batch:
            yield from solve(machine, steps, _bound(env, slot, ref))


def _bound(env: Env, slot: int, ref: Ref) -> Env:
    bound = env.copy()
    bound[slot] = ref
    return bound
