"""Two small kinds, a server with a password and a way that uses it, to be saved, listed, exported and broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import Field, ValidationError

from vestnik.definitions.app import AppKind
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Author, Kind, Kinds, Reference
from vestnik.definitions.secrets import Secrets
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Forbidden, InUse, Invalid, Problem, nearest
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Text
from vestnik.kernel.types import Model
from vestnik.kernel.validation import problems_of
from vestnik.kernel.values import Ref
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction


class Server(Model):
    kind: Literal["server"] = "server"
    type: Literal["smtp", "other"] = "smtp"
    name: SystemName
    description: str = ""
    host: Annotated[str, Field(min_length=1)]
    port: int = 25
    timeout: timedelta = timedelta(seconds=30)
    factor: Decimal = Decimal(2)
    password: Secret | None = None
    disabled: bool = False


class Attribute(Model):
    name: str
    title: str = ""


class Way(Model):
    kind: Literal["way"] = "way"
    name: SystemName
    title: str = ""
    description: str = ""
    server: SystemName
    attributes: tuple[Attribute, ...] = ()
    template: str = ""
    enabled: bool = True


class ModelKind(Kind[Any]):
    model: ClassVar[type[Model]]

    def parse(self, body: Mapping[str, Any]) -> Any:
        try:
            return self.model.model_validate(body)
        except ValidationError as error:
            raise Invalid(problems_of(error, self.model)) from None

    def permit(self, author: Author, before: Any, after: Any) -> None:
        if author.login == "stranger":
            raise Forbidden(what=Text("изменять", "change it"))


class ServerKind(ModelKind):
    name: ClassVar = "server"
    label: ClassVar = Text("Сервер", "Server")
    folder: ClassVar = "servers"
    object_kind: ClassVar = "srv"
    model: ClassVar = Server

    def active(self, model: Server) -> bool:
        return not model.disabled

    def check(self, model: Server, definitions: Definitions) -> Iterable[Problem]:
        if model.host == "localhost":
            yield Problem("no_localhost", Text("Не localhost", "Not localhost"), ("host",))
        if model.port == 465:
            yield Problem("odd_port", Text("Странный порт", "Odd port"), ("port",), severity="warning")

    def secret_guards(self, model: Server) -> Mapping[str, Any]:
        return {"host": model.host, "port": model.port}


class WayKind(ModelKind):
    name: ClassVar = "way"
    label: ClassVar = Text("Путь", "Way")
    folder: ClassVar = "ways"
    object_kind: ClassVar = "way"
    model: ClassVar = Way

    def __init__(self) -> None:
        self.heard: list[str] = []

    def active(self, model: Way) -> bool:
        return model.enabled

    def references(self, model: Way) -> Iterable[Reference]:
        return [Reference("server", model.server), Reference("server", model.server, "host")]

    def check(self, model: Way, definitions: Definitions) -> Iterable[Problem]:
        known = definitions.names("server")
        if model.server not in known:
            near = nearest(model.server, known)
            yield Problem("no_server", Text("Нет сервера", "No such server"), ("server",), suggestion=near)
        elif definitions.load("server", model.server).disabled:
            yield Problem("server_disabled", Text("Сервер отключён", "The server is disabled"), ("server",))
        for found in re.finditer(r"{(\w+)}", model.template):
            if found[1] not in [attribute.name for attribute in model.attributes]:
                line = model.template.count("\n", 0, found.start()) + 1
                column = found.start() - model.template.rfind("\n", 0, found.start())
                text = Text("Не объявлено: {name}", "Not declared: {name}").format(name=found[1])
                yield Problem("undeclared", text, ("template",), line, column)

    def deactivated(self, model: Way, errors: Sequence[Problem]) -> Way | None:
        if all(error.code == "undeclared" for error in errors):
            return model.model_copy(update={"enabled": False})
        return None

    def saved(self, tx: Transaction, id: int, model: Way, before: Way | None) -> None:
        self.heard.append(f"{'created' if before is None else 'changed'} {model.name}")

    def deleted(self, tx: Transaction, id: int, model: Way) -> None:
        if model.title == "has data":
            raise InUse(what=model.name, users="data")
        self.heard.append(f"deleted {model.name}")


@dataclass(frozen=True)
class Person:
    login: str
    account: Ref | None = None


def permit_app(author: Author) -> None:
    if author.login == "stranger":
        raise Forbidden(what=Text("изменять", "change it"))


@pytest.fixture
def kinds() -> Kinds:
    return Kinds([AppKind(permit_app), ServerKind(), WayKind()])


@pytest.fixture
def secrets() -> Secrets:
    return Secrets(bytes(range(32)))


Opened = Callable[..., Definitions]


@pytest.fixture
def opened(kinds: Kinds, clock: FakeClock, secrets: Secrets) -> Opened:
    """Definitions of a transaction, as `ivan` unless said otherwise."""

    def open_definitions(tx: Transaction, login: str = "ivan") -> Definitions:
        return Definitions(tx, kinds, Person(login, Ref("account", 4)), clock, secrets)

    return open_definitions


class Desk:
    """Does each thing in a transaction of its own, as the API does."""

    def __init__(self, db: Database, opened: Opened) -> None:
        self.db = db
        self.opened = opened

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            with self.db.write() as tx:
                return getattr(self.opened(tx), name)(*arguments, **options)

        return call


@pytest.fixture
def desk(db: Database, opened: Opened) -> Desk:
    return Desk(db, opened)


@pytest.fixture
def sqlite_desk(sqlite_db: Database, opened: Opened) -> Desk:
    return Desk(sqlite_db, opened)


SERVER = {"host": "mail.example.org", "password": "geheim"}
WAY = {
    "title": "Эл. письма",
    "server": "mail",
    "attributes": [{"name": "FullName", "title": "Имя"}],
    "template": "Здравствуйте, {FullName}!",
}


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk with the server `mail` and the way `out` over it."""
    desk.save("server", "mail", SERVER)
    desk.save("way", "out", WAY)
    return desk
