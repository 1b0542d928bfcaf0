from __future__ import annotations

from collections.abc import Iterator

import pytest

from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction


@pytest.fixture
def tx(db: Database) -> Iterator[Transaction]:
    with db.write() as made:
        yield made
