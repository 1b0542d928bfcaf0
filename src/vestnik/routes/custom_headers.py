"""Headers that a route's tab and a message may add, and where those go that are values of the letter itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.mail.addresses import Mailbox, parse_addresses
from vestnik.mail.headers import check_name

_OF_THE_LETTER = frozenset(("reply-to", "in-reply-to", "references"))


class BadReplyAddress(Refused):
    code = "bad_address"
    text = Text("Reply-To: {problem}", "Reply-To: {problem}")


@dataclass(frozen=True, slots=True)
class Headers:
    """Further headers sorted by where they go."""

    reply_to: tuple[Mailbox, ...]
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


def check_header_name(name: str) -> None:
    """Refuse names of the envelope, of From, To, Subject and the like, of MIME and Content, and malformed ones.

    Raises:
        BadHeaderName, HeaderOwned, LineBreakInHeader.
    """
    if name.lower() not in _OF_THE_LETTER:
        check_name(name)


def sort_headers(given: Iterable[tuple[str, str]]) -> Headers:
    """Headers with checked names and clean values; those without a value are left out.

    Raises:
        BadReplyAddress: a Reply-To is no list of addresses.
    """
    own: dict[str, list[str]] = {name: [] for name in _OF_THE_LETTER}
    others: list[tuple[str, str]] = []
    for name, value in given:
        if not value.strip():
            continue
        if name.lower() in own:
            own[name.lower()].append(value)
        else:
            others.append((name, value))
    return Headers(
        reply_addresses(",".join(own["reply-to"])),
        tuple(" ".join(own["in-reply-to"]).split()),
        tuple(" ".join(own["references"]).split()),
        tuple(others),
    )


def reply_addresses(text: str) -> tuple[Mailbox, ...]:
    """The mailboxes of a Reply-To.

    Raises:
        BadReplyAddress: one of them is no address.
    """
    found = parse_addresses(text)
    for problem in found.problems:
        raise BadReplyAddress(problem=problem.message)
    return found.mailboxes
