"""Web requests while letters are delivered at full speed.

`vestnik serve` as it is (web and worker), a queue of letters, and 4 clients that list messages, open one, read a record and
press the button in turn, with a pause of 20 ms as people at work have many times longer.
"""

from __future__ import annotations

import time
from contextlib import suppress
from threading import Event, Thread

from bench.engines import World
from bench.load import enqueue
from bench.report import Report
from bench.service import at_once, new_record, percentiles, press, service
from bench.sinks import sink

from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database

CLIENTS = 4
LETTERS = 30_000
ROUNDS = 60
PAUSE = 0.02


def run(report: Report) -> None:
    """Take the figures."""
    with sink() as taking, service(taking.port, worker=True) as here:
        first = here.client()
        record = new_record(first)
        press(first, record)
        rounds = report.count(ROUNDS, 10)
        clients = [here.client() for _ in range(CLIENTS)]

        def work(at: int) -> list[float]:
            api, taken = clients[at], []
            for _ in range(rounds):
                shown = ""
                for path in ("/messages?limit=50", "/messages/{}", f"/templates/Elpisma/records/{record}"):
                    begun = time.perf_counter()
                    answer = api.ask("GET", path.format(shown))
                    taken.append(time.perf_counter() - begun)
                    shown = shown or answer["items"][0]["id"]
                    time.sleep(PAUSE)
                taken.append(press(api, record))
                time.sleep(PAUSE)
            return taken

        median, p99 = percentiles(at_once(CLIENTS, work))
        report.add("web_calm_median_ms", median, "ms: median of a request, nothing delivered")
        report.add("web_calm_p99_ms", p99, "ms: 99th percentile")
        db = Database.open(None, here.data)
        world = World("sqlite", here.data, None, db, FolderBlobs(here.data / "blobs"))
        filled, stop = Event(), Event()

        def fill() -> None:
            with suppress(Exception):
                for _ in range(report.count(LETTERS) // 500):
                    if stop.is_set():
                        return
                    enqueue(world, 500)
                    filled.set()

        filling = Thread(target=fill)
        filling.start()
        filled.wait(20)
        before, begun = _sent(first), time.perf_counter()
        median, p99 = percentiles(at_once(CLIENTS, work))
        rate = (_sent(first) - before) / (time.perf_counter() - begun)
        stop.set()
        filling.join()
        db.close()
        report.add("web_busy_median_ms", median, "ms: median of a request, delivery at full speed")
        report.add("web_busy_p99_ms", p99, "ms: 99th percentile", budget="100")
        report.add("web_busy_letters_per_s", rate, "letters/s delivered meanwhile")


def _sent(api: object) -> int:
    total: int = api.ask("GET", "/messages?state=sent&count=true&limit=1")["total"]  # type: ignore[attr-defined]
    return total
