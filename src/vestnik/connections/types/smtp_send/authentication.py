"""The AUTH command carrying a SASL mechanism (RFC 4954; spec/delivery.md S1 to S9). Challenges and answers are never logged."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode

from vestnik.connections.base import ConnectionLog
from vestnik.connections.faults import fault
from vestnik.connections.sasl.mechanism import BadChallenge, Mechanism
from vestnik.connections.sending import ConnectionFault
from vestnik.connections.types.smtp_send.replies import Reply
from vestnik.connections.types.smtp_send.wire import Wire

MAX_COMMAND = 500
"""A first answer that makes the AUTH line longer than a command may be (512, RFC 5321) waits for the server's 334."""

MAX_LEGS = 8
"""No mechanism needs more; a server that goes on asking is left."""

_CONTINUE = 334
_SYNTAX = 501


async def authenticate(
    wire: Wire, mechanism: Mechanism, server: str, seconds: float, log: ConnectionLog
) -> None:
    """Sign in.

    seconds: for each reply.

    Raises:
        ConnectionFault: `auth_failed`, `auth_temporary`, `auth_broken`.
        Lost, Silent, BadReply
    """
    talk = _Exchange(wire, mechanism, server, seconds, log)
    await talk.run()


class _Exchange:
    def __init__(
        self, wire: Wire, mechanism: Mechanism, server: str, seconds: float, log: ConnectionLog
    ) -> None:
        self._wire = wire
        self._mechanism = mechanism
        self._server = server
        self._seconds = seconds
        self._log = log

    async def run(self) -> None:
        reply = await self._begin()
        for _ in range(MAX_LEGS):
            if reply.code != _CONTINUE:
                break
            reply = await self._answer(reply)
        if reply.code == _CONTINUE:
            raise await self._cancelled("it never ends")
        if not reply.positive:
            raise self._refused(reply)
        try:
            self._mechanism.finish()
        except BadChallenge as error:
            raise self._broken(str(error)) from None

    async def _begin(self) -> Reply:
        command = f"AUTH {self._mechanism.name}"
        if self._mechanism.initial:
            first = _encoded(self._first())
            if len(command) + 1 + len(first) <= MAX_COMMAND:
                return await self._say(f"{command} {first}", f"{command} ***")
            reply = await self._say(command, command)
            return reply if reply.code != _CONTINUE else await self._say(first, "***")
        reply = await self._say(command, command)
        if reply.code == _SYNTAX:  # servers that want the first answer with the command (S4)
            return await self._say(f"{command} {_encoded(self._first())}", f"{command} ***")
        return reply

    async def _answer(self, asked: Reply) -> Reply:
        try:
            answer = self._mechanism.answer(_decoded(asked))
        except BadChallenge as error:
            raise await self._cancelled(str(error)) from None
        return await self._say(b64encode(answer).decode(), "***")

    def _first(self) -> bytes:
        try:
            return self._mechanism.answer(b"")
        except BadChallenge as error:
            raise self._broken(str(error)) from None

    async def _cancelled(self, why: str) -> ConnectionFault:
        await self._say("*", "*")
        return self._broken(why)

    def _broken(self, why: str) -> ConnectionFault:
        return fault("auth", "auth_broken", mechanism=self._mechanism.name, why=why)

    def _refused(self, reply: Reply) -> ConnectionFault:
        kind = "auth_temporary" if reply.transient else "auth_failed"
        return fault("auth", kind, server=self._server, reply_code=reply.code, reply=reply.text)

    async def _say(self, line: str, shown: str) -> Reply:
        if self._log.wants_dialogue:
            self._log.client(shown)
        self._wire.write(line.encode() + b"\r\n")
        reply = await self._wire.reply(self._seconds)
        if self._log.wants_dialogue:
            self._log.server("334 ***" if reply.code == _CONTINUE else str(reply))
        return reply


def _encoded(answer: bytes) -> str:
    """Base64; an empty first answer is written `=` (RFC 4954 4)."""
    return b64encode(answer).decode() or "="


def _decoded(asked: Reply) -> bytes:
    """The challenge. Text that is no Base64, such as `NTLM supported`, is given to the mechanism as it is (S4)."""
    text = "".join(asked.lines).strip()
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text.encode()
