"""A letter as a value: everything a person would name about it, nothing of MIME. `vestnik.mail.render` makes the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from vestnik.kernel.values import Content
from vestnik.mail.addresses import Mailbox, envelope_form
from vestnik.mail.meeting import Meeting
from vestnik.mail.unsubscribe import Unsubscribe

__all__ = ["Attachment", "Email", "Mailbox", "Meeting", "Recipient", "Role", "Unsubscribe"]

Role = Literal["to", "cc", "bcc"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a letter.

    filename: as the reader sees it; path parts are removed by the renderer.
    content: the bytes, or a stored blob that is streamed when the letter is sent.
    content_type: `type/subtype`; None asks the file name.
    content_id: without angle brackets; the HTML refers to it as `cid:<content_id>`, and then the file is shown inside
    the text instead of below it.
    """

    filename: str
    content: Content | bytes
    content_type: str | None = None
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One RCPT: the address in its envelope form, and where it stands in the letter."""

    address: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """A letter that is ready to be rendered.

    from_: at least one; `sender` is needed when there are several (RFC 5322 3.6.2).
    date: with zone. message_id, in_reply_to, references: ids in their angle brackets.
    text, html: the body; with `html` alone the plain alternative is made from it; with neither the body is empty.
    headers: further headers, in order; names that the letter itself owns are refused (`headers.OWNED`).
    meeting: an invitation for everyone in To and Cc. unsubscribe: how a reader leaves the mailing.
    auto_submitted: value of `Auto-Submitted` (RFC 3834), such as `auto-generated`; None for letters a person sends.
    """

    from_: tuple[Mailbox, ...]
    message_id: str
    date: datetime
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    sender: Mailbox | None = None
    reply_to: tuple[Mailbox, ...] = ()
    subject: str = ""
    text: str | None = None
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    auto_submitted: str | None = None
    meeting: Meeting | None = None
    unsubscribe: Unsubscribe | None = None

    def recipients(self) -> tuple[Recipient, ...]:
        """Everyone in the envelope, each address once, under the first role it has: To before Cc before Bcc (A4).

        Raises:
            BadAddress: one of them is no address.
        """
        roles: tuple[tuple[Role, tuple[Mailbox, ...]], ...] = (
            ("to", self.to),
            ("cc", self.cc),
            ("bcc", self.bcc),
        )
        found: dict[str, Role] = {}
        for role, mailboxes in roles:
            for mailbox in mailboxes:
                found.setdefault(envelope_form(mailbox.address), role)
        return tuple(Recipient(address, role) for address, role in found.items())
