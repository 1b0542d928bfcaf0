"""The media type of a file, the same on every machine."""

import pytest

from vestnik.mail.media_types import media_type


@pytest.mark.parametrize(
    ("filename", "given", "found"),
    [
        ("a.pdf", None, "application/pdf"),
        ("Отчёт.PDF", None, "application/pdf"),
        ("a.docx", None, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.txt", None, "text/plain"),
        ("a.eml", None, "message/rfc822"),
        ("a", None, "application/octet-stream"),
        ("a.unknown", None, "application/octet-stream"),
        ("a.pdf", "Image/PNG", "image/png"),
        ("a.pdf", "no type", "application/octet-stream"),
        ("a.pdf", "text/plain; charset=x\r\nBcc: y", "application/octet-stream"),
        ("a.pdf", "multipart/mixed", "application/octet-stream"),
        ("a.pdf", "message/partial", "application/octet-stream"),
    ],
)
def test_the_type_is_the_given_one_or_that_of_the_ending(filename, given, found):
    assert media_type(filename, given) == found
