"""Goals to closures. Variables become slots, constants are bound in; nothing is looked up by name at run time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, repeat
from typing import Any, TypeAlias

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.arguments import Reader, object_reader, subject_reader
from vestnik.expressions.n3.attributes import relation_of
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.builtins.session import variable_field
from vestnik.expressions.n3.declare import Builtin, Relation
from vestnik.expressions.n3.goals import Goal, Goals, Term, Var
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import SESSION_VARIABLE, short_form
from vestnik.expressions.n3.selecting import number_of, select
from vestnik.expressions.n3.selections import Selection, selections
from vestnik.expressions.n3.solver import Env, Run, Step, solve
from vestnik.expressions.n3.terms import Get, Match, Slots, Unbound, match_of, optional, required
from vestnik.expressions.n3.values import FAILED, KIND_NAMES, UNBOUND, Iri, N3Value, key, kind_of
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

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


# Triples


def _ask(compiler: Compiler, goal: core.Ask) -> Run:
    return _relation(compiler, goal.relation, goal.subject, goal.object)


def _relation(compiler: Compiler, relation: Relation, subject: Term, object_: Term) -> Run:
    objects, subjects, pairs, accepts = relation.objects, relation.subjects, relation.pairs, relation.accepts
    get_subject, bind_subject = optional(compiler.slots, subject), match_of(compiler.slots, subject)
    if isinstance(object_, core.Anon):
        return _existence(relation, get_subject, bind_subject)
    get_object, bind_object = optional(compiler.slots, object_), match_of(compiler.slots, object_)
    subject_ahead = isinstance(subject, Var) and compiler.asked[subject.name] > 1
    object_ahead = isinstance(object_, Var) and compiler.asked[object_.name] > 0

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        one, other = get_subject(machine, env), get_object(machine, env)
        if accepts is not None and other is not UNBOUND:
            accepts(other)
        if one is UNBOUND:
            if other is UNBOUND:
                return _both(machine, env)
            return _bound(
                machine, env, _ahead(machine, subjects(machine, other), subject_ahead), bind_subject
            )
        if not isinstance(one, Ref):
            return _both(machine, env) if isinstance(one, Iri) else ()
        found = objects(machine, one)
        if other is UNBOUND:
            return _bound(machine, env, _ahead(machine, found, object_ahead), bind_object)
        return (env,) if any(machine.same(value, other) for value in found) else ()

    def _both(machine: Machine, env: Env) -> Iterator[Env]:
        for one, other in pairs(machine):
            if (half := bind_subject(machine, env, one)) is not None:
                whole = bind_object(machine, half, other)
                if whole is not None:
                    yield whole

    return run


_BATCHES = (8, 64, 512)
"""Objects loaded ahead at a time: few at first, since `once` may want no more than one."""


def _ahead(machine: Machine, values: Iterable[N3Value], wanted: bool) -> Iterable[N3Value]:
    """The same values; those that will be asked of are loaded in batches instead of one by one."""
    if not wanted or not isinstance(values, Sequence) or len(values) < 2:
        return values
    return _batched(machine, values)


def _batched(machine: Machine, values: Sequence[N3Value]) -> Iterator[N3Value]:
    position = 0
    for size in chain(_BATCHES, repeat(_BATCHES[-1])):
        batch = values[position : position + size]
        if not batch:
            return
        machine.objects.prefetch([value for value in batch if isinstance(value, Ref) and value.number >= 0])
        yield from batch
        position += size


def _bound(machine: Machine, env: Env, values: Iterable[N3Value], bind: Match) -> Iterator[Env]:
    for value in values:
        machine.tick()
        if (solution := bind(machine, env, value)) is not None:
            yield solution


def _existence(relation: Relation, get_subject: Get, bind_subject: Match) -> Run:
    """`s p ?`: at most one solution per subject."""

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        one = get_subject(machine, env)
        if one is UNBOUND:
            return _bound(
                machine, env, _once_each(subject for subject, _ in relation.pairs(machine)), bind_subject
            )
        if isinstance(one, Iri):
            return (env,) if any(subject == one for subject, _ in relation.pairs(machine)) else ()
        return (env,) if isinstance(one, Ref) and relation.objects(machine, one) else ()

    return run


def _once_each(subjects: Iterable[N3Value]) -> Iterator[N3Value]:
    seen: set[N3Value] = set()
    for subject in subjects:
        if subject not in seen:
            seen.add(subject)
            yield subject


def _ask_by(compiler: Compiler, goal: core.AskBy) -> Run:
    """The predicate is known at run time only; each one met is compiled once."""
    get_verb = required(compiler.slots, goal.verb)
    made: dict[N3Value, Run] = {}
    subject, object_ = goal.subject, goal.object
    place, name = goal.verb.at, goal.verb.name
    # Slots are taken now: when the triple runs, environments have their final length.
    for term in (subject, object_):
        match_of(compiler.slots, term)

    def compiled(verb: N3Value) -> Run:
        if attribute := relation_of(verb):
            return _relation(compiler, attribute, subject, object_)
        if isinstance(verb, Iri):
            if verb.text.startswith(SESSION_VARIABLE):
                local = verb.text.removeprefix(SESSION_VARIABLE)
                return _field(compiler, core.Field(goal.at, goal.text, local, subject, object_))
            match REGISTRY.by_iri.get(verb.text):
                case Relation() as relation:
                    return _relation(compiler, relation, subject, object_)
                case Builtin() as builtin:
                    shown = short_form(verb.text)
                    return _invoke(
                        compiler, core.Invoke(goal.at, goal.text, builtin, shown, subject, object_)
                    )
        found = str(verb) if isinstance(verb, (Ref, Iri)) else KIND_NAMES[kind_of(verb)]
        message = Text("?{name} — не атрибут, а {found}", "?{name} is no attribute but {found}")
        raise GoalError("type_error", message.format(name=name, found=found), place)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        verb = get_verb(machine, env)
        marked = key(verb)
        if (known := made.get(marked)) is None:
            known = compiled(verb)
            if len(made) < _MAX_VERBS:
                made[marked] = known
        return known(machine, env)

    return run


_MAX_VERBS = 64


def _invoke(compiler: Compiler, goal: core.Invoke) -> Run:
    builtin = goal.builtin
    read = subject_reader(compiler.slots, builtin, goal.name, goal.subject)
    made = {"function": _function, "generator": _generator, "test": _test}[builtin.sort](compiler, goal, read)
    if not builtin.lenient:
        return made

    def lenient(machine: Machine, env: Env) -> Iterable[Env]:
        try:
            return made(machine, env)
        except Unbound:
            return ()

    return lenient


def _function(compiler: Compiler, goal: core.Invoke, read: Reader) -> Run:
    answer, bind, effect = goal.builtin.run, match_of(compiler.slots, goal.object), goal.builtin.effect

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        arguments = read(machine, env)
        if effect:
            _permitted(machine, goal.name)
        value = answer(machine, *arguments)
        if value is FAILED:
            return ()
        if type(value) is str:
            machine.will_build(len(value))
        solution = bind(machine, env, value)
        return () if solution is None else (solution,)

    return run


def _generator(compiler: Compiler, goal: core.Invoke, read: Reader) -> Run:
    answers, bind = goal.builtin.run, match_of(compiler.slots, goal.object)
    return lambda machine, env: _bound(machine, env, answers(machine, *read(machine, env)), bind)


def _test(compiler: Compiler, goal: core.Invoke, read: Reader) -> Run:
    holds, effect = goal.builtin.run, goal.builtin.effect
    read_object = object_reader(compiler.slots, goal.builtin, goal.name, goal.object)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        arguments = (*read(machine, env), *read_object(machine, env))
        if effect:
            _permitted(machine, goal.name)
        return (env,) if holds(machine, *arguments) else ()

    return run


def _permitted(machine: Machine, name: str) -> None:
    if not machine.overlay.allowed:
        message = Text(
            "{name} меняет данные: здесь это невозможно", "{name} changes data: that is not possible here"
        )
        raise GoalError("unsupported", message.format(name=name))


def _field(compiler: Compiler, goal: core.Field) -> Run:
    get_subject, bind = required(compiler.slots, goal.subject), match_of(compiler.slots, goal.object)
    name, at = goal.name, goal.subject.at
    exists = isinstance(goal.object, core.Anon)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        try:
            found = variable_field(machine, get_subject(machine, env), name)
        except GoalError as error:
            raise GoalError(error.kind, error.message, error.at or at) from None
        return _bound(machine, env, found[:1] if exists else found, bind)

    return run


def _nothing(compiler: Compiler, goal: core.Nothing) -> Run:
    return lambda machine, env: ()


# Values


def _assign(compiler: Compiler, goal: core.Assign) -> Run:
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


def _equal(compiler: Compiler, goal: core.Equal) -> Run:
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


def _unequal(compiler: Compiler, goal: core.Unequal) -> Run:
    left, right = required(compiler.slots, goal.left), required(compiler.slots, goal.right)
    return lambda machine, env: () if machine.same(left(machine, env), right(machine, env)) else (env,)


# Blocks


def _if(compiler: Compiler, goal: core.If) -> Run:
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


def _or(compiler: Compiler, goal: core.Or) -> Run:
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


def _not(compiler: Compiler, goal: core.Not) -> Run:
    body = compiler.body(goal.body)
    return lambda machine, env: (env,) if next(solve(machine, body, env), None) is None else ()


def _once(compiler: Compiler, goal: core.Once) -> Run:
    body = compiler.body(goal.body)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        found = next(solve(machine, body, env), None)
        return () if found is None else (found,)

    return run


def _from(compiler: Compiler, goal: core.From) -> Run:
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


def _count(compiler: Compiler, goal: core.Count) -> Run:
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


def _distinct(compiler: Compiler, goal: core.Distinct) -> Run:
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


def _union(compiler: Compiler, goal: core.Union) -> Run:
    branches = tuple(map(compiler.body, goal.branches))

    def run(machine: Machine, env: Env) -> Iterator[Env]:
        for branch in branches:
            yield from solve(machine, branch, env)

    return run


_MAKERS: dict[type[Goal], _Maker] = {
    core.Ask: _ask, core.AskBy: _ask_by, core.Invoke: _invoke, core.Field: _field, core.Nothing: _nothing,
    core.Assign: _assign, core.Equal: _equal, core.Unequal: _unequal,
    core.If: _if, core.Or: _or, core.Not: _not, core.Once: _once, core.From: _from,
    core.Count: _count, core.Distinct: _distinct, core.Union: _union,
}  # fmt: skip
