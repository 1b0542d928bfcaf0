"""The short form of `make chaos`: a few kills on each engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.chaos.storm import Storm
from tests.conftest import ENGINES


@pytest.mark.parametrize("engine", ENGINES)
def test_R8_kills_lose_no_letter_and_repetitions_are_marked(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    database = request.getfixturevalue("empty_postgresql_url") if engine == "postgresql" else None
    workers = 2 if database else 1
    outcome = Storm(tmp_path, database, workers=workers, kills=4, letters=40, seed=11).run()
    assert outcome.faults == []
    assert outcome.kills_while_sending + outcome.kills_while_queueing > 0
