"""Triples of data: the four modes of a relation, existence, predicates known at run time only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.attributes import relation_of
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.compiling.calls import invoke, variable_of
from vestnik.expressions.n3.compiling.solutions import bound
from vestnik.expressions.n3.declare import Builtin, Relation
from vestnik.expressions.n3.goals import Term, Var
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import SESSION_VARIABLE, short_form
from vestnik.expressions.n3.solver import Env, Run
from vestnik.expressions.n3.terms import Get, Match, match_of, optional, required
from vestnik.expressions.n3.values import KIND_NAMES, UNBOUND, Iri, N3Value, key, kind_of
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

if TYPE_CHECKING:
    from vestnik.expressions.n3.compile import Compiler


def ask(compiler: Compiler, goal: core.Ask) -> Run:
    return related(compiler, goal.relation, goal.subject, goal.object)


def related(compiler: Compiler, relation: Relation, subject: Term, object_: Term) -> Run:
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
            return bound(machine, env, _ahead(machine, subjects(machine, other), subject_ahead), bind_subject)
        if not isinstance(one, Ref):
            return _both(machine, env) if isinstance(one, Iri) else ()
        found = objects(machine, one)
        if other is UNBOUND:
            return bound(machine, env, _ahead(machine, found, object_ahead), bind_object)
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


def _existence(relation: Relation, get_subject: Get, bind_subject: Match) -> Run:
    """`s p ?`: at most one solution per subject."""

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        one = get_subject(machine, env)
        if one is UNBOUND:
            return bound(
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


def ask_by(compiler: Compiler, goal: core.AskBy) -> Run:
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
            return related(compiler, attribute, subject, object_)
        if isinstance(verb, Iri):
            if verb.text.startswith(SESSION_VARIABLE):
                local = verb.text.removeprefix(SESSION_VARIABLE)
                return variable_of(compiler, core.Field(goal.at, goal.text, local, subject, object_))
            match REGISTRY.by_iri.get(verb.text):
                case Relation() as relation:
                    return related(compiler, relation, subject, object_)
                case Builtin() as builtin:
                    shown = short_form(verb.text)
                    return invoke(compiler, core.Invoke(goal.at, goal.text, builtin, shown, subject, object_))
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
