"""File names in `Content-Disposition` (RFC 2183, RFC 2231; spec/delivery.md M13)."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.mail.headers import WIDTH, clean


class BadFileName(Refused):
    code = "bad_file_name"
    text = Text("«{given}» не может быть именем файла", "'{given}' cannot be a file name")


_WINDOWS_PATH = re.compile(r"[A-Za-z]:|\\\\|\.{1,2}\\")
_SIMPLE = re.compile(r"[A-Za-z0-9 !#$&()+,.=@^_`{}~\[\]-]{1,54}")  # what no reader takes for syntax
_UNENCODED = "!#$&+-.^_`|~"
_CHARACTER = re.compile(r"[^%]|%[0-7][0-9A-F]|%[C-F][0-9A-F](?:%[89AB][0-9A-F])*")


def base_name(given: str) -> str:
    """The name without its folders.

    A slash always parts; a backslash only in what is plainly a Windows path (`C:\\a\\b.txt`, `\\\\server\\b.txt`,
    `..\\b.txt`), because elsewhere it may belong to the name.

    Raises:
        LineBreakInHeader: a line break or NUL in it.
        BadFileName: nothing remains.
    """
    name = clean(given, "filename")
    if _WINDOWS_PATH.match(name):
        name = name.rpartition("\\")[2] if "\\" in name else name[2:]
    name = name.rpartition("/")[2].strip()
    if name in ("", ".", ".."):
        raise BadFileName(given=given[:80])
    return name


@lru_cache(maxsize=256)  # a mailing sends one file
def disposition(kind: str, filename: str) -> str:
    """`Content-Disposition: attachment` with the file's name: quoted when simple, else percent-encoded UTF-8.

    A long name is continued over several parameters, none of which splits a character.
    """
    start = f"Content-Disposition: {kind};\r\n "
    if _SIMPLE.fullmatch(filename) and "=?" not in filename:
        return f'{start}filename="{filename}"'
    encoded = quote(filename, safe=_UNENCODED)
    whole = f"filename*=utf-8''{encoded}"
    if len(whole) < WIDTH:
        return start + whole
    return start + ";\r\n ".join(_continued(encoded))


def _continued(encoded: str) -> list[str]:
    parts: list[str] = []
    part = "filename*0*=utf-8''"
    for character in _CHARACTER.findall(encoded):
        if len(part) + len(character) > WIDTH - 2:
            parts.append(part)
            part = f"filename*{len(parts)}*="
        part += character
    return [*parts, part]
