"""The one function that decides `permanent`, over a table of replies (spec/delivery.md R4)."""

from __future__ import annotations

import pytest

from vestnik.connections.base import Stage
from vestnik.connections.types.smtp_send.permanence import is_permanent, speaks_of_login, too_many_recipients
from vestnik.connections.types.smtp_send.replies import Reply

TABLE: list[tuple[Stage, str, bool]] = [
    ("mail", "250 ok", False),
    ("mail", "421 4.3.2 closing", False),
    ("mail", "450 4.1.8 sender's domain not found", False),
    ("mail", "452 4.3.1 disk full", False),
    ("mail", "550 5.1.8 sender's domain not found", True),
    ("mail", "552 5.3.4 too large", True),
    ("mail", "552 too large", True),
    ("mail", "553 5.7.1 not your address", True),
    ("mail", "555 5.5.4 parameter", True),
    ("rcpt", "421 closing", False),
    ("rcpt", "450 4.2.2 busy", False),
    ("rcpt", "451 4.7.1 greylisted", False),
    ("rcpt", "452 4.5.3 too many recipients", False),
    ("rcpt", "550 5.1.1 unknown", True),
    ("rcpt", "550 unknown", True),
    ("rcpt", "551 not local", True),
    ("rcpt", "552 too many recipients", False),
    ("rcpt", "552 5.5.3 too many recipients", False),
    ("rcpt", "552 5.2.2 mailbox full", True),
    ("rcpt", "553 5.1.3 bad address", True),
    ("rcpt", "554 5.7.1 relay access denied", True),
    ("data", "451 4.3.0 error", False),
    ("data", "503 5.5.1 RCPT first", False),
    ("data", "550 5.7.1 policy", True),
    ("data", "554 5.5.1 no valid recipients", True),
    ("data", "354 go", False),
    ("final", "250 2.0.0 taken", False),
    ("final", "421 4.3.2 closing", False),
    ("final", "450 4.7.1 try later", False),
    ("final", "552 5.3.4 too large", True),
    ("final", "552 too large", True),
    ("final", "554 5.7.1 spam", True),
    ("final", "550 5.7.26 not authenticated by DKIM", True),
]


@pytest.mark.parametrize(("stage", "line", "permanent"), TABLE, ids=[f"{s} {line}" for s, line, _ in TABLE])
def test_R4_permanent(stage: Stage, line: str, permanent: bool) -> None:
    assert is_permanent(stage, _reply(line)) is permanent


@pytest.mark.parametrize(
    ("line", "login"),
    [
        ("530 5.7.0 authentication required", True),
        ("534 5.7.9 mechanism too weak", True),
        ("535 5.7.8 bad login", True),
        ("538 5.7.11 encryption required", True),
        ("550 5.7.1 relay access denied", False),
        ("454 4.7.0 later", False),
    ],
)
def test_R4_replies_that_speak_of_the_login(line: str, login: bool) -> None:
    assert speaks_of_login(_reply(line)) is login


@pytest.mark.parametrize(
    ("line", "many"),
    [
        ("452 4.5.3 too many", True),
        ("452 too many", True),
        ("452 4.3.1 disk full", False),
        ("552 too many", True),
        ("552 5.2.2 mailbox full", False),
        ("450 4.2.2 busy", False),
    ],
)
def test_A9_replies_that_mean_too_many_recipients(line: str, many: bool) -> None:
    assert too_many_recipients(_reply(line)) is many


def _reply(line: str) -> Reply:
    return Reply(int(line[:3]), (line[4:],))
