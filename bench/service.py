"""A running installation with the worked example in it, used over HTTP as browsers and programs use it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.sinks import cpu_seconds, free_port, wait_for
from ruamel.yaml import YAML

from vestnik.runtime.worked_example import folder

PASSWORD = "bench-bench-1"
IDLE_SECONDS = 2.0
PLACES = ("apps", "connections", "routes", "templates", "scenarios")


class Client:
    """One connection kept open to the service, signed in as the administrator."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Content-Type": "application/json"}
        self._used = 0.0

    def sign_in(self) -> Client:
        status, body, cookie = self._ask("POST", "/session", {"login": "admin", "password": PASSWORD})
        if status >= 300:
            raise AssertionError(f"signing in: {status} {body}")
        self._headers |= {"Cookie": cookie.partition(";")[0], "X-CSRF-Token": body["csrf_token"]}
        return self

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer as JSON; anything but success is an error."""
        status, answer, _ = self._ask(method, path, body, **headers)
        if status >= 300:
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return answer

    def upload(self, name: str, content: bytes) -> str:
        """A file for a record; its upload id."""
        line = "bench-boundary"
        head = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{line}--\r\n".encode()
        self._connection.close()
        kind = f"multipart/form-data; boundary={line}"
        self._connection.request("POST", "/api/v1/documents", body, {**self._headers, "Content-Type": kind})
        answer = self._connection.getresponse()
        told: str = json.loads(answer.read())["id"]
        return told

    def _ask(self, method: str, path: str, body: Any, **headers: str) -> tuple[int, Any, str]:
        given = None if body is None else json.dumps(body)
        if time.monotonic() - self._used > IDLE_SECONDS:
            self._connection.close()  # the service may be closing it; a new one is opened by itself
        self._used = time.monotonic()
        self._connection.request(method, f"/api/v1{path}", given, {**self._headers, **headers})
        answer = self._connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None, answer.getheader("Set-Cookie", "")


@dataclass(frozen=True)
class Service:
    """port: of the web service. data: its folder."""

    port: int
    data: Path
    process: subprocess.Popen[bytes]

    def client(self) -> Client:
        return Client(self.port).sign_in()

    @property
    def cpu_seconds(self) -> float:
        """Processor time of the web process."""
        return cpu_seconds(self.process.pid)


@contextmanager
def service(sink_port: int, *, worker: bool, database: str = "") -> Iterator[Service]:
    """`vestnik serve` on an empty folder, with the worked example, its letters going to that port."""
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=".", ignore_cleanup_errors=True) as name:
        data, port = Path(name).absolute(), free_port()
        environment = {"VESTNIK_ADMIN_PASSWORD": PASSWORD, "VESTNIK_LOG_LEVEL": "error"}
        environment |= {"VESTNIK_DATABASE": database} if database else {}
        options = ["--data", str(data), "--port", str(port)] + ([] if worker else ["--no-worker"])
        with (data / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "vestnik", "serve", *options],
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
            )
            try:
                wait_for(port, 40)
                made = Service(port, data, process)
                _build(made.client(), sink_port)
                yield made
            finally:
                process.terminate()
                process.wait(60)


def _build(api: Client, sink_port: int) -> None:
    changes = {"connections": {"host": "127.0.0.1", "port": sink_port, "log_level": "errors"}}
    for place in PLACES:
        for path in sorted(folder().glob("app.yaml" if place == "apps" else f"{place}/*.yaml")):
            body = dict(YAML(typ="safe").load(path.read_text(encoding="utf-8"))) | changes.get(place, {})
            api.ask("PUT", f"/{place}/{body['name']}", body)
    api.ask("PUT", "/accounts/petrova", {"fullName": "Анна Петрова", "mbox": "petrova@example.org"})


def new_record(api: Client, content: bytes = b"%PDF-1.4 bench") -> str:
    """A record of the worked example, ready for its button."""
    account = api.ask("GET", "/accounts/petrova")["id"]
    upload = api.upload("Договор.pdf", content)
    values = {"Poluchatel": account, "Vlozhenie": [{"upload": upload}]}
    made: str = api.ask("POST", "/templates/Elpisma/records", {"values": values})["id"]
    return made


def press(api: Client, record: str) -> float:
    """Press the button; the seconds until the answer, which comes after the commit."""
    begun = time.perf_counter()
    api.ask("POST", f"/templates/Elpisma/records/{record}/buttons/OtpravitPismo")
    return time.perf_counter() - begun


def at_once(number: int, work: Callable[[int], list[float]]) -> list[float]:
    """Do it in so many threads; all that they measured."""
    found: list[list[float]] = [[] for _ in range(number)]
    errors: list[BaseException] = []

    def one(at: int) -> None:
        try:
            found[at] = work(at)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=one, args=(at,)) for at in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [seconds for some in found for seconds in some]


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds."""
    cut = quantiles(seconds, n=100)
    return cut[49] * 1000, cut[98] * 1000


def sync_ms(folder: Path, times: int = 100) -> float:
    """The median of writing 4 KB and syncing them, on the disk of a folder."""
    taken = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(times):
            file.write(bytes(4096))
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - begun)
    return percentiles(taken)[0]
