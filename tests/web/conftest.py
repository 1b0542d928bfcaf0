"""The web service in this process on a clean database, with the worked example and people of every role in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from ruamel.yaml import YAML
from tests.postgresql_server import PostgresqlServer
from tests.web.client import Api

from vestnik.access import credentials, sessions
from vestnik.access.actor import SYSTEM, Role
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Ref
from vestnik.records.accounts import Accounts
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System
from vestnik.web.app import create_app

EXAMPLE = Path(__file__).parents[2] / "examples/elpisma"
PASSWORD = "a password for tests"
ROLES: dict[str, tuple[Role, ...]] = {
    "admin": ("administrator",),
    "builder": ("builder",),
    "user": ("user",),
    "petrova": ("user",),
    "nobody": (),
}
PDF = b"%PDF-1.4 " + bytes(range(256)) * 40


def definition(path: str) -> dict[str, Any]:
    """A file of the worked example."""
    return dict(YAML(typ="safe").load((EXAMPLE / path).read_text()))


_APPS: dict[bool, FastAPI] = {}
"""An app takes longer to make than most tests to run; it serves whatever system its state names."""


def app_of(system: System) -> FastAPI:
    """The app of this process, serving the system."""
    demo = system.settings.demo
    if demo not in _APPS:
        _APPS[demo] = create_app(system)
    made = _APPS[demo]
    made.state.system = system
    return made


@dataclass
class Service:
    """One installation with its app. sessions: cookie and CSRF token by login."""

    system: System
    sessions: dict[str, tuple[str, str]] = field(default_factory=dict)
    accounts: dict[str, Ref] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = app_of(self.system)
        self._clients: list[Api] = []

    def as_(self, login: str | None) -> Api:
        """A client of somebody's, or of one who is not signed in."""
        made = Api(self.app, self.sessions[login] if login else None)
        self._clients.append(made)
        return made

    @property
    def admin(self) -> Api:
        return self.as_("admin")

    @property
    def builder(self) -> Api:
        return self.as_("builder")

    @property
    def user(self) -> Api:
        return self.as_("user")

    def people(self, passwords: bool) -> None:
        """Make the people and sign them in."""
        now = self.system.clock.now()
        with self.system.db.write() as tx:
            for login, roles in ROLES.items():
                fields = {"fullName": login.title(), "mbox": f"{login}@example.org"}
                made, _ = Accounts(tx, SYSTEM, self.system.clock).put(login, fields)
                self.accounts[login] = made.ref
                if passwords and login in ("admin", "user"):
                    credentials.set_password(tx, made.ref.number, PASSWORD)
                credentials.set_roles(tx, made.ref.number, roles)
                self.sessions[login] = sessions.start(tx, made.ref.number, now)

    def example(self) -> None:
        """The definitions of the worked example."""
        with self.system.db.write() as tx:
            definitions = self.system.definitions(tx, SYSTEM)
            for path in (
                "connections/mail.yaml",
                "routes/mail_out.yaml",
                "templates/Elpisma.yaml",
                "scenarios/OtpravkaPisem.yaml",
            ):
                body = definition(path)
                definitions.save(body["kind"], body["name"], body)

    def record(self, login: str = "petrova", content: bytes = PDF) -> str:
        """A record of the example with its file."""
        api = self.as_(login)
        file = api.post_ok("/documents", files={"file": ("Договор.pdf", content)})
        values = {"Poluchatel": str(self.accounts["petrova"]), "Vlozhenie": [{"upload": file["id"]}]}
        made = api.post_ok("/templates/Elpisma/records", json={"values": values})
        return str(made["id"])

    def letter(self, login: str = "petrova") -> str:
        """A letter in the queue, made by the button of the example."""
        record = self.record(login)
        path = f"/templates/Elpisma/records/{record}/buttons/OtpravitPismo"
        [message] = self.as_(login).post_ok(path)["messages"]
        return str(message)

    def close(self) -> None:
        for client in self._clients:
            client.close()
        self.system.close()


def open_service(data: Path, clock: FakeClock, database: str | None = None, **settings: Any) -> Service:
    """An installation on a data folder; its schema is made when there is none."""
    return Service(System.open(Settings(data=data, database=database, **settings), clock=clock, migrate=True))


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Service]:
    """A data folder to be copied, and who is who in it."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    made = open_service(folder, FakeClock())
    made.people(passwords=True)
    made.example()
    made.close()
    return folder, made


@pytest.fixture
def service(installation: tuple[Path, Service], tmp_path: Path, clock: FakeClock) -> Iterator[Service]:
    """A clean installation on SQLite."""
    folder, known = installation
    shutil.copytree(folder, tmp_path / "data")
    made = open_service(tmp_path / "data", clock)
    made.sessions, made.accounts = known.sessions, known.accounts
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgresql_installation(
    postgresql: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Service]:
    """A database to be copied, and who is who in it."""
    name = postgresql.create()
    made = open_service(tmp_path_factory.mktemp("installation") / "data", FakeClock(), postgresql.url(name))
    made.people(passwords=False)
    made.example()
    made.close()
    return name, made


@pytest.fixture
def service_on_postgresql(
    postgresql: PostgresqlServer,
    postgresql_installation: tuple[str, Service],
    installation: tuple[Path, Service],
    tmp_path: Path,
    clock: FakeClock,
) -> Iterator[Service]:
    """A clean installation on PostgreSQL."""
    template, known = postgresql_installation
    shutil.copytree(installation[0] / "blobs", tmp_path / "data" / "blobs")
    name = postgresql.create(template)
    made = open_service(tmp_path / "data", clock, postgresql.url(name))
    made.sessions, made.accounts = known.sessions, known.accounts
    yield made
    made.close()
    postgresql.drop(name)


@pytest.fixture(params=["service", "service_on_postgresql"])
def on_each(request: pytest.FixtureRequest) -> Service:
    """A clean installation; the test runs once on each engine."""
    made: Service = request.getfixturevalue(request.param)
    return made
