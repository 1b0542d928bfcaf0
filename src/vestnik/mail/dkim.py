"""DKIM signatures (RFC 6376, Ed25519 by RFC 8463; spec/delivery.md M17).

Relaxed canonicalisation of header and body, no `l=`; fields by which a reader judges a letter are signed once more than they occur, so that none can be added.
Own, because a letter is segments whose files are read as a stream: libraries want the whole letter in memory
(docs/decisions/0020-own-dkim-signer.md).
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.mail.segments import OpenBlob, Rendered, rendered

Key: TypeAlias = RSAPrivateKey | Ed25519PrivateKey

SIGNED = (
    "From",
    "Sender",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "To",
    "Cc",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
)
"""What a reader sees or acts on (RFC 6376 5.4.1)."""

OVERSIGNED = ("From", "Reply-To", "Subject", "To", "Cc", "Date", "Content-Type")
"""Signed once more than they occur: nobody can add another of them on the way (RFC 6376 8.15)."""

MIN_RSA_BITS = 1024
"""Verifiers refuse less (RFC 8301 3.2); 2048 is what to make."""

_ARMOUR = re.compile(r"-----(?:BEGIN|END)[^-]*-----")
_BLANKS = re.compile(rb"[ \t]+")


class BadDkimKey(Refused):
    code = "bad_dkim_key"
    text = Text(
        "Это не закрытый ключ RSA (от 1024 бит) или Ed25519 в форме PEM",
        "This is no private key, RSA of at least 1024 bits or Ed25519, in PEM form",
    )


def read_key(pem: str) -> Key:
    """A private key from PEM; line ends may have been lost on the way through a form.

    Raises:
        BadDkimKey: it is none, is locked by a password, or too short.
    """
    try:
        der = b64decode("".join(_ARMOUR.sub("", pem).split()), validate=True)
        key = serialization.load_der_private_key(der, None)
    except (ValueError, TypeError, UnicodeError):
        raise BadDkimKey from None
    if isinstance(key, Ed25519PrivateKey) or (
        isinstance(key, RSAPrivateKey) and key.key_size >= MIN_RSA_BITS
    ):
        return key
    raise BadDkimKey


def new_key(algorithm: Literal["rsa", "ed25519"]) -> Key:
    """A key of the length that is to be made today (RFC 8301 3.2)."""
    if algorithm == "ed25519":
        return Ed25519PrivateKey.generate()
    return generate_private_key(public_exponent=65537, key_size=2048)


def pem_of(key: Key) -> str:
    """The key as `read_key` takes it."""
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode("ascii")


def dns_record(key: Key) -> str:
    """What the TXT record says of its public half (RFC 6376 3.6.1, RFC 8463 3.2)."""
    encoding, public = serialization.Encoding, serialization.PublicFormat
    if isinstance(key, RSAPrivateKey):
        name, told = "rsa", key.public_key().public_bytes(encoding.DER, public.SubjectPublicKeyInfo)
    else:
        name, told = "ed25519", key.public_key().public_bytes(encoding.Raw, public.Raw)
    return f"v=DKIM1; k={name}; p={b64encode(told).decode()}"


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs letters for a domain (A-labels) with the key whose public half DNS has under `<selector>._domainkey`."""

    domain: str
    selector: str
    key: Key

    def sign(self, letter: Rendered, open_blob: OpenBlob) -> Rendered:
        """The letter with a DKIM-Signature in front; files are read once, as a stream.

        Raises:
            BlobDamaged, BlobMissing: a file cannot be read.
        """
        chunks = letter.chunks(open_blob)
        head, _, start = next(chunks).partition(b"\r\n\r\n")
        unsigned = self._field(head, body_hash(_before(start, chunks)))
        fields = [*_fields(head)]
        signed = b"".join(_chosen(fields)) + _relaxed(unsigned.encode())
        value = b64encode(self._signature(signed)).decode()
        folded = "\r\n\t".join(value[at : at + 72] for at in range(0, len(value), 72))
        field = f"{unsigned}{folded}\r\n".encode()
        return rendered([field, *letter.segments], needs_smtputf8=letter.needs_smtputf8)

    def _field(self, head: bytes, body: bytes) -> str:
        """The field up to `b=`, folded."""
        names = [*(name for name, _ in _to_sign(_fields(head))), *OVERSIGNED]
        algorithm = "rsa-sha256" if isinstance(self.key, RSAPrivateKey) else "ed25519-sha256"
        lines = (
            f"DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed;",
            f"d={self.domain};",
            f"s={self.selector};",
            "h=" + ":\r\n\t ".join(names) + ";",
            f"bh={b64encode(body).decode()};",
            "b=",
        )
        return "\r\n\t".join(lines)

    def _signature(self, signed: bytes) -> bytes:
        if isinstance(self.key, RSAPrivateKey):
            return self.key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(hashlib.sha256(signed).digest())


def body_hash(chunks: Iterable[bytes]) -> bytes:
    """SHA-256 of a body in relaxed canonicalisation (RFC 6376 3.4.4), however it is cut into chunks.

    The body's line ends are CRLF (M10).
    """
    digest = hashlib.sha256()
    rest, empty = b"", b""
    for chunk in chunks:
        data = rest + chunk
        cut = data.rfind(b"\r\n") + 2 if b"\r\n" in data else 0
        rest = data[cut:]
        lines = empty + _relaxed_lines(data[:cut])
        text = lines.rstrip(b"\r\n")
        if text:
            digest.update(text + b"\r\n")
            lines = lines[len(text) + 2 :]
        empty = lines  # counts only when a line with text follows
    if last := _relaxed_lines(rest + b"\r\n").removesuffix(b"\r\n"):
        digest.update(empty + last + b"\r\n")
    return digest.digest()


def _relaxed_lines(lines: bytes) -> bytes:
    """Whole lines with runs of blanks as one, and none at their ends."""
    return _BLANKS.sub(b" ", lines).replace(b" \r\n", b"\r\n")


def _before(start: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield start
    yield from chunks


def _fields(head: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and whole text of each field, folded as it stands."""
    for text in re.split(rb"\r\n(?![ \t])", head):
        yield text.partition(b":")[0].decode("ascii").strip(), text


def _to_sign(fields: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The fields that are signed, in the order of `h=`: among equal names from the last to the first (5.4.2)."""
    given = list(fields)
    return [field for name in SIGNED for field in reversed(given) if field[0].lower() == name.lower()]


def _chosen(fields: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    for _, text in _to_sign(fields):
        yield _relaxed(text) + b"\r\n"


def _relaxed(field: bytes) -> bytes:
    """One field in relaxed canonicalisation, without line end (RFC 6376 3.4.2)."""
    name, _, value = field.partition(b":")
    return name.strip().lower() + b":" + _BLANKS.sub(b" ", value.replace(b"\r\n", b"")).strip()
