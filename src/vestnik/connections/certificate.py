"""What a person wants to know of a server's certificate, and the name of what is wrong with it (spec/delivery.md T6, T7)."""

from __future__ import annotations

import hashlib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Certificate:
    """The facts of one certificate. names: host names and addresses it was issued for."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    expires: datetime
    fingerprint: str

    @classmethod
    def read(cls, der: bytes) -> Certificate:
        """Read the DER form. Raises ValueError when it is none."""
        found = x509.load_der_x509_certificate(der)
        return cls(
            subject=_shown(found.subject),
            issuer=_shown(found.issuer),
            names=_names(found),
            expires=found.not_valid_after_utc,
            fingerprint=hashlib.sha256(der).hexdigest(),
        )


def channel_binding(der: bytes) -> bytes:
    """`tls-server-end-point` data: the certificate's hash, with its own signature's algorithm (RFC 5929 4.1)."""
    algorithm: hashes.HashAlgorithm | None = None
    with suppress(Exception):  # an algorithm without one hash, such as Ed25519
        algorithm = x509.load_der_x509_certificate(der).signature_hash_algorithm
    if algorithm is None or algorithm.name in ("md5", "sha1"):
        algorithm = hashes.SHA256()
    digest = hashes.Hash(algorithm)
    digest.update(der)
    return b"tls-server-end-point:" + digest.finalize()


_EXPIRED = 10
_NOT_YET_VALID = 9
_WRONG_NAME = (62, 64)  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH
_UNKNOWN_ISSUER = (2, 18, 19, 20, 21, 27)  # no issuer, self-signed, incomplete chain, untrusted


def kind_of(error: ssl.SSLCertVerificationError) -> str:
    """The stable name of what OpenSSL found; see `vestnik.connections.faults`."""
    match error.verify_code:
        case code if code == _EXPIRED:
            return "expired_certificate"
        case code if code == _NOT_YET_VALID:
            return "certificate_not_yet_valid"
        case code if code in _WRONG_NAME:
            return "wrong_host_certificate"
        case code if code in _UNKNOWN_ISSUER:
            return "unknown_issuer"
    return "bad_certificate"


def _shown(name: x509.Name) -> str:
    parts = [
        str(attribute.value)
        for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
        for attribute in name.get_attributes_for_oid(oid)
    ]
    return ", ".join(parts) or name.rfc4514_string()


def _names(found: x509.Certificate) -> tuple[str, ...]:
    try:
        san = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    hosts = san.get_values_for_type(x509.DNSName)
    addresses = san.get_values_for_type(x509.IPAddress)
    return (*hosts, *map(str, addresses))
