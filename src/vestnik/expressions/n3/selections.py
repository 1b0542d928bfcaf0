"""Goals about one thing, asked of the data in one go (spec/n3.md 6: a pure conjunction of data triples).

`?x ?p "a". ?x ?q ?v. ?v math:greaterThan 5.` with `?x` still without a value says what a record must meet. Goal by goal
that is a look-up per record; here the records that meet all of it come from one question to the store, in the same order.
Where the goals say it exactly and nothing else asks for `?v`, the records are the solutions, and counting them is a
question too; else each record found is put to the goals themselves, so that results, order and errors stay the same.

Goals qualify while each can but hold or fail: an attribute of the thing, its type, a comparison of an attribute's value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.goals import Anon, Const, Goal, Goals, Term, Var
from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.namespaces import MATH_C, MATH_W, RDF
from vestnik.expressions.n3.values import UNBOUND, N3Value
from vestnik.expressions.objects import AttributeInfo, Condition, ConditionSign, Schema
from vestnik.kernel.values import Content, Period, Ref, Value

LEAST = 2
"""Goals and conditions below which one look-up does as well."""

_TYPE = RDF + "type"
_SIGNS: dict[str, ConditionSign] = {
    "lessThan": "lt",
    "notLessThan": "ge",
    "greaterThan": "gt",
    "notGreaterThan": "le",
    "equalTo": "eq",
}
_TURNED: dict[ConditionSign, ConditionSign] = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq"}
_ORDERED = {"number": Decimal, "datetime": datetime, "duration": timedelta}
"""Kinds whose comparison cannot go wrong, by data type of the attribute."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A run of goals about one variable. private: variables of the run that nothing else asks for."""

    variable: str
    goals: Goals
    private: frozenset[str]


def selections(
    goals: Goals, mentions: Counter[str], bound: set[str], least: int = LEAST
) -> Iterator[Goal | Selection]:
    """The goals with every run of at least so many that qualify put together.

    mentions: how often each variable stands in the whole text, the output once more. bound: names that were spoken of
    before; grows on the way.
    """
    index = 0
    while index < len(goals):
        run = _run(goals[index:], bound)
        if len(run) < least:
            run = ()
            yield goals[index]
        else:
            inside = Counter(_names(run))
            private = frozenset(name for name in inside if inside[name] == mentions[name])
            yield Selection(_subject(run[0]), run, private)
        taken = run or goals[index : index + 1]
        bound.update(_names(taken))
        index += len(taken)


def _subject(goal: Goal) -> str:
    """The variable that a goal speaks of; empty where it is none."""
    if isinstance(goal, (core.Ask, core.AskBy)) and isinstance(goal.subject, Var):
        return goal.subject.name
    return ""


def _names(goals: Iterable[Goal]) -> Iterator[str]:
    for goal in goals:
        for term in core.terms(goal):
            yield from (variable.name for variable in core.variables(term))


def _run(goals: Goals, bound: set[str]) -> Goals:
    """The goals from the first on that may be asked together."""
    name = _subject(goals[0])
    if not name or name in bound or name == "item":
        return ()
    values: set[str] = set()
    run: list[Goal] = []
    for goal in goals:
        if _about(goal) and _subject(goal) == name:
            values.update(_names_of_object(goal))
        elif not _compares(goal, values):
            break
        run.append(goal)
    return () if name in values else tuple(run)


def _names_of_object(goal: Goal) -> Iterator[str]:
    if isinstance(goal, (core.Ask, core.AskBy)):
        yield from (variable.name for variable in core.variables(goal.object))


def _about(goal: Goal) -> bool:
    """A data triple with a simple object: an attribute by variable, or `a`."""
    match goal:
        case core.AskBy(subject=Var(), object=Var() | Const() | Anon()):
            return True
        case core.Ask(relation=relation, subject=Var(), object=Var() | Const()):
            return _TYPE in relation.iris
    return False


def _compares(goal: Goal, values: set[str]) -> bool:
    match goal:
        case core.Invoke(builtin=builtin, subject=left, object=right) if builtin.sort == "test":
            known = any(iri.startswith((MATH_C, MATH_W)) for iri in builtin.iris)
            sides = [term for term in (left, right) if isinstance(term, Var) and term.name in values]
            return known and _sign(builtin.iris) is not None and len(sides) == 1
    return False


def _sign(iris: Sequence[str]) -> ConditionSign | None:
    return next((_SIGNS[local] for iri in iris if (local := iri.rpartition("#")[2]) in _SIGNS), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run of goals asks for. exact: a record that meets the conditions is one solution of all the goals."""

    conditions: tuple[Condition, ...]
    exact: bool


def asked(
    selection: Selection, machine: Machine, env: Sequence[N3Value], slots: dict[str, int]
) -> Asked | None:
    """The conditions under these bindings; None where the first goal says nothing that the store could be asked."""
    schema = machine.objects.schema

    def value_of(term: Term) -> N3Value:
        if isinstance(term, Const):
            return term.value
        return env[slots[term.name]] if isinstance(term, Var) else UNBOUND

    found: list[Condition] = []
    attributes: dict[str, AttributeInfo] = {}
    exact = True
    for goal in selection.goals:
        match goal:
            case core.AskBy(verb=verb, object=object_):
                made = _of_attribute(schema, value_of(verb), value_of(object_))
                if made is None:
                    break
                condition, attribute = made
                found.append(condition)
                if isinstance(object_, Var) and condition.sign == "has":
                    exact &= object_.name in selection.private and not attribute.multiple
                    exact &= object_.name not in attributes
                    attributes[object_.name] = attribute
            case core.Ask(object=object_):
                kind = value_of(object_)
                if not isinstance(kind, Ref) or kind.kind != "oa":
                    break
                found.append(Condition("system:template", "eq", kind))
            case core.Invoke(builtin=builtin, subject=left, object=right):
                compared = _comparison(builtin.iris, left, right, attributes, value_of)
                if compared is None:
                    break
                found.append(compared)
    else:
        return Asked(tuple(found), exact)
    return Asked(tuple(found), False) if found else None


def _of_attribute(schema: Schema, verb: N3Value, value: N3Value) -> tuple[Condition, AttributeInfo] | None:
    known = schema.attribute_by_id(verb) if isinstance(verb, Ref) and verb.kind == "op" else None
    if known is None:
        return None
    attribute = known[1]
    if value is UNBOUND:
        return Condition(attribute.predicate), attribute
    stored = _stored(value)
    return None if stored is None else (Condition(attribute.predicate, "eq", stored), attribute)


def _stored(value: N3Value) -> Value:
    """A value that a store can be asked for; None for those that only N3 knows."""
    if isinstance(value, (str, bool, Decimal, datetime, timedelta, Ref)) and not isinstance(
        value, (Content, Period)
    ):
        return value
    return None


def _comparison(
    iris: Sequence[str],
    left: Term,
    right: Term,
    attributes: dict[str, AttributeInfo],
    value_of: Callable[[Term], N3Value],
) -> Condition | None:
    """A comparison of a single-valued attribute with a value of its own kind."""
    sign = _sign(iris)
    if isinstance(right, Var) and right.name in attributes:
        left, right = right, left
        sign = _TURNED[sign] if sign else None
    attribute = attributes.get(left.name) if isinstance(left, Var) else None
    if attribute is None or sign is None or attribute.multiple:
        return None
    value = value_of(right)
    wanted = _ORDERED.get(attribute.data_type)
    if wanted is None or not isinstance(value, wanted):
        return None
    return Condition(attribute.predicate, sign, _stored(value))
