"""A storm: processes are killed at random moments while letters are queued and sent; then the accounts are compared.

What must hold (spec/delivery.md R1, R5, R6, R7, R8, M1):
- every acknowledged letter is in the database and was taken by the server, with the very bytes that were frozen;
- one press is one letter, however often it was repeated;
- a letter was taken twice only if it was in flight at a kill, and then it is marked as possibly repeated.
"""

from __future__ import annotations

import hashlib
import random
import socket
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from tests.chaos import lives, sink
from tests.chaos.lives import Life
from tests.chaos.people import People
from tests.chaos.sink import Taken

from vestnik.delivery.frozen import Body, load_layout
from vestnik.runtime.settings import Settings
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.tables.delivery import job, letter, message, worker

PASSWORD = "storm-password-1"
WAITS_SECONDS = (0.03, 0.1, 0.3)
"""A kill comes up to so long after the presses that it waits for: before, in the middle of or after their sending."""

SETTLED_SECONDS = 90.0


@dataclass(slots=True)
class Outcome:
    """The accounts of one storm.

    lost: acknowledged letters that the server never took. repeated: times that a letter was taken after the first.
    repeated_unmarked: repeated letters that are not marked. altered: copies whose bytes are not the frozen ones.
    doubled: letters beyond one per press. in_flight: letters started at the kills: the most that may be repeated.
    repeated_not_in_flight: repeated letters that were in flight at no kill.
    """

    kills: int = 0
    letters: int = 0
    lost: int = 0
    repeated: int = 0
    repeated_unmarked: int = 0
    repeated_not_in_flight: int = 0
    altered: int = 0
    doubled: int = 0
    in_flight: int = 0
    marked: int = 0
    kills_while_sending: int = 0
    kills_while_queueing: int = 0
    seconds: float = 0.0
    states: dict[str, int] = field(default_factory=dict)

    @property
    def faults(self) -> list[str]:
        """What must not be, in words; empty when all is well."""
        found = [
            f"{name} is {getattr(self, name)}"
            for name in ("lost", "repeated_unmarked", "repeated_not_in_flight", "altered", "doubled")
            if getattr(self, name)
        ]
        if self.repeated > self.in_flight:
            found.append(f"{self.repeated} repeated, only {self.in_flight} were in flight")
        if set(self.states) != {"sent"}:
            found.append(f"states {self.states}")
        return found

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"faults": self.faults}


class Storm:
    """One storm over one installation.

    Args:
        folder: empty, for everything.
        database: URL of an empty PostgreSQL database; None is SQLite.
        workers: how many at once; more than one needs PostgreSQL.
    """

    def __init__(
        self, folder: Path, database: str | None, *, workers: int, kills: int, letters: int, seed: int
    ) -> None:
        self._folder = folder
        self._workers = workers
        self._kills = kills
        self._letters = letters
        self._chance = random.Random(seed)
        self._seed = seed
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._settings = Settings(
            data=folder / "data",
            database=database,
            port=port,
            admin_password=PASSWORD,  # type: ignore[arg-type]
            log_level="warning",
        )
        self._in_flight: set[int] = set()
        self._outcome = Outcome(kills=kills, letters=letters)

    def run(self) -> Outcome:
        begun = time.monotonic()
        record = self._folder / "taken.txt"
        with ExitStack() as stack:
            port = self._start_sink(stack, record)
            web = Life("web", lives.web, self._settings, self._folder / "web.log")
            stack.callback(_stop, web)
            people = People(f"http://127.0.0.1:{self._settings.port}", PASSWORD, self._letters)
            people.prepare(port)
            db = Database.open(self._settings.database, self._settings.data)
            stack.callback(db.close)
            workers = [
                Life(f"worker{n}", lives.worker, self._settings, self._folder / f"worker{n}.log")
                for n in range(self._workers)
            ]
            for life in workers:
                stack.callback(_stop, life)
            people.start()
            self._kill_all(db, web, workers, people)
            people.join(120)
            self._await(lambda: self._open_jobs(db) == 0, SETTLED_SECONDS)
            self._compare(db, people, Taken.read(record))
        self._outcome.seconds = round(time.monotonic() - begun, 1)
        return self._outcome

    def _start_sink(self, stack: ExitStack, record: Path) -> int:
        context = lives.context()
        here, there = context.Pipe()
        process = context.Process(target=sink.run, args=(record, self._seed, there))
        process.start()
        stack.callback(process.join)
        stack.callback(process.kill)
        assert here.poll(30), "the sink does not start"
        return int(here.recv())

    def _kill_all(self, db: Database, web: Life, workers: list[Life], people: People) -> None:
        allowed = 0
        for number in range(1, self._kills + 1):
            target = self._letters * number // (self._kills + 1)
            people.allow(target - allowed)
            allowed = target
            enough = self._chance.randint(target - self._letters // (self._kills + 1), target)
            self._await(lambda enough=enough: len(people.acknowledged) >= enough, 60)  # type: ignore[misc]
            time.sleep(self._chance.uniform(0, self._chance.choice(WAITS_SECONDS)))
            victims = self._chance.choice(
                [[web], [web, *workers], *([one] for one in workers for _ in range(2))]
            )
            self._kill(db, victims, people)
            assert all(life.alive for life in (web, *workers)), "a process ended by itself"

    def _kill(self, db: Database, victims: list[Life], people: People) -> None:
        queueing = people.waiting > 0
        names = [life.pid for life in victims]
        for life in victims:
            life.kill()
        started = self._started(db, names)
        self._in_flight |= started
        self._outcome.in_flight += len(started)
        self._outcome.kills_while_sending += bool(started)
        self._outcome.kills_while_queueing += queueing and any(life.name == "web" for life in victims)
        for life in victims:
            life.again()

    def _started(self, db: Database, pids: list[int]) -> set[int]:
        """Messages whose letters the killed processes had started; others need seconds to take them back."""
        names = [f"{socket.gethostname()}:{pid}" for pid in pids]
        with db.read() as tx:
            rows = tx.execute(
                select(job.c.message)
                .join(worker, worker.c.id == job.c.worker)
                .where(job.c.started.is_not(None), worker.c.name.in_(names))
            )
            return set(rows.scalars())

    def _open_jobs(self, db: Database) -> int:
        with db.read() as tx:
            return int(tx.execute(select(func.count()).select_from(job)).scalar_one())

    def _compare(self, db: Database, people: People, taken: Taken) -> None:
        found, blobs = self._outcome, FolderBlobs(self._settings.data / "blobs")
        acknowledged = {int(name.partition(".")[2]) for name in people.acknowledged.values()}
        with db.read() as tx:
            rows = tx.execute(
                select(message, letter.c.content, letter.c.layout).join(
                    letter, letter.c.message == message.c.id
                )
            ).all()
        known = {row.id for row in rows}
        found.lost = len(acknowledged - known)
        found.doubled = len(rows) - self._letters
        for row in rows:
            body = Body(row.content, load_layout(row.layout), row.size, needs_smtputf8=False, eight_bit=False)
            frozen = hashlib.sha256(b"".join(body.chunks(blobs.open))).hexdigest()
            times = taken.times[row.message_id]
            found.lost += row.id in acknowledged and not times
            found.altered += times - taken.copies[row.message_id, frozen]
            found.marked += row.possibly_repeated
            found.states[row.state] = found.states.get(row.state, 0) + 1
            if times > 1:
                found.repeated += times - 1
                found.repeated_unmarked += not row.possibly_repeated
                found.repeated_not_in_flight += row.id not in self._in_flight
        found.altered += sum((taken.times - Counter({row.message_id: 10**9 for row in rows})).values())

    def _await(self, what: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end:
                return  # the comparison tells what is missing
            time.sleep(0.01)


def _stop(life: Life) -> None:
    if life.alive:
        life.end()
