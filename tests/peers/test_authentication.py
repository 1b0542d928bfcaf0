"""Every way to sign in, against Postfix with Dovecot's, Samba's and Cyrus' logins, and Exim's old NTLM (spec/delivery.md S)."""

from __future__ import annotations

import pytest
from tests.peers.servers.dovecot import NTLM_PASSWORD
from tests.peers.servers.exim import Exim
from tests.peers.servers.postfix import Postfix
from tests.peers.speaking import Connect, commands, letter, new_box, outcomes, refusal, send, sign_in, speak

on_postfix = pytest.mark.xdist_group("postfix")
on_exim = pytest.mark.xdist_group("exim")

WINDOWS = {"auth_type": "windows", "password": NTLM_PASSWORD}

STRONGEST = [
    ("starttls", "SCRAM-SHA-256"),
    ("cram_md5", "CRAM-MD5"),
    ("plain", "PLAIN"),
    ("login", "LOGIN"),
]


@on_postfix
def test_S1_none_sends_no_AUTH_though_it_is_offered(postfix: Postfix, connect: Connect) -> None:
    connection = connect(postfix.port["starttls"], auth_type="none")
    results, said = speak(connection, letter("box-nobody@mail.test"))
    assert "AUTH" in " ".join(line for line in said.dialogue if line.startswith("S: "))
    assert "AUTH" not in commands(said)
    assert outcomes(results) == [("box-nobody", "rejected", 554, "5.7.1")]


@on_postfix
@pytest.mark.parametrize(("door", "mechanism"), STRONGEST)
@pytest.mark.parametrize(("username", "password"), [("anna", "S3cret"), ("борис", "Пароль")])
def test_S2_the_strongest_common_mechanism_delivers(
    postfix: Postfix, connect: Connect, door: str, mechanism: str, username: str, password: str
) -> None:
    box = new_box()
    connection = connect(postfix.port[door], username=username, password=password)
    results, said = speak(connection, letter(f"{box}@mail.test"))
    assert outcomes(results) == [(box, "accepted", 250, "2.0.0")]
    assert dict(said.stages[-1][2]) == {"mechanism": mechanism, "username": username}
    assert postfix.dovecot.fetched(box)


@on_postfix
def test_S2_SCRAM_of_cyrus_in_the_open_shows_no_password(postfix: Postfix, connect: Connect) -> None:
    connection = connect(postfix.port["cyrus"], encryption="none", username="anna@mail.test")
    assert sign_in(connection) == "SCRAM-SHA-256"


@on_postfix
def test_S2_a_clear_text_password_in_the_open_only_by_the_unsafe_switch(
    postfix: Postfix, connect: Connect
) -> None:
    door = postfix.port["login_in_the_open"]
    fault, said = refusal(connect(door, encryption="none"))
    assert (fault.kind, fault.permanent) == ("plaintext_auth_forbidden", True)
    assert not [line for line in said if "AUTH" in line and line.startswith("C:")]
    assert sign_in(connect(door, encryption="none", allow_plaintext_auth=True)) == "LOGIN"


@on_postfix
@pytest.mark.parametrize(
    ("username", "domain"),
    [("anna", ""), ("anna", "TEST"), ("TEST\\anna", ""), ("TEST\\anna", "OTHER"), ("anna@test.local", "")],
)
def test_S3_NTLMv2_in_three_forms_of_the_user_with_a_cyrillic_password(
    postfix: Postfix, connect: Connect, username: str, domain: str
) -> None:
    connection = connect(postfix.port["starttls"], **WINDOWS, username=username, domain=domain)
    assert sign_in(connection) == "NTLM"


@on_postfix
@pytest.mark.parametrize(("door", "encryption"), [("ntlm", "tls"), ("ssl", "ssl")])
def test_S3_S5_NTLMv2_with_channel_binding_delivers(
    postfix: Postfix, connect: Connect, door: str, encryption: str
) -> None:
    box = new_box()
    connection = connect(postfix.port[door], encryption=encryption, **WINDOWS, domain="TEST")
    assert outcomes(send(connection, letter(f"{box}@mail.test")))[0][1] == "accepted"
    assert postfix.dovecot.fetched(box)


@on_postfix
@pytest.mark.parametrize("encryption", ["none", "tls"])
def test_S3_NTLMv2_of_cyrus(postfix: Postfix, connect: Connect, encryption: str) -> None:
    connection = connect(
        postfix.port["cyrus"], encryption=encryption, auth_type="windows", domain="MAIL.TEST"
    )
    assert sign_in(connection) == "NTLM"


@on_exim
def test_S3_NTLMv1_only_by_the_unsafe_switch(exim: Exim, connect: Connect) -> None:
    fault, _ = refusal(connect(exim.starttls, auth_type="windows"))
    assert fault.kind == "auth_failed"
    assert sign_in(connect(exim.starttls, auth_type="windows", ntlm_v1=True)) == "NTLM"


@on_exim
def test_S2_CRAM_MD5_is_the_strongest_of_exim(exim: Exim, connect: Connect) -> None:
    assert sign_in(connect(exim.starttls)) == "CRAM-MD5"


@on_postfix
@pytest.mark.parametrize(("door", "auth_type"), [("plain", "windows"), ("ntlm", "basic")])
def test_S6_nothing_in_common_is_no_reason_for_another_mechanism(
    postfix: Postfix, connect: Connect, door: str, auth_type: str
) -> None:
    fault, said = refusal(connect(postfix.port[door], auth_type=auth_type))
    assert (fault.kind, fault.stage) == ("no_common_mechanism", "auth")
    assert not [line for line in said if line.startswith("C: AUTH")]


@on_postfix
@pytest.mark.parametrize(
    ("door", "auth_type"),
    [
        ("starttls", "basic"),
        ("cram_md5", "basic"),
        ("plain", "basic"),
        ("login", "basic"),
        ("ntlm", "windows"),
    ],
)
def test_S8_a_wrong_password_is_a_fault_of_the_connection(
    postfix: Postfix, connect: Connect, door: str, auth_type: str
) -> None:
    fault, said = refusal(connect(postfix.port[door], auth_type=auth_type, password="wr0ng-Word"))
    assert (fault.kind, fault.reply_code, fault.permanent) == ("auth_failed", 535, True)
    assert len([line for line in said if line.startswith("C: AUTH")]) == 1
    assert "wr0ng-Word" not in f"{fault} {fault.advice} {said}"


@on_postfix
def test_S9_an_empty_user_name_means_no_AUTH(postfix: Postfix, connect: Connect) -> None:
    assert sign_in(connect(postfix.port["starttls"], username="")) == "none"
