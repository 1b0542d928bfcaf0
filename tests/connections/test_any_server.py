"""A server that answers anything, and goes away at any byte: what a letter's results may then be (spec/delivery.md P2, P4, P11, R5, R6).

The promise that matters: a recipient is accepted exactly when the server said so, uncertain only when the letter had been
handed over, and never silently missing.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.connections.conftest import MakeConnection

from vestnik.connections.base import ConnectionFault, Letter, Network, Result, Silence

PEOPLE = ("a@x.test", "b@x.test", "c@x.test")
BODY = b"Subject: test\r\n\r\n.\r\nHello\r\n"

OFFERS = {
    "in the open": b"250 mx.test\r\n",
    "pipelined": b"250-mx.test\r\n250 PIPELINING\r\n",
    "chunked": b"250-mx.test\r\n250-PIPELINING\r\n250 CHUNKING\r\n",
}


@dataclass
class AnyServer:
    """Answers each command with what `replies` has for it, and ends the connection after `bytes_left` bytes of answers.

    accepted: people for whom the server has said yes to the whole letter, each as often as it did. handed: people whose
    letter it got whole. by_reset: ends with RST instead of FIN.
    """

    offer: bytes
    replies: dict[str, bytes]
    bytes_left: int = 1 << 20
    by_reset: bool = False
    accepted: list[str] = field(default_factory=list)
    handed: set[str] = field(default_factory=set)
    port: int = 0

    async def __aenter__(self) -> AnyServer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        self._tasks: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, EOFError, asyncio.CancelledError):
            pass
        finally:
            if self.by_reset:
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def answer(reply: bytes) -> bool:
            """Whether it was a yes that went out whole."""
            part = reply[: self.bytes_left]
            self.bytes_left -= len(part)
            writer.write(part)
            if len(part) < len(reply):
                raise EOFError
            return reply in YES

        def letter_taken() -> None:
            self.handed.update(people)
            if answer(self.replies["final"]):
                self.accepted += people

        people: list[str] = []
        answer(b"220 mx.test\r\n")
        while line := await reader.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            match verb:
                case "EHLO":
                    answer(self.offer)
                case "MAIL":
                    people = []
                    begun = answer(self.replies["MAIL"])
                case "RCPT":
                    person = rest.partition("<")[2].partition(">")[0]
                    if answer(self.replies[person]) and begun:
                        people.append(person)
                case "DATA":
                    answer(self.replies["DATA"])
                    if self.replies["DATA"].startswith(b"354"):
                        while await reader.readline() != b".\r\n":
                            pass
                        letter_taken()
                case "BDAT":
                    await reader.readexactly(int(rest.split()[0]))
                    letter_taken()
                case _:
                    answer(b"250 ok\r\n")


@dataclass
class Outcome:
    """What one letter came to. handed: the client asked its ledger, so the letter went out."""

    results: list[Result]
    handed: bool
    usable: bool


def deliver(make_connection: MakeConnection, server: AnyServer, at_once: int = 100) -> Outcome | None:
    """One letter to three people over a new session; None when the connection itself was at fault.

    at_once: people per transaction.
    """

    async def main() -> Outcome | None:
        handed = False

        async def before_final_dot() -> None:
            nonlocal handed
            handed = True

        letter = Letter("s@x.test", PEOPLE, len(BODY), lambda: [BODY], before_final_dot=before_final_dot)
        async with asyncio.timeout(20), server:
            try:
                session = await make_connection(server.port, max_recipients=at_once).open(
                    Silence(), Network()
                )
                results = await session.send(letter)
            except ConnectionFault as fault:
                if handed and fault.reply_code != 530:
                    raise
                return None
            usable = session.usable
            await session.close()
        return Outcome(results, handed, usable)

    return asyncio.run(main())


def check(server: AnyServer, outcome: Outcome | None) -> None:
    assert len(set(server.accepted)) == len(server.accepted), "a letter was taken twice for one person"
    if outcome is None:
        assert not server.accepted
        return
    assert [result.recipient for result in outcome.results] == list(PEOPLE)
    for result in outcome.results:
        assert (result.outcome == "accepted") == (result.recipient in server.accepted), result
        if result.outcome in ("accepted", "uncertain"):
            assert result.recipient in server.handed, result
            assert outcome.handed, result
        if result.outcome == "rejected":
            assert result.permanent, result
            assert result.code is not None, result
            assert 500 <= result.code < 600, result


YES = (b"250 ok\r\n", b"250-two\r\n250 2.0.0 lines\r\n")
REPLIES: st.SearchStrategy[bytes] = st.sampled_from(
    [
        *YES,
        b"354 go\r\n",
        b"334 what?\r\n",
        b"421 4.3.2 closing\r\n",
        b"450 4.2.1 later\r\n",
        b"452 4.5.3 too many\r\n",
        b"550 5.1.1 no\r\n",
        b"552 too many\r\n",
        b"554 5.7.1 spam\r\n",
        b"530 5.7.0 login first\r\n",
        b"250-a\r\n550 b\r\n",
        b"nonsense\r\n",
        b"25\r\n",
    ]
)
DATA = st.sampled_from(
    [b"354 go\r\n"] * 4 + [b"250 what?\r\n", b"451 later\r\n", b"503 no\r\n", b"554 no\r\n"]
)
MOSTLY_FINE = st.one_of(st.just(b"250 ok\r\n"), REPLIES)
CONVERSATIONS = st.fixed_dictionaries(
    {"MAIL": MOSTLY_FINE, **dict.fromkeys(PEOPLE, MOSTLY_FINE), "DATA": DATA, "final": MOSTLY_FINE}
)
FINE = {**dict.fromkeys(("MAIL", *PEOPLE, "final"), b"250 ok\r\n"), "DATA": b"354 go\r\n"}

AT_ONCE = st.sampled_from([1, 2, 100])

fuzzing = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("offer", OFFERS)
@given(replies=CONVERSATIONS, at_once=AT_ONCE)
@example(replies=FINE, at_once=1)
@example(replies={**FINE, "c@x.test": b"452 4.5.3 too many\r\n", "final": b"354 go\r\n"}, at_once=3)
@fuzzing
def test_P2_P4_P11_R5_whatever_the_server_answers_each_recipient_has_the_result_it_said(
    make_connection: MakeConnection, offer: str, replies: dict[str, bytes], at_once: int
) -> None:
    server = AnyServer(OFFERS[offer], replies)
    check(server, deliver(make_connection, server, at_once))


@pytest.mark.parametrize("offer", OFFERS)
@given(replies=CONVERSATIONS, at_once=AT_ONCE, cut=st.integers(0, 260), by_reset=st.booleans())
@example(replies={**FINE, "c@x.test": b"452 too many\r\n"}, at_once=3, cut=102, by_reset=False)
@fuzzing
def test_R6_wherever_the_server_goes_away_no_letter_is_lost_or_taken_for_sent(
    make_connection: MakeConnection,
    offer: str,
    replies: dict[str, bytes],
    at_once: int,
    cut: int,
    by_reset: bool,
) -> None:
    server = AnyServer(OFFERS[offer], replies, cut, by_reset)
    check(server, deliver(make_connection, server, at_once))


@pytest.mark.parametrize("offer", OFFERS)
def test_R6_every_cut_of_a_friendly_conversation(make_connection: MakeConnection, offer: str) -> None:
    whole = len(b"220 mx.test\r\n") + len(OFFERS[offer]) + 5 * len(b"250 ok\r\n") + len(b"354 go\r\n")
    seen = set()
    for cut in range(1, whole + 1):
        server = AnyServer(OFFERS[offer], FINE, cut)
        outcome = deliver(make_connection, server)
        check(server, outcome)
        seen |= {None} if outcome is None else {result.outcome for result in outcome.results}
    assert seen >= {None, "deferred", "uncertain", "accepted"}
