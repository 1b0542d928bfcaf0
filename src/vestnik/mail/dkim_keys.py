"""Keys of DKIM signatures: making one, and the DNS record by which receivers verify (RFC 6376 3.6.1, RFC 8463)."""

from __future__ import annotations

from base64 import b64encode
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from vestnik.mail.dkim import Key, Signer

RSA_BITS = 2048


def new_key(kind: Literal["rsa", "ed25519"]) -> str:
    """A new private key as PEM."""
    key: Key = Ed25519PrivateKey.generate() if kind == "ed25519" else generate_private_key(65_537, RSA_BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def dns_record(signer: Signer) -> tuple[str, str]:
    """Name and text of the TXT record that has to be published."""
    public = signer.key.public_key()
    if isinstance(signer.key, RSAPrivateKey):
        kind, shown = "rsa", public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    else:
        kind, shown = "ed25519", public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    name = f"{signer.selector}._domainkey.{signer.domain}"
    return name, f"v=DKIM1; k={kind}; p={b64encode(shown).decode()}"
