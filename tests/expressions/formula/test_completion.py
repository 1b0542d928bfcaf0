"""Completion at a position of an unfinished formula."""

from __future__ import annotations

import pytest

from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.worlds import World
from vestnik.expressions.formula import completions


def _labels(world: World, text: str) -> list[str]:
    position = text.index("|")
    found = completions(text.replace("|", ""), position, world.schema, worlds.ITEM, world.variables)
    return [proposal.label for proposal in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("$Po|", ["Poluchatel", "Pozitsii"]),
        ("$|", ["Poluchatel", "Kopiya"]),
        ("$Poluchatel->mb|", ["mbox"]),
        ("$Poluchatel -> mb|", ["mbox"]),
        ("USER()->manager->full|", ["fullName"]),
        ("FIRST($Pozitsii)->|", ["Nazvanie", "Summa"]),
        ("(from p in $Pozitsii select p)->N|", ["Nazvanie"]),
        ("from p in $Pozitsii where p->S|", ["Summa"]),
        ("from p in db->Pozitsii select IF(p->|, 1, 2)", ["Nazvanie", "Summa"]),
        ("$$|", ["mail", "n", "origin"]),
        ("db->Poz|", ["Pozitsii"]),
        ("$id<-|", ["(item)"]),
        ("$id<-Pozitsii:Z|", ["Zakaz"]),
        ("$Status == |", ["New", "Sent"]),
        ("1 + SUBS|", ["SUBSTRING"]),
        ("subs|", ["SUBSTRING"]),
        ('CONCAT("a", from p in $Pozitsii sel|', ["select"]),
    ],
)
def test_what_may_stand_here_comes_first(world: World, text: str, first: list[str]) -> None:
    assert _labels(world, text)[: len(first)] == first


@pytest.mark.parametrize("text", ['"text $|', "# comment $|", "// $|", "$Tema->|", "$Nosuch->|"])
def test_nothing_is_proposed_where_nothing_is_known(world: World, text: str) -> None:
    assert _labels(world, text) == []


def test_a_function_is_proposed_with_its_signature_and_explanation(world: World) -> None:
    found = next(
        item for item in completions("SUBS", 4, world.schema, worlds.ITEM) if item.label == "SUBSTRING"
    )
    assert found.insert == "SUBSTRING("
    assert found.kind == "function"
    assert found.detail.en.startswith("SUBSTRING(s, start, count?): ")


@pytest.mark.parametrize("position", [-5, 0, 3, 999])
def test_any_position_will_do(world: World, position: int) -> None:
    assert isinstance(completions("$Te", position, world.schema, worlds.ITEM), list)
