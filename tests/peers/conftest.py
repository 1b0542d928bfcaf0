"""Real servers, started once for all tests of this folder; skipped where they are not installed.

With VESTNIK_REQUIRE_PEERS=1, as in CI, a missing program fails the tests instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from tests.certificates import Authority, Pair
from tests.peers.servers.dovecot import Dovecot
from tests.peers.servers.exim import Exim
from tests.peers.servers.postfix import Postfix
from tests.peers.servers.program import Missing

from vestnik.connections.types.smtp_send import SmtpSend

Server = TypeVar("Server", Dovecot, Postfix, Exim)


def started(make: Callable[[], Server]) -> Iterator[Server]:
    """A server for the time of the tests, or the reason why there is none."""
    try:
        server = make()
    except Missing as reason:
        if os.environ.get("VESTNIK_REQUIRE_PEERS"):
            raise
        pytest.skip(str(reason))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority that signed the servers' certificate."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def pair(authority: Authority) -> Pair:
    """The servers' certificate."""
    return authority.issue("localhost", "localhost", "127.0.0.1")


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    yield from started(Dovecot)


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot, pair: Pair) -> Iterator[Postfix]:
    yield from started(lambda: Postfix(dovecot, pair))


@pytest.fixture(scope="session")
def exim(pair: Pair) -> Iterator[Exim]:
    yield from started(lambda: Exim(pair))


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real peers need programs of their own and time: they run when they are asked for."""
    if os.environ.get("VESTNIK_PEERS") == "1":
        return
    skip = pytest.mark.skip(reason="set VESTNIK_PEERS=1 to run against Postfix, Exim and Dovecot")
    for item in items:
        if "tests/peers" in item.path.as_posix():
            item.add_marker(skip)
