"""A private PostgreSQL for the tests, from installed programs or from the package `pgserver`."""

from __future__ import annotations

import glob
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg


class PrivatePostgres:
    """A server on a socket of its own folder; nothing of it outlives `stop`. Durability is off: tests only."""

    def __init__(self) -> None:
        self._programs = _find_programs()
        self._folder = Path(tempfile.mkdtemp(prefix="vestnik-pg-", dir="/tmp"))
        self._as_user: dict[str, Any] = {}
        if os.geteuid() == 0:  # initdb refuses root
            plain = pwd.getpwnam("nobody")
            os.chown(self._folder, plain.pw_uid, plain.pw_gid)
            self._as_user = {"user": plain.pw_uid, "group": plain.pw_gid, "extra_groups": []}
        self._count = 0
        data = self._folder / "data"
        self._run("initdb", "-D", data, "-U", "vestnik", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {self._folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
        self._run("pg_ctl", "-D", data, "-w", "-o", options, "-l", self._folder / "log", "start")

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one of its databases."""
        return f"postgresql+psycopg://vestnik@/{database}?host={self._folder}"

    def new_database(self, template: str = "template1") -> str:
        """Make a database as a copy of another one; its name."""
        self._count += 1
        name = f"t{self._count}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, ending whoever still uses it."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """One statement for the whole server."""
        with psycopg.connect(f"host={self._folder} user=vestnik dbname=postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        log = self._folder / f"{program}.out"
        with log.open("ab") as out:
            done = subprocess.run(
                [self._programs / program, *arguments], stdout=out, stderr=out, cwd="/", timeout=60, **self._as_user
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {log.read_text()[-2000:]}")


def _find_programs() -> Path:
    installed = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
    if installed:
        return Path(installed[-1])
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    spec = importlib.util.find_spec("pgserver")
    assert spec is not None, "neither PostgreSQL nor pgserver is installed"
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"
