"""Rendering: microseconds for a 2 KB letter, milliseconds per megabyte of attachment (budget: 50 µs, 5 ms).

.venv/bin/python bench/render.py
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from time import perf_counter

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


def main() -> None:
    """Print the figures."""
    ascii_letter = replace(LETTER, text="Good day,\nplease look at the document.\n" * 50, subject="Report 17")
    for name, letter in (("Cyrillic", LETTER), ("ASCII", ascii_letter)):
        seconds = best(lambda letter=letter: render(letter), 2000)  # type: ignore[misc]
        print(f"render, {name}, {render(letter).size} bytes on the wire: {seconds * 1e6:.0f} µs")

    data = os.urandom(1_000_000)
    content = Content(sha256(data).hexdigest(), len(data))
    with_file = replace(LETTER, attachments=(Attachment("Договор поставки № 17.pdf", content),))
    print(f"render with a file by reference: {best(lambda: render(with_file), 2000) * 1e6:.0f} µs")
    rendered = render(with_file)
    seconds = best(lambda: sum(map(len, rendered.chunks(lambda _: io.BytesIO(data)))), 20)
    print(f"stream 1 MB of attachment: {seconds * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
