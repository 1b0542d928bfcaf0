"""The kind `app`: what a set of definitions is called together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, ValidationError

from vestnik.definitions.kind import Author, Kind
from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Invalid
from vestnik.kernel.text import Help, Text
from vestnik.kernel.types import Model
from vestnik.kernel.validation import problems_of


class App(Model):
    """A name over connections, routes, templates and scenarios that belong together; no boundary between tenants."""

    kind: Literal["app"] = "app"
    name: Annotated[SystemName, Text("Системное имя", "System name")]
    title: Annotated[str, Field(min_length=1, max_length=200), Text("Название", "Title")]
    description: Annotated[str, Field(max_length=2000), Text("Описание", "Description")] = ""
    version: Annotated[
        str,
        Field(max_length=50),
        Text("Версия", "Version"),
        Help("Версия самого приложения, любой вид записи", "Version of the app itself, in any form"),
    ] = ""


class AppKind(Kind[App]):
    """Apps as definitions."""

    name: ClassVar = "app"
    label: ClassVar = Text("Приложение", "App")
    folder: ClassVar = ""
    object_kind: ClassVar = "app"

    def __init__(self, permit: Callable[[Author], None]) -> None:
        """permit: passes who may change apps, raises `Forbidden` for others."""
        self._permit = permit

    def parse(self, body: Mapping[str, Any]) -> App:
        """See `Kind.parse`."""
        try:
            return App.model_validate(body)
        except ValidationError as error:
            raise Invalid(problems_of(error, App)) from None

    def permit(self, author: Author, before: App | None, after: App | None) -> None:
        """See `Kind.permit`."""
        self._permit(author)
