"""An app folder as one ZIP file, for downloads and for other systems.

A package comes from anywhere, so it is bounded while it is read, whatever its own directory says of its sizes; only YAML
files are taken out of it, and nothing is written outside of the folder. It never carries secrets: `read_folder` is told
not to look for them on this machine.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from vestnik.definitions.folder.read import APP_FILE, MAX_FILES
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text

MAX_BYTES = 32 << 20
"""Of a package as it is sent."""

MAX_UNPACKED = 64 << 20
"""Of its files together: four routes with static files of the largest size."""

_CHUNK = 1 << 16
_ALLOWED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SUFFIXES = (".yaml", ".yml")
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of each file: the same app gives the same bytes."""


def pack(folder: Path, target: BinaryIO) -> None:
    """Write the files of an app folder into a package."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for file in sorted(folder.rglob("*.yaml")):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, file.read_bytes())


def unpack(package: BinaryIO, folder: Path) -> None:
    """Put the YAML files of a package into an empty folder; one folder around all of them is left out.

    Raises:
        Invalid: it is no ZIP file, is too large, or has files that no package has; named.
    """
    try:
        with zipfile.ZipFile(package) as opened:
            left = MAX_UNPACKED
            for entry, place in _places(opened.infolist()):
                left -= _extract(opened, entry, folder / place, left)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
        OSError,
    ) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's fault, not the package's
        raise _refused("not_a_package", _NOT_A_PACKAGE) from None


_NOT_A_PACKAGE = Text(
    "Это не пакет приложения: нужен неповреждённый файл ZIP, как из «Скачать»",
    "This is no package of an app: an intact ZIP file is needed, as *Download* makes it",
)
_TOO_LARGE = Text(
    f"Файлы пакета занимают больше {MAX_UNPACKED >> 20} МБ",
    f"The files of the package take more than {MAX_UNPACKED >> 20} MB",
)
_OUTSIDE = Text("Файл ведёт из папки приложения", "The file leads out of the app folder")
_TWICE = Text("Файл есть в пакете дважды", "The file is in the package twice")
_ENCRYPTED = Text(
    "Файл зашифрован; упакуйте его без пароля", "The file is encrypted; pack it without a password"
)
_PACKED_OTHERWISE = Text(
    "Файл сжат необычным способом; упакуйте его обычным сжатием ZIP",
    "The file is compressed in an unusual way; pack it with the usual ZIP compression",
)
_TOO_MANY = Text("Больше {most} файлов", "More than {most} files").format(most=MAX_FILES)


def _places(entries: Iterable[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Where each file of interest goes."""
    found: dict[PurePosixPath, zipfile.ZipInfo] = {}
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if not entry.filename.lower().endswith(_SUFFIXES) or _is_hidden(path):
            continue
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename or "\\" in entry.filename:
            raise _refused("outside", _OUTSIDE, entry.filename)
        if entry.flag_bits & 0x1:
            raise _refused("encrypted", _ENCRYPTED, entry.filename)
        if entry.compress_type not in _ALLOWED:
            raise _refused("unusual_compression", _PACKED_OTHERWISE, entry.filename)
        if path in found:
            raise _refused("duplicate_file", _TWICE, entry.filename)
        if len(found) >= MAX_FILES:
            raise _refused("too_many_files", _TOO_MANY)
        found[path] = entry
    around = _around(found)
    for path, entry in found.items():
        yield entry, path.relative_to(around) if path.is_relative_to(around) else path


def _is_hidden(path: PurePosixPath) -> bool:
    """What file managers put beside the files."""
    return any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in path.parts)


def _around(paths: Iterable[PurePosixPath]) -> PurePosixPath:
    """The one folder that a person has packed together with its content; else the top of the package."""
    known = set(paths)
    around = [path.parent for path in known if path.name == APP_FILE and len(path.parts) == 2]
    return around[0] if PurePosixPath(APP_FILE) not in known and len(around) == 1 else PurePosixPath()


def _extract(package: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Write one file; how many bytes it has."""
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with package.open(entry) as stream, target.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise _refused("package_too_large", _TOO_LARGE, entry.filename)
            file.write(chunk)
    return size


def _refused(code: str, text: Text, *path: str) -> Invalid:
    return Invalid([Problem(code, text, tuple(name[:200] for name in path))])
