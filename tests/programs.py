"""Programs that a test needs and a machine may lack: without them it skips with the reason, and fails where that is forbidden."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

REQUIRED = os.environ.get("VESTNIK_REQUIRE_ALL") == "1"
"""Set in CI, which installs every program (`.ci/install`)."""


def unavailable(reason: str) -> NoReturn:
    """Skip the test; with VESTNIK_REQUIRE_ALL=1 fail it."""
    if REQUIRED:
        pytest.fail(f"VESTNIK_REQUIRE_ALL=1, but {reason}", pytrace=False)
    pytest.skip(reason)
