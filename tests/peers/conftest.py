"""Real servers, started once for all tests of this folder; skipped where they are not installed (`tests.programs`).

Tests of one server share an xdist group, so that no two workers start the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from tests.certificates import Authority, Pair
from tests.peers.servers.dovecot import Dovecot
from tests.peers.servers.exim import Exim
from tests.peers.servers.postfix import Postfix
from tests.peers.servers.program import Missing, NotRoot
from tests.programs import unavailable

from vestnik.connections.types.smtp_send import SmtpSend

Server = TypeVar("Server", Dovecot, Postfix, Exim)


def started(make: Callable[[], Server]) -> Iterator[Server]:
    """A server for the time of the tests, or the reason why there is none."""
    try:
        server = make()
    except NotRoot as reason:
        pytest.skip(str(reason))
    except Missing as reason:
        unavailable(str(reason))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority that signed the servers' certificates."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def certificates(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    """The servers' certificate, and some that nobody should accept."""
    stranger = Authority(tmp_path_factory.mktemp("stranger"), "Somebody Else")
    return {
        "server": authority.issue("server", "localhost", "127.0.0.1"),
        "expired": authority.issue("expired", "localhost", expired=True),
        "wrong_host": authority.issue("wrong_host", "other.test"),
        "stranger": stranger.issue("stranger", "localhost"),
    }


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    yield from started(Dovecot)


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot, certificates: dict[str, Pair]) -> Iterator[Postfix]:
    yield from started(lambda: Postfix(dovecot, certificates))


@pytest.fixture(scope="session")
def exim(certificates: dict[str, Pair]) -> Iterator[Exim]:
    yield from started(lambda: Exim(certificates["server"]))


@pytest.fixture
def connect(authority: Authority) -> Callable[..., SmtpSend]:
    """A connection to a port of a server here, with anna's login by TLS unless told otherwise."""

    def make(port: int, **fields: Any) -> SmtpSend:
        plain = {
            "name": "mail",
            "host": "localhost",
            "port": port,
            "encryption": "tls",
            "auth_type": "basic",
            "username": "anna",
            "password": "S3cret",
            "sender_address": "anna@mail.test",
            "tls_ca_file": str(authority.file),
            "helo_name": "client.test",
        }
        return SmtpSend.model_validate({**plain, **fields})

    return make
