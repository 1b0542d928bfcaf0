"""Sessions kept between letters, against a scripted server (spec/delivery.md P12, S8, P15, R10)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from tests.connections.conftest import MakeConnection, MakeLetter
from tests.connections.fault_server import FaultServer

from vestnik.connections.base import ConnectionFault, Network, Silence
from vestnik.connections.pool import ConnectionDisabled, Pool
from vestnik.connections.types.smtp_send import SmtpSend
from vestnik.kernel.clock import FakeClock

HELLO = ["S: 220 mx.test", "C: EHLO client.test", "S: 250-mx.test", "S: 250 PIPELINING"]
ENVELOPE = ["C: MAIL FROM:<sender@x.test>", "C: RCPT TO:<a@x.test>", "C: DATA"]
LETTER = [
    *ENVELOPE,
    "S: 250 ok",
    "S: 250 ok",
    "S: 354 go",
    "BODY Hello\\r\\n.\\r\\n",
    "S: 250 2.0.0 taken",
]
RESET = ["C: RSET", "S: 250 ok"]
BAD_LOGIN = [
    "S: 220 mx.test",
    "C: EHLO client.test",
    "S: 250-mx.test",
    "S: 250 AUTH PLAIN",
    "C~ AUTH PLAIN .+",
    "S: 535 5.7.8 no",
]
NEVER_READS = [*HELLO, *ENVELOPE, "S: 250 ok", "S: 250 ok", "S: 354 go", "SLEEP"]

Story = Callable[[FaultServer, Pool], Awaitable[None]]
Play = Callable[[list[list[str]], Story], FaultServer]


@pytest.fixture
def play(clock: FakeClock) -> Play:
    """Run a story against a server with a pool of its own; the scripts must be kept to."""

    def run(scripts: list[list[str]], story: Story) -> FaultServer:
        async def main() -> FaultServer:
            async with FaultServer(scripts) as server:
                pool = Pool(lambda connection: Silence(), Network(), clock)
                await story(server, pool)
                await pool.close()
                await server.done()
            return server

        return asyncio.run(main())

    return run


def test_P12_a_session_is_used_again(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(server.port)
        for _ in range(3):
            assert (await pool.send(connection, make_letter()))[0].outcome == "accepted"

    assert play([[*HELLO, *LETTER, *LETTER, *LETTER]], story).connections == 1


def test_P12_no_more_sessions_than_allowed(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(server.port, max_sessions=2)
        async with pool.session(connection) as kept:
            async with pool.session(connection):
                third = asyncio.create_task(pool.send(connection, make_letter()))
                await kept.check()
                assert not third.done()
            assert (await third)[0].outcome == "accepted"

    assert play([[*HELLO, *RESET], [*HELLO, *LETTER]], story).connections == 2


def test_P12_a_session_ends_after_its_letters(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(server.port, max_messages_per_session=2)
        for _ in range(3):
            await pool.send(connection, make_letter())

    assert (
        play([[*HELLO, *LETTER, *LETTER, "C: QUIT", "S: 221 bye"], [*HELLO, *LETTER]], story).connections == 2
    )


@pytest.mark.parametrize(
    ("field", "limit"), [("session_idle", timedelta(seconds=30)), ("session_age", timedelta(minutes=10))]
)
def test_P12_an_idle_or_old_session_is_closed(
    play: Play,
    make_connection: MakeConnection,
    make_letter: MakeLetter,
    clock: FakeClock,
    field: str,
    limit: timedelta,
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(
            server.port, **{"session_idle": "PT1H", "session_age": "P1D", field: limit}
        )
        await pool.send(connection, make_letter())
        clock.advance(limit)
        await pool.sweep()
        await server.done()

    play([[*HELLO, *LETTER, "C: QUIT", "S: 221 bye"]], story)


def test_P12_a_session_idle_over_five_seconds_is_reset_before_use(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter, clock: FakeClock
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(server.port)
        await pool.send(connection, make_letter())
        clock.advance(timedelta(seconds=6))
        await pool.send(connection, make_letter())

    assert play([[*HELLO, *LETTER, *RESET, *LETTER]], story).connections == 1


def test_P12_a_session_that_fails_the_check_is_replaced(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter, clock: FakeClock
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(server.port)
        await pool.send(connection, make_letter())
        clock.advance(timedelta(seconds=6))
        assert (await pool.send(connection, make_letter()))[0].outcome == "accepted"

    assert play([[*HELLO, *LETTER, "C: RSET", "CUT"], [*HELLO, *LETTER]], story).connections == 2


@pytest.mark.parametrize("end", [["CUT"], ["S! 421 4.4.2 idle too long\\r\\n", "CUT"]])
def test_P12_a_stale_session_is_replaced_silently_before_MAIL_is_accepted(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter, end: list[str]
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(server.port)
        await pool.send(connection, make_letter())
        assert (await pool.send(connection, make_letter()))[0].outcome == "accepted"

    assert play([[*HELLO, *LETTER, *ENVELOPE, *end], [*HELLO, *LETTER]], story).connections == 2


def test_P12_after_MAIL_was_accepted_nothing_is_replaced(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(server.port)
        await pool.send(connection, make_letter())
        result = (await pool.send(connection, make_letter()))[0]
        assert (result.outcome, result.stage) == ("deferred", "rcpt")

    assert play([[*HELLO, *LETTER, *ENVELOPE, "S: 250 ok", "CUT"]], story).connections == 1


def test_P12_a_new_session_is_not_replaced(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        result = (await pool.send(make_connection(server.port), make_letter()))[0]
        assert (result.outcome, result.code) == ("deferred", 421)

    assert play([[*HELLO, *ENVELOPE, "S: 421 4.3.2 closing", "CUT"]], story).connections == 1


def test_changed_properties_end_the_old_sessions(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        await pool.send(make_connection(server.port), make_letter())
        await pool.send(make_connection(server.port, helo_name="new.test"), make_letter())

    hello = [line.replace("client.test", "new.test") for line in HELLO]
    assert play([[*HELLO, *LETTER, "C: QUIT", "S: 221 bye"], [*hello, *LETTER]], story).connections == 2


def test_a_disabled_connection_refuses_with_its_name(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        with pytest.raises(ConnectionDisabled, match="mail"):
            await pool.send(make_connection(server.port, disabled=True), make_letter())

    assert play([HELLO], story).connections == 0


def test_S8_at_most_three_refused_logins_in_fifteen_minutes(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter, clock: FakeClock
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = _with_login(make_connection, server.port)
        for _ in range(3):
            assert await _fault(pool, connection, make_letter) == "auth_failed"
            clock.advance(timedelta(minutes=1))
        for _ in range(5):
            assert await _fault(pool, connection, make_letter) == "auth_paused"
        assert server.connections == 3
        clock.advance(timedelta(minutes=12, seconds=1))
        assert await _fault(pool, connection, make_letter) == "auth_failed"

    assert play([BAD_LOGIN], story).connections == 4


def test_S8_letters_that_ask_at_once_share_one_refusal(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = _with_login(make_connection, server.port)
        kinds = await asyncio.gather(*(_fault(pool, connection, make_letter) for _ in range(4)))
        assert kinds == ["auth_failed"] * 4

    assert play([BAD_LOGIN], story).connections == 1


def test_S8_a_changed_password_is_tried_at_once(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        wrong = _with_login(make_connection, server.port)
        for _ in range(3):
            await _fault(pool, wrong, make_letter)
        mended = _with_login(make_connection, server.port, password="Right")
        assert (await pool.send(mended, make_letter()))[0].outcome == "accepted"

    good = [
        *BAD_LOGIN[:-1],
        "S: 235 in",
        "C: MAIL FROM:<sender@x.test>",
        "S: 250 ok",
        "C: RCPT TO:<a@x.test>",
    ]
    good += ["S: 250 ok", "C: DATA", "S: 354 go", "BODY Hello\\r\\n.\\r\\n", "S: 250 taken"]
    play([BAD_LOGIN, BAD_LOGIN, BAD_LOGIN, good], story)


def test_P11_a_broken_session_harms_no_other(
    play: Play, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    async def story(server: FaultServer, pool: Pool) -> None:
        connection = make_connection(server.port, max_sessions=2)
        async with pool.session(connection) as bad, pool.session(connection) as good:
            assert (await bad.send(make_letter()))[0].outcome == "deferred"
            assert (await good.send(make_letter()))[0].outcome == "accepted"
            assert not bad.usable
            assert good.usable

    play([[*HELLO, *ENVELOPE, "S: 421 4.3.2 closing", "CUT"], [*HELLO, *LETTER]], story)


def test_P15_a_large_letter_to_a_slow_server_blocks_no_other_session(
    make_connection: MakeConnection, make_letter: MakeLetter, clock: FakeClock
) -> None:
    async def main() -> None:
        async with FaultServer([NEVER_READS]) as slow, FaultServer([[*HELLO, *LETTER]]) as fast:
            pool = Pool(lambda connection: Silence(), Network(), clock)
            chunk = b"x" * 76 + b"\r\n"
            block = chunk * 800
            large = make_letter(size=len(block) * 320, chunks=lambda: (block for _ in range(320)))
            stuck = asyncio.create_task(pool.send(make_connection(slow.port, name="slow"), large))
            result = (await pool.send(make_connection(fast.port, name="fast"), make_letter()))[0]
            assert result.outcome == "accepted"
            assert not stuck.done()
            stuck.cancel()
            await asyncio.gather(stuck, return_exceptions=True)
            await pool.close()

    asyncio.run(main())


def _with_login(make_connection: MakeConnection, port: int, password: str = "Wrong") -> SmtpSend:
    return make_connection(
        port, auth_type="basic", username="anna", password=password, allow_plaintext_auth=True
    )


async def _fault(pool: Pool, connection: SmtpSend, make_letter: MakeLetter) -> str:
    with pytest.raises(ConnectionFault) as caught:
        await pool.send(connection, make_letter())
    return caught.value.kind
