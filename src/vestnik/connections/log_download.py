"""«Скачать журнал»: one day as a text file, several as one zip, made while they are read (spec/connections.md 4)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import RawIOBase
from pathlib import Path

from vestnik.connections.log import LogFolder
from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text

_PIECE = 64 * 1024


class LogEmpty(NotFound):
    code = "log_empty"
    text = Text(
        "У подключения «{connection}» за эти дни нет журнала. Записи появятся после проверки или отправки, "
        "если «Запись в файловые журналы» не отключена.",
        "Connection '{connection}' has no log for these days. Lines appear after a test or a letter, "
        "unless the file log is off.",
    )


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out. chunks may be read once."""

    filename: str
    media_type: str
    chunks: Iterator[bytes]


def download(folder: LogFolder, name: str, since: date | None = None, until: date | None = None) -> Download:
    """The log of a connection, from one day to another, both included; all days when neither is given.

    Raises:
        LogEmpty: there is nothing.
    """
    chosen = [
        (day, file)
        for day, file in folder.files(name)
        if (since is None or day >= since) and (until is None or day <= until)
    ]
    if not chosen:
        raise LogEmpty(connection=name, what=name)
    if len(chosen) == 1:
        _, file = chosen[0]
        return Download(file.name, "text/plain; charset=utf-8", _read(file))
    first, last = chosen[0][0], chosen[-1][0]
    return Download(
        f"connection_{name}_{first}_{last}.zip", "application/zip", _zipped([file for _, file in chosen])
    )


def _read(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


class _Outlet(RawIOBase):
    """Where zipfile writes to; what has been written is taken away piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        """What was written since the last call."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _zipped(files: list[Path]) -> Iterator[bytes]:
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            with archive.open(zipfile.ZipInfo.from_file(file, file.name), "w") as entry:
                for piece in _read(file):
                    entry.write(piece)
                    if ready := outlet.take():
                        yield ready
    yield outlet.take()
