"""TLS against servers with every kind of certificate (spec/delivery.md T1 to T6)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from ipaddress import ip_address

import pytest
from tests.certificates import Authority, Pair
from tests.connections.conftest import MakeConnection, server_context
from tests.connections.fault_server import FaultServer

from vestnik.connections.base import ConnectionFault, Network, Silence
from vestnik.connections.resolve import resolve
from vestnik.connections.types.smtp_send import SmtpSend

HELLO = ["S: 220 mx.test", "C: EHLO client.test", "S: 250-mx.test", "S: 250 PIPELINING"]


def opened(connection_of: object, context: ssl.SSLContext | None, *, at_once: bool = True) -> str:
    """`opened`, or the kind of the fault."""

    async def main() -> str:
        async with FaultServer([HELLO], context=context, tls_at_once=at_once) as server:
            return await kind_of(connection_of(server.port))  # type: ignore[operator]

    return asyncio.run(main())


async def kind_of(connection: SmtpSend) -> str:
    try:
        session = await connection.open(Silence(), Network())
    except ConnectionFault as fault:
        return f"{fault.kind}" if fault.stage == "tls" else f"{fault.kind} at {fault.stage}"
    await session.close()
    return "opened"


class BlockingTlsServer:
    """Shakes hands in a thread: unlike asyncio, it sends the alert that says why it refuses."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._context = context

    def __enter__(self) -> BlockingTlsServer:
        self._thread = threading.Thread(target=self._shake_hands)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._socket.close()

    def _shake_hands(self) -> None:
        plain, _ = self._socket.accept()
        plain.settimeout(5)
        with plain, contextlib.suppress(OSError), self._context.wrap_socket(plain, server_side=True) as tls:
            tls.sendall(b"421 enough\r\n")
            tls.recv(1)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_T4_T5_chain_and_host_are_verified_by_name_and_by_address(
    make_connection: MakeConnection, server_tls: ssl.SSLContext, host: str
) -> None:
    assert opened(lambda port: make_connection(port, host=host, encryption="ssl"), server_tls) == "opened"


def test_T5_an_international_host_is_asked_for_by_its_A_label(
    make_connection: MakeConnection, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    context = server_context(authority.issue("idn", "xn--80a1acny.xn--p1ai"))
    context.sni_callback = lambda tls, name, _: asked.append(name)
    _everything_is_loopback(monkeypatch)
    assert opened(lambda port: make_connection(port, host="почта.рф", encryption="ssl"), context) == "opened"
    assert asked == ["xn--80a1acny.xn--p1ai"]


def test_T6_an_expired_certificate(make_connection: MakeConnection, authority: Authority) -> None:
    context = server_context(authority.issue("expired", "localhost", expired=True))
    assert opened(lambda port: make_connection(port, encryption="ssl"), context) == "expired_certificate"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_T6_a_certificate_for_another_host(
    make_connection: MakeConnection, authority: Authority, host: str
) -> None:
    context = server_context(authority.issue("other", "mail.example.org", "192.0.2.1"))
    kind = opened(lambda port: make_connection(port, host=host, encryption="ssl"), context)
    assert kind == "wrong_host_certificate"


def test_T6_an_unknown_issuer(
    make_connection: MakeConnection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = Authority(tmp_path_factory.mktemp("stranger"), "Stranger")
    context = server_context(stranger.issue("localhost", "localhost"))
    assert opened(lambda port: make_connection(port, encryption="ssl"), context) == "unknown_issuer"


def test_T4_the_systems_authorities_do_not_know_ours(
    make_connection: MakeConnection, server_tls: ssl.SSLContext
) -> None:
    kind = opened(lambda port: make_connection(port, encryption="ssl", tls_ca_file=""), server_tls)
    assert kind == "unknown_issuer"


@pytest.mark.parametrize(
    "written", [str.lower, str.upper, lambda f: ":".join(f[i : i + 2] for i in range(0, 64, 2))]
)
def test_T4_a_pinned_fingerprint_is_enough(
    make_connection: MakeConnection, server_tls: ssl.SSLContext, localhost: Pair, written: object
) -> None:
    pin = {"tls_verify": "fingerprint", "tls_ca_file": "", "tls_fingerprint": written(localhost.fingerprint)}  # type: ignore[operator]
    assert opened(lambda port: make_connection(port, encryption="ssl", **pin), server_tls) == "opened"


def test_T4_another_fingerprint_is_refused(
    make_connection: MakeConnection, server_tls: ssl.SSLContext
) -> None:
    pin = {"tls_verify": "fingerprint", "tls_fingerprint": "0" * 64}
    kind = opened(lambda port: make_connection(port, encryption="ssl", **pin), server_tls)
    assert kind == "wrong_fingerprint"


def test_T4_not_verifying_is_explicit_and_warned_of(
    make_connection: MakeConnection, authority: Authority
) -> None:
    context = server_context(authority.issue("nobody", "nobody.test", expired=True))
    make = lambda port: make_connection(port, encryption="ssl", tls_verify="off")  # noqa: E731
    assert opened(make, context) == "opened"
    assert [(p.code, p.severity) for p in make(1).check()] == [("tls_unverified", "warning")]


def test_T4_an_unreadable_authority_file_is_named(
    make_connection: MakeConnection, server_tls: ssl.SSLContext
) -> None:
    kind = opened(
        lambda port: make_connection(port, encryption="ssl", tls_ca_file="/nowhere/ca.pem"), server_tls
    )
    assert kind == "unreadable_ca_file"


@pytest.mark.parametrize(
    ("spoken", "minimum", "outcome"),
    [
        (ssl.TLSVersion.TLSv1_1, "1.2", "tls_too_old"),
        (ssl.TLSVersion.TLSv1_1, "legacy", "greeting_refused at greeting"),
        (ssl.TLSVersion.TLSv1_2, "1.2", "greeting_refused at greeting"),
        (ssl.TLSVersion.TLSv1_2, "1.3", "tls_too_old"),
        (ssl.TLSVersion.TLSv1_3, "1.3", "greeting_refused at greeting"),
    ],
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_T3_older_versions_only_by_a_switch(
    make_connection: MakeConnection, localhost: Pair, spoken: ssl.TLSVersion, minimum: str, outcome: str
) -> None:
    context = server_context(localhost)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = spoken
    with BlockingTlsServer(context) as server:
        connection = make_connection(server.port, encryption="ssl", tls_min_version=minimum)
        assert asyncio.run(kind_of(connection)) == outcome


def test_T1_a_server_that_speaks_in_the_open_at_an_SSL_port(make_connection: MakeConnection) -> None:
    kind = opened(lambda port: make_connection(port, encryption="ssl"), None, at_once=False)
    assert kind == "tls_failed"


def test_the_network_list_is_held_against_the_very_address(
    make_connection: MakeConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _everything_is_loopback(monkeypatch)
    connection: SmtpSend = make_connection(25, host="public.example.org")

    async def main() -> str:
        with pytest.raises(ConnectionFault) as caught:
            await connection.open(Silence(), Network.parse("192.0.2.0/24, 2001:db8::/32"))
        return caught.value.kind

    assert asyncio.run(main()) == "network_forbidden"


def test_only_allowed_addresses_of_a_host_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    async def getaddrinfo(self: object, *_: object, **__: object) -> list[object]:
        return [(2, 1, 6, "", ("127.0.0.1", 25)), (2, 1, 6, "", ("10.1.2.3", 25))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    found = asyncio.run(resolve("mixed.example.org", 25, 5, Network.parse("10.0.0.0/8")))
    assert [endpoint.address for endpoint in found] == [("10.1.2.3", 25)]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("11.0.0.1", False),
        ("2001:db8::5", True),
        ("fe80::1%eth0", False),
    ],
)
def test_the_network_list(address: str, allowed: bool) -> None:
    assert Network.parse("10.0.0.0/8,2001:db8::/32").allows(address) is allowed
    assert Network().allows(address)
    assert ip_address(address.partition("%")[0])


def _everything_is_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    async def getaddrinfo(self: object, host: str, port: int, **_: object) -> list[object]:
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
