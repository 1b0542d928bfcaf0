"""What the real servers have in common: programs that may be missing, a folder of their own, free ports, readiness."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

EXIM = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vestnik" / "exim" / "usr" / "sbin"
"""Where `.ci/install` unpacks Exim, which cannot be installed beside Postfix."""

PATIENCE_SECONDS = 20.0
_PR_SET_PDEATHSIG = 1


class Missing(Exception):
    """A program is not installed."""


class NotRoot(Exception):
    """This user may not start the program."""


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
    raise Missing(f"{name} is not installed: run .ci/install")


def need_root(name: str) -> None:
    """Some servers change users and refuse to start for anyone else."""
    if os.geteuid() != 0:
        raise NotRoot(f"{name} can only be started by root")


def open_folder(name: str) -> Path:
    """A folder below the system's temporary one that the servers' users may pass through."""
    folder = Path(tempfile.mkdtemp(prefix=f"vestnik-{name}-"))
    folder.chmod(0o755)
    return folder


def free_ports(count: int) -> list[int]:
    """Different ports on loopback that nobody listens on now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def start(*command: str) -> subprocess.Popen[bytes]:
    """A server in the foreground, which logs to a file of its own and ends with the tests even when those are killed."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_end_with_parent,
    )


def wait_for(port: int, log: Path) -> None:
    """Until something listens on the port."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nothing listens on {port}\n{tail(log)}")


def until(look: Callable[[], list[bytes]], least: int, log: Path) -> list[bytes]:
    """What there is, once there are as many; the server's log is told when they do not come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(found := look()) < least:
        assert time.monotonic() < deadline, f"{len(found)} letters instead of {least}\n{tail(log)}"
        time.sleep(0.02)
    return found


def tail(log: Path) -> str:
    """The end of a server's log, for messages."""
    return log.read_text(errors="replace")[-3000:] if log.exists() else "(no log)"


def run(*command: str, given: str = "") -> None:
    """Run a program to its end; what it said is in the error."""
    done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise AssertionError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
