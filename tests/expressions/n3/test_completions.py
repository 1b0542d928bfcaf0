"""What the editor proposes at a position; `|` marks it."""

from __future__ import annotations

import pytest

from vestnik.expressions.cases.n3_world import World
from vestnik.expressions.n3 import completions

PREFIX = "@prefix object: <http://comindware.com/ontology/object#>.\n"


def labels(world: World, text: str) -> list[str]:
    before, _, after = (PREFIX + text).partition("|")
    return [found.label for found in completions(before + after, len(before), world.objects.schema)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ ?item object:alias ?Tema. ?Te|", ["?Tema"]),
        ("{ ?it|", ["?item"]),
        ("{ ?v object:find|", ["object:findObject", "object:findProperty"]),
        ('{ ("|") object:findProperty ?p }', ["Elpisma", "Kontragenty", "Pozitsii", "Zakazy"]),
        ('{ ("Z|', ["Zakazy"]),
        ('{ ("Zakazy" "|" ) object:findProperty ?p }', ["Klient", "Nomer", "Partnery", "Pozitsii", "Summa"]),
        ('{ ("Status" "|") convert:enumValue ?e }', ["failed", "new", "sent"]),
        ('{ ("Pochta" "Za|" "Nomer" "1") object:findObject ?e }', ["Zakazy"]),
        ('{ ?v a [object:alias "El|"] }', ["Elpisma"]),
        ('{ "PT1H"^^xsd:dur|', ["xsd:duration"]),
        ("{ on|", ["once"]),
        ("{ 1 -> ?v. |", ["from", "if", "not", "once", "or"]),
        ("{ <http://|", []),
    ],
)
def test_proposals(world: World, text: str, expected: list[str]) -> None:
    assert labels(world, text) == expected


def test_a_prefix_is_proposed_with_its_iri_until_it_is_declared(world: World) -> None:
    (found,) = [p for p in completions("@prefix", 4, world.objects.schema) if p.label == "@prefix account:"]
    assert found.insert == "@prefix account: <http://comindware.com/ontology/account#>."
    assert "@prefix object:" not in labels(world, "@pre|")
