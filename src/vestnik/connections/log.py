"""Log files of connections: one per connection and day, bounded, downloadable, without credentials or bodies (P16).

    [2025-03-12 09:15:30,123][INFO] session 3f2a | letter msg.77 run run.5 | a@x.test accepted: 250 2.0.0 taken | 12 ms

Several processes may write one file: every write is one append. Source: spec/connections.md 4.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from vestnik.connections.base import (
    Connection,
    ConnectionFault,
    ConnectionLog,
    Letter,
    Result,
    Silence,
    Stage,
)
from vestnik.kernel.clock import Clock

MAX_DAY_BYTES = 64 * 1024 * 1024
"""A file that has grown to this size takes nothing more that day but a line that says so."""

KEEP_DAYS = 30

MAX_LINE = 2000
"""Characters of one line; longer ones are cut."""

MAX_HELD = 2000
"""Lines of a dialogue that are held back before they are written."""

_FILE = re.compile(r"connection_(?P<name>.+)_(?P<day>\d{4}-\d{2}-\d{2})\.log")


class LogFolder:
    """The folder of all connections' log files.

    zone: in which days begin and times are written. max_day_bytes, keep_days: see the constants of this module.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        zone: tzinfo,
        *,
        max_day_bytes: int = MAX_DAY_BYTES,
        keep_days: int = KEEP_DAYS,
    ) -> None:
        self.path = path
        self._clock = clock
        self._zone = zone
        self._max_day_bytes = max_day_bytes
        self._keep_days = keep_days
        self._pruned: date | None = None

    def of(self, connection: Connection) -> ConnectionLog:
        """The log of one session of a connection, at its level."""
        if connection.log_level == "off":
            return Silence()
        return FileLog(self, connection.name, full=connection.log_level == "full")

    def files(self, name: str) -> list[tuple[date, Path]]:
        """The files of a connection, oldest first."""
        if not self.path.is_dir():
            return []
        found = []
        for entry in self.path.iterdir():
            match = _FILE.fullmatch(entry.name)
            if match and match["name"] == name:
                found.append((date.fromisoformat(match["day"]), entry))
        return sorted(found)

    def remove(self, name: str) -> None:
        """Delete the files of a connection that is deleted itself."""
        for _, file in self.files(name):
            file.unlink(missing_ok=True)

    def append(self, name: str, lines: list[tuple[datetime, str, str]]) -> None:
        """Write lines of (time, level, text). A disk that is full or gone loses log lines and nothing else."""
        today = self._clock.now().astimezone(self._zone).date()
        text = "".join(f"[{self._shown(at)}][{level}] {line}\n" for at, level, line in lines)
        try:
            self._write(self.path / f"connection_{name}_{today}.log", text.encode("utf-8", "replace"))
            if self._pruned != today:
                self._pruned = today
                self._prune(today)
        except OSError:
            return  # sending goes on

    def now(self) -> datetime:
        """The moment, for a line that is written later."""
        return self._clock.now()

    def _write(self, file: Path, data: bytes) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        try:
            size = os.fstat(descriptor).st_size
            if size > self._max_day_bytes:
                return
            if size + len(data) > self._max_day_bytes:
                note = f"[{self._shown(self.now())}][WARNING] the file is full for today, {self._max_day_bytes} bytes\n"
                data += note.encode()
            os.write(descriptor, data)
        finally:
            os.close(descriptor)

    def _prune(self, today: date) -> None:
        oldest = today - timedelta(days=self._keep_days)
        for entry in self.path.iterdir():
            match = _FILE.fullmatch(entry.name)
            if match and date.fromisoformat(match["day"]) < oldest:
                entry.unlink(missing_ok=True)

    def _shown(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{local:%Y-%m-%d %H:%M:%S},{local.microsecond // 1000:03d}"


class FileLog:
    """The log of one session. Its dialogue is held back until the stage or letter is over, and written in one piece.

    full: everything; otherwise failed stages, and letters that were not accepted.
    """

    def __init__(self, folder: LogFolder, name: str, *, full: bool) -> None:
        self.wants_dialogue = full
        self._folder = folder
        self._name = name
        self._tag = f"session {secrets.token_hex(2)} | "
        self._held: list[tuple[datetime, str, str]] = []

    def stage(self, stage: Stage, seconds: float, detail: Mapping[str, str]) -> None:
        if self.wants_dialogue:
            facts = ", ".join(f"{name}: {value}" for name, value in detail.items() if value)
            self._hold("INFO", f"{stage} | {_ms(seconds)} | {facts}")
            self._flush()

    def client(self, line: str) -> None:
        self._hold("INFO", f"C: {line}")

    def server(self, line: str) -> None:
        self._hold("INFO", f"S: {line}")

    def fault(self, fault: ConnectionFault) -> None:
        self._hold("ERROR", f"{fault.stage} | {fault.kind} | {fault.message.ru} | {fault.advice.ru}")
        self._flush()

    def results(self, letter: Letter, results: list[Result], seconds: float) -> None:
        for result in results:
            if self.wants_dialogue or result.outcome != "accepted":
                self._hold(
                    "INFO" if result.outcome == "accepted" else "ERROR", _told(letter, result, seconds)
                )
        self._flush()

    def _hold(self, level: str, text: str) -> None:
        if len(self._held) >= MAX_HELD:
            self._flush()
        line = self._tag + text
        if not line.isprintable():
            line = "".join(char if char.isprintable() else " " for char in line)
        self._held.append((self._folder.now(), level, line[:MAX_LINE]))

    def _flush(self) -> None:
        if self._held:
            held, self._held = self._held, []
            self._folder.append(self._name, held)


def _told(letter: Letter, result: Result, seconds: float) -> str:
    words = [f"letter {letter.log_id}"] if letter.log_id else []
    words += [f"run {letter.run}"] if letter.run else []
    reply = " ".join(str(part) for part in (result.code, result.text) if part)
    head = " ".join(words) or "letter"
    return f"{head} | {result.recipient} {result.outcome} at {result.stage}: {reply} | {letter.size} bytes | {_ms(seconds)}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
