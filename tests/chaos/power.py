"""What would be on disk if the power went now: a copy of every file as of its last sync, and no file that was not synced.

SIGKILL says nothing about syncs, for the kernel keeps what a dead process wrote. So SQLite's own calls are watched: the
default VFS is given an `xOpen` that hands out files whose `xSync` copies the file aside; `os.fsync` likewise, for blobs.
A file that SQLite deletes is gone for good when its folder is synced next, which SQLite does with the first sync of every
file it makes: a journal of long ago that came back with the power would be rolled back onto a newer database.
Reads, writes, deletions and syncs themselves go on to the real thing.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import sqlite3
import stat
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.programs import unavailable

_POINTER = ctypes.sizeof(ctypes.c_void_p)
_METHODS_BYTES = 19 * _POINTER
_X_SYNC = 5 * _POINTER
"""`sqlite3_io_methods`: a version, then xClose, xRead, xWrite, xTruncate, xSync, ... (sqlite3.h)."""

_Open = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_Delete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_OpenFolder = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)
_SetCall = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_GetCall = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)

_OPEN_FOLDER = b"openDirectory"
"""The system call by which SQLite's VFS for Unix begins to sync a folder, and which it does for nothing else."""


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs` as far as it is needed here."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_bytes", ctypes.c_int),
        ("max_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
        ("not_watched", ctypes.c_void_p * 11),
        ("set_call", _SetCall),
        ("get_call", _GetCall),
    )


class Power:
    """Watches a data folder; `watched` while it does. syncs: of SQLite's files, by name."""

    def __init__(self, data: Path, aside: Path) -> None:
        self._data = data
        self._aside = aside
        self._lock = threading.Lock()
        self._contents: dict[int, str] = {}
        self._entries: dict[Path, dict[str, int]] = {}
        self._deleted: set[str] = set()
        self._kept: list[Any] = []
        self.syncs: Counter[str] = Counter()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database would answer after the power was back."""
        restored = self._aside / f"restored-{threading.get_ident()}"
        with self._lock:
            shutil.rmtree(restored, ignore_errors=True)
            shutil.copytree(self._aside / "synced", restored)
        with closing(sqlite3.connect(restored / "vestnik.db")) as connection:
            return connection.execute(query, values).fetchall()

    def has_blob(self, digest: str) -> bool:
        """Whether the blob would be there, whole: content and names of all folders on the way were synced."""
        folder = self._data / "blobs" / digest[:2]
        inode = self._entries.get(folder, {}).get(digest[2:])
        way = folder.name in self._entries.get(folder.parent, {}) and "blobs" in self._entries.get(
            self._data, {}
        )
        return way and inode is not None and self._contents.get(inode) == digest

    @contextmanager
    def watched(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Watch SQLite and `os.fsync` until the context is left."""
        (self._aside / "synced").mkdir(parents=True)
        real = os.fsync

        def fsync(descriptor: int) -> None:
            real(descriptor)
            self._noted(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)
        vfs = self._vfs()
        opening, deleting = vfs.open, vfs.delete
        folders = vfs.get_call(ctypes.byref(vfs), _OPEN_FOLDER)
        original_open, original_delete = _Open(opening), _Delete(deleting)
        original_folder = _OpenFolder(folders)
        opened = _Open(lambda *given: self._opened(original_open, *given))
        deleted = _Delete(lambda *given: self._gone(original_delete, *given))
        folder = _OpenFolder(lambda *given: self._folder_opened(original_folder, *given))
        self._kept += [opened, deleted, folder]
        vfs.open = ctypes.cast(opened, ctypes.c_void_p).value
        vfs.delete = ctypes.cast(deleted, ctypes.c_void_p).value
        vfs.set_call(ctypes.byref(vfs), _OPEN_FOLDER, folder)
        try:
            yield
        finally:
            vfs.open, vfs.delete = opening, deleting
            vfs.set_call(ctypes.byref(vfs), _OPEN_FOLDER, folders)

    def _vfs(self) -> _Vfs:
        library = _loaded_sqlite()
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        found: _Vfs = library.sqlite3_vfs_find(None).contents
        return found

    def _opened(
        self, original: Callable[..., int], vfs: int, name: int | None, file: int, flags: int, out: int
    ) -> int:
        result = original(vfs, name, file, flags, out)  # the very pointer: more lies behind the name
        methods = ctypes.c_void_p.from_address(file)
        path = Path(ctypes.string_at(name).decode()) if name else Path()
        if result == 0 and methods.value and path.parent == self._data:
            methods.value = self._with_sync(methods.value, path)
        return result

    def _with_sync(self, methods: int, path: Path) -> int:
        copy = ctypes.create_string_buffer(ctypes.string_at(methods, _METHODS_BYTES), _METHODS_BYTES)
        slot = ctypes.c_void_p.from_buffer(copy, _X_SYNC)
        original = _Sync(slot.value)

        def sync(file: int, flags: int) -> int:
            result = original(file, flags)
            with self._lock:
                self.syncs[path.name] += 1
                self._deleted.discard(path.name)
                shutil.copyfile(path, self._aside / "synced" / path.name)
            return result

        replaced = _Sync(sync)
        slot.value = ctypes.cast(replaced, ctypes.c_void_p).value
        self._kept += [copy, replaced, original]
        return ctypes.addressof(copy)

    def _gone(self, original: Callable[..., int], vfs: int, name: bytes, sync_folder: int) -> int:
        path = Path(name.decode())
        if path.parent == self._data:
            with self._lock:
                self._deleted.add(path.name)
        return original(vfs, name, sync_folder)

    def _folder_opened(self, original: Callable[..., int], name: bytes, out: int) -> int:
        """SQLite opens a folder to sync it at once: what it deleted there does not come back."""
        result = original(name, out)
        if result == 0 and Path(name.decode()).parent == self._data:
            with self._lock:
                for gone in self._deleted:
                    (self._aside / "synced" / gone).unlink(missing_ok=True)
                self._deleted.clear()
        return result

    def _noted(self, descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            self._entries[path] = {entry.name: entry.inode() for entry in os.scandir(path)}
        else:
            self._contents[found.st_ino] = hashlib.sha256(path.read_bytes()).hexdigest()


def _loaded_sqlite() -> ctypes.CDLL:
    """The library that Python's sqlite3 itself uses."""
    sqlite3.connect(":memory:").close()
    lines = Path("/proc/self/maps").read_text().splitlines()
    paths = {line.split()[-1] for line in lines if "libsqlite3" in line}
    if not paths:
        unavailable("Python's sqlite3 is linked statically, and its syncs cannot be watched")
    return ctypes.CDLL(paths.pop())
