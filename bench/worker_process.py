"""A worker as `vestnik worker` runs it, with connections from the command line instead of definitions.

python -m bench.worker_process DATA DATABASE NAME=PORT...      ends at a line on its standard input
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import resource
import sys
import time
from datetime import UTC
from pathlib import Path

from bench.load import connection

from vestnik.connections.log import LogFolder
from vestnik.connections.network import Network
from vestnik.connections.pool import Pool
from vestnik.delivery.worker import Worker
from vestnik.kernel.clock import SystemClock
from vestnik.runtime import event_loop
from vestnik.runtime.garbage import collect_rarely
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.wakeup import open_wakeup


async def work(data: Path, url: str | None, ports: dict[str, int]) -> None:
    """Deliver until a line comes in."""
    clock, stop = SystemClock(), asyncio.Event()
    db = Database.open(url, data)
    wakeup = open_wakeup(db, data)
    definitions = {name: connection(name, port) for name, port in ports.items()}
    pool = Pool(LogFolder(data / "logs", clock, UTC).of, Network(), clock)
    worker = Worker(
        db, FolderBlobs(data / "blobs"), wakeup, clock, data, connections=definitions.__getitem__, pool=pool
    )
    loop = asyncio.get_running_loop()
    collect_rarely()
    loop.add_reader(sys.stdin, stop.set)
    await worker.run(stop)
    wakeup.close()
    db.close()


def main() -> None:
    """Work, then tell what it took."""
    data, url, *connections = sys.argv[1:]
    ports = {name: int(port) for name, _, port in (one.partition("=") for one in connections)}
    logging.basicConfig(level=os.environ.get("BENCH_LOG", "WARNING"))
    began = time.process_time()
    if file := os.environ.get("BENCH_PROFILE"):
        import cProfile

        with cProfile.Profile() as profile:
            event_loop.run(work(Path(data), url or None, ports))
        profile.dump_stats(file)
    else:
        event_loop.run(work(Path(data), url or None, ports))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu_s": time.process_time() - began, "peak_mb": peak}))


if __name__ == "__main__":
    main()
