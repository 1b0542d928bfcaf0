"""Goals to closures. Variables become slots, constants are bound in; nothing is looked up by name at run time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.compiling import blocks, calls, equations, triples
from vestnik.expressions.n3.goals import Goal, Goals, Var
from vestnik.expressions.n3.selecting import select
from vestnik.expressions.n3.selections import Selection, selections
from vestnik.expressions.n3.solver import Run, Step
from vestnik.expressions.n3.terms import Slots

_Maker: TypeAlias = "Callable[[Compiler, Any], Run]"


@dataclass(slots=True)
class Compiler:
    """Collects slots and steps of one text.

    asked: how often each variable stands as the subject of a triple; what is asked of later is loaded ahead. mentions:
    how often each stands anywhere. seen: variables of the goals compiled so far.
    """

    asked: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    slots: Slots = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    @classmethod
    def of(cls, goals: Goals, output: str) -> Compiler:
        """A compiler for these goals, whose results are the values of `output`."""
        asked = Counter(term.name for goal in core.walk(goals) for term in _subjects(goal))
        terms = (term for goal in core.walk(goals) for term in core.terms(goal))
        mentions = Counter(variable.name for term in terms for variable in core.variables(term))
        mentions[output] += 1
        return cls(asked, mentions)

    def slot(self, name: str) -> int:
        """The slot of a variable, made on first use."""
        return self.slots.setdefault(name, len(self.slots))

    def body(self, goals: Goals) -> tuple[Step, ...]:
        """Compile a conjunction."""
        parts = selections(goals, self.mentions, self.seen)
        return tuple(
            self.selection(part) if isinstance(part, Selection) else self.goal(part) for part in parts
        )

    def selection(self, selection: Selection) -> Step:
        """Compile a run of goals that may be asked together."""
        steps = tuple(map(self.goal, selection.goals))
        first = steps[0]
        step = Step(len(self.steps), first.at, first.text, select(self.slots, selection, steps), first.slots)
        self.steps.append(step)
        return step

    def goal(self, goal: Goal) -> Step:
        """Compile one goal."""
        named = dict.fromkeys(variable.name for term in core.terms(goal) for variable in core.variables(term))
        shown = tuple((name, self.slot(name)) for name in named if not name.startswith("["))
        run = _MAKERS[type(goal)](self, goal)
        step = Step(len(self.steps), goal.at, goal.text, run, shown)
        self.steps.append(step)
        return step


def _subjects(goal: Goal) -> list[Var]:
    if isinstance(goal, (core.Ask, core.AskBy, core.Invoke)) and isinstance(goal.subject, Var):
        return [goal.subject]
    return []


_MAKERS: dict[type[Goal], _Maker] = {
    core.Ask: triples.ask, core.AskBy: triples.ask_by, core.Invoke: calls.invoke, core.Field: calls.variable_of, core.Nothing: calls.nothing,
    core.Assign: equations.assign, core.Equal: equations.equal, core.Unequal: equations.unequal,
    core.If: blocks.choice, core.Or: blocks.alternatives, core.Not: blocks.negation, core.Once: blocks.once, core.From: blocks.collected,
    core.Count: blocks.count, core.Distinct: blocks.distinct, core.Union: blocks.union,
}  # fmt: skip
