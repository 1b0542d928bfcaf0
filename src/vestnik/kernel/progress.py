"""How long work over many things tells how far it is, to whoever shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """Hands the items of one stage of the work through, in their order, and sees each of them pass."""

    def __call__(self, items: Sequence[T], /) -> Iterable[T]: ...


def unwatched(items: Sequence[T], /) -> Iterable[T]:
    """The `Watch` of work that nobody follows."""
    return items
