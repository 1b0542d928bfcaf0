"""Every encryption and trust, against Postfix (OpenSSL) and Exim (GnuTLS) with honest and other certificates (spec/delivery.md T)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.certificates import Pair
from tests.peers.servers.exim import Exim
from tests.peers.servers.postfix import Postfix
from tests.peers.speaking import Connect, found_at, letter, new_box, outcomes, refusal, send, sign_in

on_postfix = pytest.mark.xdist_group("postfix")
on_exim = pytest.mark.xdist_group("exim")

CAUSES = [
    ("expired", "expired_certificate"),
    ("wrong_host", "wrong_host_certificate"),
    ("stranger", "unknown_issuer"),
]
BOTH_WAYS = [("", "tls"), ("_ssl", "ssl")]
"""Suffix of the door, encryption."""


@on_postfix
@pytest.mark.parametrize(
    ("door", "encryption", "auth_type"),
    [("starttls", "tls", "basic"), ("ssl", "ssl", "basic"), ("open", "none", "none")],
)
def test_T1_each_encryption_delivers_to_postfix(
    postfix: Postfix, connect: Connect, door: str, encryption: str, auth_type: str
) -> None:
    box = new_box()
    connection = connect(postfix.port[door], encryption=encryption, auth_type=auth_type)
    assert outcomes(send(connection, letter(f"{box}@mail.test"))) == [(box, "accepted", 250, "2.0.0")]
    (arrived,) = postfix.dovecot.fetched(box)
    assert arrived.endswith(b"\r\n\r\nHello\r\n")
    assert (b"with ESMTPSA" in arrived, b"with ESMTP " in arrived) == (encryption != "none",) * 1 + (
        encryption == "none",
    )


@on_exim
@pytest.mark.parametrize("encryption", ["tls", "ssl", "none"])
def test_T1_each_encryption_delivers_to_exim(exim: Exim, connect: Connect, encryption: str) -> None:
    box = new_box()
    port = exim.ssl if encryption == "ssl" else exim.starttls
    results = send(connect(port, encryption=encryption), letter(f"{box}@mail.test"))
    assert outcomes(results)[0][1:3] == ("accepted", 250)
    (arrived,) = exim.letters_to(box)
    assert arrived.endswith(b"\n\nHello\n")


@on_postfix
@pytest.mark.parametrize("door", ["stripped", "open"])
def test_T1_a_stripped_STARTTLS_ends_the_attempt_before_AUTH_and_MAIL(
    postfix: Postfix, connect: Connect, door: str
) -> None:
    fault, said = refusal(connect(postfix.port[door]))
    assert (fault.kind, fault.stage, fault.permanent) == ("starttls_missing", "tls", True)
    assert [line for line in said if line.startswith("C:")] == ["C: EHLO client.test"]
    assert "перехват" in fault.advice.ru


@on_postfix
def test_T1_without_encryption_no_login_is_offered_and_the_advice_says_why(
    postfix: Postfix, connect: Connect
) -> None:
    fault, _ = refusal(connect(postfix.port["starttls"], encryption="none"))
    assert (fault.kind, fault.stage) == ("auth_missing", "auth")
    assert "TLS" in fault.advice.en


@on_postfix
def test_T1_STARTTLS_at_an_SSL_port_and_SSL_at_a_STARTTLS_port_are_told(
    postfix: Postfix, connect: Connect
) -> None:
    fault, _ = refusal(connect(postfix.port["starttls"], encryption="ssl"))
    assert (fault.kind, fault.stage) == ("tls_failed", "tls")
    fault, _ = refusal(connect(postfix.port["ssl"], command_timeout="PT1S"))
    assert (fault.kind, fault.stage) == ("reply_timeout", "greeting")
    assert "465" in fault.advice.ru


@on_postfix
@pytest.mark.parametrize(("minimum", "version"), [("1.2", "TLSv1.3"), ("1.3", "TLSv1.3")])
def test_T3_T7_the_newest_version_is_used_and_told(
    postfix: Postfix, connect: Connect, minimum: str, version: str
) -> None:
    found = found_at("tls", connect(postfix.port["starttls"], tls_min_version=minimum))
    assert found["tls_version"] == version
    assert found["issuer"] == "Vestnik Test CA"
    assert found["names"] == "localhost, 127.0.0.1"


@on_postfix
def test_T3_an_outdated_server_only_by_the_unsafe_switch(postfix: Postfix, connect: Connect) -> None:
    fault, _ = refusal(connect(postfix.port["old_tls"]))
    assert (fault.kind, fault.stage) == ("tls_too_old", "tls")
    found = found_at("tls", connect(postfix.port["old_tls"], tls_min_version="legacy"))
    assert found["tls_version"] == "TLSv1.1"


@on_postfix
@pytest.mark.parametrize(("suffix", "encryption"), BOTH_WAYS)
@pytest.mark.parametrize(("certificate", "kind"), CAUSES)
def test_T4_T6_a_bad_certificate_is_named_before_anything_is_said(
    postfix: Postfix, connect: Connect, certificate: str, kind: str, suffix: str, encryption: str
) -> None:
    fault, said = refusal(connect(postfix.port[certificate + suffix], encryption=encryption))
    assert (fault.kind, fault.stage, fault.permanent) == (kind, "tls", True)
    assert not [line for line in said if "AUTH" in line and line.startswith("C:")]


@on_postfix
@pytest.mark.parametrize(("suffix", "encryption"), BOTH_WAYS)
@pytest.mark.parametrize("certificate", ["server", "expired", "wrong_host", "stranger"])
def test_T4_a_pinned_fingerprint_or_no_verification_accepts_it(
    postfix: Postfix,
    connect: Connect,
    certificates: dict[str, Pair],
    certificate: str,
    suffix: str,
    encryption: str,
) -> None:
    own = {"": "starttls", "_ssl": "ssl"}[suffix]
    port = postfix.port[own if certificate == "server" else certificate + suffix]
    pinned = {"tls_verify": "fingerprint", "tls_fingerprint": certificates[certificate].fingerprint}
    for trust in (pinned, {"tls_verify": "off"}):
        assert sign_in(connect(port, encryption=encryption, **trust)) == "SCRAM-SHA-256"


@on_postfix
@pytest.mark.parametrize(("suffix", "encryption"), BOTH_WAYS)
def test_T4_another_fingerprint_is_refused_though_the_chain_is_fine(
    postfix: Postfix, connect: Connect, certificates: dict[str, Pair], suffix: str, encryption: str
) -> None:
    pinned = {"tls_verify": "fingerprint", "tls_fingerprint": certificates["expired"].fingerprint}
    door = {"": "starttls", "_ssl": "ssl"}[suffix]
    fault, said = refusal(connect(postfix.port[door], encryption=encryption, **pinned))
    assert fault.kind == "wrong_fingerprint"
    assert certificates["server"].fingerprint in fault.message.en
    assert not [line for line in said if line.startswith("C: AUTH")]


@on_postfix
def test_T4_the_systems_authorities_do_not_know_ours(postfix: Postfix, connect: Connect) -> None:
    fault, _ = refusal(connect(postfix.port["starttls"], tls_ca_file=""))
    assert fault.kind == "unknown_issuer"
    assert "центра" in fault.advice.ru


@on_postfix
@pytest.mark.parametrize("fields", [{}, {"tls_verify": "off"}])
def test_T5_an_address_matches_the_address_in_the_certificate(
    postfix: Postfix, connect: Connect, fields: dict[str, Any]
) -> None:
    assert sign_in(connect(postfix.port["starttls"], host="127.0.0.1", **fields)) == "SCRAM-SHA-256"


@on_postfix
def test_T5_an_address_that_the_certificate_does_not_hold(postfix: Postfix, connect: Connect) -> None:
    fault, _ = refusal(connect(postfix.port["wrong_host"], host="127.0.0.1"))
    assert fault.kind == "wrong_host_certificate"


@on_exim
def test_T4_T6_exims_certificate_is_held_to_the_same(exim: Exim, connect: Connect) -> None:
    assert refusal(connect(exim.starttls, tls_ca_file=""))[0].kind == "unknown_issuer"
    assert refusal(connect(exim.ssl, encryption="ssl", tls_ca_file=""))[0].kind == "unknown_issuer"
