"""How a reader leaves a mailing with one click (RFC 2369, RFC 8058)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.mail.addresses import envelope_form
from vestnik.mail.headers import MAX_UNBROKEN, clean, fold

_URI = re.compile(r"[!#-;=?-~]+")
"""Printable ASCII without `"`, `<` and `>`."""


class BadUnsubscribe(Refused):
    code = "bad_unsubscribe"
    text = Text(
        "«{given}» не годится для отписки: нужен адрес https://… латинскими знаками без пробелов",
        "'{given}' will not do for unsubscribing: an address https://… in ASCII without blanks is needed",
    )


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """url: gets a POST with `List-Unsubscribe=One-Click` from the reader's mail program. mailto: an address, or a whole
    `mailto:` URI; readers of programs without one-click write there. At least one is given.

    Raises:
        LineBreakInHeader, BadUnsubscribe, BadAddress.
    """

    url: str = ""
    mailto: str = ""

    def __post_init__(self) -> None:
        for given, field in ((self.url, "ListUnsubscribe.Url"), (self.mailto, "ListUnsubscribe.Mailto")):
            clean(given, field)
        if self.url and not (self.url.startswith("https://") and _is_uri(self.url)):
            raise BadUnsubscribe(given=self.url[:80])
        if self.mailto.startswith("mailto:") and not _is_uri(self.mailto):
            raise BadUnsubscribe(given=self.mailto[:80])
        if self.mailto and not self.mailto.startswith("mailto:"):
            envelope_form(self.mailto)

    def fields(self) -> Iterator[str]:
        """`List-Unsubscribe`, and `List-Unsubscribe-Post` where there is something to post to."""
        uris = [self.url] if self.url else []
        if self.mailto:
            whole = self.mailto.startswith("mailto:")
            uris.append(self.mailto if whole else f"mailto:{envelope_form(self.mailto)}")
        if not uris:
            return
        *others, last = uris
        yield fold("List-Unsubscribe", [*(f"<{uri}>," for uri in others), f"<{last}>"])
        if self.url:
            yield "List-Unsubscribe-Post: List-Unsubscribe=One-Click"


def _is_uri(given: str) -> bool:
    return len(given) <= MAX_UNBROKEN and _URI.fullmatch(given) is not None
