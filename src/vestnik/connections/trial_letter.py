"""The letter that «Проверить соединение» sends."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from vestnik.connections.base import Letter, SendingConnection
from vestnik.kernel.text import Language, Text
from vestnik.mail.addresses import envelope_form, parse_addresses
from vestnik.mail.email import Email, Mailbox
from vestnik.mail.message_ids import new_message_id
from vestnik.mail.render import render

_SUBJECT = Text("Проверка подключения {name}", "Test of connection {name}")
_TEXT = Text(
    "Это письмо отправлено кнопкой «Проверить соединение».\r\n"
    "Если вы его читаете, подключение {name} работает.\r\n\r\n"
    "Сервер: {server}\r\nОтправитель: {sender}\r\n",
    "This letter was sent by the button 'Test connection'.\r\n"
    "If you can read it, connection {name} works.\r\n\r\n"
    "Server: {server}\r\nSender: {sender}\r\n",
)


def letter_for(connection: SendingConnection, server: str, now: datetime, language: Language) -> Letter:
    """A letter from the configured sender to the configured recipients of tests.

    server: who takes it, for the text. now: with zone.

    Raises:
        Refused: an address or the sender's name cannot stand in a letter.
    """
    recipients = parse_addresses(connection.test_recipients).mailboxes
    parts = {"name": connection.name, "server": server, "sender": connection.sender_address}
    email = Email(
        from_=(Mailbox(connection.sender_name, connection.sender_address),),
        to=recipients,
        subject=_SUBJECT.format(**parts).of(language),
        text=_TEXT.format(**parts).of(language),
        message_id=new_message_id(connection.sender_address),
        date=now,
        auto_submitted="auto-generated",
    )
    made = render(email)
    if signer := connection.signer():
        made = signer.sign(made, _no_files)
    return Letter(
        envelope_sender=envelope_form(connection.envelope_sender or connection.sender_address),
        recipients=tuple(recipient.address for recipient in email.recipients()),
        size=made.size,
        chunks=lambda: (segment for segment in made.segments if isinstance(segment, bytes)),
        eight_bit=made.eight_bit,
        smtputf8=made.needs_smtputf8,
        log_id="test",
    )


def _no_files(digest: str) -> BinaryIO:
    raise AssertionError(f"the trial letter has no files, and none of digest {digest}")
