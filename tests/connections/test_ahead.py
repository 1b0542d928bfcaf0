"""The envelope of the next letter goes with the end of the one before (RFC 2920 3.1): one round trip a letter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from tests.connections.conftest import MakeConnection, MakeLetter
from tests.connections.fault_server import FaultServer

from vestnik.connections.base import Letter, Network, Session, Silence, StaleSession
from vestnik.connections.pool import Pool
from vestnik.connections.types.smtp_send import SmtpSend
from vestnik.kernel.clock import FakeClock

HELLO = ["S: 220 mx.test", "C: EHLO client.test", "S: 250-mx.test", "S: 250 PIPELINING"]
SENDER = "C: MAIL FROM:<sender@x.test>"
FIRST = [SENDER, "C: RCPT TO:<a@x.test>", "C: DATA"]
SECOND = [SENDER, "C: RCPT TO:<b@x.test>", "C: DATA"]
GO = ["S: 250 ok", "S: 250 ok", "S: 354 go"]
BODY = "BODY Hello\\r\\n.\\r\\n"
ALONE = [*HELLO, *FIRST, *GO, BODY, "S: 250 taken"]
"""The first letter, when nothing goes ahead."""

Conversation = Callable[[Session, Letter, Letter], Awaitable[None]]


@pytest.fixture
def letters(make_letter: MakeLetter) -> tuple[Letter, Letter]:
    """To a@x.test and to b@x.test."""
    return make_letter(), make_letter("b@x.test")


def talk(
    connection: SmtpSend, letters: tuple[Letter, Letter], server: FaultServer, what: Conversation
) -> None:
    """Hold a conversation with a server, to the end of its script."""

    async def main() -> None:
        async with server:
            session = await connection.model_copy(update={"port": server.port}).open(Silence(), Network())
            await what(session, *letters)
            await session.close()
            await server.done()

    asyncio.run(main())


async def both(session: Session, first: Letter, second: Letter) -> None:
    assert [one.outcome for one in await session.send(first, lambda: second)] == ["accepted"]
    assert session.announced is second
    assert [one.outcome for one in await session.send(second)] == ["accepted"]
    assert session.announced is None
    assert session.usable


async def first_alone(session: Session, first: Letter, second: Letter) -> None:
    assert [one.outcome for one in await session.send(first, lambda: second)] == ["accepted"]
    assert session.announced is None


def test_the_envelope_goes_before_the_answer_to_the_letter_before(
    make_connection: MakeConnection, letters: tuple[Letter, Letter]
) -> None:
    script = [*HELLO, *FIRST, *GO, BODY, *SECOND, "S: 250 taken", *GO, BODY, "S: 250 taken"]
    talk(make_connection(1), letters, FaultServer([script]), both)


def test_it_goes_with_the_last_chunk_too(
    make_connection: MakeConnection, letters: tuple[Letter, Letter]
) -> None:
    hello = [
        "S: 220 mx.test",
        "C: EHLO client.test",
        "S: 250-mx.test",
        "S: 250-CHUNKING",
        "S: 250 PIPELINING",
    ]
    chunk, ok = ["C: BDAT 7 LAST", "BODY Hello\\r\\n"], ["S: 250 ok", "S: 250 ok"]
    script = [*hello, *FIRST[:2], *ok, *chunk, *SECOND[:2], "S: 250 taken", *ok, *chunk, "S: 250 taken"]
    talk(make_connection(1), letters, FaultServer([script]), both)


def test_a_refused_letter_does_not_hold_up_the_next(
    make_connection: MakeConnection, letters: tuple[Letter, Letter]
) -> None:
    async def second_taken(session: Session, first: Letter, second: Letter) -> None:
        assert [one.outcome for one in await session.send(first, lambda: second)] == ["rejected"]
        assert [one.outcome for one in await session.send(second)] == ["accepted"]

    script = [*HELLO, *FIRST, *GO, BODY, *SECOND, "S: 554 5.7.1 no", *GO, BODY, "S: 250 taken"]
    talk(make_connection(1), letters, FaultServer([script]), second_taken)


def test_what_was_announced_is_refused_like_any_other(
    make_connection: MakeConnection, letters: tuple[Letter, Letter]
) -> None:
    async def second_refused(session: Session, first: Letter, second: Letter) -> None:
        await session.send(first, lambda: second)
        assert [one.outcome for one in await session.send(second)] == ["rejected"]
        assert session.usable

    no = ["S: 250 ok", "S: 550 5.1.1 no", "S: 554 no", "C: RSET", "S: 250 ok"]
    script = [*HELLO, *FIRST, *GO, BODY, *SECOND, "S: 250 taken", *no]
    talk(make_connection(1), letters, FaultServer([script]), second_refused)


@pytest.mark.parametrize("end", [["CUT"], ["S: 503 5.5.1 what?"], ["S: 421 4.7.0 enough"]])
def test_an_envelope_without_an_answer_is_no_attempt(
    make_connection: MakeConnection, letters: tuple[Letter, Letter], end: list[str]
) -> None:
    async def second_stale(session: Session, first: Letter, second: Letter) -> None:
        assert [one.outcome for one in await session.send(first, lambda: second)] == ["accepted"]
        with pytest.raises(StaleSession):
            await session.send(second)
        assert not session.usable

    script = [*HELLO, *FIRST, *GO, BODY, *SECOND, "S: 250 taken", *end]
    talk(make_connection(1), letters, FaultServer([script]), second_stale)


def test_R6_only_the_letter_that_was_handed_over_is_uncertain(
    make_connection: MakeConnection, letters: tuple[Letter, Letter]
) -> None:
    async def first_uncertain(session: Session, first: Letter, second: Letter) -> None:
        assert [one.outcome for one in await session.send(first, lambda: second)] == ["uncertain"]
        assert session.announced is None
        assert not session.usable

    talk(
        make_connection(1),
        letters,
        FaultServer([[*HELLO, *FIRST, *GO, BODY, *SECOND, "CUT"]]),
        first_uncertain,
    )


def test_R6_what_is_announced_is_not_handed_over_without_the_ledger(
    make_connection: MakeConnection, letters: tuple[Letter, Letter], make_letter: MakeLetter
) -> None:
    async def not_ours() -> None:
        raise KeyError("cancelled meanwhile")

    async def second_held_back(session: Session, first: Letter, second: Letter) -> None:
        await session.send(first, lambda: second)
        with pytest.raises(KeyError):
            await session.send(second)
        assert not session.usable

    held_back = letters[0], make_letter("b@x.test", before_final_dot=not_ours)
    script = [*HELLO, *FIRST, *GO, BODY, *SECOND, "S: 250 taken", *GO, "C: no line may follow"]
    talk(make_connection(1), held_back, FaultServer([script]), second_held_back)


def test_a_session_that_waits_for_one_letter_takes_no_other(
    make_connection: MakeConnection, letters: tuple[Letter, Letter], make_letter: MakeLetter
) -> None:
    async def another(session: Session, first: Letter, second: Letter) -> None:
        await session.send(first, lambda: second)
        with pytest.raises(StaleSession):
            await session.send(make_letter("c@x.test"))

    script = [*HELLO, *FIRST, *GO, BODY, *SECOND, "S: 250 taken", *GO, "C: no line may follow"]
    talk(make_connection(1), letters, FaultServer([script]), another)


def test_a_session_that_waits_for_a_letter_is_closed_without_a_word_and_never_pooled(
    make_connection: MakeConnection, letters: tuple[Letter, Letter]
) -> None:
    async def main() -> None:
        announced = [*HELLO, *FIRST, *GO, BODY, *SECOND, "S: 250 taken", *GO, "C: no line may follow"]
        async with FaultServer([announced, ALONE]) as server:
            connection = make_connection(server.port)
            pool = Pool(lambda _: Silence(), Network(), FakeClock())
            async with pool.session(connection) as session:
                await session.send(letters[0], lambda: letters[1])
            assert pool.counts() == [("mail", 0, 0)]
            await pool.send(connection, letters[0])
            assert server.connections == 2
            await pool.close()
            await server.done()

    asyncio.run(main())


def test_nothing_goes_ahead_where_pipelining_is_not_offered(
    make_connection: MakeConnection, letters: tuple[Letter, Letter]
) -> None:
    one_by_one = [line for pair in zip(FIRST, GO, strict=True) for line in pair]
    script = ["S: 220 mx.test", "C: EHLO client.test", "S: 250 mx.test", *one_by_one, BODY, "S: 250 taken"]
    talk(make_connection(1), letters, FaultServer([script]), first_alone)


def test_nothing_goes_ahead_of_the_last_letter_of_a_session(
    make_connection: MakeConnection, letters: tuple[Letter, Letter]
) -> None:
    talk(make_connection(1, max_messages_per_session=1), letters, FaultServer([ALONE]), first_alone)


@pytest.mark.parametrize(
    "second",
    [
        {"recipients": ("b@x.test", "c@x.test", "d@x.test")},  # two transactions
        {"recipients": ("b@x.test", "c d@x.test")},  # one of them can never be sent to
        {"recipients": ("б@x.test",)},
        {"recipients": ("b@x.test",), "notify": ("MAYBE",)},
        {"recipients": ()},
    ],
)
def test_only_a_letter_of_one_transaction_goes_ahead(
    make_connection: MakeConnection, make_letter: MakeLetter, second: dict[str, object]
) -> None:
    fields = {"envelope_sender": "sender@x.test", "size": 7, "chunks": lambda: [b"Hello\r\n"], **second}
    letters = make_letter(), Letter(**fields)  # type: ignore[arg-type]
    script = [*ALONE[:3], "S: 250-DSN", *ALONE[3:]]
    talk(make_connection(1, max_recipients=2), letters, FaultServer([script]), first_alone)
