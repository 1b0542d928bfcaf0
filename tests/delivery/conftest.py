"""Letters and connections for the tests of delivery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from vestnik.delivery.frozen import freeze
from vestnik.delivery.outbox import NewLetter, Outbox
from vestnik.kernel.clock import FakeClock
from vestnik.mail.addresses import Mailbox
from vestnik.mail.email import Attachment, Email
from vestnik.storage.blobs import FolderBlobs

MakeLetter = Callable[..., NewLetter]


@pytest.fixture
def outbox(clock: FakeClock) -> Outbox:
    return Outbox(clock)


@pytest.fixture
def new_letter(blobs: FolderBlobs) -> MakeLetter:
    """Makes letters with Message-IDs of their own; `to` is one address or several."""
    made = 0

    def make(
        to: str | tuple[str, ...] = "anna@example.org",
        *,
        subject: str = "Договор",
        text: str = "Здравствуйте!",
        attachments: tuple[Attachment, ...] = (),
        bcc: tuple[str, ...] = (),
        **more: Any,
    ) -> NewLetter:
        nonlocal made
        made += 1
        addresses = (to,) if isinstance(to, str) else to
        email = Email(
            from_=(Mailbox("Отдел кадров", "hr@example.com"),),
            to=tuple(Mailbox("", address) for address in addresses),
            bcc=tuple(Mailbox("", address) for address in bcc),
            subject=subject,
            text=text,
            attachments=attachments,
            message_id=f"<{made}.test@example.com>",
            date=datetime(2025, 3, 12, 12, 15, 30, tzinfo=UTC),
        )
        settings = {"route": "mail_out", "route_version": 1, "connection": "mail", **more}
        return NewLetter(frozen=freeze(email, blobs), **settings)

    return make
