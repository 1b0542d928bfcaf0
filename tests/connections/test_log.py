"""Log files of connections: what stands in them at each level, their bounds, the download (P16, S10)."""

from __future__ import annotations

import asyncio
import io
import zipfile
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from tests.connections.conftest import MakeConnection, MakeLetter
from tests.connections.fault_server import FaultServer

from vestnik.connections.base import ConnectionFault, Network
from vestnik.connections.log import LogFolder
from vestnik.connections.log_download import LogEmpty, download
from vestnik.kernel.clock import FakeClock

CONVERSATION = [
    "S: 220 mx.test",
    "C: EHLO client.test",
    "S: 250-mx.test",
    "S: 250-PIPELINING",
    "S: 250 AUTH LOGIN",
    "C: AUTH LOGIN",
    "S: 334 VXNlcm5hbWU6",
    "C: YW5uYQ==",
    "S: 334 UGFzc3dvcmQ6",
    "C: UzNjcmV0",
    "S: 235 2.7.0 in",
    "C: MAIL FROM:<sender@x.test>",
    "C: RCPT TO:<a@x.test>",
    "C: RCPT TO:<b@x.test>",
    "C: DATA",
    "S: 250 2.1.0 ok",
    "S: 250 2.1.5 ok",
    "S: 550 5.1.1 unknown",
    "S: 354 go",
    "BODY Secret plan\\r\\n.\\r\\n",
    "S: 250 2.0.0 taken",
]


@pytest.fixture
def folder(log_folder: Path, clock: FakeClock) -> LogFolder:
    return LogFolder(log_folder, clock, UTC)


def converse(folder: LogFolder, make_connection: MakeConnection, make_letter: MakeLetter, level: str) -> str:
    """One letter to two people; the log of it."""

    async def main() -> None:
        async with FaultServer([CONVERSATION]) as server:
            connection = make_connection(
                server.port,
                log_level=level,
                auth_type="basic",
                username="anna",
                password="S3cret",
                allow_plaintext_auth=True,
            )
            session = await connection.open(folder.of(connection), Network())
            letter = make_letter(
                "a@x.test", "b@x.test", body=b"Secret plan\r\n", log_id="msg.77", run="run.5"
            )
            await session.send(letter)
            await session.close()
            await server.done()

    asyncio.run(main())
    return "".join(path.read_text() for _, path in folder.files("mail"))


def test_P16_full_shows_the_dialogue_with_times_and_neither_credentials_nor_body(
    folder: LogFolder, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    log = converse(folder, make_connection, make_letter, "full")
    lines = log.splitlines()
    assert all(line.startswith("[2025-03-12 09:15:30,000][") for line in lines)
    said = [line.split(" | ", 1)[1] for line in lines if " | C: " in line]
    assert said == [
        "C: EHLO client.test",
        "C: AUTH LOGIN",
        "C: ***",
        "C: ***",
        "C: MAIL FROM:<sender@x.test>",
        "C: RCPT TO:<a@x.test>",
        "C: RCPT TO:<b@x.test>",
        "C: DATA",
        "C: [13 bytes]",
    ]
    assert "letter msg.77 run run.5 | a@x.test accepted at final: 250 2.0.0 taken" in log
    for secret in ("S3cret", "UzNjcmV0", "YW5uYQ", "VXNlcm5hbWU6", "Secret plan"):
        assert secret not in log


def test_P16_errors_shows_what_failed_and_nothing_else(
    folder: LogFolder, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    (line,) = converse(folder, make_connection, make_letter, "errors").splitlines()
    assert "[ERROR]" in line
    assert "b@x.test rejected at rcpt: 550 5.1.1 unknown" in line


def test_P16_off_makes_no_file(
    folder: LogFolder, make_connection: MakeConnection, make_letter: MakeLetter
) -> None:
    assert converse(folder, make_connection, make_letter, "off") == ""
    assert folder.files("mail") == []


def test_a_fault_is_logged_with_its_way_out(folder: LogFolder, make_connection: MakeConnection) -> None:
    connection = make_connection(1)
    with pytest.raises(ConnectionFault):
        asyncio.run(connection.open(folder.of(connection), Network()))
    (line,) = folder.files("mail")[0][1].read_text().splitlines()
    assert "connect | connection_refused" in line
    assert "Проверьте порт" in line


def test_a_line_of_a_server_cannot_forge_lines_of_the_log(
    folder: LogFolder, make_connection: MakeConnection
) -> None:
    log = folder.of(make_connection(25, log_level="full"))
    log.server("250 ok\r\n[2025-03-12 00:00:00,000][INFO] forged\x1b[31m")
    log.stage("auth", 0.1, {})
    assert len(folder.files("mail")[0][1].read_text().splitlines()) == 2


def test_a_day_has_a_file_and_old_days_go(
    folder: LogFolder, clock: FakeClock, make_connection: MakeConnection
) -> None:
    for _ in range(32):
        folder.of(make_connection(25, log_level="full")).stage("auth", 0.1, {})
        clock.advance(timedelta(days=1))
    days = [day for day, _ in folder.files("mail")]
    assert days[0] == date(2025, 3, 13)
    assert days[-1] == date(2025, 4, 12)


def test_a_file_is_bounded_and_says_so(
    log_folder: Path, clock: FakeClock, make_connection: MakeConnection
) -> None:
    folder = LogFolder(log_folder, clock, UTC, max_day_bytes=2000)
    log = folder.of(make_connection(25, log_level="full"))
    for _ in range(100):
        log.stage("auth", 0.1, {"mechanism": "PLAIN"})
    file = folder.files("mail")[0][1]
    assert file.stat().st_size < 2300
    assert "the file is full for today" in file.read_text().splitlines()[-1]


def test_connections_with_similar_names_have_logs_of_their_own(
    folder: LogFolder, make_connection: MakeConnection
) -> None:
    for name in ("mail", "mail_2", "почта"):
        folder.of(make_connection(25, name=name, log_level="full")).stage("auth", 0.1, {"name": name})
    assert [len(folder.files(name)) for name in ("mail", "mail_2", "почта", "mai")] == [1, 1, 1, 0]
    folder.remove("mail")
    assert [len(folder.files(name)) for name in ("mail", "mail_2")] == [0, 1]


def test_one_day_is_a_text_file_and_several_are_a_zip(
    folder: LogFolder, clock: FakeClock, make_connection: MakeConnection
) -> None:
    for _ in range(3):
        folder.of(make_connection(25, log_level="full")).stage("auth", 0.1, {})
        clock.advance(timedelta(days=1))
    one = download(folder, "mail", since=date(2025, 3, 13), until=date(2025, 3, 13))
    assert (one.filename, one.media_type) == ("connection_mail_2025-03-13.log", "text/plain; charset=utf-8")
    assert b"auth" in b"".join(one.chunks)
    every = download(folder, "mail")
    assert every.filename == "connection_mail_2025-03-12_2025-03-14.zip"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(every.chunks)))
    assert archive.testzip() is None
    assert archive.namelist() == [f"connection_mail_2025-03-{day}.log" for day in (12, 13, 14)]
    with pytest.raises(LogEmpty):
        download(folder, "other")
