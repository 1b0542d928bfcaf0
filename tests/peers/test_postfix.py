"""Against a real Postfix: replies per recipient, extensions on and off, and bodies that try to smuggle (spec/delivery.md P, M, A)."""

from __future__ import annotations

import pytest
from tests.peers.servers.postfix import SIZE, Postfix
from tests.peers.speaking import Connect, commands, letter, new_box, outcomes, send, speak

from vestnik.connections.types.smtp_send import SmtpSend

pytestmark = pytest.mark.xdist_group("postfix")

SMUGGLED = b"MAIL FROM:<evil@mail.test>\r\nRCPT TO:<box-evil@mail.test>\r\nDATA\r\nevil\r\n"
BODIES = {
    "a line of one dot": b".\r\n",
    "dots": b".\r\n..\r\n...x\r\n.y\r\n",
    "no final newline": b"last",
    "LF dot LF": b"x\n.\n" + SMUGGLED,
    "LF dot CRLF": b"x\n.\r\n" + SMUGGLED,
    "CR dot CR": b"x\r.\r" + SMUGGLED,
    "CRLF dot CR": b"x\r\n.\r" + SMUGGLED,
    "CRLF dot LF": b"x\r\n.\n" + SMUGGLED,
}


def in_the_open(postfix: Postfix, connect: Connect, door: str = "open", **fields: object) -> SmtpSend:
    return connect(postfix.port[door], encryption="none", auth_type="none", **fields)


def test_P4_results_per_recipient(postfix: Postfix, connect: Connect) -> None:
    results = send(
        connect(postfix.port["starttls"]), letter("box-a@mail.test", "nouser@mail.test", "defer@mail.test")
    )
    assert outcomes(results) == [
        ("box-a", "accepted", 250, "2.0.0"),
        ("nouser", "rejected", 550, "5.1.1"),
        ("defer", "deferred", 450, "4.2.2"),
    ]


@pytest.mark.parametrize("door", ["open", "no_chunking", "bare"])
def test_P3_P13_a_session_goes_on_after_a_letter_without_recipients(
    postfix: Postfix, connect: Connect, door: str
) -> None:
    letters = [letter(f"{name}@mail.test") for name in ("nouser", "box-a", "defer", "box-b")]
    results, said = speak(in_the_open(postfix, connect, door), *letters)
    assert [outcome for _, outcome, _, _ in outcomes(results)] == [
        "rejected",
        "accepted",
        "deferred",
        "accepted",
    ]
    assert commands(said).count("EHLO") == 1


def test_P3_P8_a_server_without_extensions_is_given_none(postfix: Postfix, connect: Connect) -> None:
    made = letter("box-a@mail.test", envid="x", notify=("FAILURE",))
    results, said = speak(in_the_open(postfix, connect, "bare"), made)
    assert outcomes(results) == [("box-a", "accepted", 250, "2.0.0")]
    told = [line for line in said.dialogue if line.startswith(("C:", "S: 354"))]
    assert told == [
        "C: EHLO client.test",
        "C: MAIL FROM:<anna@mail.test>",
        "C: RCPT TO:<box-a@mail.test>",
        "C: DATA",
        "S: 354 End data with <CR><LF>.<CR><LF>",
        f"C: [{made.size} bytes]",
        "C: QUIT",
    ]


def test_P3_P8_a_server_with_extensions_is_pipelined_and_given_BDAT(
    postfix: Postfix, connect: Connect
) -> None:
    made = letter("box-a@mail.test", "box-b@mail.test", envid="msg.1", notify=("FAILURE",))
    results, said = speak(in_the_open(postfix, connect), made)
    assert {outcome for _, outcome, _, _ in outcomes(results)} == {"accepted"}
    first = said.dialogue.index(next(line for line in said.dialogue if line.startswith("C: MAIL")))
    assert [line.split()[0] for line in said.dialogue[first : first + 4]] == ["C:", "C:", "C:", "S:"]
    assert f"SIZE={made.size}" in said.dialogue[first]
    assert "RET=HDRS ENVID=msg.1" in said.dialogue[first]


def test_A9_more_recipients_than_postfix_takes_at_once(postfix: Postfix, connect: Connect) -> None:
    addresses = [f"box-many{number}@mail.test" for number in range(70)]
    results, said = speak(in_the_open(postfix, connect), letter(*addresses))
    assert [result.recipient for result in results] == addresses
    assert {result.outcome for result in results} == {"accepted"}
    assert commands(said).count("MAIL") == 2


def test_M15_size_is_respected_before_MAIL(postfix: Postfix, connect: Connect) -> None:
    results, said = speak(connect(postfix.port["starttls"]), letter("box-a@mail.test", size=SIZE + 1))
    assert outcomes(results) == [("box-a", "rejected", None, "5.3.4")]
    assert "MAIL" not in commands(said)


def test_M15_a_server_that_hides_its_SIZE_refuses_the_letter_itself(
    postfix: Postfix, connect: Connect
) -> None:
    body = b"0123456789abcdef" * 4 + b"\r\n"
    made = letter("box-a@mail.test", body=body * (SIZE // len(body) + 1))
    results = send(in_the_open(postfix, connect, "bare"), made, letter("box-a@mail.test"))
    assert outcomes(results) == [("box-a", "rejected", 552, "5.3.4"), ("box-a", "accepted", 250, "2.0.0")]


@pytest.mark.parametrize("door", ["open", "no_chunking", "strict"])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_P5_P6_a_body_arrives_intact_as_one_letter(
    postfix: Postfix, connect: Connect, body: bytes, door: str
) -> None:
    """Over BDAT, over DATA, and over DATA at a server that refuses letters with bare line ends."""
    box = new_box()
    results = send(in_the_open(postfix, connect, door), letter(f"{box}@mail.test", body=body))
    assert outcomes(results) == [(box, "accepted", 250, "2.0.0")]
    (arrived,) = postfix.dovecot.fetched(box)
    assert arrived.partition(b"\r\n\r\n")[2] == lines_ended_by_crlf(body)
    assert postfix.dovecot.fetched("box-evil", least=0) == []


def lines_ended_by_crlf(body: bytes) -> bytes:
    """As a mailbox shows a body: every line end is CRLF, the last one too."""
    plain = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return plain.removesuffix(b"\n").replace(b"\n", b"\r\n") + b"\r\n"


def test_A3_P8_an_international_recipient(postfix: Postfix, connect: Connect) -> None:
    made = letter("почта@mail.test", smtputf8=True, eight_bit=True)
    assert outcomes(send(connect(postfix.port["starttls"]), made))[0][1] == "accepted"


def test_A3_without_SMTPUTF8_only_the_international_recipient_fails(
    postfix: Postfix, connect: Connect
) -> None:
    results = send(in_the_open(postfix, connect, "bare"), letter("почта@mail.test", "box-a@mail.test"))
    assert outcomes(results) == [("почта", "rejected", None, "5.6.7"), ("box-a", "accepted", 250, "2.0.0")]


def test_A5_the_null_sender(postfix: Postfix, connect: Connect) -> None:
    box = new_box()
    send(connect(postfix.port["starttls"]), letter(f"{box}@mail.test", envelope_sender=""))
    (arrived,) = postfix.dovecot.fetched(box)
    assert arrived.startswith(b"Return-Path: <>\r\n")


def test_a_sender_that_the_server_does_not_permit(postfix: Postfix, connect: Connect) -> None:
    made = letter("box-a@mail.test", envelope_sender="boss@mail.test")
    assert outcomes(send(connect(postfix.port["starttls"]), made)) == [("box-a", "rejected", 553, "5.7.1")]


def test_P1_a_name_that_the_server_takes_for_nonsense_never_leaves(
    postfix: Postfix, connect: Connect
) -> None:
    _, said = speak(in_the_open(postfix, connect, helo_name=""))
    greeting = next(line for line in said.dialogue if line.startswith("C: EHLO "))
    assert len(greeting.split()) == 3
    assert "S: 250 SMTPUTF8" in said.dialogue
