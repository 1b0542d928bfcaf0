"""The worked example (docs/tutorial.md), performed over the API as a person would, with the letter fetched back.

It is what `vestnik demo` shows and what a journey test holds: connection, route, template, scenario, a record with an
account and a document, the button, and the letter in the mailbox.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
from ruamel.yaml import YAML

from vestnik.kernel.text import Text
from vestnik.mail.email import Mailbox
from vestnik.mail.parse import parse

FILENAME = "Договор поставки № 7.pdf"
FILE = b"%PDF-1.4\n% " + bytes(range(256)) * 64 + b"\n%%EOF\n"
"""Not a real page, but every byte value, so that a single changed byte is seen."""

RECIPIENT = ("petrova", "Анна Петрова", "petrova@example.org")
SECONDS = 20.0

Tell = Callable[[Text], None]


@dataclass(frozen=True, slots=True)
class Performance:
    """How it went. intact: the letter arrived and every part is as it should be; fault: what is not."""

    intact: bool
    fault: str = ""


def perform(address: str, password: str, smtp_port: int, tell: Tell) -> Performance:
    """Do the whole example against a running service and check the letter.

    address: of the web service. smtp_port: of the mailbox on loopback.
    """
    with httpx.Client(base_url=f"{address}/api/v1", timeout=30) as api:
        try:
            _sign_in(api, address, password)
            before = {letter["id"] for letter in _get(api, "/demo/letters")["items"]}
            _build(api, smtp_port, tell)
            message = _press(api, tell)
            raw = _await_letter(api, before, message, tell)
        except _Failed as failed:
            return Performance(intact=False, fault=str(failed))
    fault = _fault(raw)
    if not fault:
        tell(
            Text(
                "✓ Письмо в почтовом ящике: отправитель, получатель, тема, текст и вложение — как должны быть",
                "✓ The letter is in the mailbox: sender, recipient, subject, text and the attachment are as they should be",
            )
        )
    return Performance(intact=not fault, fault=fault)


class _Failed(Exception):
    """A step was refused; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A definition of the example. folder: as in the API, such as `connections`; body: as a file holds it."""

    folder: str
    body: Mapping[str, Any]

    @property
    def name(self) -> str:
        """System name."""
        return str(self.body["name"])


def pieces(smtp_port: int | None = None) -> list[Piece]:
    """The example's definitions, each after what it refers to. smtp_port: of the mailbox the connection is to lead to."""
    found = []
    for name in ("apps", "connections", "routes", "templates", "scenarios"):
        for path in sorted(folder().glob("app.yaml" if name == "apps" else f"{name}/*.yaml")):
            body = dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
            if name == "connections" and smtp_port is not None:
                body |= {"host": "127.0.0.1", "port": smtp_port}
            found.append(Piece(name, body))
    return found


def folder() -> Path:
    """Where the example's definitions lie: in the package, or beside the sources."""
    packed = Path(str(files("vestnik.runtime"))) / "examples" / "elpisma"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "examples" / "elpisma"


def _sign_in(api: httpx.Client, address: str, password: str) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            if api.get(f"{address}/ready").status_code == 200:
                break
        except httpx.TransportError:
            if time.monotonic() > end:
                raise _Failed("the web service did not start") from None
        time.sleep(0.05)
    session = _checked(api.post("/session", json={"login": "admin", "password": password}))
    api.headers["X-CSRF-Token"] = session["csrf_token"]


def _build(api: httpx.Client, smtp_port: int, tell: Tell) -> None:
    for piece in pieces(smtp_port):
        saved = _checked(api.put(f"/{piece.folder}/{piece.name}", json=piece.body))
        tell(_plain(f"✓ {saved['kind']} {saved['name']}: {saved['title']}"))
    login, full_name, mbox = RECIPIENT
    _checked(api.put(f"/accounts/{login}", json={"fullName": full_name, "mbox": mbox}))
    tell(_plain(f"✓ account {login}: {full_name} <{mbox}>"))


def _press(api: httpx.Client, tell: Tell) -> str:
    upload = _checked(api.post("/documents", files={"file": (FILENAME, FILE)}))
    account = _get(api, f"/accounts/{RECIPIENT[0]}")
    values = {"Poluchatel": account["id"], "Vlozhenie": [{"upload": upload["id"]}]}
    record = _checked(api.post("/templates/Elpisma/records", json={"values": values}))
    tell(
        Text(
            f"✓ запись {record['id']}: аккаунт и файл {FILENAME} ({len(FILE)} байт)",
            f"✓ record {record['id']} with the account and {FILENAME} ({len(FILE)} bytes)",
        )
    )
    pressed = _checked(api.post(f"/templates/Elpisma/records/{record['id']}/buttons/OtpravitPismo"))
    if not pressed["messages"]:
        raise _Failed(f"the button queued no letter: {pressed}")
    message: str = pressed["messages"][0]
    tell(
        Text(
            f"✓ кнопка «Отправить письмо»: {pressed['run']} — {pressed['status']}, {message} в очереди",
            f"✓ button «Отправить письмо»: {pressed['run']} is {pressed['status']}, {message} is queued",
        )
    )
    return message


def _await_letter(api: httpx.Client, before: set[str], message: str, tell: Tell) -> bytes:
    end = time.monotonic() + SECONDS
    while True:
        told = _get(api, f"/messages/{message}")
        new = [letter for letter in _get(api, "/demo/letters")["items"] if letter["id"] not in before]
        if new and told["state"] == "sent":
            said = _literal(told["recipients"][0]["text"])
            tell(
                Text(
                    f"✓ {message}: {told['state']}, сервер ответил «{said}»",
                    f"✓ {message}: {told['state']}, the server said '{said}'",
                )
            )
            return api.get(f"/demo/letters/{new[0]['id']}/raw").content
        if time.monotonic() > end or told["state"] in ("failed", "cancelled"):
            raise _Failed(f"{message} is {told['state']} after {SECONDS:.0f} s: {told.get('why')}")
        time.sleep(0.05)


def _plain(text: str) -> Text:
    return Text(_literal(text), _literal(text))


def _literal(text: str) -> str:
    """Braces and brackets mean something in what is told; in names they do not."""
    return text.replace("{", "{{").replace("}", "}}").replace("[", "\\[")


def _fault(raw: bytes) -> str:
    """What is wrong with the letter; empty when nothing is."""
    letter = parse(raw)
    file = letter.files[0] if letter.files else None
    text = "Здравствуйте, Анна Петрова! Рассмотрите документ Договор поставки № 7.pdf."
    checks: Mapping[str, tuple[object, object]] = {
        "From": (letter.from_, (Mailbox("Отдел кадров", "hr@example.org"),)),
        "To": ([mailbox.address for mailbox in letter.to], [RECIPIENT[2]]),
        "Subject": (letter.subject, f"Документ {FILENAME} к рассмотрению."),
        "text": (" ".join((letter.text or "").split()), text),
        "number of attachments": (len(letter.files), 1),
        "name of the attachment": (file.filename if file else None, FILENAME),
        "bytes of the attachment": (file is not None and file.content == FILE, True),
    }
    wrong = [
        f"{name} is {found!r}, not {wanted!r}" for name, (found, wanted) in checks.items() if found != wanted
    ]
    return "; ".join(wrong)


def _get(api: httpx.Client, path: str) -> Any:
    return _checked(api.get(path))


def _checked(answer: httpx.Response) -> Any:
    if answer.is_success:
        return answer.json()
    raise _Failed(
        f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:2000]}"
    )
