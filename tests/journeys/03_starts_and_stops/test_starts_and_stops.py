"""`vestnik serve` and its worker: started twice, killed, told to stop; a database of a newer program; an upgrade."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.journeys.conftest import ListeningMailbox, Served, free_port, wait_for

from vestnik.runtime import worked_example


def vestnik(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself, in English."""
    environment = {**os.environ, "VESTNIK_LANGUAGE": "en"}
    command = [sys.executable, "-m", "vestnik", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)


def worker_pid(served: Served) -> int | None:
    """The process of the worker, as the system shows it."""
    items = served.client().get("/workers").json()["items"]
    return int(items[0]["name"].rpartition(":")[2]) if items else None


def gone(pid: int) -> bool:
    """Whether a process has ended; a zombie has, too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def press(served: Served) -> str:
    """One letter, of a record that is made for it."""
    with closing(served.client()) as api:
        return str(worked_example._press(api, lambda _: None))


def state(served: Served, message: str) -> Any:
    return served.client().get(f"/messages/{message}").json()["state"]


def test_R13_whoever_dies_or_stops_no_letter_is_lost(
    served: Served, mailbox: ListeningMailbox, tmp_path: Path
) -> None:
    with closing(served.client()) as api:
        worked_example._build(api, mailbox.port, lambda _: None)
    first = wait_for(lambda: worker_pid(served))
    assert isinstance(first, int)

    refused = vestnik("serve", "--data", str(served.data), "--port", str(free_port()))
    assert refused.returncode != 0
    assert f"({'serve'}, process {served.process.pid})" in " ".join(refused.stderr.split())
    assert "Traceback" not in refused.stderr

    # The worker is killed: another one takes its place.
    os.kill(first, signal.SIGKILL)
    letters = [press(served)]
    wait_for(lambda: state(served, letters[0]) == "sent")
    second = wait_for(lambda: (pid := worker_pid(served)) != first and pid)
    assert isinstance(second, int)

    # The whole is killed: the worker does not outlive it, and the next start goes on.
    letters.append(press(served))
    served.process.kill()
    served.process.wait()
    wait_for(lambda: gone(second))
    again = Served(served.data, served.port)
    try:
        wait_for(again.ready)
        wait_for(lambda: state(again, letters[1]) == "sent")

        # It is told to stop: both end, with nothing left behind.
        third = wait_for(lambda: worker_pid(again))
        assert isinstance(third, int)
        again.process.terminate()
        assert again.process.wait(40) == 0, again.log.read_text()
        assert gone(third)
    finally:
        again.stop()
    with closing(sqlite3.connect(served.data / "vestnik.db")) as connection:
        assert connection.execute("SELECT count(*) FROM job").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM worker WHERE ended IS NULL").fetchone() == (0,)
    assert len(mailbox.raw_letters()) >= 2
    assert "Traceback" not in served.log.read_text()


def test_a_database_of_a_newer_program_is_refused_and_an_older_one_is_kept_before_its_upgrade(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    assert "to 0001" in vestnik("upgrade", "--data", str(data)).stdout
    assert "up to date" in vestnik("upgrade", "--data", str(data)).stdout
    with closing(sqlite3.connect(data / "vestnik.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    for command in (["serve", "--port", str(free_port())], ["worker"], ["upgrade"]):
        refused = vestnik(*command, "--data", str(data))
        assert refused.returncode != 0
        assert "9999_from_the_future" in refused.stderr
        assert "Traceback" not in refused.stderr
