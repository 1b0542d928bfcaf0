from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vestnik.storage.folder_lock import FolderInUse, FolderLock

HOLD = """
import sys
from pathlib import Path
from vestnik.storage.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_program_is_refused_and_told_who_is_there(data: Path) -> None:
    with FolderLock(data), pytest.raises(FolderInUse) as caught:
        FolderLock(data)
    assert str(os.getpid()) in caught.value.message.ru
    assert str(data) in caught.value.message.en


def test_other_roles_have_locks_of_their_own(data: Path) -> None:
    with FolderLock(data, "serve"), FolderLock(data, "worker"):
        pass


def test_a_killed_program_leaves_no_lock(data: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, data], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUse):
            FolderLock(data)
        other.kill()
        other.wait()
        FolderLock(data).release()
