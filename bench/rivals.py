"""What Python people use today, on the same machine and to the same sink: django-post_office, and a plain smtplib loop.

django-post_office (queue in SQLite, `send_queued_mail` with one process) is installed into an environment of its own, kept
for the next time. The loop writes each letter with the standard library and sends it over one session; nothing is kept.
"""

from __future__ import annotations

import json
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from bench.load import TEXT
from bench.programs import UNPACKED
from bench.report import Missing, Report
from bench.sinks import sink

LETTERS = 2_000
PACKAGES = ("django==5.2.1", "django-post_office==3.10.1")
SECONDS = 150


def run(report: Report) -> None:
    """Take the figures."""
    letters = report.count(LETTERS)
    with sink() as taking:
        seconds = _loop(letters, taking.port)
        report.add("smtplib_letters_per_s", letters / seconds, "letters/s by a loop of smtplib, nothing kept")
        try:
            told = _post_office(letters, taking.port)
            rate = letters / (told["queued_s"] + told["sent_s"])
            report.add(
                "post_office_letters_per_s", rate, "letters/s queued and delivered, django-post_office"
            )
            report.add("post_office_queued_per_s", letters / told["queued_s"], "letters/s queued")
            report.add("post_office_sent_per_s", letters / told["sent_s"], "letters/s sent from its queue")
        except Missing as why:
            report.lacks(why)


def _loop(letters: int, port: int) -> float:
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for n in range(letters):
            letter = EmailMessage()
            letter["From"] = "Отдел кадров <hr@example.com>"
            letter["To"] = f"Анна Петрова <anna{n}@example.org>"
            letter["Subject"] = f"Договор поставки № {n}"
            letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain="example.com")
            letter.set_content(TEXT)
            server.send_message(letter)
    return time.perf_counter() - begun


def _post_office(letters: int, port: int) -> dict[str, float]:
    python = _environment()
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=".") as folder:
        script = Path(__file__).with_name("rival_post_office.py")
        command = [python, script, str(letters), str(port), folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    if done.returncode:
        raise Missing(f"django-post_office fails: {done.stderr[-500:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _environment() -> str:
    folder = UNPACKED / "post-office"
    python = folder / "bin/python"
    if not (folder / "ready").exists():
        UNPACKED.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        done = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *PACKAGES],
            capture_output=True,
            text=True,
            env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        if done.returncode:
            raise Missing(f"django-post_office: cannot be installed: {done.stderr[-300:]}")
        (folder / "ready").touch()
    return str(python)
