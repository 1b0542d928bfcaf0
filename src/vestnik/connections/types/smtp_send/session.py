"""A session with an SMTP server: letters one after the other, and when it ends (spec/delivery.md P11 to P14, A9)."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

from vestnik.connections.base import ConnectionLog, Letter, Result, StaleSession
from vestnik.connections.sending import Following, nothing_follows
from vestnik.connections.types.smtp_send.capabilities import Capabilities
from vestnik.connections.types.smtp_send.commands import CommandInjection, is_safe
from vestnik.connections.types.smtp_send.deadlines import QUIT, Deadlines
from vestnik.connections.types.smtp_send.permanence import lost, unsendable
from vestnik.connections.types.smtp_send.replies import BadReply, Reply
from vestnik.connections.types.smtp_send.transaction import MAX_GROUP, Transaction, Unanswered
from vestnik.connections.types.smtp_send.wire import Lost, Silent, Wire
from vestnik.kernel.text import Text

_GONE = (Lost, Silent, BadReply)


_WITHOUT_NOTICES = Text(
    "{reply} (без уведомлений о доставке: сервер не предлагает DSN)",
    "{reply} (no delivery notices: the server does not offer DSN)",
)
_NOT_ITS_TURN = Text(
    "сеанс закончился раньше очереди этого получателя", "the session ended before this recipient's turn"
)
_TOO_LARGE = Text(
    "в письме {size} байт, сервер принимает {limit}", "the letter has {size} bytes, the server takes {limit}"
)
_EIGHT_BIT = Text(
    "в письме 8-битный текст, а сервер не предлагает 8BITMIME",
    "the letter has 8-bit text, the server does not offer 8BITMIME",
)
_UNSAFE_SENDER = Text(
    "в адресе отправителя или идентификаторе конверта есть символ, недопустимый в команде",
    "a character in the envelope sender or id that may not stand in a command",
)
_SENDER_NOT_ASCII = Text(
    "адрес отправителя не из ASCII, а сервер не предлагает SMTPUTF8",
    "the sender's address is not ASCII, the server does not offer SMTPUTF8",
)
_UNSAFE_ADDRESS = Text(
    "в адресе есть символ, недопустимый в команде",
    "a character in the address that may not stand in a command",
)
_ADDRESS_NOT_ASCII = Text(
    "адрес не из ASCII, а сервер не предлагает SMTPUTF8",
    "the address is not ASCII, the server does not offer SMTPUTF8",
)


class SmtpSession:
    """An open, authenticated session. `vestnik.connections.types.smtp_send.opening` makes it."""

    def __init__(
        self,
        wire: Wire,
        server: str,
        offered: Capabilities,
        deadlines: Deadlines,
        log: ConnectionLog,
        max_recipients: int,
        max_letters: int,
    ) -> None:
        self.server = server
        self.offered = offered
        self._wire = wire
        self._deadlines = deadlines
        self._log = log
        self._max_recipients = max_recipients
        self._letters_left = max_letters
        self._used = False
        self._open = True
        self._announced: Transaction | None = None

    @property
    def usable(self) -> bool:
        """False once the server said 421, went away, answered nonsense, or sent something nobody asked for, when the
        session has carried as many letters as it may, and while it waits for the one that is announced."""
        return self._open and self._letters_left > 0 and self._announced is None and self._wire.quiet

    @property
    def announced(self) -> Letter | None:
        """See `vestnik.connections.sending.Session.announced`."""
        return self._announced.letter if self._announced else None

    async def send(self, letter: Letter, following: Following = nothing_follows) -> list[Result]:
        """See `vestnik.connections.sending.Session.send`.

        More recipients than the limit, or than the server takes at once, go in several transactions (A9).
        """
        if self._announced and self._announced.letter is not letter:
            self._end()  # after DATA nothing else can be said
            raise _stale()
        started = time.monotonic()
        self._letters_left -= 1
        found, pending = ({}, letter.recipients) if self._announced else self._sendable(letter)
        told = False
        while pending:
            batch, rest = pending[: self._max_recipients], pending[self._max_recipients :]
            try:
                results, again = await self._transact(letter, batch, nothing_follows if rest else following)
            except Exception:
                self._end()
                if not told:
                    raise
                results, again = [], batch  # what earlier transactions came to must be told (R5)
            except BaseException:
                self._end()
                raise
            told = True
            found |= {result.recipient: result for result in results}
            pending = (*again, *rest)
            if not self._open:
                found |= {recipient: lost(recipient, "mail", _NOT_ITS_TURN) for recipient in pending}
                break
        ordered = [found[recipient] for recipient in letter.recipients]
        self._log.results(letter, ordered, time.monotonic() - started)
        return ordered

    async def check(self) -> bool:
        """RSET, which every server knows and which leaves a clean state."""
        if not self.usable:
            self._end()
            return False
        await self._reset()
        return self._open

    async def close(self) -> None:
        """QUIT, best effort; without a word where the server waits for a letter."""
        if self._announced:
            self._end()
        if self._open:
            self._open = False
            try:
                self._say(b"QUIT")
                await self._wire.reply(QUIT)
            except _GONE:
                pass
            except asyncio.CancelledError:
                self._wire.abort()
                raise
        self._wire.close()

    async def _transact(
        self, letter: Letter, recipients: tuple[str, ...], following: Following
    ) -> tuple[list[Result], tuple[str, ...]]:
        """One transaction. The second part are recipients that the server wants in another one."""
        transaction = self._announced or self._transaction(letter, recipients)
        self._announced = None
        try:
            await transaction.run(lambda: self._next(following))
        except Unanswered as gone:
            self._end()
            if self._used and not transaction.mail_answered:
                raise _stale() from None
            return transaction.broken(gone), ()
        if self._used and transaction.closing and not transaction.mail_answered:
            self._end()
            raise _stale()
        self._used = True
        if transaction.closing:
            self._end()
        elif transaction.must_reset:
            await self._reset()
        else:
            self._announced = transaction.next
        results = transaction.results()
        if letter.notify and not self.offered.dsn:
            results = [_without_notices(result) for result in results]
        return results, transaction.again

    def _transaction(self, letter: Letter, recipients: tuple[str, ...]) -> Transaction:
        return Transaction(
            self._wire, self.offered, self._deadlines, self._log, self.server, letter, recipients
        )

    def _next(self, following: Following) -> Transaction | None:
        """The transaction of the letter that follows; None when there is none, or when it takes more than one."""
        if self._letters_left <= 0 or not self.offered.pipelining or (letter := following()) is None:
            return None
        refused, recipients = self._sendable(letter)
        if refused or not 0 < len(recipients) <= min(self._max_recipients, MAX_GROUP):
            return None
        try:
            return self._transaction(letter, recipients)
        except CommandInjection:  # it is told when its turn comes
            return None

    def _sendable(self, letter: Letter) -> tuple[dict[str, Result], tuple[str, ...]]:
        """What can be told before anything is said: results of those this server can never take, and the others."""
        offered = self.offered
        words = "".join((letter.envelope_sender, letter.envid or "", *letter.recipients))
        fits = not (letter.eight_bit or 0 < offered.size < letter.size)
        if fits and words.isascii() and is_safe(words):
            return {}, letter.recipients  # what nearly all letters are
        reason: tuple[str, Text] | None = None
        if offered.size and letter.size > offered.size:
            reason = "5.3.4", _TOO_LARGE.format(size=letter.size, limit=offered.size)
        elif letter.eight_bit and not (offered.eight_bit or offered.smtputf8):
            reason = "5.6.3", _EIGHT_BIT
        elif not (is_safe(letter.envelope_sender) and is_safe(letter.envid or "")):
            reason = "5.1.7", _UNSAFE_SENDER
        elif not letter.envelope_sender.isascii() and not offered.smtputf8:
            reason = "5.6.7", _SENDER_NOT_ASCII
        if reason:
            return {recipient: unsendable(recipient, *reason) for recipient in letter.recipients}, ()
        found: dict[str, Result] = {}
        for recipient in letter.recipients:
            if not is_safe(recipient):
                found[recipient] = unsendable(recipient, "5.1.3", _UNSAFE_ADDRESS)
            elif not (offered.smtputf8 or recipient.isascii()):
                found[recipient] = unsendable(recipient, "5.6.7", _ADDRESS_NOT_ASCII)
        if not found:
            return found, letter.recipients
        return found, tuple(recipient for recipient in letter.recipients if recipient not in found)

    async def _reset(self) -> None:
        """Back to a clean state; a server that cannot do even that is left (P13)."""
        try:
            self._say(b"RSET")
            reply = await self._wire.reply(self._deadlines.reset)
        except _GONE:
            self._end()
            return
        self._heard(reply)
        if not reply.positive:
            self._end()

    def _say(self, command: bytes) -> None:
        if self._log.wants_dialogue:
            self._log.client(command.decode())
        self._wire.write(command + b"\r\n")

    def _heard(self, reply: Reply) -> None:
        if self._log.wants_dialogue:
            self._log.server(str(reply))

    def _end(self) -> None:
        self._open = False
        self._announced = None
        self._wire.abort()


def _stale() -> StaleSession:
    return StaleSession(Text("Сервер закрыл сеанс, пока он простаивал", "The server closed the idle session"))


def _without_notices(result: Result) -> Result:
    """A letter whose sender wanted delivery notices goes all the same; the history says that none will come (P9)."""
    if result.outcome != "accepted":
        return result
    return replace(result, text=_WITHOUT_NOTICES.format(reply=result.text))
