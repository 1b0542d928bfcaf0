"""A type is one pydantic model in one module; everything else about it is derived (docs/decisions/0002-declared-once.md).

Connection types, route types, record attributes, events, actions and button operations are such types. The model's fields
carry labels, help, choices and conditions as `Annotated` metadata from `vestnik.kernel.text`; validation, the API's
schema, the web form, YAML files and the reference page come from it.
"""

from __future__ import annotations

import functools
import importlib
import operator
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import entry_points
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from vestnik.kernel.problem import NotFound, VestnikError, did_you_mean, nearest
from vestnik.kernel.text import Text


class Model(BaseModel):
    """Base of everything a person configures: frozen, unknown fields refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Type(Model):
    """A registered type. A subclass sets `label` and narrows its discriminator (`type`) to one `Literal`."""

    label: ClassVar[Text]
    about: ClassVar[Text] = Text("", "")
    group: ClassVar[Text | None] = None
    """Under which heading the menus list the type."""


class TypeBroken(VestnikError):
    code = "type_broken"
    text = Text("Тип {module} не загружен: {why}", "Type module {module} cannot be used: {why}")


class TypeUnknown(NotFound):
    code = "unknown_type"
    text = Text("Неизвестный тип «{name}».{hint}", "Unknown type '{name}'.{hint}")


T = TypeVar("T", bound=Type)


class Registry(Generic[T]):
    """The types of one kind: every module of a folder, and what third parties add by entry points.

    A module that fails to import, and two types of one name, stop the start and are named.

    Args:
        base: the class that the types derive from.
        folder: dotted name of the type folder, such as `vestnik.connections.types`.
        entry_point_group: such as `vestnik.connections`.
        discriminator: the `Literal` field that holds the type's name.
    """

    def __init__(
        self, base: type[T], folder: str, entry_point_group: str, discriminator: str = "type"
    ) -> None:
        self.base = base
        self.discriminator = discriminator
        self._folder = folder
        self._group = entry_point_group
        self.plugins_allowed = True

    @cached_property
    def by_name(self) -> dict[str, type[T]]:
        """All types by name, in the order of their names."""
        found: dict[str, type[T]] = {}
        for cls in (*self._built_in(), *self._third_party()):
            name = self.name_of(cls)
            if found.setdefault(name, cls) is not cls:
                raise TypeBroken(
                    module=cls.__module__, why=f"{found[name].__module__} has the type '{name}' too"
                )
        return dict(sorted(found.items()))

    def get(self, name: str) -> type[T]:
        """The type of that name.

        Raises:
            TypeUnknown: there is none.
        """
        if cls := self.by_name.get(name):
            return cls
        suggestion = nearest(name, self.by_name)
        raise TypeUnknown(name=name, hint=did_you_mean(suggestion), what=name, suggestion=suggestion)

    def name_of(self, cls: type[T]) -> str:
        """The value of the discriminator that selects this type."""
        field = cls.model_fields[self.discriminator]
        args = get_args(field.annotation)
        if len(args) != 1:
            raise TypeBroken(module=cls.__module__, why=f"'{self.discriminator}' is no Literal of one value")
        return str(args[0])

    @cached_property
    def adapter(self) -> TypeAdapter[T]:
        """Validates any of the types, chosen by the discriminator."""
        classes: list[Any] = list(self.by_name.values())
        if len(classes) == 1:
            return TypeAdapter(classes[0])
        union: Any = functools.reduce(operator.or_, classes)
        tagged: Any = Annotated[union, Field(discriminator=self.discriminator)]
        return TypeAdapter(tagged)

    @cached_property
    def schemas(self) -> Sequence[Mapping[str, Any]]:
        """JSON Schema of each type with labels in both languages, for `GET /types/{kind}` and the reference."""
        return [
            {
                "type": name,
                "label": cls.label.as_json(),
                "description": cls.about.as_json(),
                "group": cls.group.as_json() if cls.group else None,
                "schema": cls.model_json_schema(),
            }
            for name, cls in self.by_name.items()
        ]

    def _built_in(self) -> Iterator[type[T]]:
        package = importlib.import_module(self._folder)
        for info in pkgutil.iter_modules(package.__path__):
            name = f"{self._folder}.{info.name}"
            try:
                module = importlib.import_module(name)
            except Exception as error:
                raise TypeBroken(module=name, why=str(error)) from error
            yield from self._declared(module, name)

    def _third_party(self) -> Iterator[type[T]]:
        if not self.plugins_allowed:
            return
        for point in entry_points(group=self._group):
            try:
                cls = point.load()
            except Exception as error:
                raise TypeBroken(module=point.value, why=str(error)) from error
            if not (isinstance(cls, type) and issubclass(cls, self.base)):
                raise TypeBroken(module=point.value, why=f"is no {self.base.__name__}")
            yield cls

    def _declared(self, module: Any, name: str) -> Iterator[type[T]]:
        for cls in vars(module).values():
            if not (isinstance(cls, type) and issubclass(cls, self.base) and "label" in vars(cls)):
                continue
            if cls.__module__ == name or cls.__module__.startswith(name + "."):
                yield cls
