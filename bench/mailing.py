"""One run that queues 10,000 letters, and how long other writers wait meanwhile.

A button of the worked example starts a scenario whose loop sends 10,000 letters; all of them become real in one
transaction. Beside it another process writes small transactions all the time and measures how long each waits.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

from bench.report import Report
from bench.service import Client, new_record, service
from bench.sinks import sink

from vestnik.storage.database import Database

LETTERS = 10_000


def run(report: Report) -> None:
    """Take the figures."""
    letters = report.count(LETTERS)
    with sink() as taking, service(taking.port, worker=False) as here:
        api = here.client()
        record = new_record(api)
        _loop(api, letters)
        stop = threading.Event()
        waits: list[float] = []
        writer = threading.Thread(target=_write, args=(here.data, stop, waits))
        writer.start()
        while len(waits) < 50:
            time.sleep(0.01)
        calm, used, begun = len(waits), here.cpu_seconds, time.perf_counter()
        pressed = api.ask("POST", f"/templates/Elpisma/records/{record}/buttons/OtpravitPismo")
        seconds = time.perf_counter() - begun
        used = (here.cpu_seconds - used) / letters
        stop.set()
        writer.join()
        assert len(pressed["messages"]) == letters, f"{len(pressed['messages'])} letters are queued"
        report.add("mailing_s", seconds, f"s: a run that queues {letters:,} letters", budget="3")
        report.add("mailing_cpu_us", used * 1e6, "µs of processor a letter, in the web process")
        report.add(
            "mailing_longest_wait_ms",
            max(waits[calm:]) * 1000,
            "ms: longest wait of another writer meanwhile",
            budget="250",
        )
        report.add("mailing_calm_wait_ms", max(waits[:calm]) * 1000, "ms: its longest wait before")


def _loop(api: Client, letters: int) -> None:
    """Turn the worked example's scenario into a mailing."""
    addresses = {"formula": 'FORMAT("anna{0}@example.org", LIST($$n))'}
    message = [
        {"name": "To", "children": [{"name": "Address", "value": addresses}]},
        {"name": "FullName", "value": {"formula": "$Poluchatel->fullName"}},
        {"name": "FileName", "value": {"value": "Договор"}},
    ]
    scenario = {
        "kind": "scenario",
        "name": "OtpravkaPisem",
        "title": "Рассылка",
        "run_as": "initiator",
        "status": "active",
        "event": {"type": "button_clicked", "context_template": "Elpisma", "button": "OtpravitPismo"},
        "actions": [
            {
                "type": "repeat_by_counter",
                "variable": "n",
                "count": {"value": letters},
                "actions": [
                    {"type": "change_variables", "operation": "replace", "set": "mail", "variables": message},
                    {
                        "type": "send_message",
                        "connection": "mail",
                        "route": "mail_out",
                        "message_variable": "mail",
                    },
                ],
            }
        ],
    }
    api.ask("PUT", "/scenarios/OtpravkaPisem", scenario)


def _write(data: Path, stop: threading.Event, waits: list[float]) -> None:
    """In a process of its own, so that only the database is shared: its waits come line by line."""
    command = [sys.executable, "-m", "bench.mailing", str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout

        def end() -> None:
            stop.wait()
            process.stdin.close()  # type: ignore[union-attr]

        threading.Thread(target=end, daemon=True).start()
        for line in process.stdout:
            waits.append(float(line))  # noqa: PERF401 - they come one by one


def _writer(data: Path) -> None:
    """Small transactions until the standard input ends."""
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    db = Database.open(None, data)
    while not ended.is_set():
        begun = time.perf_counter()
        with db.write() as tx:
            tx.new_id("bench")
        print(time.perf_counter() - begun, flush=True)
        time.sleep(0.002)


if __name__ == "__main__":
    _writer(Path(sys.argv[1]))
