"""From a host to a connected socket: every address is tried, and only allowed ones (spec/delivery.md P15)."""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import dataclass

from vestnik.connections.faults import fault
from vestnik.connections.network import Network
from vestnik.connections.sending import ConnectionFault

MAX_ADDRESSES = 16
"""More addresses than this of one name are not tried: nobody means them."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of a host, as `getaddrinfo` gave it: no second look-up takes place."""

    family: int
    address: tuple[str, int] | tuple[str, int, int, int]

    def __str__(self) -> str:
        ip, port = self.address[:2]
        return f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"


async def resolve(host: str, port: int, seconds: float, network: Network) -> list[Endpoint]:
    """All addresses of a host that may be connected to, in the order of the system's resolver.

    Raises:
        ConnectionFault: `unknown_host`, `network_forbidden`.
    """
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError):
        raise fault("resolve", "unknown_host", host=host) from None
    endpoints = list(dict.fromkeys(Endpoint(family, address) for family, _, _, _, address in found))  # type: ignore[arg-type]  # an address of another family is none of ours
    allowed = [endpoint for endpoint in endpoints if network.allows(endpoint.address[0])]
    if not allowed:
        raise fault("resolve", "network_forbidden", addresses=", ".join(map(str, endpoints)))
    return allowed[:MAX_ADDRESSES]


async def connect(endpoints: list[Endpoint], seconds: float) -> tuple[socket.socket, Endpoint]:
    """A connected, non-blocking socket with TCP_NODELAY, of the first address that answers.

    seconds: to wait for each address.

    Raises:
        ConnectionFault: `connection_refused` or `connect_timeout` of the last address.
    """
    refused: ConnectionFault | None = None
    for endpoint in endpoints:
        try:
            return await _connect(endpoint, seconds), endpoint
        except ConnectionFault as error:
            refused = error
    assert refused is not None, "resolve never gives an empty list"
    raise refused


async def _connect(endpoint: Endpoint, seconds: float) -> socket.socket:
    sock = socket.socket(endpoint.family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        async with asyncio.timeout(seconds):
            await asyncio.get_running_loop().sock_connect(sock, endpoint.address)
    except TimeoutError:
        sock.close()
        raise fault(
            "connect",
            "connect_timeout",
            server=endpoint,
            seconds=f"{seconds:g}",
            port=endpoint.address[1],
        ) from None
    except OSError as error:
        sock.close()
        why = os.strerror(error.errno) if error.errno else str(error)
        raise fault("connect", "connection_refused", server=endpoint, why=why) from None
    except BaseException:
        sock.close()
        raise
    return sock
