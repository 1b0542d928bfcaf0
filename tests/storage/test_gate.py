from __future__ import annotations

import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from vestnik.storage.database import Database
from vestnik.storage.gate import WriteGate
from vestnik.storage.tables.storage import object_

COUNT_UP = """
import sys
from pathlib import Path
from sqlalchemy import select
from vestnik.storage.database import Database
from vestnik.storage.tables.storage import object_
db = Database.open(None, Path(sys.argv[1]))
def add_one(tx):
    value = tx.execute(select(object_.c.template)).scalar_one()
    tx.execute(object_.update().values(template=value + 1))
for _ in range(100):
    db.run(add_one)
"""

TAKE_TURNS = """
import os, sys, time
from pathlib import Path
from vestnik.storage.gate import WriteGate
folder, name = Path(sys.argv[1]), sys.argv[2].encode()
gate = WriteGate(folder)
order = os.open(folder / "order", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(100):
    gate.enter()
    os.write(order, name)
    until = time.perf_counter() + 0.001
    while time.perf_counter() < until:
        pass
    gate.leave()
"""


def test_threads_enter_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    gate = WriteGate(tmp_path)
    order: list[int] = []
    threads: list[threading.Thread] = []

    def pass_through(number: int) -> None:
        gate.enter()
        order.append(number)
        gate.leave()

    gate.enter()
    for number in range(20):
        threads.append(threading.Thread(target=pass_through, args=[number]))
        threads[-1].start()
        while gate.waiting <= number:
            threading.Event().wait(0.001)
    gate.leave()
    for thread in threads:
        thread.join()
    assert order == list(range(20))
    gate.close()


def test_processes_take_turns(tmp_path: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE_TURNS, tmp_path, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for name in "ab"
    ]
    for child in children:
        assert child.stdout
        child.stdout.readline()
    for child in children:
        assert child.stdin
        child.stdin.write(b"\n")
        child.stdin.flush()
    for child in children:
        child.communicate()
    order = (tmp_path / "order").read_text()
    changes = sum(one != other for one, other in pairwise(order))
    assert len(order) == 200
    assert changes > 20  # the gate alone lets one of them go on and on: 1 or 2 changes


def test_processes_lose_no_update(sqlite_db: Database, data: Path) -> None:
    with sqlite_db.write() as tx:
        tx.new_id("counter", template=0)
    children = [subprocess.Popen([sys.executable, "-c", COUNT_UP, data]) for _ in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]
    with sqlite_db.read() as tx:
        assert tx.execute(select(object_.c.template)).scalar_one() == 300
