"""«Проверить соединение» and the log of a connection against real servers: what is found, what is advised, what is kept (T7, P16)."""

from __future__ import annotations

import asyncio
import base64
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from tests.peers.servers.dovecot import NTLM_PASSWORD
from tests.peers.servers.exim import SIZE, Exim
from tests.peers.servers.postfix import Postfix
from tests.peers.speaking import Connect, letter, new_box

from vestnik.connections.base import ConnectionFault, ConnectionLog, Network, Silence
from vestnik.connections.log import LogFolder
from vestnik.connections.log_download import LogEmpty, download
from vestnik.connections.test import TestReport, run_test
from vestnik.connections.types.smtp_send import SmtpSend
from vestnik.kernel.clock import FakeClock, SystemClock

on_postfix = pytest.mark.xdist_group("postfix")
on_exim = pytest.mark.xdist_group("exim")


def tried(connection: SmtpSend, log: ConnectionLog | None = None) -> TestReport:
    return asyncio.run(run_test(connection, log or Silence(), Network(), SystemClock(), "ru"))


def facts(report: TestReport, name: str) -> dict[str, Any]:
    return next(dict(stage.detail) for stage in report.stages if stage.name == name)


@on_postfix
@pytest.mark.parametrize(
    ("door", "encryption", "mechanism"),
    [("starttls", "tls", "SCRAM-SHA-256"), ("ssl", "ssl", "SCRAM-SHA-256"), ("login", "tls", "LOGIN")],
)
def test_T7_every_fact_and_no_MAIL(
    postfix: Postfix, connect: Connect, door: str, encryption: str, mechanism: str
) -> None:
    report = tried(connect(postfix.port[door], encryption=encryption, test_without_sending=True))
    assert report.ok
    assert facts(report, "tls").keys() >= {"tls_version", "cipher", "subject", "issuer", "expires"}
    assert facts(report, "auth") == {"mechanism": mechanism, "username": "anna"}
    assert facts(report, "greeting")["size"] == "200000"
    assert mechanism in facts(report, "greeting")["mechanisms"]
    assert not [line for line in report.dialogue if line.startswith("C: MAIL")]
    assert report.as_json("ru")["text"] == "Соединение установлено"


@on_exim
def test_T7_with_a_letter_at_exim(exim: Exim, connect: Connect) -> None:
    box = new_box()
    connection = connect(exim.starttls, test_recipients=f"{box}@mail.test", sender_name="Отдел кадров")
    report = tried(connection)
    assert report.ok, report.as_json("en")
    assert facts(report, "greeting")["size"] == str(SIZE)
    assert b"Auto-Submitted: auto-generated" in exim.letters_to(box)[0]


FAILURES: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("starttls", {"password": "wrong"}, "auth", "auth_failed", "пароль приложения"),
    ("starttls", {"encryption": "none"}, "auth", "auth_missing", "Выберите шифрование"),
    ("login_in_the_open", {"encryption": "none"}, "auth", "plaintext_auth_forbidden", "«TLS» или «SSL»"),
    ("plain", {"auth_type": "windows"}, "auth", "no_common_mechanism", "Смените тип аутентификации"),
    ("stripped", {}, "tls", "starttls_missing", "Выберите «SSL» для порта 465"),
    ("starttls", {"encryption": "ssl"}, "tls", "tls_failed", "465 — «SSL», 587 — «TLS»"),
    ("ssl", {"command_timeout": "PT1S"}, "greeting", "reply_timeout", "для порта 465 выберите «SSL»"),
    ("expired", {}, "tls", "expired_certificate", "Обновите сертификат"),
    ("wrong_host", {}, "tls", "wrong_host_certificate", "имя из сертификата"),
    ("stranger", {}, "tls", "unknown_issuer", "файл сертификата своего центра"),
    ("starttls", {"tls_ca_file": "/nowhere.pem"}, "tls", "unreadable_ca_file", "права на файл"),
    ("old_tls", {}, "tls", "tls_too_old", "«Устаревшие версии»"),
    ("starttls", {"host": "nowhere.invalid"}, "resolve", "unknown_host", "без протокола и порта"),
]


@on_postfix
@pytest.mark.parametrize(
    ("door", "fields", "stage", "kind", "advice"), FAILURES, ids=[f"{row[3]}" for row in FAILURES]
)
def test_T6_T7_a_failure_names_stage_cause_and_way_out(
    postfix: Postfix, connect: Connect, door: str, fields: dict[str, Any], stage: str, kind: str, advice: str
) -> None:
    report = tried(connect(postfix.port[door], test_without_sending=True, **fields))
    failed = report.stages[-1]
    assert (report.ok, failed.name, failed.ok, failed.detail["kind"]) == (False, stage, False, kind)
    assert failed.advice is not None
    assert advice in failed.advice.ru
    told = report.as_json("en")["stages"][-1]
    assert told["advice"] == failed.advice.en
    assert told["detail"]["error"] == report.as_json("en")["text"]


@on_postfix
@pytest.mark.parametrize(
    ("fields", "reply"),
    [
        ({"test_recipients": "nouser@mail.test"}, "550 5.1.1"),
        ({"test_recipients": "box-a@mail.test", "sender_address": "boss@mail.test"}, "553 5.7.1"),
    ],
)
def test_T7_a_letter_that_is_refused_shows_the_servers_words(
    postfix: Postfix, connect: Connect, fields: dict[str, str], reply: str
) -> None:
    report = tried(connect(postfix.port["starttls"], **fields))
    assert not report.ok
    assert reply in str(report.stages[-1].detail["reply"])
    assert report.stages[-1].advice is not None
    assert str(fields.get("sender_address", "anna@mail.test")) in report.stages[-1].advice.ru


LOGINS: list[tuple[str, dict[str, str]]] = [
    ("starttls", {}),
    ("cram_md5", {}),
    ("plain", {}),
    ("login", {}),
    ("ntlm", {"auth_type": "windows", "domain": "TEST", "password": NTLM_PASSWORD}),
]
BODY = b"Nobody but the reader shall see this.\r\n"


def logged(connection: SmtpSend, folder: LogFolder) -> str:
    """The downloaded log of one letter to three people."""

    async def main() -> None:
        session = await connection.open(folder.of(connection), Network())
        await session.send(letter("box-a@mail.test", "nouser@mail.test", body=BODY, log_id="msg.7"))
        await session.close()

    asyncio.run(main())
    return b"".join(download(folder, connection.name).chunks).decode()


@on_postfix
@pytest.mark.parametrize(("door", "login"), LOGINS, ids=[door for door, _ in LOGINS])
def test_P16_S10_the_full_log_holds_the_dialogue_and_no_secret(
    postfix: Postfix, connect: Connect, tmp_path: Path, clock: FakeClock, door: str, login: dict[str, str]
) -> None:
    connection = connect(postfix.port[door], log_level="full", **login)
    log = logged(connection, LogFolder(tmp_path, clock, UTC))
    for line in ("tls | ", "C: EHLO client.test", "C: AUTH ", "C: RCPT TO:<nouser@mail.test>", "msg.7 | "):
        assert line in log
    password = login.get("password", "S3cret")
    plain = base64.b64encode(f"\0anna\0{password}".encode()).decode()
    coded = base64.b64encode(password.encode()).decode()
    for secret in (password, plain, coded, "NTLMSSP", "TlRMTVNTUA", "Nobody but the reader"):
        assert secret not in log


@on_postfix
def test_P16_errors_are_told_and_what_went_well_is_not(
    postfix: Postfix, connect: Connect, tmp_path: Path, clock: FakeClock
) -> None:
    log = logged(
        connect(postfix.port["starttls"], log_level="errors"), LogFolder(tmp_path, clock, UTC)
    ).splitlines()
    assert len(log) == 1
    assert "msg.7 | nouser@mail.test rejected at rcpt: 550 5.1.1" in log[0]


@on_postfix
@pytest.mark.parametrize("level", ["full", "errors"])
def test_P16_a_refused_login_is_told_without_what_was_tried(
    postfix: Postfix, connect: Connect, tmp_path: Path, clock: FakeClock, level: str
) -> None:
    folder = LogFolder(tmp_path, clock, UTC)
    with pytest.raises(ConnectionFault):
        logged(connect(postfix.port["plain"], log_level=level, password="Wr0ng-word"), folder)
    log = b"".join(download(folder, "mail").chunks).decode()
    assert "[ERROR]" in log
    assert "auth_failed" in log
    assert "Wr0ng-word" not in log
    assert base64.b64encode(b"\0anna\0Wr0ng-word").decode() not in log


@on_postfix
def test_P16_off_keeps_nothing(postfix: Postfix, connect: Connect, tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(LogEmpty):
        logged(connect(postfix.port["starttls"], log_level="off"), LogFolder(tmp_path, clock, UTC))
