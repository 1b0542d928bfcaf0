"""Against a real Exim: CHUNKING, DSN, SMTPUTF8, and replies of its own kind (spec/delivery.md P, M, A)."""

from __future__ import annotations

import pytest
from tests.peers.servers.exim import SIZE, Exim
from tests.peers.speaking import Connect, commands, letter, new_box, outcomes, send, speak

pytestmark = pytest.mark.xdist_group("exim")


def test_P4_results_per_recipient(exim: Exim, connect: Connect) -> None:
    results = send(connect(exim.starttls), letter("good@mail.test", "nouser@mail.test", "defer@mail.test"))
    assert [(name, outcome, code) for name, outcome, code, _ in outcomes(results)] == [
        ("good", "accepted", 250),
        ("nouser", "rejected", 550),
        ("defer", "deferred", 451),
    ]


def test_P4_a_letter_refused_after_its_end_is_final(exim: Exim, connect: Connect) -> None:
    results = send(connect(exim.starttls), letter("good@mail.test", subject="SPAM"), letter("good@mail.test"))
    assert [(outcome, code) for _, outcome, code, _ in outcomes(results)] == [
        ("rejected", 550),
        ("accepted", 250),
    ]


def test_R4_relaying_without_a_login_rejects_the_recipient(exim: Exim, connect: Connect) -> None:
    results = send(connect(exim.starttls, auth_type="none"), letter("good@mail.test"))
    assert outcomes(results)[0][1] == "rejected"


def test_P5_P6_BDAT_takes_dots_and_chunks_as_they_are(exim: Exim, connect: Connect) -> None:
    box = new_box()
    head = b"From: anna@mail.test\r\n\r\n"
    chunks = [head, b".\r\n", b"..\r", b"\n.", b"x\n.\ny", b"\r\nlast"]
    made = letter(f"{box}@mail.test", size=sum(map(len, chunks)), chunks=lambda: iter(chunks))
    results, said = speak(connect(exim.starttls), made)
    assert outcomes(results)[0][1] == "accepted"
    assert "DATA" not in commands(said)
    (arrived,) = exim.letters_to(box)
    assert arrived.endswith(b"\n\n.\n..\n.x\n.\ny\nlast\n")


def test_P9_delivery_notices_are_asked_for(exim: Exim, connect: Connect) -> None:
    made = letter("good@mail.test", envid="msg.77+x", notify=("FAILURE", "DELAY"))
    results, said = speak(connect(exim.starttls), made)
    assert outcomes(results)[0][1] == "accepted"
    envelope = [line for line in said.dialogue if line.startswith(("C: MAIL", "C: RCPT"))]
    assert "ENVID=msg.77+2Bx" in envelope[0]
    assert "NOTIFY=FAILURE,DELAY ORCPT=rfc822;good@mail.test" in envelope[1]


def test_A3_P8_an_international_recipient_needs_SMTPUTF8(exim: Exim, connect: Connect) -> None:
    made = letter("почта@mail.test", smtputf8=True, eight_bit=True)
    results, said = speak(connect(exim.starttls), made)
    assert outcomes(results)[0][1:3] == ("accepted", 250)
    assert any(line.endswith(" SMTPUTF8") for line in said.dialogue if line.startswith("C: MAIL"))
    assert exim.letters_to("почта")


def test_M15_P8_size_is_respected_before_MAIL(exim: Exim, connect: Connect) -> None:
    results, said = speak(connect(exim.starttls), letter("good@mail.test", size=SIZE + 1))
    assert outcomes(results) == [("good", "rejected", None, "5.3.4")]
    assert "MAIL" not in commands(said)


def test_M14_a_large_letter_arrives_whole(exim: Exim, connect: Connect) -> None:
    box = new_box()
    body = (b"0123456789" * 7 + b"\r\n") * 2500
    assert outcomes(send(connect(exim.starttls), letter(f"{box}@mail.test", body=body)))[0][1] == "accepted"
    (arrived,) = exim.letters_to(box)
    assert arrived.endswith(body.replace(b"\r\n", b"\n"))
