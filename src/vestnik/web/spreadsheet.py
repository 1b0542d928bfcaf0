"""Lists as CSV for spreadsheets: a cell that begins like a formula is marked as text, so that nothing is computed.

Source: OWASP, CSV injection.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_NUMBER = re.compile(r"-\d+([.,]\d+)?")
"""A number below zero begins like a formula and is none."""

BOM = "\ufeff"
"""Spreadsheets take a file for UTF-8 only when it begins so."""


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) and not _NUMBER.fullmatch(text) else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]], separator: str) -> Iterator[bytes]:
    """The lines of a file, RFC 4180; separator: `,`, or `;` where a comma stands in numbers."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    yield BOM.encode()
    writer.writerow(head)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if buffer.tell() > 1 << 16:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
