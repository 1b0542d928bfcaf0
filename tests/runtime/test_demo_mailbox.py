"""The mailbox of the demonstration."""

from __future__ import annotations

from pathlib import Path

from vestnik.runtime.demo_mailbox import DemoMailbox


def test_a_mailbox_that_nobody_listened_to_is_empty(tmp_path: Path) -> None:
    assert list(DemoMailbox(tmp_path / "not-there").letters()) == []
