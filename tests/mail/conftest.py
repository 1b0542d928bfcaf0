"""A letter to vary, and its way through the renderer into two independent parsers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from typing import Any

import fast_mail_parser
import pytest

from vestnik.kernel.values import Content
from vestnik.mail.email import Email, Mailbox
from vestnik.mail.render import render
from vestnik.mail.segments import Rendered

PLAIN = Email(
    from_=(Mailbox("Отдел договоров", "dogovory@example.ru"),),
    to=(Mailbox("Анна", "anna@example.ru"),),
    subject="Документ",
    text="Здравствуйте!\n",
    message_id="<17@example.ru>",
    date=datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC),
)


@dataclass(frozen=True)
class Sent:
    """What left: the bytes, and what two parsers that share nothing with us make of them."""

    rendered: Rendered
    raw: bytes
    std: EmailMessage
    rust: Any

    @property
    def head(self) -> str:
        return self.raw.split(b"\r\n\r\n", 1)[0].decode()

    def field(self, name: str) -> str:
        """The raw field, unfolded, without its name."""
        found = re.search(rf"(?m)^{name}: ([^\r]*(?:\r\n[ \t][^\r]*)*)", self.head)
        assert found, name
        return found[1].replace("\r\n", "")

    @property
    def files(self) -> list[tuple[str | None, Any]]:
        """Name and content of each attachment, by the standard library."""
        return [(part.get_filename(), part.get_payload(decode=True)) for part in self.std.iter_attachments()]


def send(email: Email, blobs: Mapping[str, bytes] | None = None) -> Sent:
    """Render, check what holds for every letter, parse."""
    stored = blobs or {}
    rendered = render(email, read_small=lambda content: stored[content.digest])
    raw = b"".join(rendered.chunks(lambda digest: io.BytesIO(stored[digest])))
    assert len(raw) == rendered.size
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw), "bare CR or LF"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert rendered.eight_bit == (not raw.isascii())
    assert rendered.eight_bit <= rendered.needs_smtputf8
    assert raw.endswith(b"\r\n")
    return Sent(
        rendered,
        raw,
        message_from_bytes(raw, policy=policy.default),
        fast_mail_parser.parse_email(raw),
    )


@pytest.fixture(scope="session")
def sent() -> Callable[..., Sent]:
    """`sent(subject="…")`: a letter with these differences, as it left. `blobs=` holds stored contents by digest."""

    def made(*, blobs: Mapping[str, bytes] | None = None, **changes: Any) -> Sent:
        return send(replace(PLAIN, **changes), blobs)

    return made


@pytest.fixture(scope="session")
def stored() -> Callable[[bytes], tuple[Content, dict[str, bytes]]]:
    """Bytes as a stored content, and the store that holds them."""

    def made(data: bytes) -> tuple[Content, dict[str, bytes]]:
        digest = sha256(data).hexdigest()
        return Content(digest, len(data)), {digest: data}

    return made


@pytest.fixture(scope="session")
def letter() -> Callable[..., Email]:
    """`letter(subject="…")`: a letter with these differences, as a value."""

    def made(**changes: Any) -> Email:
        return replace(PLAIN, **changes)

    return made
