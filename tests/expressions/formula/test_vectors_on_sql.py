"""The vectors of the formula language over the SQL store, on both engines (spec/contract.md 8)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.expressions.formula.sql_world import SqlWorld

from vestnik.expressions.cases.files import read_cases
from vestnik.expressions.cases.formula import outcome_in
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.problem import VestnikError
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database

VECTORS = Path(__file__).parents[2] / "vectors"
FILES = ("formula-cases.yaml", "own/formula.yaml")
CASES: list[dict[str, Any]] = [case for name in FILES for case in read_cases(VECTORS / name)]

NO_STORE = {
    "lex-spaces-around-arrow": "an attribute of a task",
    "lex-dotted-name": "an attribute of a task",
    "null-if-condition-empty": "an attribute of no kind",
    "document-uri": "addresses are those of our API",
    "document-links-html": "addresses are those of our API",
    "document-images": "addresses are those of our API",
    "own-id-of-digits": "ids are allotted by the database",
}
"""Cases that the store cannot hold, and why."""


class _Undone(Exception):
    """Leaves a transaction without a trace."""


def test_the_vectors_hold_over_the_sql_store(db: Database, blobs: FolderBlobs, clock: FakeClock) -> None:
    failed: dict[str, str] = {}
    for case in CASES:
        if case["id"] in NO_STORE:
            continue
        try:
            with db.write() as tx:
                world = SqlWorld(tx, blobs, clock, case.get("context") or {})
                outcome = outcome_in(case, world.world, world.template)
                if not outcome.passed:
                    failed[case["id"]] = f"expected {outcome.expected}, got {outcome.got}"
                raise _Undone
        except _Undone:
            pass
        except VestnikError as error:
            failed[case["id"]] = f"the world cannot be stored: {error.message.en}"
    assert failed == {}
