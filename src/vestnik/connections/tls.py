"""TLS as a connection asks for it: versions, trust, and failures by name (spec/delivery.md T1-T7)."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

from vestnik.connections.certificate import Certificate, channel_binding, kind_of
from vestnik.connections.faults import fault
from vestnik.connections.mail_server import MailServer, TlsVersion, Verification
from vestnik.connections.sending import ConnectionFault

_MINIMUM = {
    "1.2": ssl.TLSVersion.TLSv1_2,
    "1.3": ssl.TLSVersion.TLSv1_3,
    "legacy": ssl.TLSVersion.MINIMUM_SUPPORTED,
}
_VERSION_ALERTS = ("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "VERSION_TOO_LOW")


def context_for(server: MailServer) -> ssl.SSLContext:
    """The TLS settings of a connection; made once for equal settings, as loading the authorities takes milliseconds.

    Raises:
        ConnectionFault: `unreadable_ca_file`.
    """
    changed = 0
    if server.tls_verify == "full" and server.tls_ca_file:
        try:
            changed = os.stat(server.tls_ca_file).st_mtime_ns
        except OSError as error:
            raise _unreadable(server.tls_ca_file, error) from None
    ca_file = server.tls_ca_file if changed else ""
    return _context(server.tls_verify, ca_file, changed, server.tls_min_version)


@lru_cache(maxsize=64)
def _context(verify: Verification, ca_file: str, changed: int, minimum: TlsVersion) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = _MINIMUM[minimum]
    if minimum == "legacy":
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
    if verify != "full":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif ca_file:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise _unreadable(ca_file, error) from None
    else:
        context.load_default_certs()
    return context


def check_peer(server: MailServer, der: bytes) -> None:
    """Hold a certificate against the pinned fingerprint, where that is how the server is trusted (T4).

    Raises:
        ConnectionFault: `wrong_fingerprint`.
    """
    if server.tls_verify == "fingerprint":
        found = Certificate.read(der).fingerprint
        if found != server.fingerprint:
            raise fault("tls", "wrong_fingerprint", found=found)


def handshake_fault(server: MailServer, error: BaseException, peer: str) -> ConnectionFault:
    """What an exception of a handshake means, by name."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_fault(server, error)
    if isinstance(error, ssl.SSLError):
        reason = error.reason or str(error)
        if any(alert in reason for alert in _VERSION_ALERTS):
            shown = "1.0" if server.tls_min_version == "legacy" else server.tls_min_version
            return fault("tls", "tls_too_old", minimum=shown)
        return fault("tls", "tls_failed", why=reason.replace("_", " ").lower())
    if isinstance(error, TimeoutError):
        seconds = f"{server.connect_timeout.total_seconds():g}"
        return fault("tls", "reply_timeout", server=peer, seconds=seconds)
    return fault("tls", "connection_lost", server=peer)


class SecuredTransport(Protocol):
    """What an asyncio transport tells of its TLS layer."""

    def get_extra_info(self, name: str, default: Any = None) -> Any: ...


def facts(transport: SecuredTransport) -> Mapping[str, str]:
    """TLS version, cipher, and the certificate's subject, names, issuer, expiry and fingerprint (T7)."""
    tls: ssl.SSLObject = transport.get_extra_info("ssl_object")
    cipher = tls.cipher()
    found = {"tls_version": tls.version() or "", "cipher": cipher[0] if cipher else ""}
    if der := tls.getpeercert(binary_form=True):
        certificate = Certificate.read(der)
        found |= {
            "subject": certificate.subject,
            "names": ", ".join(certificate.names[:20]),
            "issuer": certificate.issuer,
            "expires": certificate.expires.isoformat(),
            "fingerprint": certificate.fingerprint,
        }
    return found


def peer_certificate(transport: SecuredTransport) -> bytes:
    """The server's certificate in DER form; empty without TLS."""
    tls: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
    return (tls.getpeercert(binary_form=True) if tls else None) or b""


def binding_of(transport: SecuredTransport) -> bytes | None:
    """The channel binding of a connection, None without TLS (S5)."""
    der = peer_certificate(transport)
    return channel_binding(der) if der else None


def _certificate_fault(server: MailServer, error: ssl.SSLCertVerificationError) -> ConnectionFault:
    return fault("tls", kind_of(error), host=server.host, why=error.verify_message)


def _unreadable(path: str, error: Exception) -> ConnectionFault:
    why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "PEM"
    return fault("tls", "unreadable_ca_file", path=path, why=why)
