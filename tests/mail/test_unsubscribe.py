"""List-Unsubscribe with one click (RFC 8058)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.mail.conftest import Sent

from vestnik.kernel.problem import Refused
from vestnik.mail.email import Unsubscribe

URL = "https://example.ru/unsubscribe?who=a%40b&token=Zm9v"


def test_one_click_needs_both_headers_and_only_a_url_can_be_posted_to(sent: Callable[..., Sent]) -> None:
    both = sent(unsubscribe=Unsubscribe(URL, "leave@example.ru"))
    assert both.field("List-Unsubscribe") == f"<{URL}>, <mailto:leave@example.ru>"
    assert both.field("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert both.std["List-Unsubscribe"] == f"<{URL}>, <mailto:leave@example.ru>"
    by_mail = sent(unsubscribe=Unsubscribe(mailto="mailto:leave@example.ru?subject=unsubscribe"))
    assert by_mail.field("List-Unsubscribe") == "<mailto:leave@example.ru?subject=unsubscribe>"
    assert by_mail.std["List-Unsubscribe-Post"] is None
    assert sent(unsubscribe=Unsubscribe()).std["List-Unsubscribe"] is None


def test_a_long_url_is_never_broken(sent: Callable[..., Sent]) -> None:
    url = "https://example.ru/" + "x" * 800
    assert sent(unsubscribe=Unsubscribe(url)).field("List-Unsubscribe") == f"<{url}>"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.ru/",
        "example.ru",
        "https://example.ru/>, <https://evil.example",
        "https://пример.рф/",
        "https://example.ru/a b",
        "https://example.ru/\r\nBcc: x@example.ru",
        "https://example.ru/" + "x" * 1000,
    ],
)
def test_M5_what_is_no_safe_url_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        Unsubscribe(url)


@pytest.mark.parametrize("mailto", ["nobody", "a@b>,<c@d", "mailto:a@b c", "a@b\nX: y"])
def test_M5_what_is_no_address_is_refused(mailto: str) -> None:
    with pytest.raises(Refused):
        Unsubscribe(mailto=mailto)
