"""One mail transaction: MAIL, RCPT, DATA or BDAT, the letter, the answer; each reply matched to its command (P3, P4, R6).

With PIPELINING the envelope and DATA go out in one piece (RFC 2920), together with the end of the letter before where the
next one is known by then (RFC 2920 3.1 allows it), so a small letter costs two round trips alone and one in a row. With
CHUNKING (RFC 3030) the letter goes as BDAT, but not before the envelope is answered: sent along with it, every letter in
flight when a session breaks would be uncertain instead of deferred.
"""

from __future__ import annotations

from collections.abc import Callable

from vestnik.connections.base import ConnectionLog, Letter, Result, Stage
from vestnik.connections.faults import fault
from vestnik.connections.types.smtp_send.body import DotStuffing, pieces
from vestnik.connections.types.smtp_send.capabilities import Capabilities
from vestnik.connections.types.smtp_send.commands import group, mail_from, rcpt_to
from vestnik.connections.types.smtp_send.deadlines import Deadlines
from vestnik.connections.types.smtp_send.permanence import (
    accepted,
    lost,
    refused,
    speaks_of_login,
    too_many_recipients,
)
from vestnik.connections.types.smtp_send.replies import BadReply, Reply
from vestnik.connections.types.smtp_send.wire import Lost, Silent, Wire
from vestnik.kernel.text import Said, Text

_CLOSING = 421
_BAD_SEQUENCE = 503
MAX_GROUP = 200
"""Recipients of one pipelined group: their replies fit any server's send buffer, so neither side blocks (RFC 2920 3.1)."""

_SILENT = Text("сервер не ответил за {seconds} с", "no reply within {seconds} s")
_NO_REPLY = Text(
    "сервер ответил не по протоколу SMTP: {reply}", "the server gave a reply that is no SMTP: {reply}"
)


class _Closing(Exception):
    """The server said 421; nothing more will be answered (P11)."""

    def __init__(self, stage: Stage, reply: Reply) -> None:
        super().__init__(str(reply))
        self.stage: Stage = stage
        self.reply = reply


class Unanswered(Exception):
    """The server went away, fell silent or talked nonsense.

    after_dot: the letter had been handed over; whether it was taken nobody knows.
    """

    def __init__(self, stage: Stage, why: Said, *, after_dot: bool) -> None:
        super().__init__(str(why))
        self.stage: Stage = stage
        self.why = why
        self.after_dot = after_dot


def _none() -> None:
    """Nothing follows."""


class Transaction:
    """State of one transaction. After `run`, `results` has one result per recipient that is not in `again`.

    pipelined: the envelope goes in one piece. closing: the server said 421. must_reset: the server is still inside the transaction. next: whose envelope has gone out
    with the end of this letter.
    """

    def __init__(
        self,
        wire: Wire,
        offered: Capabilities,
        deadlines: Deadlines,
        log: ConnectionLog,
        server: str,
        letter: Letter,
        recipients: tuple[str, ...],
    ) -> None:
        self._wire = wire
        self._offered = offered
        self._deadlines = deadlines
        self._log = log
        self._server = server
        self.letter = letter
        self._recipients = recipients
        self._mail = mail_from(letter, offered)  # before anything is said: a bad value ends nothing
        self._rcpts = [rcpt_to(recipient, letter, offered) for recipient in recipients]
        self._found: dict[str, Result] = {}
        self._accepted: list[str] = []
        self._stage: Stage = "mail"
        self._ahead = False
        self._following: Callable[[], Transaction | None] = _none
        self.next: Transaction | None = None
        self.pipelined = offered.pipelining and len(self._rcpts) <= MAX_GROUP
        self.again: tuple[str, ...] = ()
        self.mail_answered = False
        self.closing = False
        self.must_reset = False

    def ahead(self) -> bytes:
        """Its envelope, to be written with the end of the letter before; `run` then begins with the replies."""
        self._ahead = True
        return self._envelope()

    async def run(self, following: Callable[[], Transaction | None]) -> None:
        """Carry it out.

        following: the transaction that comes next in this session, if it is known and `pipelined`.

        Raises:
            Unanswered: see there; `broken` then gives the results.
            ConnectionFault: the server wants a login first.
            Exception: of `before_final_dot` or of the letter's chunks.
        """
        self._following = following
        try:
            if self.pipelined:
                if not self._ahead:
                    self._wire.write(self._envelope())
                await self._envelope_replies()
            else:
                await self._envelope_one_by_one()
            if not self._offered.chunking:
                await self._by_data()
            elif self._accepted:
                await self._chunked()
        except _Closing as closing:
            self.closing = True
            for recipient in self._recipients:
                if recipient not in self._found:
                    self._found[recipient] = refused(recipient, closing.stage, closing.reply)
            self.again = ()
        except Lost as error:
            raise self._unanswered(error.why) from None
        except BadReply as error:
            raise self._unanswered(_NO_REPLY.format(reply=error)) from None
        except Silent as error:
            raise self._unanswered(_SILENT.format(seconds=error)) from None

    def results(self) -> list[Result]:
        """The results of a finished transaction."""
        return list(self._found.values())

    def broken(self, gone: Unanswered) -> list[Result]:
        """The results when the session broke: answers that were final stay, the rest is deferred or uncertain."""
        found = dict(self._found)
        others: Stage = (
            "rcpt" if gone.stage == "final" else gone.stage
        )  # who waits for another transaction (A9)
        for recipient in self._recipients:
            if recipient not in found:
                handed_over = gone.after_dot and recipient in self._accepted
                found[recipient] = lost(recipient, "final" if handed_over else others, gone.why)
        return list(found.values())

    # The envelope.

    def _envelope(self) -> bytes:
        """All of it in one piece, with DATA where the letter goes by DATA."""
        data = () if self._offered.chunking else (b"DATA",)
        return self._said(self._mail, *self._rcpts, *data)

    async def _envelope_replies(self) -> None:
        """The replies of a pipelined envelope, in order."""
        refusal = self._after_mail(await self._reply("mail", self._deadlines.command))
        for recipient in self._recipients:
            reply = await self._reply("rcpt", self._deadlines.command)
            if refusal is None:
                self._after_rcpt(recipient, reply)
        self._close_envelope(refusal)

    async def _envelope_one_by_one(self) -> None:
        self._wire.write(self._said(self._mail))
        refusal = self._after_mail(await self._reply("mail", self._deadlines.command))
        if refusal is None:
            for recipient, command in zip(self._recipients, self._rcpts, strict=True):
                self._wire.write(self._said(command))
                self._after_rcpt(recipient, await self._reply("rcpt", self._deadlines.command))
        self._close_envelope(refusal)

    def _after_mail(self, reply: Reply) -> Reply | None:
        """Note the answer to MAIL; the answer itself when it is a refusal."""
        if reply.positive:
            self.mail_answered = True
            return None
        self._login_check("mail", reply)
        if self._ahead and reply.code == _BAD_SEQUENCE:
            raise BadReply(str(reply))  # speaks of the letter before: the server has not done with it
        self.mail_answered = True
        return reply

    def _after_rcpt(self, recipient: str, reply: Reply) -> None:
        if reply.positive:
            self._accepted.append(recipient)
            return
        self._login_check("rcpt", reply)
        if self._accepted and too_many_recipients(reply):
            self.again += (recipient,)
        else:
            self._found[recipient] = refused(recipient, "rcpt", reply)

    def _close_envelope(self, refusal: Reply | None) -> None:
        if refusal is not None:
            for recipient in self._recipients:
                self._found[recipient] = refused(recipient, "mail", refusal)
        elif not self._accepted:
            self.must_reset = True

    # The letter.

    async def _by_data(self) -> None:
        if not self.pipelined:
            if not self._accepted:
                return
            self._wire.write(self._said(b"DATA"))
        reply = await self._reply("data", self._deadlines.data_reply)
        if reply.code == 354:
            await self._stuffed()
        elif reply.positive:
            raise BadReply(str(reply))
        elif self._accepted:
            self._refuse_accepted("data", reply)

    async def _stuffed(self) -> None:
        """The letter after 354; with no recipient left a lone dot, whose answer counts for nothing (P3)."""
        if not self._accepted:
            self._wire.write(self._said(b"."))
            reply = await self._reply("final", self._deadlines.final)
            self.must_reset = not reply.positive
            return
        self._stage = "data"
        stuffing = DotStuffing()
        held = b""
        for piece in pieces(self.letter.chunks()):
            if held:
                self._wire.write(held)
                await self._wire.drained(self._deadlines.block)
            held = stuffing.feed(piece)
        await self._hand_over(held + stuffing.finish())

    async def _chunked(self) -> None:
        """The letter in BDAT chunks. Each is answered; a refused one ends the transaction."""
        self._stage = "data"
        held: bytes | None = None
        for piece in pieces(self.letter.chunks()):
            if held is not None:
                self._wire.write(b"BDAT %d\r\n" % len(held) + held)
                await self._wire.drained(self._deadlines.block)
                reply = await self._reply("data", self._deadlines.command)
                if not reply.positive:
                    self._refuse_accepted("data", reply)
                    self.must_reset = True
                    return
            held = piece
        held = held or b""
        await self._hand_over(b"BDAT %d LAST\r\n" % len(held) + held)

    async def _hand_over(self, last: bytes) -> None:
        """The last bytes, once the ledger knows; then the answer that counts."""
        if self.letter.before_final_dot is not None:
            await self.letter.before_final_dot()
        if self._log.wants_dialogue:
            self._log.client(f"[{self.letter.size} bytes]")
        if not self.again and (following := self._following()):
            last += following.ahead()
            self.next = following
        self._wire.write(last)
        self._stage = "final"
        await self._wire.drained(self._deadlines.block)
        reply = await self._reply("final", self._deadlines.final)
        if reply.positive:
            for recipient in self._accepted:
                self._found[recipient] = accepted(recipient, reply)
        elif reply.code == 354:
            raise BadReply(str(reply))
        else:
            self._refuse_accepted("final", reply)

    def _refuse_accepted(self, stage: Stage, reply: Reply) -> None:
        self._login_check(stage, reply)
        for recipient in self._accepted:
            self._found[recipient] = refused(recipient, stage, reply)
        self.must_reset = stage != "final"

    # Words.

    def _said(self, *commands: bytes) -> bytes:
        """Commands as they are written; the log hears of them."""
        if self._log.wants_dialogue:
            for command in commands:
                self._log.client(command.decode())
        return group(commands)

    async def _reply(self, stage: Stage, seconds: float) -> Reply:
        self._stage = stage
        reply = self._wire.ready() or await self._wire.reply(seconds)
        if self._log.wants_dialogue:
            self._log.server(str(reply))
        code = reply.code
        if code == _CLOSING:
            raise _Closing(stage, reply)
        if 300 <= code < 400 and code != 354:
            raise BadReply(str(reply))  # nobody knows what the server is waiting for (P13)
        return reply

    def _login_check(self, stage: Stage, reply: Reply) -> None:
        if speaks_of_login(reply):
            raise fault(
                stage, "sending_forbidden", server=self._server, reply_code=reply.code, reply=reply.text
            )

    def _unanswered(self, why: Said) -> Unanswered:
        return Unanswered(self._stage, why, after_dot=self._stage == "final" and bool(self._accepted))
