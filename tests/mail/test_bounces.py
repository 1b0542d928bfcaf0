"""R12: delivery status notices, as servers of several makes write them."""

from __future__ import annotations

from base64 import encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.mail.bounces import Bounce, BouncedRecipient, parse_bounce

POSTFIX = """\
From: MAILER-DAEMON@mx.example.net
To: hr@example.com
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"

--b/1
Content-Type: text/plain; charset=us-ascii

I'm sorry.

--b/1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Original-Envelope-Id: msg.77
X-Postfix-Queue-ID: 4F1
Arrival-Date: Wed, 12 Mar 2025 12:15:30 +0300 (MSK)

Final-Recipient: rfc822; anna@example.org
Original-Recipient: rfc822;Anna.Petrova@example.com
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 5.1.1 <anna@example.org>: Recipient address
    rejected: User unknown

Final-Recipient: rfc822; boris@example.org
Action: delayed
Status: 4.2.2
Diagnostic-Code: smtp; 452-4.2.2 mailbox full

--b/1
Content-Type: message/rfc822

Message-ID: <abc@example.com>
Subject: =?utf-8?b?0JTQvtCz0L7QstC+0YA=?=

text
--b/1--
"""

HEADERS_ONLY = """\
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: message/delivery-status

Reporting-MTA: dns;exchange.example.org

Final-recipient: RFC822;anna@example.org
Action: failed
Status: 5.2.2
Diagnostic-Code: X-Exchange;mailbox is full
X-Display-Name: Anna

--x
Content-Type: text/rfc822-headers

From: hr@example.com
Message-Id: <abc@example.com>

--x--
"""


def read(text: str) -> Bounce:
    found = parse_bounce(text.replace("\n", "\r\n").encode())
    assert found
    return found


def test_a_notice_tells_the_letter_and_what_became_of_each_recipient() -> None:
    assert read(POSTFIX) == Bounce(
        envelope_id="msg.77",
        message_id="<abc@example.com>",
        server="mx.example.net",
        recipients=(
            BouncedRecipient(
                "anna@example.org",
                "Anna.Petrova@example.com",
                "failed",
                "5.1.1",
                550,
                "550 5.1.1 <anna@example.org>: Recipient address rejected: User unknown",
            ),
            BouncedRecipient("boris@example.org", None, "delayed", "4.2.2", 452, "452-4.2.2 mailbox full"),
        ),
    )


def test_headers_alone_tell_the_letter_and_words_that_are_not_of_smtp_have_no_code() -> None:
    found = read(HEADERS_ONLY)
    assert (found.envelope_id, found.message_id) == (None, "<abc@example.com>")
    assert found.recipients == (
        BouncedRecipient("anna@example.org", None, "failed", "5.2.2", None, "mailbox is full"),
    )


def test_a_status_in_base64_is_read() -> None:
    status = (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 5.0.0\n"
    )
    head, tail = HEADERS_ONLY.split("Content-Type: message/delivery-status\n\n")
    rest = tail[tail.index("--x\nContent-Type: text/rfc822-headers") :]
    kind = "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
    found = read(head + kind + encodebytes(status.encode()).decode() + "\n" + rest)
    assert [(one.address, one.action) for one in found.recipients] == [("anna@example.org", "failed")]
    assert found.message_id == "<abc@example.com>"


def test_an_international_notice_is_read() -> None:
    text = (
        HEADERS_ONLY.replace("message/delivery-status", "message/global-delivery-status")
        .replace("text/rfc822-headers", "message/global-headers")
        .replace("RFC822;anna@example.org", "utf-8; анна@пример.рф")
    )
    found = read(text)
    assert found.recipients[0].address == "анна@пример.рф"
    assert found.message_id == "<abc@example.com>"


@pytest.mark.parametrize(
    "text",
    [
        "Subject: hello\n\ntext",
        "",
        HEADERS_ONLY.replace("Action: failed", "Action: vanished"),
        HEADERS_ONLY.replace("Final-recipient: RFC822;anna@example.org\n", ""),
        HEADERS_ONLY.replace("message/delivery-status", "text/plain"),
    ],
    ids=["a letter", "nothing", "an unknown action", "nobody named", "no status part"],
)
def test_what_is_no_notice_gives_none(text: str) -> None:
    assert parse_bounce(text.encode()) is None


def test_what_was_attached_to_the_returned_letter_is_not_taken_for_the_notice() -> None:
    """A letter that forwards a notice of others is no notice itself, unless its first status part says so."""
    found = read(POSTFIX.replace("\ntext\n", "\n" + "text\n" * 3))
    assert len(found.recipients) == 2


@given(st.binary(max_size=300), st.integers(0, len(POSTFIX)), st.integers(0, 60))
def test_damage_never_raises(junk: bytes, at: int, cut: int) -> None:
    whole = POSTFIX.encode()
    parse_bounce(whole[:at] + junk + whole[at + cut :])


def test_a_notice_with_thousands_of_recipients_is_cut() -> None:
    group = "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n\n"
    assert (
        len(
            read(
                HEADERS_ONLY.replace("--x\nContent-Type: text", group * 3000 + "--x\nContent-Type: text")
            ).recipients
        )
        == 1000
    )
