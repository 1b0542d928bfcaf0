"""The worked example's app on a real database: definitions of examples/elpisma, an account, a record with its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from vestnik.access.actor import SYSTEM, Actor
from vestnik.access.credentials import roles_of, set_roles
from vestnik.connections.kind import ConnectionKind
from vestnik.definitions.app import AppKind
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Kinds
from vestnik.definitions.secrets import open_secrets
from vestnik.definitions.values import Saved
from vestnik.delivery.outbox import Outbox
from vestnik.expressions.scope import Limits
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Ref, Value
from vestnik.records.accounts import Accounts
from vestnik.records.documents import Documents
from vestnik.records.kind import TemplateKind
from vestnik.routes.kind import RouteKind
from vestnik.scenarios.kind import ScenarioKind
from vestnik.scenarios.limits import RunLimits
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.runs import Performed, Runs, Work
from vestnik.scenarios.stage import SystemStage
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction

EXAMPLE = Path(__file__).parents[2] / "examples/elpisma"
PDF = bytes(range(256)) * 400
FILES = {
    "connection": EXAMPLE / "connections/mail.yaml",
    "route": EXAMPLE / "routes/mail_out.yaml",
    "template": EXAMPLE / "templates/Elpisma.yaml",
    "scenario": EXAMPLE / "scenarios/OtpravkaPisem.yaml",
}


def body(kind: str) -> dict[str, Any]:
    """A definition of the example as its file has it."""
    return dict(YAML(typ="safe").load(FILES[kind]))


@dataclass
class Elpisma:
    """One installation with the example in it."""

    db: Database
    data: Path
    blobs: FolderBlobs
    clock: FakeClock

    def __post_init__(self) -> None:
        self.kinds = Kinds(
            [AppKind(lambda author: None), ConnectionKind(), RouteKind(), TemplateKind(), ScenarioKind()]
        )
        self.secrets = open_secrets(None, self.data)
        stage = SystemStage(
            definitions=self.definitions,
            actor_of=self._actor_of,
            blobs=self.blobs,
            clock=self.clock,
            outbox=Outbox(self.clock),
            language="ru",
            zone=ZoneInfo("Europe/Moscow"),
            base_uri="",
            expressions=Limits(),
        )
        self.started: list[Ref] = []
        self.runs = Runs(
            self.db, stage, self.clock, limits=RunLimits(), keep="all", start=self.started.extend
        )
        self.save(body("connection"))
        self.save(body("route"))
        self.save(body("template"))
        self.anna = self.account("anna", "Анна Петрова", "anna@example.org")

    def definitions(self, tx: Transaction, actor: Actor = SYSTEM) -> Definitions:
        return Definitions(tx, self.kinds, actor, self.clock, self.secrets)

    def save(self, given: dict[str, Any]) -> Saved:
        """Save a definition; refused when it is active and has errors."""
        with self.db.write() as tx:
            return self.definitions(tx).save(given["kind"], given["name"], given)

    def account(self, login: str, name: str, address: str | None) -> Actor:
        """A person with the role user."""
        with self.db.write() as tx:
            made, _ = Accounts(tx, SYSTEM, self.clock).put(login, {"fullName": name, "mbox": address})
            set_roles(tx, made.ref.number, ["user"])
            return Actor(made.ref, login, frozenset({"user"}))

    def document(self, content: bytes, filename: str) -> Ref:
        with self.db.write() as tx:
            return Documents(tx, self.anna, self.clock).create(self.blobs.put([content]), filename)

    def record(self, template: str = "Elpisma", **values: Value) -> Ref:
        """A record made by Anna; scenarios hear of it."""
        made = self.runs.perform(self.anna, lambda work: work.seat.records.create(template, values)).result
        assert made
        return made

    def change(self, ref: Ref, **values: Value) -> Performed[object]:
        return self.runs.perform(self.anna, lambda work: work.seat.records.change(ref, values))

    def values(self, ref: Ref) -> dict[str, Value]:
        """The values of a record as they are now."""
        return dict(self.runs.perform(SYSTEM, lambda work: work.seat.records.get(ref).values).result or {})

    def press(
        self, ref: Ref, button: str = "OtpravitPismo", template: str = "Elpisma", actor: Actor | None = None
    ) -> Performed[None]:
        def work(work: Work) -> None:
            work.raise_event(Occurrence("button_clicked", template, ref, {"button": button}))

        return self.runs.perform(actor or self.anna, work)

    def _actor_of(self, tx: Transaction, number: int) -> Actor | None:
        held = roles_of(tx, [number]).get(number)
        return Actor(Ref("account", number), "somebody", held.roles) if held and held.roles else None
