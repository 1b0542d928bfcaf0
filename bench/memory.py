"""Ten attachments of 25 MB in flight at once, from the worked example's button (N3 `document:content`) to the server.

Ten presses at a time in the web process, ten sessions of the worker; the server thinks for a second before each letter, so
that all ten are on their way together. Growth is the peak over the peak of the same with a small file.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from bench.report import Report
from bench.service import Client, Service, at_once, new_record, press, service
from bench.sinks import sink

LETTERS = 10
FILE_BYTES = 25 * 1024 * 1024


def run(report: Report) -> None:
    """Take the figures."""
    with sink(options=["-w", "1"]) as taking, service(taking.port, worker=True) as here:
        api = here.client()
        mail = api.ask("GET", "/connections/mail")
        body = mail.get("body", mail) | {"max_size": 100_000_000, "max_sessions": LETTERS}
        api.ask("PUT", "/connections/mail", body)
        worker = _worker(here)
        pids = {"web": here.process.pid, "worker": worker}
        small = _peaks(here, api, b"%PDF small", pids)
        large = _peaks(here, api, os.urandom(FILE_BYTES), pids)
        for name in pids:
            grown = (large[name] - small[name]) / LETTERS
            what = f"MB an attachment of 25 MB in flight: growth of the {name} process"
            report.add(f"memory_{name}_mb_per_letter", grown, what, budget="8")
            report.add(f"memory_{name}_peak_mb", large[name], "MB: its peak")


def _peaks(here: Service, api: Client, content: bytes, pids: dict[str, int]) -> dict[str, float]:
    """Press ten buttons at once and wait until all is sent; the peaks of memory meanwhile."""
    before = _sent(api)
    record = new_record(api, content)
    clients = [here.client() for _ in range(LETTERS)]
    for pid in pids.values():
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak begins anew
    at_once(LETTERS, lambda at: [press(clients[at], record)])
    end = time.monotonic() + 60
    while _sent(api) < before + LETTERS:
        if time.monotonic() > end:
            raise TimeoutError(f"{_sent(api) - before} of {LETTERS} letters are sent after a minute")
        time.sleep(0.2)
    return {name: _peak_mb(pid) for name, pid in pids.items()}


def _sent(api: Client) -> int:
    total: int = api.ask("GET", "/messages?state=sent&count=true&limit=1")["total"]
    return total


def _peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _worker(here: Service) -> int:
    """The process id of the worker beside the web process."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        fields = (entry / "stat").read_text().rpartition(")")[2].split()
        if int(fields[1]) == here.process.pid:
            return int(entry.name)
    raise AssertionError("the service has no worker")
