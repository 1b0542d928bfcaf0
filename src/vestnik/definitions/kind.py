"""What an upper package says about its definitions: how they are read, checked, permitted and found in use."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from pydantic import BaseModel

from vestnik.kernel.problem import NotFound, Problem, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.storage.transaction import Transaction

if TYPE_CHECKING:
    from vestnik.definitions.definitions import Definitions

M = TypeVar("M", bound=BaseModel)


class Author(Protocol):
    """Who saves: `vestnik.access.actor.Actor`."""

    @property
    def account(self) -> Ref | None: ...

    @property
    def login(self) -> str: ...


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One definition that another one uses.

    part: of the target, such as an attribute of a template; empty for the whole.
    """

    kind: str
    name: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}" + (f".{self.part}" if self.part else "")


class Kind(ABC, Generic[M]):
    """A kind of definitions. Stateless; one instance serves the whole program.

    name: as in YAML and API, `route`. label: singular, as people say it. folder: of its files in an app folder, such as
    `routes`; empty for the one file `<name>.yaml`. object_kind: of its ids, as in `oa.7`.
    format: of the bodies, see `upcast`.
    """

    name: ClassVar[str]
    label: ClassVar[Text]
    folder: ClassVar[str]
    object_kind: ClassVar[str]
    format: ClassVar[int] = 1

    @abstractmethod
    def parse(self, body: Mapping[str, Any]) -> M:
        """Read a body, which has `kind` and `name` in it; a secret is a text or a `Secret`.

        Raises:
            Invalid: with every finding at its path.
        """

    @abstractmethod
    def permit(self, author: Author, before: M | None, after: M | None) -> None:
        """Pass only an author who may make this change: a new one (before is None), a deletion (after is None).

        Raises:
            Forbidden: names the right.
        """

    def check(self, model: M, definitions: Definitions) -> Iterable[Problem]:
        """What is wrong with a model that could be read, in itself and among the others, as they are from now on."""
        return ()

    def references(self, model: M) -> Iterable[Reference]:
        """Everything that the model names."""
        return ()

    def active(self, model: M) -> bool:
        """Whether it takes effect, so that it may have no errors."""
        return True

    def deactivated(self, model: M, errors: Sequence[Problem]) -> M | None:
        """The same switched off because of these errors; None where the save is to be refused instead."""
        return None

    def secret_guards(self, model: M) -> Mapping[str, Any]:
        """Fields that say whom the secrets are given to, and their values.

        When one changes, stored secrets have to be entered again, so that nobody who may not see a password can have
        it sent to a server of his own.
        """
        return {}

    def secret_stays(self, field: str) -> bool:
        """Whether this secret is used here and given to nobody, so that the guards do not concern it."""
        return False

    def saved(self, tx: Transaction, id: int, model: M, before: M | None) -> None:
        """Called after the row is written and before the checks; a refusal rolls back what is done here."""

    def deleted(self, tx: Transaction, id: int, model: M) -> None:
        """Called before the row goes; may refuse (`InUse`) or clear away what belongs to it."""

    def upcast(self, body: dict[str, Any], format: int) -> dict[str, Any]:
        """A stored body of an older format as one of the present format."""
        return body


class KindUnknown(NotFound):
    code = "unknown_kind"
    text = Text("Неизвестный вид определения «{name}».{hint}", "Unknown kind of definition '{name}'.{hint}")


class Kinds:
    """The kinds of a program, in the order in which a person sets them up."""

    def __init__(self, kinds: Collection[Kind[Any]]) -> None:
        self._by_name = {kind.name: kind for kind in kinds}
        if len(self._by_name) != len(kinds):
            raise ValueError("two kinds of one name")

    def get(self, name: str) -> Kind[Any]:
        """The kind of that name.

        Raises:
            KindUnknown: there is none.
        """
        if kind := self._by_name.get(name):
            return kind
        suggestion = nearest(name, self._by_name)
        raise KindUnknown(name=name, hint=did_you_mean(suggestion), suggestion=suggestion)

    def __iter__(self) -> Iterator[Kind[Any]]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name
