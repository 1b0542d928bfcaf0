"""People who press the button of the worked example, and press again when the service does not answer.

Every press has a key of its own (`Idempotency-Key`), so pressing again makes no second letter. A press counts as
acknowledged once the service has said that the letter is queued.
"""

from __future__ import annotations

import secrets
import threading
import time
from contextlib import closing
from typing import Any

import httpx

from vestnik.runtime import worked_example

TIMEOUT_SECONDS = 10.0
SIZES = (0, 1, 900, 45_000, 300_000)
"""Bytes of the attachments, from nothing to several blobs' worth."""

NEW_RECORD_EVERY = 10


class People:
    """Several at once; `acknowledged` is by number of the press."""

    def __init__(self, address: str, password: str, letters: int, threads: int = 3) -> None:
        self._address = address
        self._password = password
        self._numbers = iter(range(letters))
        self._letters = letters
        self._lock = threading.Lock()
        self._records: list[str] = []
        self._threads = [threading.Thread(target=self._press_all, daemon=True) for _ in range(threads)]
        self._allowed = threading.Semaphore(0)
        self.acknowledged: dict[int, str] = {}
        self.waiting = 0
        self.troubles: list[str] = []

    def prepare(self, smtp_port: int) -> None:
        """Build the example and one record for each size of attachment."""
        with closing(self._client()) as api:
            worked_example._build(api, smtp_port, lambda _: None)
            connection = self._ask(api, "GET", "/connections/mail")
            body = dict(connection["body"]) if "body" in connection else dict(connection)
            self._quick_retries(api, body)
            self._records = [self._make_record(api, size) for size in SIZES]

    def _quick_retries(self, api: httpx.Client, body: dict[str, Any]) -> None:
        kept = {
            name: value
            for name, value in body.items()
            if name not in ("kind", "version", "title", "problems")
        }
        self._ask(
            api,
            "PUT",
            "/connections/mail",
            json={**kept, "retry_first": "PT1S", "retry_factor": 1, "log_level": "off"},
        )

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def allow(self, presses: int) -> None:
        """Let so many more presses happen."""
        self._allowed.release(presses)

    def join(self, seconds: float) -> None:
        self._allowed.release(len(self._threads) + self._letters)
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
            assert not thread.is_alive(), (
                f"{len(self.acknowledged)} of {self._letters} presses acknowledged; {self.troubles[-3:]}"
            )

    def _press_all(self) -> None:
        with closing(self._client()) as api:
            while True:
                self._allowed.acquire()
                with self._lock:
                    number = next(self._numbers, None)
                if number is None:
                    return
                self._press(api, number)

    def _press(self, api: httpx.Client, number: int) -> None:
        if number % NEW_RECORD_EVERY:
            record = self._records[number % len(self._records)]
        else:
            record = self._make_record(api, 1000 + number)
        path = f"/templates/Elpisma/records/{record}/buttons/OtpravitPismo"
        told = self._ask(api, "POST", path, headers={"Idempotency-Key": f"press-{number}"})
        assert told["status"] == "done", told
        (message,) = told["messages"]
        with self._lock:
            self.acknowledged[number] = message

    def _make_record(self, api: httpx.Client, size: int) -> str:
        key = secrets.token_hex(8)
        upload = self._ask(
            api, "POST", "/documents", files={"file": (f"{size}.bin", secrets.token_bytes(size))}
        )
        account = self._ask(api, "GET", "/accounts/petrova")["id"]
        values = {"Poluchatel": account, "Vlozhenie": [{"upload": upload["id"]}]}
        made = self._ask(
            api,
            "POST",
            "/templates/Elpisma/records",
            json={"values": values},
            headers={"Idempotency-Key": key},
        )
        return str(made["id"])

    def _ask(self, api: httpx.Client, method: str, path: str, **request: Any) -> Any:
        """Ask until there is an answer; what is not there at the moment is asked for again."""
        end = time.monotonic() + 120
        while True:
            with self._lock:
                self.waiting += 1
            try:
                answer = api.request(method, path, **request)
                if answer.is_success:
                    return answer.json()
                assert answer.status_code in (409, 503), (
                    f"{method} {path}: {answer.status_code} {answer.text}"
                )
                self.troubles.append(answer.text)
            except httpx.TransportError as error:
                self.troubles.append(repr(error))
            finally:
                with self._lock:
                    self.waiting -= 1
            assert time.monotonic() < end, f"{method} {path}: {self.troubles[-1]}"
            time.sleep(0.02)

    def _client(self) -> httpx.Client:
        api = httpx.Client(base_url=f"{self._address}/api/v1", timeout=TIMEOUT_SECONDS)
        session = self._ask(api, "POST", "/session", json={"login": "admin", "password": self._password})
        api.headers["X-CSRF-Token"] = session["csrf_token"]
        return api
