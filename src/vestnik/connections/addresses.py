"""Address fields of connections, checked with the problem at its field."""

from __future__ import annotations

from vestnik.kernel.problem import Problems
from vestnik.kernel.text import Text
from vestnik.mail.addresses import BadAddress, check_address, parse_addresses


def check_one_address(problems: Problems, address: str, field: str, *, required: bool = False) -> None:
    """Note what is wrong with the address in a field."""
    if not address:
        if required:
            problems.add("required", Text("Укажите адрес эл. почты", "Enter an e-mail address"), field)
        return
    try:
        check_address(address)
    except BadAddress as error:
        problems.add(error.code, error.message, field)


def check_address_list(problems: Problems, listed: str, field: str) -> None:
    """Note what is wrong with each entry of a list."""
    problems.found.extend(problem.under(field) for problem in parse_addresses(listed).problems)
