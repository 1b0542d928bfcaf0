"""From a host name to an authenticated session: resolve, connect, TLS, greeting, EHLO, AUTH (spec/delivery.md P1, T, S)."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vestnik.connections import tls
from vestnik.connections.base import ConnectionFault, ConnectionLog, Network, Stage
from vestnik.connections.faults import fault
from vestnik.connections.resolve import connect, resolve
from vestnik.connections.sasl.choose import choose
from vestnik.connections.sasl.mechanism import Credentials
from vestnik.connections.types.smtp_send import commands
from vestnik.connections.types.smtp_send.authentication import authenticate
from vestnik.connections.types.smtp_send.capabilities import Capabilities
from vestnik.connections.types.smtp_send.replies import BadReply, Reply
from vestnik.connections.types.smtp_send.session import SmtpSession
from vestnik.connections.types.smtp_send.wire import Lost, Silent, Wire

if TYPE_CHECKING:
    from vestnik.connections.types.smtp_send.model import SmtpSend

_UNKNOWN_COMMAND = (500, 502)


async def open_session(connection: SmtpSend, log: ConnectionLog, network: Network) -> SmtpSession:
    """Connect and sign in.

    Raises:
        ConnectionFault: at any stage; the log has been told, and the connection is closed.
    """
    opening = _Opening(connection, log, network)
    try:
        return await opening.run()
    except ConnectionFault as error:
        opening.end()
        log.fault(error)
        raise
    except BaseException:
        opening.end()
        raise


class _Opening:
    def __init__(self, connection: SmtpSend, log: ConnectionLog, network: Network) -> None:
        self._connection = connection
        self._deadlines = connection.deadlines
        self._log = log
        self._network = network
        self._wire = Wire()
        self._socket: socket.socket | None = None
        self._server = connection.host
        self._stage: Stage = "resolve"
        self._since = time.monotonic()

    async def run(self) -> SmtpSession:
        try:
            offered = await self._greeted()
            await self._sign_in(offered)
        except Lost:
            raise fault(self._stage, "connection_lost", server=self._server) from None
        except Silent as silence:
            raise fault(self._stage, "reply_timeout", server=self._server, seconds=str(silence)) from None
        except BadReply as error:
            raise fault(self._stage, "bad_reply", server=self._server, reply=str(error)) from None
        return SmtpSession(
            self._wire,
            self._server,
            offered,
            self._deadlines,
            self._log,
            self._connection.max_recipients,
            self._connection.max_messages_per_session,
        )

    def end(self) -> None:
        """Leave nothing open."""
        self._wire.abort()
        if self._socket is not None:
            self._socket.close()

    async def _greeted(self) -> Capabilities:
        """Everything up to the EHLO answer that counts."""
        encryption = self._connection.encryption
        await self._connect()
        if encryption == "ssl":
            self._stage = "tls"
            await self._attach(tls.context_for(self._connection))
            self._check_certificate()
        else:
            await self._attach(None)
        self._stage = "greeting"
        await self._greeting()
        if encryption != "tls":
            offered = await self._ehlo()
        else:
            await self._start_tls(await self._ehlo())
            self._stage = "greeting"
            offered = await self._ehlo()  # what was offered in the open counts no more (P1)
        self._passed("greeting", _shown(offered))
        return offered

    async def _connect(self) -> None:
        connection, seconds = self._connection, self._deadlines.connect
        endpoints = await resolve(connection.ascii_host, connection.port, seconds, self._network)
        self._passed("resolve", {"addresses": ", ".join(map(str, endpoints))})
        self._stage = "connect"
        self._socket, endpoint = await connect(endpoints, seconds)
        self._server = f"{connection.host} [{endpoint.address[0]}]:{connection.port}"
        self._passed("connect", {"address": str(endpoint)})

    async def _attach(self, context: ssl.SSLContext | None) -> None:
        """Give the socket to the wire, with TLS from the first byte where there is a context."""
        assert self._socket is not None
        sock, self._socket = self._socket, None  # the transport closes it from here on
        loop = asyncio.get_running_loop()
        try:
            if context is None:
                await loop.create_connection(lambda: self._wire, sock=sock)
            else:
                await loop.create_connection(
                    lambda: self._wire,
                    sock=sock,
                    ssl=context,
                    server_hostname=self._connection.ascii_host,
                    ssl_handshake_timeout=self._deadlines.connect,
                )
        except (OSError, TimeoutError) as error:
            sock.close()
            raise tls.handshake_fault(self._connection, error, self._server) from None

    async def _greeting(self) -> None:
        reply = await self._reply()
        if not reply.positive:
            permanent = not reply.transient
            raise fault(
                "greeting",
                "greeting_refused",
                server=self._server,
                reply_code=reply.code,
                reply=reply.text,
                permanent=permanent,
            )

    async def _ehlo(self) -> Capabilities:
        name = self._connection.helo_name or commands.own_name(self._local_address())
        reply = await self._command(commands.ehlo(name))
        if reply.code in _UNKNOWN_COMMAND:
            reply = await self._command(b"HELO " + commands.helo_name(name))
            if reply.positive:
                return Capabilities()
        if not reply.positive:
            raise fault(
                "greeting",
                "service_closing" if reply.transient else "ehlo_refused",
                server=self._server,
                helo=name,
                reply_code=reply.code,
                reply=reply.text,
            )
        return Capabilities.read(reply)

    async def _start_tls(self, offered: Capabilities) -> None:
        self._stage = "tls"
        if not offered.starttls:
            raise fault("tls", "starttls_missing", server=self._server)
        reply = await self._command(b"STARTTLS")
        if reply.code != 220:
            raise fault(
                "tls",
                "starttls_refused",
                server=self._server,
                reply_code=reply.code,
                reply=reply.text,
                permanent=not reply.transient,
            )
        if not self._wire.quiet:
            raise fault("tls", "tls_injection")
        context = tls.context_for(self._connection)
        loop = asyncio.get_running_loop()
        try:
            transport = await loop.start_tls(
                self._wire.transport,
                self._wire,
                context,
                server_hostname=self._connection.ascii_host,
                ssl_handshake_timeout=self._deadlines.connect,
            )
        except (OSError, TimeoutError) as error:
            raise tls.handshake_fault(self._connection, error, self._server) from None
        if transport is None:
            raise Lost
        self._wire.switch(transport)
        self._check_certificate()

    def _check_certificate(self) -> None:
        transport = self._wire.transport
        tls.check_peer(self._connection, tls.peer_certificate(transport))
        self._passed("tls", tls.facts(transport))

    async def _sign_in(self, offered: Capabilities) -> None:
        connection = self._connection
        if not connection.authenticates or connection.auth_type == "none":
            return
        self._stage = "auth"
        mechanism = choose(
            connection.auth_type,
            offered.mechanisms,
            Credentials(
                connection.username,
                connection.password.reveal() if connection.password else "",
                connection.domain,
            ),
            host=connection.ascii_host,
            server=self._server,
            binding=tls.binding_of(self._wire.transport),
            clear_text=connection.encryption != "none" or connection.allow_plaintext_auth,
            ntlm_v1=connection.ntlm_v1,
        )
        await authenticate(self._wire, mechanism, self._server, self._deadlines.command, self._log)
        self._passed("auth", {"mechanism": mechanism.name, "username": connection.username})

    async def _command(self, command: bytes) -> Reply:
        if self._log.wants_dialogue:
            self._log.client(command.decode())
        self._wire.write(command + b"\r\n")
        return await self._reply()

    async def _reply(self) -> Reply:
        reply = await self._wire.reply(self._deadlines.command)
        if self._log.wants_dialogue:
            for line in reply.lines:
                self._log.server(f"{reply.code} {line}")
        return reply

    def _local_address(self) -> str:
        name = self._wire.transport.get_extra_info("sockname")
        return str(name[0])

    def _passed(self, stage: Stage, detail: Mapping[str, str]) -> None:
        now = time.monotonic()
        self._log.stage(stage, now - self._since, detail)
        self._since = now


def _shown(offered: Capabilities) -> dict[str, str]:
    found = {"extensions": ", ".join(sorted(offered.names))}
    if offered.mechanisms:
        found["mechanisms"] = ", ".join(offered.mechanisms)
    if offered.size:
        found["size"] = str(offered.size)
    return found
