"""Against a real Exim: CHUNKING, DSN, CRAM-MD5, and an NTLM that knows the old form only."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from tests.peers.servers.exim import SIZE, Exim
from tests.peers.speaking import letter, outcomes, send, sign_in

from vestnik.connections.base import ConnectionFault
from vestnik.connections.types.smtp_send import SmtpSend

pytestmark = pytest.mark.xdist_group("peers")

Connect = Callable[..., SmtpSend]


@pytest.mark.parametrize("encryption", ["tls", "ssl", "none"])
def test_T1_all_three_encryptions_deliver(exim: Exim, connect: Connect, encryption: str) -> None:
    user = f"{encryption}{uuid.uuid4().hex[:8]}"
    port = exim.ssl if encryption == "ssl" else exim.starttls
    results = send(connect(port, encryption=encryption), letter(f"{user}@mail.test"))
    assert outcomes(results)[0][1:3] == ("accepted", 250)
    (arrived,) = exim.letters_to(user)
    assert arrived.endswith(b"\n\nHello\n")


def test_S2_CRAM_MD5_is_the_strongest_it_offers(exim: Exim, connect: Connect) -> None:
    assert sign_in(connect(exim.starttls)) == "CRAM-MD5"


def test_S3_NTLMv1_is_refused_by_default_and_allowed_by_a_switch(exim: Exim, connect: Connect) -> None:
    with pytest.raises(ConnectionFault) as caught:
        sign_in(connect(exim.starttls, auth_type="windows"))
    assert caught.value.kind == "auth_failed"
    assert sign_in(connect(exim.starttls, auth_type="windows", ntlm_v1=True)) == "NTLM"


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
    user = f"bdat{uuid.uuid4().hex[:8]}"
    head = b"From: anna@mail.test\r\n\r\n"
    chunks = [head, b".\r\n", b"..\r", b"\n.", b"x\n.\ny", b"\r\nlast"]
    made = letter(f"{user}@mail.test", size=sum(map(len, chunks)), chunks=lambda: iter(chunks))
    assert outcomes(send(connect(exim.starttls), made))[0][1] == "accepted"
    (arrived,) = exim.letters_to(user)
    assert arrived.endswith(b"\n\n.\n..\n.x\n.\ny\nlast\n")


def test_P9_delivery_notices_are_asked_for(exim: Exim, connect: Connect) -> None:
    made = letter("good@mail.test", envid="msg.77+x", notify=("FAILURE", "DELAY"))
    assert outcomes(send(connect(exim.starttls), made))[0][1] == "accepted"


def test_M15_size_is_respected_before_MAIL(exim: Exim, connect: Connect) -> None:
    results = send(connect(exim.starttls), letter("good@mail.test", size=SIZE + 1))
    assert outcomes(results) == [("good", "rejected", None, "5.3.4")]


def test_M14_a_large_letter_arrives_whole(exim: Exim, connect: Connect) -> None:
    user = f"large{uuid.uuid4().hex[:8]}"
    line = b"0123456789" * 7 + b"\r\n"
    body = line * 2500
    assert outcomes(send(connect(exim.starttls), letter(f"{user}@mail.test", body=body)))[0][1] == "accepted"
    (arrived,) = exim.letters_to(user)
    assert arrived.endswith(body.replace(b"\r\n", b"\n"))
