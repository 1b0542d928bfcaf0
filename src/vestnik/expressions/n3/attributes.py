"""Attributes of records as relations: those of a template by id, and the system attributes that every record has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vestnik.expressions.n3.declare import Example, Relation
from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.values import N3Value, SystemAttribute
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

_ABOUT: Final = Text("Атрибут записи", "An attribute of a record")
_EXAMPLE: Final = Example("?item ?attribute ?value.")


def relation_of(attribute: N3Value) -> Relation | None:
    """The relation for which an attribute stands as predicate; None when the value is no attribute."""
    if isinstance(attribute, Ref) and attribute.kind == "op":
        return _declared(str(attribute))
    if isinstance(attribute, SystemAttribute):
        return _system(attribute)
    return None


def _declared(predicate: str) -> Relation:
    return Relation(
        (),
        _ABOUT,
        _EXAMPLE,
        lambda machine, subject: machine.values(subject, predicate),
        lambda machine, value: machine.subjects(predicate, value),
        lambda machine: machine.pairs(predicate),
    )


def _system(attribute: SystemAttribute) -> Relation:
    """A system attribute asked for by template is one of that template's records only."""
    template, predicate = attribute.template, f"system:{attribute.name.removeprefix('_')}"

    def belongs(machine: Machine, subject: Ref) -> bool:
        info = machine.objects.template_of(subject)
        return info.name == template if info else subject in machine.records(template)

    def objects(machine: Machine, subject: Ref) -> Sequence[N3Value]:
        found = machine.values(subject, predicate)
        return found if found and belongs(machine, subject) else ()

    def subjects(machine: Machine, value: N3Value) -> Sequence[Ref]:
        own = set(machine.records(template))
        return [subject for subject in machine.subjects(predicate, value) if subject in own]

    def pairs(machine: Machine) -> Iterator[tuple[N3Value, N3Value]]:
        records = machine.records(template)
        for start in range(0, len(records), _BATCH):
            batch = records[start : start + _BATCH]
            machine.objects.prefetch(batch)
            for subject in batch:
                machine.tick()
                for value in machine.values(subject, predicate):
                    yield subject, value

    return Relation((), _ABOUT, _EXAMPLE, objects, subjects, pairs)


_BATCH: Final = 512
