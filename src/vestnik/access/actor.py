"""The actor of every read and write (design.md, property 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import Ref

Role = Literal["administrator", "builder", "user"]

ROLES: dict[Role, Text] = {
    "administrator": Text("Администратор", "Administrator"),
    "builder": Text("Разработчик", "Builder"),
    "user": Text("Пользователь", "User"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """An account in action.

    account: None for the system itself, which is no person and cannot sign in.
    """

    account: Ref | None
    login: str
    roles: frozenset[Role]
    language: Language = "ru"
    is_system: bool = False


SYSTEM = Actor(None, "system", frozenset(ROLES), is_system=True)
"""The account «Система»: all rights; scenarios with `run_as: system` act as it."""
