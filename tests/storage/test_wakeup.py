from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from vestnik.storage.database import Database
from vestnik.storage.wakeup import Wakeup, open_wakeup

LONG = 20.0
"""Never waited out when the wake-up works."""

NOTIFY = """
import sys
from pathlib import Path
from vestnik.storage.database import Database
from vestnik.storage.wakeup import open_wakeup
url, data, channel = sys.argv[1:]
db = Database.open(url or None, Path(data))
wakeup = open_wakeup(db, Path(data))
wakeup.notify(channel)
wakeup.close()
"""


@pytest.fixture
def wakeup(db: Database, data: Path) -> Iterator[Wakeup]:
    made = open_wakeup(db, data)
    yield made
    made.close()


def test_a_notification_ends_the_waiting_and_says_of_what(wakeup: Wakeup) -> None:
    with wakeup.listen("jobs", "lanes") as listener:
        threading.Timer(0.05, wakeup.notify, ["jobs"]).start()
        assert listener.wait(LONG) == {"jobs"}


def test_one_that_came_before_the_waiting_is_not_lost(wakeup: Wakeup) -> None:
    with wakeup.listen("jobs") as listener:
        wakeup.notify("jobs")
        assert listener.wait(LONG) == {"jobs"}


def test_without_a_notification_the_waiting_ends_in_time(wakeup: Wakeup) -> None:
    with wakeup.listen("jobs") as listener:
        wakeup.notify("lanes")
        assert listener.wait(0.05) == frozenset()


def test_many_notifications_come_as_few(wakeup: Wakeup) -> None:
    with wakeup.listen("jobs") as listener:
        for _ in range(5_000):
            wakeup.notify("jobs")
        times = 0
        while listener.wait(0.2):
            times += 1
    assert 1 <= times < 500


def test_every_listener_is_woken(wakeup: Wakeup) -> None:
    with wakeup.listen("jobs") as one, wakeup.listen("jobs") as other:
        wakeup.notify("jobs")
        assert one.wait(LONG) == other.wait(LONG) == {"jobs"}


def test_another_process_wakes_us(db: Database, data: Path, wakeup: Wakeup) -> None:
    url = db.engine.url.render_as_string(hide_password=False) if db.dialect == "postgresql" else ""
    with wakeup.listen("jobs") as listener:
        subprocess.run([sys.executable, "-c", NOTIFY, url, data, "jobs"], check=True)
        assert listener.wait(LONG) == {"jobs"}


def test_pipes_of_the_dead_are_cleared_away(sqlite_db: Database, data: Path) -> None:
    wakeup = open_wakeup(sqlite_db, data)
    subprocess.run([sys.executable, "-c", DIE_LISTENING, data], check=False)
    assert len(list((data / "wakeup").iterdir())) == 1
    wakeup.notify("jobs")
    assert not list((data / "wakeup").iterdir())


DIE_LISTENING = """
import os, sys
from pathlib import Path
from vestnik.storage.wakeup import PipeWakeup
with PipeWakeup(Path(sys.argv[1]) / "wakeup").listen("jobs"):
    os.kill(os.getpid(), 9)
"""


def test_a_listener_survives_the_loss_of_its_connection(postgresql_db: Database, data: Path) -> None:
    wakeup = open_wakeup(postgresql_db, data)
    with wakeup.listen("jobs") as listener:
        with postgresql_db.write() as tx:
            end_listeners = text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vestnik wakeup'"
            )
            tx.execute(end_listeners)
        assert listener.wait(0.01) == frozenset()
        assert listener.wait(LONG) == {"jobs"}  # it may have missed one
        wakeup.notify("jobs")
        assert listener.wait(LONG) == {"jobs"}
    wakeup.close()


def test_a_channel_has_a_plain_name(wakeup: Wakeup) -> None:
    with pytest.raises(ValueError, match="channel"):
        wakeup.notify("../jobs")
