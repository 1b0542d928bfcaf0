"""The second example, applied as files and used over the API: copies, headers, HTML, several attachments, conditions.

The letter is looked at with two parsers that are not ours: the standard library's and fast-mail-parser's.
"""

from __future__ import annotations

import email
import email.policy
import os
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest
from fast_mail_parser import parse_email
from tests.journeys.conftest import ListeningMailbox, Served, wait_for

EXAMPLE = Path(__file__).parents[3] / "examples" / "dogovory"
CONTRACT, ANNEX = b"%PDF-1.4 " + bytes(range(256)) * 20, b"PK\x03\x04" + bytes(reversed(range(256))) * 10


@pytest.fixture
def api(served: Served, mailbox: ListeningMailbox) -> httpx.Client:
    """The app applied by the command line beside the running system, its connection pointed at our mail server."""
    done = subprocess.run(
        [sys.executable, "-m", "vestnik", "apply", str(EXAMPLE), "--yes", "--data", str(served.data)],
        env={**os.environ, "VESTNIK_LANGUAGE": "en"}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    api = served.client()
    connection = api.get("/connections/dogovory_mail").json()["body"]
    put(api, "/connections/dogovory_mail", {**connection, "port": mailbox.port})
    for login, name in (("anna", "Анна Петрова"), ("boris", "Борис Седов"), ("vera", "Вера Лис")):
        put(api, f"/accounts/{login}", {"fullName": name, "mbox": f"{login}@example.org"})
    put(api, "/accounts/admin", {"mbox": "admin@example.org"})
    return api


def put(api: httpx.Client, path: str, body: dict[str, Any]) -> Any:
    answer = api.put(path, json=body)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def post(api: httpx.Client, path: str, values: dict[str, Any] | None = None) -> Any:
    answer = api.post(path, json=None if values is None else {"values": values})
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def account(api: httpx.Client, login: str) -> str:
    return str(api.get(f"/accounts/{login}").json()["id"])


def file(api: httpx.Client, name: str, content: bytes) -> dict[str, str]:
    return {"upload": api.post("/documents", files={"file": (name, content)}).json()["id"]}


def contract(api: httpx.Client, **more: Any) -> str:
    partner = post(
        api,
        "/templates/Kontragenty/records",
        {"Nazvanie": f"Ромашка {more['Nomer']}", "Kurator": account(api, "vera")},
    )
    values = {"Kontragent": partner["id"], "Summa": 1500000.5, "Srok": "2026-12-06T00:00:00+03:00", **more}
    made = post(api, "/templates/Dogovory/records", values)
    state = made["references"][made["values"]["Sostoyanie"]]
    assert state["name"] == "Chernovik", "the scenario of «record created» has filled it"
    return f"/templates/Dogovory/records/{made['id']}"


def test_one_letter_to_all_with_copies_headers_files_and_html(
    api: httpx.Client, mailbox: ListeningMailbox
) -> None:
    path = contract(
        api,
        Nomer="7/26",
        Srochno=True,
        Soglasuyuschie=[account(api, "anna"), account(api, "boris")],
        Fayly=[file(api, "Договор № 7.pdf", CONTRACT), file(api, "Приложение.zip", ANNEX)],
    )
    pressed = post(api, f"{path}/buttons/NaSoglasovanie")
    assert (pressed["status"], len(pressed["messages"])) == ("done", 1)
    [raw] = wait_for(mailbox.raw_letters)  # type: ignore[misc]

    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(letter, EmailMessage)
    assert [(to.display_name, to.addr_spec) for to in letter["To"].addresses] == [
        ("Анна Петрова", "anna@example.org"),
        ("Борис Седов", "boris@example.org"),
    ]
    assert [cc.addr_spec for cc in letter["Cc"].addresses] == ["vera@example.org"]
    assert "Bcc" not in letter
    # The demo's mailbox notes the envelope in a header of its own; nothing of ours names the hidden copy.
    telling = {name for name, value in letter.items() if "archive@example.org" in str(value)}
    assert telling <= {"X-Envelope-To"}
    assert letter["Subject"] == "Договор 7/26 с «Ромашка 7/26» на согласование"
    assert (letter["Reply-To"], letter["X-Dogovor"], letter["Importance"]) == (
        "admin@example.org",
        "7/26",
        "high",
    )

    html, plain = letter.get_body(("html",)), letter.get_body(("plain",))
    assert html is not None
    assert plain is not None
    assert "на сумму 1500000,5 руб." in " ".join(html.get_content().split())
    assert "до 06.12.2026" in " ".join(html.get_content().split())
    assert "<b>7/26</b>" in html.get_content()
    assert "<" not in plain.get_content()
    assert "Файлы: Договор № 7.pdf, Приложение.zip" in " ".join(plain.get_content().split())
    files = {part.get_filename(): part.get_payload(decode=True) for part in letter.iter_attachments()}
    assert files == {"Договор № 7.pdf": CONTRACT, "Приложение.zip": ANNEX}

    other = parse_email(raw)
    assert other.subject == letter["Subject"]
    assert sorted(one.content for one in other.attachments) == sorted([CONTRACT, ANNEX])

    told = wait_for(lambda: _sent(api, pressed["messages"][0]))
    roles = {(one["address"], one["role"], one["state"]) for one in told["recipients"]}  # type: ignore[index]
    assert roles == {
        ("anna@example.org", "to", "accepted"),
        ("boris@example.org", "to", "accepted"),
        ("vera@example.org", "cc", "accepted"),
        ("archive@example.org", "bcc", "accepted"),
    }
    record = api.get(path).json()
    assert record["references"][record["values"]["Sostoyanie"]]["name"] == "NaSoglasovanii"


def test_a_contract_that_is_not_complete_is_refused_and_stays_as_it_was(
    api: httpx.Client, mailbox: ListeningMailbox
) -> None:
    path = contract(api, Nomer="8/26", Soglasuyuschie=[account(api, "anna")])
    before = api.get(path).json()
    refused = api.post(f"{path}/buttons/NaSoglasovanie")
    assert refused.status_code == 422
    assert refused.json()["detail"] == "Добавьте хотя бы одного согласующего и один файл"
    assert api.get(path).json() == before
    assert api.get("/messages").json()["items"] == []


def test_a_letter_that_is_not_urgent_has_the_default_importance(
    api: httpx.Client, mailbox: ListeningMailbox
) -> None:
    path = contract(
        api, Nomer="9/26", Soglasuyuschie=[account(api, "anna")], Fayly=[file(api, "a.pdf", CONTRACT)]
    )
    post(api, f"{path}/buttons/NaSoglasovanie")
    [raw] = wait_for(mailbox.raw_letters)  # type: ignore[misc]
    assert email.message_from_bytes(raw)["Importance"] == "normal"


def _sent(api: httpx.Client, message: str) -> Any:
    told = api.get(f"/messages/{message}").json()
    return told if told["state"] == "sent" else None
