"""Queries over whole templates: an index answers where it gives exactly what the scan would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.worlds import World
from vestnik.expressions.formula import compile_formula
from vestnik.expressions.memory import MemoryObjects
from vestnik.kernel.values import Ref, Value


class _Watched:
    """The world, counting scans of templates."""

    def __init__(self, objects: MemoryObjects) -> None:
        self._objects = objects
        self.scans = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._objects, name)

    def records(self, template: str) -> Sequence[Ref]:
        self.scans += 1
        return self._objects.records(template)


def _run(world: World, text: str) -> tuple[Value, int]:
    watched = _Watched(world.scope.objects)  # type: ignore[arg-type]
    formula = compile_formula(text, world.schema, worlds.ITEM, variables=world.variables)
    return formula.evaluate(replace(world.scope, objects=watched)), watched.scans  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("p->Zakaz == $id", ("Бумага", "Ручка", "Степлер")),
        ("$id == p->Zakaz && p->Summa > 60", ("Бумага",)),
        ("AND(p->Summa > 40, EQUALS(p->Zakaz, $id))", ("Бумага", "Ручка")),
        ('p->Nazvanie == "Ручка"', ("Ручка",)),
        ("p->Summa == 99 + 1", ("Бумага",)),
        ("p->Zakaz == $Pusto", ()),
        ("p->Zakaz == FIRST(DATE($Tema))", ()),
        ("p->Nazvanie == p->Nazvanie && p->Summa == $$n * 50 - 50", ("Бумага",)),
    ],
)
def test_an_equality_is_looked_up(world: World, where: str, names: tuple[str, ...]) -> None:
    value, scans = _run(world, f"from p in db->Pozitsii where {where} select p->Nazvanie")
    assert value == names
    assert scans == 0


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("p->Summa > 60", ("Бумага",)),
        ("p->Zakaz == $id || p->Summa > 60", ("Бумага", "Ручка", "Степлер")),
        ('p->Zakaz == "101"', ("Бумага", "Ручка", "Степлер")),
        ("p->Zakaz == LIST($id, $Poluchatel)", ("Бумага", "Ручка", "Степлер")),
        ("p->Zakaz != $id", ()),
        ("p->Nazvanie == p->Nazvanie", ("Бумага", "Ручка", "Степлер")),
        ('p->Summa == "100"', ()),
        ("p->_creator == USER()", ()),
    ],
)
def test_what_an_index_cannot_tell_is_scanned(world: World, where: str, names: tuple[str, ...]) -> None:
    value, scans = _run(world, f"from p in db->Pozitsii where {where} select p->Nazvanie")
    assert value == names
    assert scans == 1
