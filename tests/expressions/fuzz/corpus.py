"""The corpora of this folder, and trying one text: whatever it is, an answer or a problem, and soon."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from time import perf_counter

from ruamel.yaml import YAML

from vestnik.expressions.cases import n3_world, worlds
from vestnik.expressions.cases.n3_world import World as N3World
from vestnik.expressions.cases.worlds import World as FormulaWorld
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula import check_formula, compile_formula
from vestnik.expressions.n3 import check_n3, compile_n3
from vestnik.expressions.n3.namespaces import PREFIXES
from vestnik.kernel.problem import Invalid

FOLDER = Path(__file__).parent
VECTORS = FOLDER.parents[1] / "vectors"

_PREFIX = re.compile(r"(?<![\w-])([\w-]+):")
CONTEXT = {
    "user": "account.1",
    "accounts": {"account.1": {"fullName": "Петрова Анна", "mbox": "petrova@example.org"}},
    "item": {
        "id": {"ref": "rec.1"},
        "Poluchatel": {"ref": "account.1"},
        "Tema": "Договор",
        "Summa": 12.5,
        "Srok": {"datetime": "2025-05-28T10:00:00"},
        "Pozitsii": [{"ref": f"rec.{n}"} for n in range(10, 30)],
    },
    "db": {"Pozitsii": {f"rec.{n}": {"Summa": n, "Nomer": f"№ {n}"} for n in range(10, 30)}},
    "vars": {"x": None, "mail": {"object": {"To": "a@example.org"}}},
}


def texts(name: str) -> list[str]:
    """The texts of a corpus file."""
    _, _, body = (FOLDER / name).read_text("utf-8").partition("\n")
    return [text.strip("\n") for text in body.split("\n---\n")]


def declared(goals: str) -> str:
    """The text with the prefixes declared that stand in it."""
    used = [name for name in dict.fromkeys(_PREFIX.findall(goals)) if name in PREFIXES]
    return "".join(f"@prefix {name}: <{PREFIXES[name]}>.\n" for name in used) + goals


def formula_world() -> FormulaWorld:
    """A record, an account, twenty rows."""
    return worlds.build(CONTEXT)


def small_n3_world() -> N3World:
    """The world of the N3 vectors."""
    return n3_world.build(YAML(typ="safe").load((VECTORS / "n3-fixture.yaml").read_text("utf-8")))


def try_formula(world: FormulaWorld, text: str) -> float:
    """Check and evaluate; seconds that it took. Whatever is raised is a defect."""
    begun = perf_counter()
    for problem in check_formula(text, world.schema, worlds.ITEM, world.variables).problems:
        assert problem.line
        assert problem.column
    with contextlib.suppress(Invalid, ExpressionFault):
        compile_formula(text, world.schema, worlds.ITEM, variables=world.variables).evaluate(world.scope)
    return perf_counter() - begun


def try_n3(world: N3World, text: str) -> float:
    """As `try_formula`; effects allowed."""
    begun = perf_counter()
    for problem in check_n3(text, world.objects.schema).problems:
        assert problem.line
        assert problem.column
    scope, _ = world.scope({"item": "rec.101", "limits": {"seconds": 2.0}})
    with contextlib.suppress(Invalid, ExpressionFault):
        compile_n3(text, world.objects.schema, effects_allowed=True).values(scope)
    return perf_counter() - begun
