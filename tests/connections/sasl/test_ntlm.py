"""The three legs of NTLM, looked at message by message (spec/delivery.md S3 to S5)."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import pytest
import spnego

from vestnik.connections.sasl.mechanism import BadChallenge, Credentials
from vestnik.connections.sasl.ntlm import Ntlm

PASSWORD = "Тайна-7"
BINDING = b"tls-server-end-point:" + bytes(range(32))


@pytest.fixture
def acceptor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> spnego.ContextProxy:
    """The other side, which knows `TEST\\anna`."""
    users = tmp_path / "users"
    users.write_text(f"TEST:anna:{PASSWORD}\n", encoding="utf-8")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    return spnego.server(protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm)


def legs(mechanism: Ntlm, acceptor: spnego.ContextProxy) -> bytes:
    """Speak to the other side until it is content; the last message."""
    challenge = acceptor.step(mechanism.answer(b""))
    assert challenge is not None
    last = mechanism.answer(challenge)
    acceptor.step(last)
    assert acceptor.complete
    mechanism.finish()
    return last


def channel_hash(last: bytes) -> bytes:
    """MsvAvChannelBindings of an AUTHENTICATE message (MS-NLMP 2.2.1.3, 2.2.2.1, 2.2.2.7); zeros when it is not there."""
    length, _, offset = struct.unpack_from("<HHI", last, 20)
    response = last[offset : offset + length]
    assert len(response) > 24, "an NTLMv1 response has 24 bytes"
    at, pairs = 16 + 28, {}
    while at < len(response):
        kind, size = struct.unpack_from("<HH", response, at)
        if kind == 0:
            break
        pairs[kind] = response[at + 4 : at + 4 + size]
        at += 4 + size
    return pairs.get(10, bytes(16))


@pytest.mark.parametrize(
    ("username", "domain"), [("anna", "TEST"), ("TEST\\anna", ""), ("TEST\\anna", "OTHER")]
)
def test_S3_NTLMv2_with_a_cyrillic_password_satisfies_the_other_side(
    acceptor: spnego.ContextProxy, username: str, domain: str
) -> None:
    legs(Ntlm(Credentials(username, PASSWORD, domain), "mail.test"), acceptor)


def test_S3_another_password_does_not(acceptor: spnego.ContextProxy) -> None:
    with pytest.raises(spnego.exceptions.SpnegoError):
        legs(Ntlm(Credentials("anna", "wrong", "TEST"), "mail.test"), acceptor)


def test_S5_with_TLS_the_servers_certificate_is_bound_into_the_answer(acceptor: spnego.ContextProxy) -> None:
    last = legs(Ntlm(Credentials("anna", PASSWORD, "TEST"), "mail.test", BINDING), acceptor)
    # gss_channel_bindings_struct: no addresses, then the length and the data (RFC 2744 3.11)
    structure = struct.pack("<IIIII", 0, 0, 0, 0, len(BINDING)) + BINDING
    assert channel_hash(last) == hashlib.md5(structure).digest()


def test_S5_without_TLS_nothing_is_bound(acceptor: spnego.ContextProxy) -> None:
    last = legs(Ntlm(Credentials("anna", PASSWORD, "TEST"), "mail.test"), acceptor)
    assert channel_hash(last) == bytes(16)


@pytest.mark.parametrize(
    "challenge", [b"NTLM supported", b"", b"NTLMSSP\0\x03\0\0\0", b"NTLMSSP\0\x02\0\0\0\0"]
)
def test_S4_a_challenge_that_is_none_is_told(challenge: bytes) -> None:
    mechanism = Ntlm(Credentials("anna", PASSWORD, "TEST"), "mail.test")
    mechanism.answer(b"NTLM supported")
    with pytest.raises(BadChallenge):
        mechanism.answer(challenge)


def test_an_exchange_that_ends_too_early_is_no_login() -> None:
    mechanism = Ntlm(Credentials("anna", PASSWORD, "TEST"), "mail.test")
    mechanism.answer(b"")
    with pytest.raises(BadChallenge):
        mechanism.finish()
