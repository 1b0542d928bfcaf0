"""«Проверить соединение»: stages, facts, the letter, and what each failure advises (T7)."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from tests.certificates import Pair
from tests.connections.conftest import MakeConnection
from tests.connections.fault_server import FaultServer

from vestnik.connections.base import Network, Silence
from vestnik.connections.log import LogFolder
from vestnik.connections.test import TestReport, run_test
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.problem import Invalid
from vestnik.kernel.text import Text

HELLO = ["S: 220 mx.test", "C: EHLO client.test", "S: 250-mx.test", "S: 250-STARTTLS", "S: 250 PIPELINING"]
SECURE_HELLO = [
    "C: STARTTLS",
    "S: 220 go",
    "TLS",
    "C: EHLO client.test",
    "S: 250-mx.test",
    "S: 250-SIZE 1000000",
    "S: 250-AUTH PLAIN LOGIN",
    "S: 250 8BITMIME",
]
LOGIN = ["C~ AUTH PLAIN .+", "S: 235 in"]
ACCOUNT = {"encryption": "tls", "auth_type": "basic", "username": "anna", "password": "S3cret"}


class Bench:
    """Runs the staged test of a connection against a script."""

    def __init__(self, make_connection: MakeConnection, tls: ssl.SSLContext, clock: FakeClock) -> None:
        self._make = make_connection
        self._tls = tls
        self._clock = clock

    def run(self, script: list[str], *, longest: float = 30, log: Any = None, **fields: Any) -> TestReport:
        async def main() -> TestReport:
            async with FaultServer([script], context=self._tls) as server:
                connection = self._make(server.port, **fields)
                report = await run_test(connection, log or Silence(), Network(), self._clock, "ru", longest)
                await server.done()
            return report

        return asyncio.run(main())


@pytest.fixture
def bench(make_connection: MakeConnection, server_tls: ssl.SSLContext, clock: FakeClock) -> Bench:
    return Bench(make_connection, server_tls, clock)


def test_T7_without_a_letter_every_stage_and_no_MAIL(bench: Bench, localhost: Pair) -> None:
    report = bench.run([*HELLO, *SECURE_HELLO, *LOGIN], test_without_sending=True, **ACCOUNT)
    assert report.ok
    assert [stage.name for stage in report.stages] == ["resolve", "connect", "tls", "greeting", "auth"]
    facts = {stage.name: stage.detail for stage in report.stages}
    assert facts["tls"]["tls_version"] == "TLSv1.3"
    assert facts["tls"]["cipher"]
    assert facts["tls"]["subject"] == "localhost"
    assert facts["tls"]["issuer"] == "Vestnik Test CA"
    assert facts["tls"]["fingerprint"] == localhost.fingerprint
    assert str(facts["tls"]["expires"]).startswith("20")
    assert facts["greeting"]["size"] == "1000000"
    assert facts["greeting"]["mechanisms"] == "PLAIN, LOGIN"
    assert facts["auth"]["mechanism"] == "PLAIN"
    assert not any("MAIL" in line for line in report.dialogue)
    assert "S3cret" not in str(report.as_json("ru"))
    assert report.as_json("ru")["text"] == "Соединение установлено"


def test_T7_with_a_letter_from_the_configured_sender(bench: Bench) -> None:
    report = bench.run(
        [
            *HELLO,
            "C: MAIL FROM:<sender@x.test>",
            "C: RCPT TO:<a@x.test>",
            "C: RCPT TO:<b@x.test>",
            "C: DATA",
            "S: 250 ok",
            "S: 250 ok",
            "S: 250 ok",
            "S: 354 go",
            "C~ Date: .+",
            "C~ From: =\\?utf-8\\?.+\\?= <sender@x.test>",
            "C~ To: a@x.test, b@x.test",
            "REST",
            "S: 250 2.0.0 taken",
        ],
        sender_name="Кадры",
        test_recipients="a@x.test; b@x.test",
    )
    assert report.ok
    assert [stage.name for stage in report.stages] == ["resolve", "connect", "greeting", "letter"]
    told = report.stages[-1].detail["reply"]
    assert isinstance(told, Text)
    assert told.ru == "a@x.test: принято 250 2.0.0 taken; b@x.test: принято 250 2.0.0 taken"
    assert told.en.startswith("a@x.test: accepted 250")


def test_T7_a_refused_sender_is_explained(bench: Bench) -> None:
    refused = [
        *HELLO,
        "C: MAIL FROM:<sender@x.test>",
        "C: RCPT TO:<a@x.test>",
        "C: DATA",
        "S: 553 5.7.1 sender address rejected: not owned by user anna",
        "S: 503 no",
        "S: 503 no",
    ]
    report = bench.run(refused, test_recipients="a@x.test")
    assert not report.ok
    assert "not owned" in str(report.stages[-1].detail["reply"])
    assert "sender@x.test" in str(report.stages[-1].advice)


def test_T7_a_wrong_password_names_stage_reply_and_way_out(bench: Bench) -> None:
    script = [*HELLO, *SECURE_HELLO, "C~ AUTH PLAIN .+", "S: 535 5.7.8 bad password"]
    report = bench.run(script, test_without_sending=True, **ACCOUNT)
    failed = report.as_json("en")["stages"][-1]
    assert (failed["name"], failed["ok"]) == ("auth", False)
    assert failed["detail"]["kind"] == "auth_failed"
    assert "535 5.7.8 bad password" in failed["detail"]["error"]
    assert "app password" in failed["advice"]


def test_the_test_ends_in_time_and_says_where_it_stood(bench: Bench) -> None:
    report = bench.run(
        ["S: 220 mx.test", "C: EHLO client.test", "STALL"], longest=0.3, test_without_sending=True
    )
    assert [(stage.name, stage.ok) for stage in report.stages] == [
        ("resolve", True),
        ("connect", True),
        ("greeting", False),
    ]


def test_a_letter_without_recipients_is_a_problem_of_the_field(bench: Bench) -> None:
    with pytest.raises(Invalid) as caught:
        bench.run(HELLO)
    assert caught.value.problem.path == ("test_recipients",)


def test_a_disabled_connection_can_be_tested(bench: Bench) -> None:
    assert bench.run(HELLO, disabled=True, test_without_sending=True).ok


def test_the_test_writes_the_log(
    bench: Bench, log_folder: Path, clock: FakeClock, make_connection: MakeConnection
) -> None:
    folder = LogFolder(log_folder, clock, UTC)
    log = folder.of(make_connection(25, log_level="full"))
    bench.run(HELLO, log=log, test_without_sending=True)
    assert "C: EHLO client.test" in folder.files("mail")[0][1].read_text()
