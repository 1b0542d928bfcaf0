"""DKIM signatures, held against an independent verifier (spec/delivery.md M17)."""

from __future__ import annotations

import hashlib
import io
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from dkim.canonicalization import Relaxed
from hypothesis import given
from hypothesis import strategies as st

from vestnik.kernel.values import Content
from vestnik.mail.dkim import BadDkimKey, Key, Signer, body_hash, read_key
from vestnik.mail.email import Attachment, Email, Mailbox
from vestnik.mail.render import render
from vestnik.mail.segments import Rendered

RSA = rsa.generate_private_key(65537, 2048)
ED25519 = ed25519.Ed25519PrivateKey.generate()
FILE = bytes(range(256)) * 700
DIGEST = hashlib.sha256(FILE).hexdigest()


def record(key: Key) -> bytes:
    """What DNS holds."""
    if isinstance(key, rsa.RSAPrivateKey):
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return b"v=DKIM1; k=rsa; p=" + b64encode(public)
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return b"v=DKIM1; k=ed25519; p=" + b64encode(public)


def letter(**changes: Any) -> Rendered:
    """A letter with a stored file."""
    fields: dict[str, Any] = {
        "from_": (Mailbox("Отдел кадров", "hr@почта.рф"),),
        "to": (Mailbox("Анна", "anna@example.org"),),
        "subject": "Приказ № 42 " * 20,
        "text": "Здравствуйте!  \r\n\r\n  строка\t\tс  пробелами \r\n\r\n\r\n",
        "message_id": "<1@xn--80a1acny.xn--p1ai>",
        "date": datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC),
        "attachments": (Attachment("Отчёт.pdf", Content(DIGEST, len(FILE))),),
    }
    return render(Email(**{**fields, **changes}))


def signed(key: Key, **changes: Any) -> bytes:
    """The signed bytes of that letter."""
    made = Signer("xn--80a1acny.xn--p1ai", "v2025", key).sign(letter(**changes), lambda _: io.BytesIO(FILE))
    raw = b"".join(made.chunks(lambda _: io.BytesIO(FILE)))
    assert len(raw) == made.size
    return raw


def verified(raw: bytes, key: Key) -> bool:
    asked: list[bytes] = []

    def dns(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return record(key)

    try:
        return bool(dkim.verify(raw, dnsfunc=dns))
    finally:
        assert asked in ([], [b"v2025._domainkey.xn--80a1acny.xn--p1ai."])


@pytest.mark.parametrize("key", [RSA, ED25519], ids=["rsa", "ed25519"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"text": "", "attachments": ()},
        {"text": "x", "html": "<p>x</p>", "cc": (Mailbox("", "b@example.org"),)},
        {"headers": (("List-Unsubscribe", "<https://x.test/u>"), ("X-Own", "1"))},
    ],
)
def test_M17_an_independent_verifier_accepts_the_bytes(key: Key, changes: dict[str, Any]) -> None:
    raw = signed(key, **changes)
    assert verified(raw, key)
    assert all(len(line) <= 78 for line in raw.partition(b"\r\nDate:")[0].split(b"\r\n"))


@pytest.mark.parametrize("key", [RSA, ED25519], ids=["rsa", "ed25519"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\r\nDate: ", b"\r\nFrom: evil@example.org\r\nDate: "),
        (b"\r\nTo: ", b"\r\nTo: x"),
        (b"Message-ID: <1@", b"Message-ID: <2@"),
        (b"\r\nDate: ", b"\r\nSubject: evil\r\nDate: "),
        (b"\r\nDate: ", b"\r\nReply-To: evil@example.org\r\nDate: "),
        (b"\r\nDate: ", b"\r\nContent-Type: text/html\r\nDate: "),
    ],
)
def test_M17_what_is_changed_or_added_breaks_it(key: Key, before: bytes, after: bytes) -> None:
    raw = signed(key)
    assert before in raw
    assert not verified(raw.replace(before, after, 1), key)


def test_M17_a_changed_file_breaks_it() -> None:
    raw = signed(RSA)
    at = raw.rindex(b"AAECAwQF")
    assert not verified(raw[:at] + b"B" + raw[at + 1 :], RSA)


def test_M17_no_part_of_the_body_is_left_out_and_From_is_signed_twice() -> None:
    field = signed(RSA).partition(b"\r\nDate:")[0].replace(b"\r\n\t", b"").replace(b" ", b"")
    names = field.partition(b"h=")[2].partition(b";")[0].split(b":")
    assert names.count(b"From") == 2
    assert b";l=" not in field


def test_M17_the_same_letter_has_the_same_bytes() -> None:
    assert signed(RSA) == signed(RSA)


@given(st.lists(st.sampled_from([b"\r\n", b" ", b"\t", b"a", b"=20", b"x y\r\n", b"\r\n\r\n"]), max_size=30))
def test_M17_the_hash_is_the_same_however_the_body_is_cut(pieces: list[bytes]) -> None:
    body = b"".join(pieces)
    if body and not body.endswith(b"\r\n"):
        body, pieces = body + b"\r\n", [*pieces, b"\r\n"]
    assert body_hash(pieces) == hashlib.sha256(Relaxed.canonicalize_body(body)).digest()
    assert body_hash([body[at : at + 1] for at in range(len(body))]) == body_hash([body])


def test_a_key_is_read_from_pem_with_and_without_its_line_ends() -> None:
    for key in (RSA, ED25519):
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()
        assert type(read_key(pem)) is type(read_key(pem.replace("\n", " "))) is type(key)


@pytest.mark.parametrize(
    "pem", ["", "secret", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "\x00"]
)
def test_what_is_no_key_is_told(pem: str) -> None:
    with pytest.raises(BadDkimKey):
        read_key(pem)


def test_a_key_of_another_kind_is_refused() -> None:
    curve = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(BadDkimKey):
        read_key(curve.decode())
