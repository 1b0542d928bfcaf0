"""What every action is: the common fields, its place in the tree, and the contract between an action and the interpreter.

An action is one file in `actions/`: a model with its own fields and `run(step)`. `run` does the action's work at once and
says what comes next: nothing, blocks of inner actions to run (`Enter`), or a wait for a server's answer (`Await`).
It never calls inner actions itself: the interpreter keeps the stack.
"""

from __future__ import annotations

import functools
import operator
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias

from pydantic import Field, TypeAdapter

from vestnik.kernel.problem import Path
from vestnik.kernel.text import Help, Section, Text
from vestnik.kernel.types import Model, Registry, Type
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.state import Turn

if TYPE_CHECKING:
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step

MAX_DEPTH = 32
"""Deepest nesting of actions."""

_MORE = Section("Дополнительно", "Advanced")

ActionId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
VariableName = Annotated[str, Field(max_length=128, pattern=r"^[^\W\d]\w*$")]


@dataclass(frozen=True, slots=True)
class Enter:
    """Run the blocks of this action, one per turn, in order.

    variable: gets the item of each turn. held: what is told to other scenarios when the last turn is over.
    """

    turns: tuple[Turn, ...]
    variable: str | None = None
    held: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class Await:
    """Commit, and go on when the letter that was buffered last is settled."""

    response_variable: str | None
    error_variable: str | None


Outcome: TypeAlias = Enter | Await | None


@dataclass(frozen=True, slots=True)
class Block:
    """Inner actions, and where in the action's fields they stand."""

    path: Path
    actions: tuple[Action, ...]


class Action(Type):
    """Base of every action type."""

    group: ClassVar[Text]
    """The part of the menu in which the type is offered."""

    id: Annotated[
        ActionId | None,
        Text("Идентификатор", "Id"),
        Help("Создаётся при сохранении и не меняется", "Made on save, never changed"),
        _MORE,
    ] = None
    description: Annotated[str, Field(max_length=2000), Text("Описание", "Description")] = ""
    ignore_errors: Annotated[
        bool,
        Text("Игнорировать все ошибки", "Ignore all errors"),
        Help(
            "Сделанное действием отменяется, сценарий идёт дальше",
            "What the action did is undone, the scenario goes on",
        ),
        _MORE,
    ] = False
    run_async: Annotated[
        bool,
        Text("Выполнять отдельно от сценария", "Run apart from the scenario"),
        Help(
            "Отдельный запуск с копией переменных после завершения этого",
            "A run of its own with a copy of the variables, after this one is committed",
        ),
        _MORE,
    ] = False
    reset_cache: Annotated[
        bool,
        Text("Сбрасывать кэш значений", "Reset the cache of values"),
        Help(
            "Для совместимости: значения и так вычисляются заново",
            "Kept for compatibility: values are always computed anew",
        ),
        _MORE,
    ] = False

    def blocks(self) -> tuple[Block, ...]:
        """The inner actions; a turn names a block by its index."""
        return ()

    def inner_template(self, outer: str | None) -> str | None:
        """The context template of the inner actions, where it is `outer` for this one."""
        return outer

    def references(self) -> Iterator[tuple[str, str]]:
        """(kind, name) of every definition that this action names, inner actions left out."""
        yield from ()

    def sets(self) -> Iterator[str]:
        """Names of the variables that this action may set, inner actions left out."""
        yield from ()

    def check(self, place: Place) -> None:
        """Report what is wrong with this action, inner actions left out."""

    def run(self, step: Step) -> Outcome:
        """Do it.

        Raises:
            VestnikError: it cannot be done; everything is undone as far as the next `ignore_errors`.
        """
        raise NotImplementedError


AnyAction: TypeAlias = Action
"""Stands for the union of all registered types in the annotations of containers; see `ActionRegistry`."""

RECORDS = Text("Записи и атрибуты", "Records and attributes")
CONTROL = Text("Циклы, условия и операторы", "Loops, conditions and operators")
INTEGRATION = Text("Процессы и интеграции", "Processes and integrations")
VARIABLES = Text("Переменные и скрипты", "Variables and scripts")


class ActionRegistry(Registry[Action]):
    """The action types. Containers hold actions of any registered type, so they are completed when all are known."""

    def __init__(self) -> None:
        super().__init__(Action, "vestnik.scenarios.actions", "vestnik.actions")

    @cached_property
    def adapter(self) -> TypeAdapter[Action]:
        self._complete()
        return super().adapter

    @cached_property
    def schemas(self) -> Sequence[Mapping[str, Any]]:
        self._complete()
        return super().schemas

    def _complete(self) -> None:
        union: Any = functools.reduce(operator.or_, self.by_name.values())
        names = {"AnyAction": Annotated[union, Field(discriminator=self.discriminator)]}
        for cls in self.by_name.values():
            for part in _models_beside(cls):
                part.model_rebuild(_types_namespace=names)


def _models_beside(cls: type[Action]) -> Iterator[type[Model]]:
    """The type itself and the parts it is made of, such as a branch, which may hold actions as well; parts first."""
    beside = vars(sys.modules[cls.__module__]).values()
    for part in beside:
        if (
            isinstance(part, type)
            and issubclass(part, Model)
            and part.__module__ == cls.__module__
            and part is not cls
        ):
            yield part
    yield cls


ACTIONS = ActionRegistry()
