"""Rendering: a letter of 2 KB, and a megabyte of attachment."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from time import perf_counter

from bench.report import Report

from vestnik.kernel.values import Content
from vestnik.mail.email import Attachment, Email, Mailbox
from vestnik.mail.message_ids import new_message_id
from vestnik.mail.render import render

LETTER = Email(
    from_=(Mailbox("Отдел договоров", "dogovory@example.ru"),),
    to=(Mailbox("Анна Петрова", "anna@example.ru"),),
    subject="Документ Договор поставки № 17.pdf к рассмотрению",
    text="Здравствуйте, Анна Петрова!\n\nРассмотрите документ.\n" * 20,
    message_id=new_message_id("dogovory@example.ru"),
    date=datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC),
    auto_submitted="auto-generated",
)


def best(work: Callable[[], object], times: int) -> float:
    """Seconds of the fastest of five rounds, per call."""
    rounds = []
    for _ in range(5):
        begun = perf_counter()
        for _ in range(times):
            work()
        rounds.append((perf_counter() - begun) / times)
    return min(rounds)


def run(report: Report) -> None:
    """Take the figures."""
    ascii_letter = replace(LETTER, text="Good day,\nplease look at the document.\n" * 50, subject="Report 17")
    for name, letter in (("cyrillic", LETTER), ("ascii", ascii_letter)):
        seconds = best(lambda letter=letter: render(letter), 2000)  # type: ignore[misc]
        what = f"µs: a letter of {render(letter).size} bytes, {name}"
        report.add(f"render_{name}_us", seconds * 1e6, what, budget="50")

    data = os.urandom(1_000_000)
    content = Content(sha256(data).hexdigest(), len(data))
    with_file = replace(LETTER, attachments=(Attachment("Договор поставки № 17.pdf", content),))
    seconds = best(lambda: render(with_file), 2000)
    report.add("render_with_file_us", seconds * 1e6, "µs: a letter that refers to a file", budget="50")
    rendered = render(with_file)
    seconds = best(lambda: sum(map(len, rendered.chunks(lambda _: io.BytesIO(data)))), 20)
    report.add(
        "encode_ms_per_mb", seconds * 1e3, "ms: an attachment of 1 MB to Base64, as a stream", budget="5"
    )
