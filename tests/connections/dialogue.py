"""Reads `tests/dialogues/*.smtp`: what a server says, what we must answer, and what must come of it.

    # What this is about, in one line
    to: a@x.test, b@x.test
    body: Hello\\r\\n
    set: max_recipients=1
    ---
    S: 220 mx.test ESMTP
    ...
    ---
    a@x.test accepted final 250 2.0.0
    b@x.test rejected rcpt 550 5.1.1
    session: closed

Keys above the first rule: `from`, `to`, `body` (empty by default), `size`, `letter` (`eight_bit smtputf8`), `envid`,
`notify`, and `set` (fields of the connection, `name=value`, separated by `; `). Below the second rule: one line per
recipient, in order, with outcome, stage, code and enhanced code (`-` for none), or `fault: kind`; `raises: Name`; and
`session: open` or `session: closed`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "dialogues"


@dataclass(frozen=True)
class Dialogue:
    """One file, read."""

    about: str
    given: dict[str, str]
    script: list[str]
    expected: list[str]

    @property
    def settings(self) -> dict[str, object]:
        """Fields of the connection that the file sets."""
        pairs = (part.partition("=") for part in self.given.get("set", "").split("; ") if part)
        return {name.strip(): _value(value.strip()) for name, _, value in pairs}


def read(path: Path) -> Dialogue:
    """Read one file; comments (`#`) and empty lines count nowhere."""
    head, script, expected = path.read_text("utf-8").split("---\n")
    about = head.splitlines()[0].removeprefix("# ")
    pairs = (line.partition(":") for line in _lines(head))
    return Dialogue(
        about,
        {name: value.removeprefix(" ") for name, _, value in pairs},
        list(_lines(script)),
        list(_lines(expected)),
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
