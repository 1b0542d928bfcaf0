"""The kind of an expression's result, as far as its goals tell."""

from __future__ import annotations

from dataclasses import dataclass

from vestnik.expressions.diagnosis import ResultKind
from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.builtins.objects import constant_texts
from vestnik.expressions.n3.goals import Const, Goals, Term, Var
from vestnik.expressions.n3.namespaces import OBJECT
from vestnik.expressions.n3.values import N3Value, kind_of
from vestnik.expressions.objects import AttributeInfo, Schema


@dataclass(frozen=True, slots=True)
class Inferred:
    """`target`: the template of a reference to records."""

    kind: ResultKind | None = None
    target: str | None = None


_UNKNOWN = Inferred()

_OF_GIVES: dict[str, ResultKind] = {
    "text": "text",
    "number": "number",
    "boolean": "boolean",
    "dateTime": "datetime",
    "duration": "duration",
    "resource": "reference",
    "object": "object",
}
_OF_ATTRIBUTE: dict[str, ResultKind] = {
    "text": "text",
    "number": "number",
    "boolean": "boolean",
    "datetime": "datetime",
    "dateTime": "datetime",
    "duration": "duration",
    "account": "reference",
    "document": "reference",
    "record": "reference",
    "enum": "reference",
    "role": "reference",
    "image": "reference",
    "hyperlink": "text",
}


def result_kind(goals: Goals, output: str, schema: Schema) -> Inferred:
    """The kind of the values of `output`; unknown when goals disagree or nothing tells."""
    attributes: dict[str, AttributeInfo] = {}
    kinds: dict[str, Inferred] = {}
    for goal in core.walk(goals):
        if isinstance(goal, core.Invoke) and (found := _property(goal, schema)):
            attributes[found[0]] = found[1]
        for name, kind in _given(goal, attributes, kinds):
            kinds[name] = kind if kinds.get(name, kind) == kind else _UNKNOWN
    return kinds.get(output, _UNKNOWN)


def _property(goal: core.Invoke, schema: Schema) -> tuple[str, AttributeInfo] | None:
    if OBJECT + "findProperty" not in goal.builtin.iris or not isinstance(goal.object, Var):
        return None
    texts = constant_texts(goal.subject, 2)
    if texts is None or (info := schema.template(texts[0][0])) is None:
        return None
    attribute = info.attributes.get(texts[1][0])
    return (goal.object.name, attribute) if attribute else None


def _given(
    goal: core.Goal, attributes: dict[str, AttributeInfo], kinds: dict[str, Inferred]
) -> list[tuple[str, Inferred]]:
    """What a goal says of the variables it binds."""
    match goal:
        case core.Invoke(builtin=builtin, object=Var(name=name)) if builtin.sort != "test":
            return [(name, Inferred(_OF_GIVES.get(builtin.gives)))]
        case core.Ask(relation=relation):
            said = (
                [(goal.object.name, Inferred(_OF_GIVES.get(relation.gives)))]
                if isinstance(goal.object, Var)
                else []
            )
            return said + _subject(goal.subject, None, kinds)
        case core.AskBy(verb=verb):
            attribute = attributes.get(verb.name)
            said = [(goal.object.name, _of(attribute))] if isinstance(goal.object, Var) else []
            return said + _subject(goal.subject, None, kinds)
        case core.Assign(source=source, target=Var(name=name)):
            return [(name, _of_term(source, kinds))]
        case core.Equal(left=Var(name=name), right=other) | core.Equal(left=other, right=Var(name=name)):
            return [] if name in kinds else [(name, _of_term(other, kinds))]
        case core.Count(object=Var(name=name)):
            return [(name, Inferred("number"))]
    return []


def _subject(subject: Term, target: str | None, kinds: dict[str, Inferred]) -> list[tuple[str, Inferred]]:
    """A subject that is not yet known is a reference."""
    if isinstance(subject, Var) and subject.name not in kinds:
        return [(subject.name, Inferred("reference", target))]
    return []


def _of(attribute: AttributeInfo | None) -> Inferred:
    return Inferred(_OF_ATTRIBUTE.get(attribute.data_type), attribute.target) if attribute else _UNKNOWN


def _of_term(term: Term, kinds: dict[str, Inferred]) -> Inferred:
    if isinstance(term, Var):
        return kinds.get(term.name, _UNKNOWN)
    if isinstance(term, Const):
        return _of_value(term.value)
    return _UNKNOWN


def _of_value(value: N3Value) -> Inferred:
    return Inferred(_OF_GIVES.get(kind_of(value)))
