"""Fixtures of the connections' tests: certificates, connections to a server of the test, letters."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.certificates import Authority, Pair

from vestnik.connections.base import Letter
from vestnik.connections.types.smtp_send import SmtpSend

MakeConnection = Callable[..., SmtpSend]
MakeLetter = Callable[..., Letter]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A test authority."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def localhost(authority: Authority) -> Pair:
    """The certificate of an honest server on loopback."""
    return authority.issue("localhost", "localhost", "127.0.0.1")


@pytest.fixture(scope="session")
def server_tls(localhost: Pair) -> ssl.SSLContext:
    """The server's side of TLS."""
    return server_context(localhost)


@pytest.fixture
def make_connection(authority: Authority) -> MakeConnection:
    """A connection to a port on loopback, without encryption and login unless told otherwise."""

    def make(port: int, **fields: Any) -> SmtpSend:
        plain = {
            "name": "mail",
            "host": "localhost",
            "port": port,
            "encryption": "none",
            "auth_type": "none",
            "sender_address": "sender@x.test",
            "helo_name": "client.test",
            "tls_ca_file": str(authority.file),
        }
        return SmtpSend.model_validate({**plain, **fields})

    return make


@pytest.fixture
def make_letter() -> MakeLetter:
    """A small letter."""

    def make(*recipients: str, body: bytes = b"Hello\r\n", **fields: Any) -> Letter:
        plain = {"envelope_sender": "sender@x.test", "size": len(body), "chunks": lambda: [body]}
        return Letter(recipients=recipients or ("a@x.test",), **{**plain, **fields})

    return make


def server_context(pair: Pair) -> ssl.SSLContext:
    """A TLS server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    return context


@pytest.fixture
def log_folder(tmp_path: Path) -> Path:
    """Where log files go."""
    return tmp_path / "logs"
