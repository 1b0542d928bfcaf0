"""What the real servers have in common: programs that may be missing, a folder of their own, free ports, readiness."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PEERS = Path(
    os.environ.get("VESTNIK_PEERS")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vestnik" / "peers"
)
"""Where `.ci/install-peers` unpacks what cannot be installed beside the rest."""

START_SECONDS = 20.0


class Missing(Exception):
    """A program is not installed, or this user may not start it."""


def program(name: str, *places: Path) -> str:
    """The path of a program.

    Raises:
        Missing: it is nowhere.
    """
    for place in (*places, Path("/usr/sbin")):
        if (place / name).is_file():
            return str(place / name)
    if found := shutil.which(name):
        return found
    raise Missing(f"{name} is not installed; run .ci/install-peers")


def need_root(name: str) -> None:
    """Some servers change users and refuse to start for anyone else."""
    if os.geteuid() != 0:
        raise Missing(f"{name} needs root")


def open_folder(name: str) -> Path:
    """A folder below the system's temporary one that the servers' users may pass through."""
    folder = Path(tempfile.mkdtemp(prefix=f"vestnik-{name}-"))
    folder.chmod(0o755)
    return folder


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(port: int, log: Path) -> None:
    """Until something listens on the port."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nothing listens on {port}\n{tail(log)}")


def tail(log: Path) -> str:
    """The end of a server's log, for messages."""
    return log.read_text(errors="replace")[-3000:] if log.exists() else "(no log)"


def run(*command: str) -> None:
    """Run a program to its end; what it said is in the error."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise AssertionError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def letters(maildir: Path, holding: bytes = b"", seconds: float = 10.0) -> list[bytes]:
    """The letters of a maildir that hold some bytes, once there are any."""
    deadline = time.monotonic() + seconds
    while True:
        contents = [path.read_bytes() for path in sorted((maildir / "new").glob("*"))]
        if (found := [content for content in contents if holding in content]) or time.monotonic() > deadline:
            return found
        time.sleep(0.02)
