"""What can be told of an N3 text before it runs (spec/n3.md 4, static errors and the never-bound check).

Goals are walked in order with two sets of variables: those that *may* have a value (blocks join by union) and those that
*must* have one (blocks join by intersection). A place that needs a value is an error outside the first set and a warning
outside the second.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from vestnik.expressions.diagnosis import Diagnosis
from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.goals import Goal, Goals, Term, Var
from vestnik.expressions.n3.infer import result_kind
from vestnik.expressions.n3.parse import parse
from vestnik.expressions.n3.resolve import resolve
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Invalid, Problem, Problems, did_you_mean, nearest
from vestnik.kernel.text import Text

Names: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """A text that was read and checked: its goals (empty when it cannot be read) and everything found."""

    goals: Goals
    problems: tuple[Problem, ...]


def check_n3(
    text: str,
    schema: Schema,
    *,
    input_bound: bool = True,
    output: str = "value",
    effects_allowed: bool = True,
) -> Diagnosis:
    """Everything that is wrong with a text, and the kind of its result where that can be told."""
    checked = examine(text, schema, input_bound=input_bound, output=output, effects_allowed=effects_allowed)
    kind = result_kind(checked.goals, output, schema)
    return Diagnosis(list(checked.problems), kind.kind, multiple=True, target=kind.target)


def examine(text: str, schema: Schema, *, input_bound: bool, output: str, effects_allowed: bool) -> Checked:
    """Read, resolve and check; never raises for what is wrong with the text."""
    try:
        document = parse(text)
    except Invalid as error:
        return Checked((), error.problems)
    problems = Problems()
    goals = resolve(document, text, schema, effects_allowed=effects_allowed, problems=problems)
    checker = _Checker(goals, problems, Counter(_mentions(goals)))
    start: Names = frozenset(("item",)) if input_bound else frozenset()
    end = checker.conjunction(goals, _State(start, start))
    if output not in end.may and not any(problem.severity == "error" for problem in problems.found):
        near = nearest(output, end.may)
        message = Text(
            "Ни одна цель не даёт значения переменной ?{name}, а она — результат.{hint}",
            "No goal gives ?{name} a value, and it is the result.{hint}",
        )
        at = document.formula.at
        problems.add(
            "no_output",
            message.format(name=output, hint=did_you_mean(near and f"?{near}")),
            line=at.line,
            column=at.column,
            suggestion=near and f"?{near}",
        )
    checker.unused(output)
    order = sorted(problems.found, key=lambda problem: (problem.line or 0, problem.column or 0))
    return Checked(goals, tuple(order))


@dataclass(frozen=True, slots=True)
class _State:
    may: Names
    must: Names

    def bind(self, *terms: Term) -> _State:
        names = frozenset(variable.name for term in terms for variable in core.variables(term))
        return _State(self.may | names, self.must | names)


@dataclass(slots=True)
class _Checker:
    goals: Goals
    problems: Problems
    mentions: Counter[str]
    first: dict[str, Var] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)

    def conjunction(self, goals: Goals, state: _State) -> _State:
        for goal in goals:
            state = self._goal(goal, state)
            for term in core.terms(goal):
                for variable in core.variables(term):
                    if variable.name in state.may:
                        self.first.setdefault(variable.name, variable)
        return state

    def _goal(self, goal: Goal, state: _State) -> _State:
        match goal:
            case core.Ask() | core.Nothing():
                return state.bind(goal.subject, goal.object)
            case core.AskBy():
                self._need(goal, goal.verb, state)
                return state.bind(goal.subject, goal.object)
            case core.Invoke():
                return self._invoke(goal, state)
            case core.Field():
                self._need(goal, goal.subject, state)
                return state.bind(goal.object)
            case core.Assign():
                self._need(goal, goal.source, state)
                self._reassigned(goal, state)
                return state.bind(goal.target)
            case core.Equal():
                left, right = self._unbound(goal.left, state), self._unbound(goal.right, state)
                if left and right:
                    self._never(goal, left[0], state)
                return state.bind(goal.left, goal.right)
            case core.Unequal():
                self._need(goal, goal.left, state)
                self._need(goal, goal.right, state)
                return state
            case core.Not():
                self.conjunction(goal.body, state)
                return state
            case core.Once():
                return self.conjunction(goal.body, state)
            case core.From():
                self._need(goal, goal.item, self.conjunction(goal.body, state))
                return state.bind(goal.target)
            case core.Count():
                self.conjunction(goal.body, state)
                return state.bind(goal.object)
            case core.Distinct():
                self._need(goal, goal.object, self.conjunction(goal.body, state))
                return state.bind(goal.object)
            case core.If():
                then = self.conjunction(goal.then, self.conjunction(goal.condition, state))
                return (
                    then
                    if goal.otherwise is None
                    else _either([then, self.conjunction(goal.otherwise, state)])
                )
            case core.Or() | core.Union():
                return (
                    _either([self.conjunction(branch, state) for branch in goal.branches])
                    if goal.branches
                    else state
                )

    def _invoke(self, goal: core.Invoke, state: _State) -> _State:
        builtin = goal.builtin
        self._need(goal, goal.subject, state, lenient=builtin.lenient)
        if builtin.sort != "test":
            return state.bind(goal.object)
        if builtin.against != "ignored":
            self._need(goal, goal.object, state, lenient=builtin.lenient)
        return state

    # Places that need a value

    def _need(self, goal: Goal, term: Term, state: _State, *, lenient: bool = False) -> None:
        for place in _places(term):
            if isinstance(place, core.Anon) or place.name not in state.may:
                self._never(goal, place, state)
            elif place.name not in state.must and not lenient:
                self._maybe(place)

    def _unbound(self, term: Term, state: _State) -> list[Var | core.Anon]:
        return [
            place for place in _places(term) if isinstance(place, core.Anon) or place.name not in state.may
        ]

    def _never(self, goal: Goal, place: Var | core.Anon, state: _State) -> None:
        if isinstance(place, core.Anon):
            message = Text(
                "«?» (строка {line}, столбец {column}) не имеет значения, а здесь оно нужно",
                "'?' (line {line}, column {column}) has no value, and one is needed here",
            )
            self._report("never_bound", message.format(line=place.at.line, column=place.at.column), place)
            return
        if place.name in self.reported:
            return
        self.reported.add(place.name)
        message = Text(
            "?{name} (строка {line}, столбец {column}) нигде не получает значения",
            "?{name} (line {line}, column {column}) is never given a value",
        ).format(name=place.name, line=place.at.line, column=place.at.column)
        unused, meant = self._meant(place, state.may)
        if unused is not None:
            self.reported.add(unused.name)
            idle = Text(
                "{message}; ?{other} получает значение в строке {line} и не используется",
                "{message}; ?{other}, bound on line {line}, is not used",
            )
            message = idle.format(message=message, other=unused.name, line=unused.at.line)
        if meant is not None:
            corrected = self._corrected(goal, place, meant)
            ending = Text("{message}. Возможно, имелось в виду {fix}?", "{message}. Did you mean {fix}?")
            message = ending.format(message=message, fix=corrected)
        self._report("never_bound", message, place, suggestion=meant and f"?{meant}")

    def _meant(self, place: Var, given: Names) -> tuple[Var | None, str | None]:
        """A variable that was bound before and is spoken of nowhere else, and the name that was probably meant.

        given: names that may have a value there, `item` among them.
        """
        bound = {
            name: variable for name, variable in self.first.items() if _written(name) and name != place.name
        }
        idle = {name: variable for name, variable in bound.items() if self.mentions[name] == 1}
        if idle:
            name = nearest(place.name, idle) or max(idle, key=lambda known: idle[known].at.start)
            return idle[name], name
        return None, nearest(place.name, (*bound, *filter(_written, given)))

    def _corrected(self, goal: Goal, place: Var, meant: str) -> str:
        """The triple with the other variable in it, if it is short; else the variable alone."""
        words = goal.text.split(" ")
        if f"?{place.name}" in words and len(goal.text) < 80 and "…" not in goal.text:
            return " ".join(f"?{meant}" if word == f"?{place.name}" else word for word in words)
        return f"?{meant}"

    def _maybe(self, variable: Var) -> None:
        if variable.name in self.reported or not _written(variable.name):
            return
        self.reported.add(variable.name)
        message = Text(
            "?{name} получает значение не на всех путях; без него вычисление остановится с ошибкой",
            "?{name} is given a value on some paths only; without one the evaluation stops with an error",
        )
        self._report("maybe_unbound", message.format(name=variable.name), variable, warning=True)

    def _reassigned(self, goal: core.Assign, state: _State) -> None:
        if isinstance(goal.target, Var) and goal.target.name in state.may:
            message = Text(
                "?{name} уже имеет значение: «->» заменит его",
                "?{name} already has a value: '->' replaces it",
            )
            self._report("reassigned", message.format(name=goal.target.name), goal.target, warning=True)

    def unused(self, output: str) -> None:
        """Warn of variables that are spoken of once only."""
        for name, variable in self.first.items():
            if self.mentions[name] == 1 and _written(name) and name not in (output, "item", *self.reported):
                message = Text("?{name} нигде не используется", "?{name} is not used anywhere")
                self._report(
                    "unused_variable", message.format(name=name), variable, suggestion="?", warning=True
                )

    def _report(
        self, code: str, message: Text, place: Term, *, suggestion: str | None = None, warning: bool = False
    ) -> None:
        self.problems.add(
            code,
            message,
            line=place.at.line,
            column=place.at.column,
            suggestion=suggestion,
            severity="warning" if warning else "error",
        )


def _either(states: list[_State]) -> _State:
    return _State(
        frozenset.union(*(state.may for state in states)),
        frozenset.intersection(*(state.must for state in states)),
    )


def _places(term: Term) -> list[Var | core.Anon]:
    """Variables and anonymous ones inside a term."""
    if isinstance(term, (Var, core.Anon)):
        return [term]
    return (
        [place for item in term.items for place in _places(item)] if isinstance(term, core.ListTerm) else []
    )


def _mentions(goals: Goals) -> list[str]:
    return [
        variable.name
        for goal in core.walk(goals)
        for term in core.terms(goal)
        for variable in core.variables(term)
    ]


def _written(name: str) -> bool:
    """Whether an author wrote this variable; not one made for `[…]`, nor `_:name`."""
    return not name.startswith(("[", "_:"))
