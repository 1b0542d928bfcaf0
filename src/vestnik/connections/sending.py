"""What delivery and a connection say to each other: a letter, its results, and the faults of a connection.

A failure of a letter is a value (`Result`, one per recipient); a failure of the connection is an exception
(`ConnectionFault`) and fails no letter (spec/delivery.md R4).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from vestnik.kernel.problem import Problem, VestnikError
from vestnik.kernel.text import Said, Text

Stage = Literal["resolve", "connect", "tls", "greeting", "auth", "mail", "rcpt", "data", "final"]
"""How far a session had come: `final` is everything after the last byte of a letter."""

Outcome = Literal["accepted", "deferred", "rejected", "uncertain"]
"""Of one recipient: taken over by the server, to be tried again, refused for good, or the answer was lost."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter for one transaction with a server.

    envelope_sender: the address of MAIL FROM in envelope form; empty is the null sender (A5).
    recipients: addresses in envelope form (`vestnik.mail.addresses.envelope_form`), each once.
    size: bytes of the rendered letter, before dot-stuffing.
    chunks: gives the bytes from the beginning, each time it is called.
    before_final_dot: awaited once per transaction, right before the bytes go out that hand the letter over. When it
        returns, a lost answer makes the recipients `uncertain`. When it raises, nothing was handed over, the session
        is closed, and the exception goes to the caller.
    envid: RFC 3461 envelope id for bounces. notify: NOTIFY values such as ("FAILURE", "DELAY"); both only go out when
        the server offers DSN.
    log_id: how the log names the letter, such as `msg.77`; run: the run it came from, such as `run.5`.
    """

    envelope_sender: str
    recipients: tuple[str, ...]
    size: int
    chunks: Callable[[], Iterable[bytes]]
    eight_bit: bool = False
    smtputf8: bool = False
    before_final_dot: Callable[[], Awaitable[None]] | None = None
    envid: str | None = None
    notify: tuple[str, ...] = ()
    log_id: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one recipient.

    code: reply code, None when no reply decided it. enhanced: RFC 3463 code such as `5.1.1`, or None.
    text: the server's words, or ours in both languages where there are none. permanent: trying again is of no use.
    """

    recipient: str
    outcome: Outcome
    code: int | None
    enhanced: str | None
    text: Said
    permanent: bool
    stage: Stage


Following: TypeAlias = Callable[[], Letter | None]
"""The letter that is sent next over the same session, if nothing comes between; asked right before a final dot."""


def nothing_follows() -> None:
    """No other letter is known."""


class Session(Protocol):
    """An authenticated conversation with a server; used by one task at a time."""

    server: str
    """Who answers: `host [address]:port`, for the history of attempts."""

    @property
    def usable(self) -> bool:
        """Whether any letter may be sent."""
        ...

    @property
    def announced(self) -> Letter | None:
        """The letter whose envelope went out with the end of the one before; no other may be sent over this session."""
        ...

    async def send(self, letter: Letter, following: Following = nothing_follows) -> list[Result]:
        """Send one letter; exactly one result per recipient, in their order.

        The envelope of `following` may go out in one piece with the end of this letter; then it is `announced`.

        Raises:
            StaleSession: the server had gone before it took MAIL; nothing was sent, try a new session.
            ConnectionFault: the server will take no letter of ours at all, such as 530 to MAIL.
            Exception: what `before_final_dot` or `chunks` raised; the session is closed and nothing was handed over.
        """
        ...

    async def check(self) -> bool:
        """Ask whether the server is still there; False closes the session."""
        ...

    async def close(self) -> None:
        """Say goodbye, for at most two seconds, and never raise."""
        ...


class ConnectionFault(VestnikError):
    """A connection that cannot be used; it fails no letter.

    stage: where it stopped. kind: stable name of the cause, such as `expired_certificate`. reply_code, reply: the
    server's answer, if there was one. permanent: somebody has to change the configuration; otherwise time may mend it.
    advice: the way out, for the administrator. retry_after: seconds during which no further try is made.
    """

    code = "connection_fault"
    text = Text("{what}", "{what}")

    def __init__(
        self,
        stage: Stage,
        kind: str,
        what: Text,
        *,
        advice: Text,
        permanent: bool,
        reply_code: int | None = None,
        reply: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(what=what)
        self.stage = stage
        self.kind = kind
        self.advice = advice
        self.permanent = permanent
        self.reply_code = reply_code
        self.reply = reply
        self.retry_after = retry_after

    @property
    def problem(self) -> Problem:
        """The fault as a problem whose code is its kind."""
        return Problem(self.kind, self.message)


class StaleSession(ConnectionFault):
    """The server closed an idle session before it took MAIL."""

    code = "stale_session"

    def __init__(self, what: Text) -> None:
        super().__init__(
            "mail",
            "stale_session",
            what,
            advice=Text("Повторите отправку в новом сеансе", "Send again in a new session"),
            permanent=False,
        )
