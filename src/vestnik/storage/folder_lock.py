"""One program at a time in a data folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text
from vestnik.storage.data_folder import make_folder


class FolderInUse(VestnikError):
    code = "folder_in_use"
    text = Text(
        "С папкой данных {folder} уже работает другая программа Vestnik ({role}, процесс {pid}). "
        "Остановите её или укажите другую папку: --data.",
        "Another Vestnik works in the data folder {folder} already ({role}, process {pid}). "
        "Stop it, or name another folder with --data.",
    )


class FolderLock:
    """Holds `<role>.lock` of a folder until `release` or the end of the process, however it dies."""

    def __init__(self, folder: Path, role: str = "serve") -> None:
        """Take the lock.

        Raises:
            FolderInUse: another process has it. BadDataFolder: it cannot be made.
        """
        make_folder(folder)
        self._descriptor = os.open(folder / f"{role}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.pread(self._descriptor, 20, 0).decode() or "?"
            os.close(self._descriptor)
            raise FolderInUse(folder=folder, role=role, pid=pid) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        """Let another program in. The file stays: removing it could take the lock from whoever opened it meanwhile."""
        os.close(self._descriptor)

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
