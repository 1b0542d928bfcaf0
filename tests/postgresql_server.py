"""A private PostgreSQL for the tests: from installed programs, else from the `pgserver` wheel. It listens on a socket only."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 30
_UNSAFE_BUT_QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "listen_addresses": "",
    "timezone": "UTC",
    "shared_buffers": "64MB",
}
_PR_SET_PDEATHSIG = 1


class NoPostgresql(Exception):
    """There is no PostgreSQL to start; the text says why."""


class PostgresqlServer:
    """One running server, and databases in it by the dozen.

    settings: of `postgresql.conf`; those of the tests keep nothing over a crash.
    """

    def __init__(self, programs: Path, settings: Mapping[str, str] = _UNSAFE_BUT_QUICK) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vestnik-pg-"))
        self._numbers = count(1)
        owner = _plain_user()
        if owner:
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        as_owner: dict[str, Any] = (
            {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        )
        as_owner |= {"cwd": self.folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}}
        cluster = self.folder / "cluster"
        initdb = [
            programs / "initdb",
            "-D",
            cluster,
            "-U",
            "vestnik",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        made = subprocess.run(initdb, capture_output=True, text=True, **as_owner)
        if made.returncode:
            shutil.rmtree(self.folder)
            raise NoPostgresql(made.stderr)
        options = [f"--{name}={value}" for name, value in settings.items()]
        self._command = [programs / "postgres", "-D", cluster, "-k", self.folder, *options]
        self._as_owner = as_owner
        self._log = (self.folder / "log").open("wb")
        self.start()

    def start(self) -> None:
        """Start it, at first or after `halt`, and wait until it answers."""
        self._process = subprocess.Popen(
            self._command, stdout=self._log, stderr=self._log, preexec_fn=_die_with_parent, **self._as_owner
        )
        self._wait_until_ready()

    def halt(self) -> None:
        """Stop it, and cut off whoever is connected; what is committed stays."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(START_SECONDS)

    def url(self, database: str) -> str:
        """The address of a database as the setting `VESTNIK_DATABASE` takes it."""
        return f"postgresql://vestnik@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """A new database, copied from another one to which nobody is connected; its name."""
        name = f"test_{next(self._numbers)}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE {template} {self._copying}")
        return name

    def drop(self, database: str) -> None:
        self._administer(f"DROP DATABASE {database} WITH (FORCE)")

    def stop(self) -> None:
        self.halt()
        self._log.close()
        shutil.rmtree(self.folder)

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _wait_until_ready(self) -> None:
        give_up = time.monotonic() + START_SECONDS
        while True:
            try:
                with psycopg.connect(self.url("postgres")) as connection:
                    # The default since version 15 logs every page; without syncing to disk the former way is quicker.
                    self._copying = "STRATEGY file_copy" if connection.info.server_version >= 150000 else ""
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > give_up:
                    raise NoPostgresql((self.folder / "log").read_text()) from None
                time.sleep(0.02)


def find_programs() -> Path:
    """The folder of `initdb` and `postgres`.

    Raises:
        NoPostgresql: neither installed nor in the `pgserver` wheel.
    """
    for folder in _folders():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgresql("install PostgreSQL 14 or newer, or the Python package pgserver")


def _folders() -> Iterator[Path]:
    if config := shutil.which("pg_config"):
        yield Path(subprocess.run([config, "--bindir"], capture_output=True, text=True).stdout.strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if initdb := shutil.which("initdb"):
        yield Path(initdb).parent
    try:
        import pgserver
    except ImportError:
        return
    yield Path(pgserver.__file__).parent / "pginstall" / "bin"


def _plain_user() -> pwd.struct_passwd | None:
    """Whom to run as when we are root, which PostgreSQL refuses to be."""
    if os.getuid() != 0:
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


_die_with_parent: Callable[[], None] | None = None
if sys.platform == "linux":
    _libc = ctypes.CDLL(None)

    def _die_with_parent() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
