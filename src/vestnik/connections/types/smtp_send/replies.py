"""Replies of a server: parsed from any cut of the byte stream, with bounds (RFC 5321 4.2, RFC 2034; spec/delivery.md P2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MAX_LINE = 8192
"""Octets of one reply line. RFC 5321 says 512; AUTH challenges and chatty servers go beyond."""

MAX_LINES = 256
"""Lines of one reply. The longest honest EHLO answers have some thirty."""

MAX_BYTES = 65_536
"""Octets of one reply: a server that never ends a reply is given up here."""

_ENHANCED = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})(?: |$)")


class BadReply(Exception):
    """What came is no SMTP reply, or never ends; the session cannot go on. The argument shows its beginning."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One complete reply. lines: the texts of its lines, without code and separator."""

    code: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All lines in one, without control characters, at most 1,000 characters; enhanced codes stay in."""
        joined = " ".join(self.lines)
        if not joined.isprintable():
            joined = "".join(char if char.isprintable() else " " for char in joined)
        return joined[:1000].strip()

    @property
    def enhanced(self) -> str | None:
        """The enhanced status code of the first line, when its class agrees with the reply code."""
        found = _ENHANCED.match(self.lines[0])
        return found[0].strip() if found and found[1] == str(self.code)[0] else None

    @property
    def positive(self) -> bool:
        """2xx."""
        return 200 <= self.code < 300

    @property
    def transient(self) -> bool:
        """4xx."""
        return 400 <= self.code < 500

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class ReplyParser:
    """Cuts a stream of bytes into replies; keeps what is incomplete."""

    __slots__ = ("_buffer", "_lines", "_size")

    def __init__(self) -> None:
        self._buffer = b""
        self._lines: list[Reply] = []
        self._size = 0

    @property
    def empty(self) -> bool:
        """Whether nothing incomplete is held."""
        return not self._buffer and not self._lines

    def feed(self, data: bytes) -> Iterator[Reply]:
        """The replies that the new bytes complete, those before a bad line too.

        Raises:
            BadReply: a line is no reply line, codes within one reply differ, or a bound is passed.
        """
        lines = (self._buffer + data).split(b"\n")
        self._buffer = lines.pop()
        for line in lines:
            if reply := self._line(line):
                yield reply
        if len(self._buffer) > MAX_LINE:
            raise BadReply(_shown(self._buffer))

    def _line(self, line: bytes) -> Reply | None:
        reply, last = _read(line)
        if not self._lines and last:
            return reply
        if self._lines and reply.code != self._lines[0].code:
            raise BadReply(_shown(line))
        self._size += len(line)
        self._lines.append(reply)
        if not last:
            if len(self._lines) >= MAX_LINES or self._size > MAX_BYTES:
                raise BadReply(_shown(line))
            return None
        whole = Reply(reply.code, tuple(one.lines[0] for one in self._lines))
        self._lines.clear()
        self._size = 0
        return whole


@lru_cache(maxsize=64)  # a server says the same few lines all day
def _read(line: bytes) -> tuple[Reply, bool]:
    """One line as a reply of its own, and whether no further line belongs to it."""
    if line.endswith(b"\r"):
        line = line[:-1]
    code, separator = line[:3], line[3:4]
    if len(line) > MAX_LINE or not code.isdigit() or separator not in b" -" or not b"200" <= code < b"600":
        raise BadReply(_shown(line))
    return Reply(int(code), (line[4:].decode("utf-8", "replace"),)), separator != b"-"


def _shown(line: bytes) -> str:
    text = line[:80].decode("utf-8", "replace")
    return "".join(char if char.isprintable() else " " for char in text).strip() or "''"
