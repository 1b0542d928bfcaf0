"""Rights of the three fixed roles (spec/contract.md 7).

An administrator sets up servers and accounts, a builder what the application does, a user works with records.
"""

from __future__ import annotations

from enum import Enum

from vestnik.access.actor import Actor, Role
from vestnik.kernel.problem import Forbidden
from vestnik.kernel.text import Text


class Right(Enum):
    """What an actor may do; the value is the text of a refusal."""

    ADMINISTER = Text("администрировать систему", "administer the system")
    BUILD = Text("изменять приложения", "change applications")
    SEE_LETTERS = Text("видеть письма всех отправителей", "see the letters of all senders")
    PUBLISH_SYSTEM_SCENARIO = Text(
        "публиковать сценарий, который выполняется от имени системы",
        "publish a scenario that runs as the system",
    )
    USE = Text("работать с записями", "work with records")


_ROLES: dict[Right, frozenset[Role]] = {
    Right.ADMINISTER: frozenset({"administrator"}),
    Right.BUILD: frozenset({"administrator", "builder"}),
    Right.SEE_LETTERS: frozenset({"administrator", "builder"}),
    Right.PUBLISH_SYSTEM_SCENARIO: frozenset({"administrator"}),
    Right.USE: frozenset({"administrator", "builder", "user"}),
}


def allowed(actor: Actor, right: Right) -> bool:
    """Whether the actor has the right."""
    return actor.is_system or not actor.roles.isdisjoint(_ROLES[right])


def rights_of(role: Role) -> list[Right]:
    """What a role allows."""
    return [right for right, roles in _ROLES.items() if role in roles]


def require(actor: Actor, right: Right) -> None:
    """Refuse an actor that lacks the right.

    Raises:
        Forbidden: names the right.
    """
    if not allowed(actor, right):
        raise Forbidden(what=right.value)
