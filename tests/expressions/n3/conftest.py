"""The fixture's world, and a short way to evaluate goals in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from vestnik.expressions.cases import n3_world
from vestnik.expressions.cases.n3 import rendered
from vestnik.expressions.cases.n3_world import World
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.n3.namespaces import PREFIXES

VECTORS = Path(__file__).parents[2] / "vectors"

DECLARATIONS = "".join(f"@prefix {name}: <{iri}>.\n" for name, iri in PREFIXES.items())
"""Every well-known prefix, so that tests show goals only."""

Evaluate = Callable[..., list[Any]]


@pytest.fixture(scope="session")
def fixture() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = YAML(typ="safe").load((VECTORS / "n3-fixture.yaml").read_text("utf-8"))
    return loaded


@pytest.fixture
def world(fixture: Mapping[str, Any]) -> World:
    return n3_world.build(fixture)


@pytest.fixture
def evaluate(world: World) -> Evaluate:
    """`evaluate("1 -> ?value.", item="rec.101", …)`: the rendered results; keywords are keys of a case."""

    def run(goals: str, **case: Any) -> list[Any]:
        scope, _ = world.scope({"item": "rec.101", **case})
        query = compile_n3(
            DECLARATIONS + "{ " + goals + " }",
            world.objects.schema,
            input_bound=scope.item is not None,
            output=case.get("output", "value"),
            effects_allowed=True,
        )
        return [rendered(value, world.objects) for value in query.values(scope)]

    return run
