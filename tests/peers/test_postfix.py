"""Against a real Postfix with Dovecot's and Cyrus' logins (spec/delivery.md, "Test servers")."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable

import pytest
from tests.peers.servers.dovecot import NTLM_PASSWORD
from tests.peers.servers.postfix import SIZE, Postfix
from tests.peers.speaking import letter, outcomes, send, sign_in

from vestnik.connections.base import ConnectionFault, Network, Silence
from vestnik.connections.test import run_test
from vestnik.connections.types.smtp_send import SmtpSend
from vestnik.kernel.clock import SystemClock

pytestmark = pytest.mark.xdist_group("peers")

Connect = Callable[..., SmtpSend]
WINDOWS = {"auth_type": "windows", "password": NTLM_PASSWORD}


def test_T1_all_three_encryptions_deliver(postfix: Postfix, connect: Connect) -> None:
    doors = {
        "tls": connect(postfix.starttls),
        "ssl": connect(postfix.ssl, encryption="ssl"),
        "none": connect(postfix.plain, encryption="none", auth_type="none"),
    }
    for encryption, connection in doors.items():
        user = f"{encryption}{uuid.uuid4().hex[:8]}"
        assert outcomes(send(connection, letter(f"{user}@mail.test")))[0][1:3] == ("accepted", 250)
        (arrived,) = postfix.letters_to(user)
        assert arrived.replace(b"\r\n", b"\n").endswith(b"\n\nHello\n")


def test_S2_the_strongest_mechanism_of_dovecot(postfix: Postfix, connect: Connect) -> None:
    assert sign_in(connect(postfix.starttls)) == "SCRAM-SHA-256"


def test_S2_a_cyrillic_user_and_password(postfix: Postfix, connect: Connect) -> None:
    assert sign_in(connect(postfix.starttls, username="борис", password="Пароль")) == "SCRAM-SHA-256"


def test_S2_cyrus_by_SCRAM_in_the_open(postfix: Postfix, connect: Connect) -> None:
    assert sign_in(connect(postfix.cyrus, encryption="none", username="anna@mail.test")) == "SCRAM-SHA-256"


@pytest.mark.parametrize(
    ("username", "domain"),
    [("anna", ""), ("anna", "TEST"), ("TEST\\anna", ""), ("TEST\\anna", "OTHER"), ("anna@test.local", "")],
)
def test_S3_NTLMv2_in_three_forms_of_the_user_with_a_cyrillic_password(
    postfix: Postfix, connect: Connect, username: str, domain: str
) -> None:
    connection = connect(postfix.starttls, **WINDOWS, username=username, domain=domain)
    assert sign_in(connection) == "NTLM"


def test_S3_S5_NTLMv2_with_channel_binding_delivers_over_SSL(postfix: Postfix, connect: Connect) -> None:
    connection = connect(postfix.ssl, encryption="ssl", **WINDOWS, domain="TEST")
    assert outcomes(send(connection, letter("ntlm@mail.test")))[0][1] == "accepted"


def test_S3_NTLMv2_by_cyrus(postfix: Postfix, connect: Connect) -> None:
    connection = connect(postfix.cyrus, auth_type="windows", domain="mail.test")
    assert sign_in(connection) == "NTLM"


@pytest.mark.parametrize("auth_type", ["basic", "windows"])
def test_S8_a_wrong_password_is_a_fault_of_the_connection(
    postfix: Postfix, connect: Connect, auth_type: str
) -> None:
    with pytest.raises(ConnectionFault) as caught:
        sign_in(connect(postfix.starttls, auth_type=auth_type, password="wrong"))
    assert (caught.value.kind, caught.value.reply_code, caught.value.permanent) == ("auth_failed", 535, True)


def test_T1_without_encryption_no_login_is_offered(postfix: Postfix, connect: Connect) -> None:
    with pytest.raises(ConnectionFault) as caught:
        sign_in(connect(postfix.starttls, encryption="none"))
    assert caught.value.kind == "auth_missing"


def test_T4_a_certificate_of_an_unknown_authority(postfix: Postfix, connect: Connect) -> None:
    with pytest.raises(ConnectionFault) as caught:
        sign_in(connect(postfix.starttls, tls_ca_file=""))
    assert caught.value.kind == "unknown_issuer"


def test_P4_results_per_recipient(postfix: Postfix, connect: Connect) -> None:
    results = send(connect(postfix.starttls), letter("good@mail.test", "nouser@mail.test", "defer@mail.test"))
    assert outcomes(results) == [
        ("good", "accepted", 250, "2.0.0"),
        ("nouser", "rejected", 550, "5.1.1"),
        ("defer", "deferred", 450, "4.2.2"),
    ]


def test_P3_P13_a_session_goes_on_after_a_letter_without_recipients(
    postfix: Postfix, connect: Connect
) -> None:
    results = send(
        connect(postfix.starttls),
        letter("nouser@mail.test"),
        letter("good@mail.test"),
        letter("defer@mail.test"),
    )
    assert [outcome for _, outcome, _, _ in outcomes(results)] == ["rejected", "accepted", "deferred"]


def test_M15_size_is_respected_before_MAIL(postfix: Postfix, connect: Connect) -> None:
    results = send(connect(postfix.starttls), letter("good@mail.test", size=SIZE + 1))
    assert outcomes(results) == [("good", "rejected", None, "5.3.4")]


def test_P5_P6_dots_and_bare_line_ends_arrive_as_one_letter(postfix: Postfix, connect: Connect) -> None:
    user = f"dots{uuid.uuid4().hex[:8]}"
    body = b".\r\n..\r\nx\n.\nMAIL FROM:<evil@mail.test>\r.\r\n.\r\n\rlast"
    assert (
        outcomes(send(connect(postfix.starttls), letter(f"{user}@mail.test", body=body)))[0][1] == "accepted"
    )
    (arrived,) = postfix.letters_to(user)
    told = arrived.replace(b"\r\n", b"\n").split(b"\n\n", 1)[1]
    assert told == b".\n..\nx\n.\nMAIL FROM:<evil@mail.test>\n.\n.\n\nlast\n"


def test_A3_P8_an_international_recipient(postfix: Postfix, connect: Connect) -> None:
    results = send(connect(postfix.starttls), letter("почта@mail.test", smtputf8=True, eight_bit=True))
    assert outcomes(results)[0][1] == "accepted"


def test_a_sender_that_the_server_does_not_permit(postfix: Postfix, connect: Connect) -> None:
    results = send(connect(postfix.starttls), letter("good@mail.test", envelope_sender="boss@mail.test"))
    assert outcomes(results) == [("good", "rejected", 553, "5.7.1")]


def test_T7_the_staged_test_with_a_letter(postfix: Postfix, connect: Connect) -> None:
    user = f"probe{uuid.uuid4().hex[:8]}"
    connection = connect(postfix.starttls, test_recipients=f"{user}@mail.test", sender_name="Отдел кадров")
    report = asyncio.run(run_test(connection, Silence(), Network(), SystemClock(), "ru"))
    assert report.ok, report.as_json("en")
    assert [stage.name for stage in report.stages] == [
        "resolve",
        "connect",
        "tls",
        "greeting",
        "auth",
        "letter",
    ]
    assert postfix.letters_to(user)
