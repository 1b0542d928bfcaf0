"""The world of the N3 vectors."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from vestnik.expressions.cases import n3_world as worlds
from vestnik.expressions.cases.n3_world import World

FIXTURE = Path(__file__).parents[2] / "vectors/n3-fixture.yaml"


@pytest.fixture
def n3_world() -> World:
    return worlds.build(YAML(typ="safe").load(FIXTURE.read_text("utf-8")))
