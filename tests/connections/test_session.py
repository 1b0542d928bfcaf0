"""What the ledger relies on: when it is called, and what an exception of a letter leaves behind (R6, P10, P7)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest
from tests.connections.conftest import MakeConnection, MakeLetter
from tests.connections.fault_server import FaultServer

from vestnik.connections.base import Letter, Network, Result, Silence
from vestnik.connections.resolve import connect, resolve
from vestnik.connections.types.smtp_send import SmtpSend, commands
from vestnik.connections.types.smtp_send.capabilities import Capabilities

HELLO = ["S: 220 mx.test", "C: EHLO client.test", "S: 250-mx.test", "S: 250 PIPELINING"]
ENVELOPE = ["C: MAIL FROM:<sender@x.test>", "C: RCPT TO:<a@x.test>", "C: DATA"]
GO = ["S: 250 ok", "S: 250 ok", "S: 354 go"]


def test_R6_the_ledger_is_awaited_before_the_final_dot_is_sent(
    make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    noted: list[str] = []

    async def before_final_dot() -> None:
        await asyncio.sleep(0.05)  # time enough for a dot that did not wait to arrive
        noted.extend(server.transcript[-1:])

    async def main() -> list[Result]:
        async with server:
            return await _sent(
                make_connection(server.port), make_letter(before_final_dot=before_final_dot), server
            )

    server = FaultServer([[*HELLO, *ENVELOPE, *GO, "BODY Hello\\r\\n.\\r\\n", "S: 250 taken"]])
    assert asyncio.run(main())[0].outcome == "accepted"
    assert noted == ["BODY Hello\\r\\n.\\r\\n"], (
        "the server was waiting for the body when the ledger was asked"
    )


def test_R6_the_ledger_is_not_asked_when_nothing_is_handed_over(
    make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    asked: list[bool] = []

    async def before_final_dot() -> None:
        asked.append(True)

    async def main() -> list[Result]:
        async with server:
            return await _sent(
                make_connection(server.port), make_letter(before_final_dot=before_final_dot), server
            )

    server = FaultServer(
        [[*HELLO, *ENVELOPE, "S: 250 ok", "S: 550 5.1.1 no", "S: 554 no", "C: RSET", "S: 250 ok"]]
    )
    assert asyncio.run(main())[0].outcome == "rejected"
    assert asked == []


@pytest.mark.parametrize("where", ["the ledger", "the chunks"])
def test_R6_an_exception_before_the_final_dot_hands_nothing_over(
    make_connection: MakeConnection, make_letter: MakeLetter, where: str
) -> None:
    async def before_final_dot() -> None:
        if where == "the ledger":
            raise KeyError(where)

    def chunks() -> Iterator[bytes]:
        yield b"Hel"
        if where == "the chunks":
            raise KeyError(where)

    letter = make_letter(chunks=chunks, before_final_dot=before_final_dot)

    async def main() -> None:
        async with FaultServer([[*HELLO, *ENVELOPE, *GO, "C: no line may follow"]]) as server:
            session = await make_connection(server.port).open(Silence(), Network())
            with pytest.raises(KeyError, match=where):
                await session.send(letter)
            assert not session.usable
            await server.done()

    asyncio.run(main())


def test_P10_a_server_that_stops_reading_is_given_up(
    make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    block = (b"x" * 76 + b"\r\n") * 800

    async def main() -> Result:
        async with FaultServer([[*HELLO, *ENVELOPE, *GO, "SLEEP"]]) as server:
            session = await make_connection(server.port, data_timeout="PT1S").open(Silence(), Network())
            letter = make_letter(size=len(block) * 320, chunks=lambda: (block for _ in range(320)))
            return (await session.send(letter))[0]

    result = asyncio.run(main())
    assert (result.outcome, result.stage) == ("deferred", "data")


def test_P14_QUIT_waits_two_seconds_at_most(make_connection: MakeConnection) -> None:
    async def main() -> float:
        async with FaultServer([[*HELLO, "C: QUIT", "STALL"]]) as server:
            session = await make_connection(server.port).open(Silence(), Network())
            loop = asyncio.get_running_loop()
            started = loop.time()
            await session.close()
            return loop.time() - started

    assert asyncio.run(main()) == pytest.approx(2, abs=0.5)


def test_P15_every_address_is_tried(make_connection: MakeConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> str:
        async with FaultServer([[*HELLO]]) as server:
            _resolve_to(
                monkeypatch, [("::1", server.port, 0, 0), ("127.0.0.9", 1), ("127.0.0.1", server.port)]
            )
            session = await make_connection(server.port).open(Silence(), Network())
            await session.close()
            return session.server

    assert asyncio.run(main()).startswith("localhost [127.0.0.1]:")


def test_P15_small_commands_are_not_held_back_by_the_kernel() -> None:
    async def main() -> int:
        async with FaultServer([[*HELLO]]) as server:
            found = await resolve("127.0.0.1", server.port, 5, Network())
            connected, _ = await connect(found, 5)
            with connected:
                return connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    assert asyncio.run(main())


@pytest.mark.parametrize(
    "value",
    ["a b@x.test", "a>@x.test", "a<@x.test", "a@x.test\r\nRCPT TO:<b@x.test>", "a\0@x.test", "a\n@x.test"],
)
def test_P7_no_value_adds_a_command_or_a_parameter(make_letter: MakeLetter, value: str) -> None:
    offered = Capabilities(dsn=True)
    with pytest.raises(commands.CommandInjection):
        commands.mail_from(make_letter(envelope_sender=value), offered)
    with pytest.raises(commands.CommandInjection):
        commands.rcpt_to(value, make_letter(), offered)
    with pytest.raises(commands.CommandInjection):
        commands.mail_from(make_letter(envid=value), offered)
    with pytest.raises(commands.CommandInjection):
        commands.ehlo(value)


@pytest.mark.parametrize("name", ["mail.example.org", "[127.0.0.1]", "[IPv6:2001:db8::1]", "localhost"])
def test_P1_names_and_address_literals_may_greet(name: str) -> None:
    assert commands.ehlo(name) == f"EHLO {name}".encode()


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "fe80::1%eth0"])
def test_P1_our_own_name_is_valid(address: str) -> None:
    assert commands.ehlo(commands.own_name(address))


async def _sent(connection: SmtpSend, letter: Letter, server: FaultServer) -> list[Result]:
    session = await connection.open(Silence(), Network())
    results = await session.send(letter)
    await session.close()
    await server.done()
    return results


def _resolve_to(monkeypatch: pytest.MonkeyPatch, addresses: list[tuple[object, ...]]) -> None:
    import socket

    async def getaddrinfo(self: object, *_: object, **__: object) -> list[tuple[object, ...]]:
        families = {2: socket.AF_INET, 4: socket.AF_INET6}
        return [(families[len(address)], socket.SOCK_STREAM, 6, "", address) for address in addresses]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
