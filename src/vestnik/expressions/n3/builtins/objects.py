"""object:, container: and `a`: templates, attributes and the types of things (spec/n3.md 5.1 and 5.9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from vestnik.expressions.n3.attributes import relation_of
from vestnik.expressions.n3.declare import REGISTRY, Example, Relation, function, generator
from vestnik.expressions.n3.goals import Const, ListTerm, Term
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import ACCOUNT, CONTAINER, DOCUMENT, LOGICS, OBJECT, RDF
from vestnik.expressions.n3.schema_names import (
    UnknownName,
    find_predicate,
    find_template,
    kinds_of_type,
)
from vestnik.expressions.n3.values import Iri, N3Value
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Problem, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref


def constant_texts(term: Term, count: int) -> list[tuple[str, Term]] | None:
    """The first `count` arguments when all are constant texts."""
    if not isinstance(term, ListTerm) or len(term.items) < count:
        return None
    found = [(item.value, item) for item in term.items[:count] if isinstance(item, Const)]
    texts: list[tuple[str, Term]] = [(value, item) for value, item in found if isinstance(value, str)]
    return texts if len(texts) == count else None


def _check_property(schema: Schema, subject: Term) -> Iterable[Problem]:
    texts = constant_texts(subject, 1)
    if texts is None:
        return
    (template, at) = texts[0]
    try:
        info = find_template(schema, template)
        if both := constant_texts(subject, 2):
            name, at = both[1]
            find_predicate(schema, info, template, name)
    except UnknownName as error:
        yield error.problem(at.at)


@function(
    OBJECT + "findProperty", takes="(text text)", gives="resource", check=_check_property,
    about=Text("Атрибут по системным именам шаблона и атрибута", "An attribute by the system names of template and attribute"),
    example=Example('("Elpisma" "Tema") object:findProperty ?value.', ("op.3",)),
)  # fmt: skip
def _find_property(machine: Machine, template: str, attribute: str) -> N3Value:
    schema = machine.objects.schema
    try:
        return find_predicate(schema, find_template(schema, template), template, attribute)
    except UnknownName as error:
        raise GoalError(error.kind, error.message) from None


def _check_object(schema: Schema, subject: Term) -> Iterable[Problem]:
    texts = constant_texts(subject, 3)
    if texts is None:
        return
    (app, _), (template, at), (name, name_at) = texts
    try:
        info = find_template(schema, template, app)
        at = name_at
        find_predicate(schema, info, template, name)
    except UnknownName as error:
        yield error.problem(at.at)


@generator(
    OBJECT + "findObject", takes="(text text text any)", gives="resource", priority="SHOULD", check=_check_object,
    about=Text(
        "Записи по приложению, шаблону, атрибуту и его значению", "Records by application, template, attribute and its value"
    ),
    example=Example('("Pochta" "Kontragenty" "Kod" "R3") object:findObject ?value.', ("rec.403",)),
)  # fmt: skip
def _find_object(machine: Machine, app: str, template: str, attribute: str, value: N3Value) -> Sequence[Ref]:
    schema = machine.objects.schema
    try:
        predicate = find_predicate(schema, find_template(schema, template, app), template, attribute)
    except UnknownName as error:
        raise GoalError(error.kind, error.message) from None
    relation = relation_of(predicate)
    if relation is None and isinstance(predicate, Iri):
        known = REGISTRY.by_iri[predicate.text]
        relation = known if isinstance(known, Relation) else None
    assert relation is not None
    return [subject for subject in relation.subjects(machine, value) if isinstance(subject, Ref)]


# Names of templates and attributes


def _named(schema: Schema, *, attributes: bool) -> Iterator[tuple[Ref, str]]:
    infos = [info for name in schema.template_names() if (info := schema.template(name))]
    for info in infos:
        yield info.id, info.name
    for info in infos if attributes else ():
        for attribute in info.attributes.values():
            yield attribute.id, attribute.name


def _name_of(schema: Schema, subject: Ref, *, attributes: bool) -> tuple[str, ...]:
    if info := schema.template_by_id(subject):
        return (info.name,)
    if attributes and (found := schema.attribute_by_id(subject)):
        return (found[1].name,)
    return ()


def _check_alias(*, attributes: bool) -> Callable[[Schema, Term], Iterable[Problem]]:
    """A name that nothing has is no error, since names are data; but it is hardly ever meant."""

    def check(schema: Schema, object_: Term) -> Iterable[Problem]:
        if not isinstance(object_, Const) or not isinstance(object_.value, str):
            return
        known = {name for _, name in _named(schema, attributes=attributes)}
        if object_.value not in known:
            suggestion = nearest(object_.value, known)
            message = Text(
                "Нет ничего с системным именем «{name}»: решений не будет.{hint}",
                "Nothing has the system name '{name}': there will be no solutions.{hint}",
            ).format(name=object_.value[:80], hint=did_you_mean(suggestion))
            at = object_.at
            yield Problem("unknown_alias", message, (), at.line, at.column, suggestion, "warning")

    return check


def _alias(iri: str, about: Text, example: Example, *, attributes: bool) -> None:
    def subjects(machine: Machine, value: N3Value) -> Iterator[Ref]:
        for subject, name in _named(machine.objects.schema, attributes=attributes):
            if name == value:
                yield subject

    REGISTRY.add(
        Relation(
            (iri,),
            about,
            example,
            lambda machine, subject: _name_of(machine.objects.schema, subject, attributes=attributes),
            subjects,
            lambda machine: _named(machine.objects.schema, attributes=attributes),
            "text",
            check=_check_alias(attributes=attributes),
        )
    )


_alias(
    OBJECT + "alias",
    Text("Системное имя шаблона или атрибута", "System name of a template or an attribute"),
    Example('?value object:alias "Zakazy".', ("oa.2",)),
    attributes=True,
)
_alias(
    CONTAINER + "alias",
    Text("Системное имя шаблона любого вида", "System name of a template of any kind"),
    Example('?value container:alias "Zakazy".', ("oa.2",)),
    attributes=False,
)


# Attributes of a template


def _properties(machine: Machine, subject: Ref) -> Sequence[Ref]:
    info = machine.objects.schema.template_by_id(subject)
    return [attribute.id for attribute in info.attributes.values()] if info else ()


def _templates_with(machine: Machine, value: N3Value) -> Sequence[Ref]:
    found = machine.objects.schema.attribute_by_id(value) if isinstance(value, Ref) else None
    return (found[0].id,) if found else ()


def _all_properties(machine: Machine) -> Iterator[tuple[Ref, Ref]]:
    schema = machine.objects.schema
    for name in schema.template_names():
        if info := schema.template(name):
            for attribute in info.attributes.values():
                yield info.id, attribute.id


REGISTRY.add(
    Relation(
        (OBJECT + "property",),
        Text("Атрибуты шаблона", "The attributes of a template"),
        Example(
            '?t object:alias "Pozitsii". ?t object:property ?value.', ("op.30", "op.31", "op.32", "op.33")
        ),
        _properties,
        _templates_with,
        _all_properties,
        "resource",
        "SHOULD",
    )
)


# Hierarchies


def _attribute_relation(attribute: N3Value) -> Relation:
    if (relation := relation_of(attribute)) is None:
        raise GoalError(
            "type_error", Text("второй аргумент — не атрибут", "the second argument is no attribute")
        )
    return relation


@function(
    OBJECT + "getRootByParentProperty", takes="(resource any)", gives="resource", priority="SHOULD",
    about=Text("Вершина иерархии: по атрибуту вверх до последней записи", "The top of a hierarchy: up an attribute to the last record"),
    example=Example(
        '("Kontragenty" "Kod") object:findProperty ?k. ?r ?k "R3". ("Kontragenty" "Roditel") object:findProperty ?p. (?r ?p) object:getRootByParentProperty ?value.',
        ("rec.401",),
    ),
)  # fmt: skip
def _root(machine: Machine, record: Ref, attribute: N3Value) -> Ref:
    relation, seen = _attribute_relation(attribute), {record}
    while True:
        machine.tick()
        above = next((value for value in relation.objects(machine, record) if isinstance(value, Ref)), None)
        if above is None:
            return record
        if above in seen:
            message = Text("иерархия замкнута на {record}", "the hierarchy runs in a circle at {record}")
            raise GoalError("cycle", message.format(record=above))
        seen.add(above)
        record = above


@generator(
    OBJECT + "getRootByChildProperty", takes="(resource any)", gives="resource", priority="LATER",
    about=Text("Сама запись и всё, что под ней, по уровням", "The record itself and everything below it, level by level"),
    example=Example(
        '("Kontragenty" "Kod") object:findProperty ?k. ?r ?k "R1". ("Kontragenty" "Docherniye") object:findProperty ?p. (?r ?p) object:getRootByChildProperty ?value.',
        ("rec.401", "rec.402", "rec.403"),
    ),
)  # fmt: skip
def _below(machine: Machine, record: Ref, attribute: N3Value) -> Iterator[Ref]:
    relation, level, seen = _attribute_relation(attribute), [record], {record}
    while level:
        yield from level
        following: list[Ref] = []
        for above in level:
            machine.tick()
            for value in relation.objects(machine, above):
                if isinstance(value, Ref) and value not in seen:
                    seen.add(value)
                    following.append(value)
        level = following


# Types

_EVERY: dict[str, str] = {ACCOUNT + "Account": "_Account", ACCOUNT + "Group": "_AccountGroup", DOCUMENT + "Document": "_Document"}  # fmt: skip


def _types(machine: Machine, subject: Ref) -> Sequence[N3Value]:
    if iri := kinds_of_type(subject):
        return (Iri(iri),)
    info = machine.objects.template_of(subject)
    return (info.id,) if info else ()


def _accepts_type(value: N3Value) -> None:
    if not isinstance(value, (Ref, Iri)):
        message = Text(
            "Это не тип; чтобы присвоить значение, пишите ->", "This is no type; to assign a value use ->"
        )
        raise GoalError("type_error", message)


def _instances(machine: Machine, value: N3Value) -> Iterable[N3Value]:
    if isinstance(value, Ref):
        info = machine.objects.schema.template_by_id(value)
        return machine.records(info.name) if info else ()
    if not isinstance(value, Iri):
        return ()
    if value.text in _EVERY:
        return machine.records(_EVERY[value.text])
    if value.text == LOGICS + "UserTask":
        return list(dict.fromkeys(subject for subject, _ in machine.pairs("task:objectId")))
    return (value,) if kinds_of_type(value) == value.text else ()


def _all_types(machine: Machine) -> Iterator[tuple[N3Value, N3Value]]:
    schema = machine.objects.schema
    for name in schema.template_names():
        info = schema.template(name)
        for record in machine.records(name) if info else ():
            machine.tick()
            if info and not kinds_of_type(record):
                yield record, info.id
    for iri in _EVERY:
        for subject in machine.records(_EVERY[iri]):
            machine.tick()
            yield subject, Iri(iri)


REGISTRY.add(
    Relation(
        (RDF + "type",),
        Text(
            "Тип: шаблон записи, account:Account и другие; коротко «a»",
            "Type: template of a record, account:Account and others; `a` for short",
        ),
        Example('?value a [object:alias "Zakazy"].', ("rec.201", "rec.202", "rec.203")),
        _types,
        _instances,
        _all_types,
        "resource",
        accepts=_accepts_type,
    )
)


def _all_containers(machine: Machine) -> Iterator[tuple[N3Value, N3Value]]:
    return (pair for pair in _all_types(machine) if isinstance(pair[1], Ref))


REGISTRY.add(
    Relation(
        (LOGICS + "container",),
        Text("Шаблон записи", "The template of a record"),
        Example("?item cmw:container ?value.", ("oa.1",)),
        lambda machine, subject: tuple(value for value in _types(machine, subject) if isinstance(value, Ref)),
        lambda machine, value: _instances(machine, value) if isinstance(value, Ref) else (),
        _all_containers,
        "resource",
    )
)
