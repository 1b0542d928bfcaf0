"""The tutorial, performed to the letter: its files written, its commands run by a shell, its letter looked at."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

from tests.docs.blocks import ROOT, blocks
from tests.journeys.conftest import free_port, wait_for
from tests.programs import unavailable

ENGLISH, RUSSIAN = ROOT / "docs/tutorial.en.md", ROOT / "docs/tutorial.ru.md"


def _code(page: Path) -> list[tuple[str, str]]:
    """Markers and texts without comments, which are in the language of the page."""
    return [
        (block.marker, re.sub(r"^\s*#.*\n", "", block.text, flags=re.M))
        for block in blocks(page)
        if block.language in ("sh", "yaml")
    ]


def test_both_languages_have_the_same_commands_and_files() -> None:
    assert _code(RUSSIAN) == _code(ENGLISH)


def test_the_tutorial_works_as_it_is_written(tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        unavailable("curl is not installed")
    ports = {"8080": str(free_port()), "2525": str(free_port())}
    script = ["set -euo pipefail", "trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT"]
    for block in blocks(ENGLISH):
        text = block.text
        for port, free in ports.items():
            text = text.replace(port, free)
        if block.marker.startswith("file: "):
            path = tmp_path / block.marker.removeprefix("file: ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif block.marker == "in another terminal":
            port = next(free for free in ports.values() if free in text or free == ports["8080"])
            script += [
                f"{text.strip()} >>background.log 2>&1 &",
                _until(ports["2525"] if "aiosmtpd" in text else port),
            ]
        elif block.language == "sh" and block.marker != "not here":
            script.append(text)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "VESTNIK_PORT": ports["8080"],
        "VESTNIK_LANGUAGE": "en",
    }
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    log = (tmp_path / "background.log").read_text() if (tmp_path / "background.log").exists() else ""
    assert done.returncode == 0, done.stdout + done.stderr + log

    def arrived() -> list[EmailMessage]:
        """Letters of the route; the connection test has sent one too."""
        made = [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in (tmp_path / "mailbox/new").iterdir()
        ]
        return [
            one for one in made if isinstance(one, EmailMessage) and one["Subject"].startswith("Документ")
        ]

    [letter] = wait_for(arrived)  # type: ignore[misc]
    assert letter["Subject"] == "Документ Договор.pdf к рассмотрению."
    [attachment] = letter.iter_attachments()
    assert attachment.get_filename() == "Договор.pdf"
    assert attachment.get_payload(decode=True) == (tmp_path / "Договор.pdf").read_bytes()


def _until(port: str) -> str:
    connect = f"import socket; socket.create_connection(('127.0.0.1', {port}), 1)"
    return f'for i in $(seq 200); do python -c "{connect}" 2>/dev/null && break; sleep 0.1; done'
