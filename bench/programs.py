"""Programs of others: found where they are installed, Postfix' two tools else unpacked from their Debian package."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.report import Missing

UNPACKED = Path(tempfile.gettempdir()) / f"vestnik-bench-{os.getuid()}"
"""Where packages are unpacked; kept for the next time."""


@dataclass(frozen=True)
class Program:
    """How to start it."""

    path: str
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(self, arguments: Sequence[str], **more: object) -> subprocess.Popen[bytes]:
        """A process of it that says nothing."""
        options: dict[str, object] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            [self.path, *arguments], env={**os.environ, **self.environment}, **options
        )


def installed(name: str, package: str) -> str:
    """The path of an installed program.

    Raises:
        Missing: it is not.
    """
    if path := shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"):
        return path
    raise Missing(f"{name}: install the Debian package {package}")


def postfix_tool(name: str) -> Program:
    """`smtp-sink` or `smtp-source`: installed, or unpacked without being installed.

    Raises:
        Missing: neither is possible.
    """
    try:
        return Program(installed(name, "postfix"))
    except Missing as missing:
        folder = UNPACKED / "postfix"
        if not (folder / "usr/sbin" / name).exists():
            _unpack("postfix", folder, missing)
        return Program(str(folder / "usr/sbin" / name), {"LD_LIBRARY_PATH": str(folder / "usr/lib/postfix")})


def _unpack(package: str, folder: Path, missing: Missing) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True, capture_output=True)
        (archive,) = folder.glob(f"{package}_*.deb")
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError, ValueError):
        raise missing from None
