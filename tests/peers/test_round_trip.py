"""A rendered letter through Postfix and LMTP to Dovecot, fetched by IMAP: the same bytes, and what a reader sees in them."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import BinaryIO

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.mail.test_dkim import record
from tests.peers.servers.postfix import Postfix
from tests.peers.speaking import Connect, new_box

from vestnik.connections.base import Letter, Network, Silence
from vestnik.mail.dkim import Signer
from vestnik.mail.email import Attachment, Email, Mailbox
from vestnik.mail.message_ids import new_message_id
from vestnik.mail.render import render

pytestmark = pytest.mark.xdist_group("postfix")

SUBJECT = "Приказ № 42 «О почте» 📮 " * 12
NAME = 'Отдел, «кадров» "и" прочего'
TEXT = "Здравствуйте!\r\n.\r\n..\r\nFrom здесь\r\n\r\nДлинная строка: " + "ы" * 3000
FILES = {
    "пустой.txt": b"",
    "точка.txt": b".\r\n",
    "Отчёт за 2025 год; итоговый 'вариант' 📎.bin": bytes(range(256)) * 300,
    "bare.txt": b"x\n.\nMAIL FROM:<evil@mail.test>\r.\r\n.\r\n",
}
KEY = Ed25519PrivateKey.generate()


def no_files(digest: str) -> BinaryIO:
    raise AssertionError(digest)


def letter_to(box: str) -> Email:
    return Email(
        from_=(Mailbox(NAME, "anna@mail.test"),),
        to=(Mailbox("Борис", f"{box}@mail.test"),),
        bcc=(Mailbox("", "box-hidden@mail.test"),),
        subject=SUBJECT,
        text=TEXT,
        message_id=new_message_id("anna@mail.test"),
        date=datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC),
        attachments=tuple(Attachment(name, content) for name, content in FILES.items()),
    )


@pytest.mark.parametrize("door", ["open", "no_chunking", "bare", "strict"])
def test_M1_M4_M7_M10_M13_M14_M17_P5_the_bytes_that_were_rendered_arrive(
    postfix: Postfix, connect: Connect, door: str
) -> None:
    """By BDAT, by DATA, without any extension, and at a server that refuses bare line ends."""
    box = new_box()
    email = letter_to(box)
    made = Signer("mail.test", "v2025", KEY).sign(render(email), no_files)
    raw = b"".join(segment for segment in made.segments if isinstance(segment, bytes))
    letter = Letter(
        envelope_sender="anna@mail.test",
        recipients=tuple(one.address for one in email.recipients()),
        size=made.size,
        chunks=lambda: [raw[at : at + 5000] for at in range(0, len(raw), 5000)],
    )

    async def main() -> list[str]:
        connection = connect(postfix.port[door], encryption="none", auth_type="none")
        session = await connection.open(Silence(), Network())
        results = await session.send(letter)
        await session.close()
        return [result.outcome for result in results]

    assert asyncio.run(main()) == ["accepted", "accepted"]
    (arrived,) = postfix.dovecot.fetched(box)
    assert hashlib.sha256(arrived[-len(raw) :]).digest() == hashlib.sha256(raw).digest()
    assert b"box-hidden" not in arrived
    assert dkim.verify(arrived, dnsfunc=lambda name, timeout=5: record(KEY))

    read = message_from_bytes(arrived, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert read["Subject"] == SUBJECT
    # not by the policy's parser, which puts a blank between adjacent encoded words of a name
    told = message_from_bytes(arrived)["From"]
    assert str(make_header(decode_header(told))) == f"{NAME} <anna@mail.test>"
    assert {file.get_filename(): file.get_payload(decode=True) for file in read.iter_attachments()} == FILES
    body = read.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == TEXT.splitlines()
