"""libuv's event loop is taken where it can be had."""

from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace

import pytest

from vestnik.runtime import event_loop


class Installed(asyncio.SelectorEventLoop):
    """Stands for uvloop's."""


@pytest.mark.parametrize("installed", [True, False])
def test_the_loop_is_the_one_that_is_installed(monkeypatch: pytest.MonkeyPatch, installed: bool) -> None:
    monkeypatch.setitem(
        sys.modules, "uvloop", SimpleNamespace(new_event_loop=Installed) if installed else None
    )
    loops: list[asyncio.AbstractEventLoop] = []

    async def work() -> None:
        loops.append(asyncio.get_running_loop())

    event_loop.run(work())

    assert isinstance(loops[0], Installed) is installed
