"""The media type of a file by its name, the same on every machine: the system's own table is not read."""

from __future__ import annotations

import mimetypes
import re

OCTETS = "application/octet-stream"

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = mimetypes.MimeTypes(filenames=())
for _ending, _type in {
    ".7z": "application/x-7z-compressed",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".gz": "application/gzip",
    ".ics": "text/calendar",
    ".md": "text/markdown",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".p7s": "application/pkcs7-signature",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".rar": "application/vnd.rar",
    ".rtf": "application/rtf",
    ".sig": "application/pgp-signature",
    ".webp": "image/webp",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}.items():
    _TYPES.add_type(_type, _ending)

_FORM = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}")


def media_type(filename: str, given: str | None = None) -> str:
    """`type/subtype` in lower case: the one given when it can stand for a file, else by the name's ending.

    Composite types other than message/rfc822 and malformed ones become application/octet-stream: their content would
    have to follow rules that nobody checked.
    """
    found = (given or _guess(filename)).lower()
    if not _FORM.fullmatch(found):
        return OCTETS
    if found.startswith(("multipart/", "message/")) and found != "message/rfc822":
        return OCTETS
    return found


def _guess(filename: str) -> str:
    ending = filename.rpartition(".")[2].lower()
    return _TYPES.guess_type(f"file.{ending}")[0] or OCTETS if "." in filename else OCTETS
