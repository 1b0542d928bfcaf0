"""`To`, `Cc` and `Bcc`: objects of the message and rows of the tab as mailboxes (spec/routes.md 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable

from vestnik.kernel.problem import Path, Problems, Refused
from vestnik.kernel.text import Text
from vestnik.mail.addresses import Mailbox, envelope_form, parse_addresses


class NoRecipients(Refused):
    code = "no_recipients"
    text = Text(
        "У письма нет получателей: адреса в To, Cc и Bcc пусты, и на вкладке «Интеграция» они не заданы",
        "The letter has no recipients: the addresses in To, Cc and Bcc are empty, and the tab 'Integration' gives none",
    )


def mailboxes(name: str, address: str, path: Path, problems: Problems) -> list[Mailbox]:
    """The mailboxes of one name and one address field, which may hold several addresses.

    The name goes with a single address; several keep the names that stand in the field itself.
    """
    name = name.strip()
    if not address.strip():
        if name:
            problems.add("no_recipients", _WITHOUT_ADDRESS.format(name=name), *path, "Address")
        return []
    found = parse_addresses(address)
    problems.found.extend(problem.under(*path, "Address") for problem in found.problems)
    if len(found.mailboxes) == 1 and name:
        return [Mailbox(name, found.mailboxes[0].address)]
    return list(found.mailboxes)


_WITHOUT_ADDRESS = Text(
    "У получателя «{name}» нет адреса эл. почты", "The recipient '{name}' has no e-mail address"
)


def once(mailboxes: Iterable[Mailbox]) -> tuple[Mailbox, ...]:
    """Each address once, as it came first."""
    found: dict[str, Mailbox] = {}
    for mailbox in mailboxes:
        found.setdefault(envelope_form(mailbox.address), mailbox)
    return tuple(found.values())
