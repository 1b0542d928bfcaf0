"""The parts of one process, wired together: what the web service, the worker and the commands share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select

from vestnik.access.actor import SYSTEM, Actor
from vestnik.access.rights import Right, require
from vestnik.attributes.registry import attributes
from vestnik.connections.kind import ConnectionKind
from vestnik.connections.log import LogFolder
from vestnik.connections.registry import CONNECTIONS
from vestnik.definitions.app import AppKind
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Author, Kinds
from vestnik.definitions.secrets import Secrets, open_secrets
from vestnik.delivery.outbox import Outbox
from vestnik.kernel.clock import Clock, SystemClock
from vestnik.kernel.problem import VestnikError
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Language, Text
from vestnik.kernel.types import Registry
from vestnik.kernel.values import Ref
from vestnik.records.kind import TemplateKind
from vestnik.records.operations.registry import operations
from vestnik.routes.base import ROUTES
from vestnik.routes.kind import RouteKind
from vestnik.runtime.apart import Apart
from vestnik.runtime.settings import Settings
from vestnik.scenarios.action import ACTIONS
from vestnik.scenarios.evaluate import check_template_expression
from vestnik.scenarios.event import EVENTS
from vestnik.scenarios.kind import ScenarioKind
from vestnik.scenarios.limits import RunLimits
from vestnik.scenarios.rehearsal import Rehearsal
from vestnik.scenarios.runs import Runs
from vestnik.scenarios.stage import SystemStage
from vestnik.storage.blob_cache import BlobCache
from vestnik.storage.blobs import Blobs, FolderBlobs
from vestnik.storage.changes import CHANGES
from vestnik.storage.database import Database
from vestnik.storage.prepared import Prepared
from vestnik.storage.s3_blobs import S3Address, S3Blobs
from vestnik.storage.tables.access import credential
from vestnik.storage.tables.records import account
from vestnik.storage.transaction import Transaction
from vestnik.storage.upgrade import require_current, upgrade
from vestnik.storage.wakeup import Wakeup, open_wakeup

JOBS = "jobs"
"""The wake-up channel on which a worker hears of new letters."""

REGISTRIES: dict[str, Registry[Any]] = {
    "connections": CONNECTIONS,
    "routes": ROUTES,
    "attributes": attributes,
    "events": EVENTS,
    "actions": ACTIONS,
    "operations": operations,
}
"""Every registry of types, by its name in `GET /types/{kind}`."""


class NothingThere(VestnikError):
    code = "no_data"
    text = Text(
        "В папке «{folder}» нет данных Vestnik. Укажите папку (--data) или создайте её: vestnik serve",
        "There is no data of Vestnik in '{folder}'. Name the folder (--data), or make it: vestnik serve",
    )


def _permit_builders(author: Author) -> None:
    if isinstance(author, Actor):
        require(author, Right.BUILD)


def kinds() -> Kinds:
    """The kinds of definitions, in the order in which a person sets them up."""
    return Kinds(
        [
            AppKind(_permit_builders),
            ConnectionKind(),
            RouteKind(),
            TemplateKind(check_template_expression),
            ScenarioKind(),
        ]
    )


@dataclass(frozen=True)
class System:
    """One open installation."""

    settings: Settings
    db: Database
    blobs: Blobs
    secrets: Secrets
    kinds: Kinds
    clock: Clock
    wakeup: Wakeup
    outbox: Outbox

    @classmethod
    def open(cls, settings: Settings, *, clock: Clock | None = None, migrate: bool = False) -> System:
        """Open the data folder and the database.

        migrate: bring an older schema up to date first (a backup is taken on SQLite); otherwise it is refused.

        Raises:
            SchemaNewer, SchemaOlder: the database belongs to another version of the program.
            TypeBroken: a type or plug-in that cannot be used; named.
        """
        for registry in REGISTRIES.values():
            registry.plugins_allowed = not settings.safe_mode
            _ = registry.by_name
        clock = clock or SystemClock()
        if not migrate and settings.database is None and not (settings.data / "vestnik.db").is_file():
            raise NothingThere(folder=settings.data)
        db = Database.open(settings.database, settings.data)
        try:
            if migrate:
                upgrade(db, clock.now())
            else:
                require_current(db)
            key = Secret(settings.secret_key.get_secret_value()) if settings.secret_key else None
            wakeup = open_wakeup(db, settings.data)
            db.on_changes = lambda: wakeup.notify(CHANGES)
            return cls(
                settings=settings,
                db=db,
                blobs=_open_blobs(settings),
                secrets=open_secrets(key, settings.data),
                kinds=kinds(),
                clock=clock,
                wakeup=wakeup,
                outbox=Outbox(clock, lambda: wakeup.notify(JOBS)),
            )
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """End the runs apart, close the database and the wake-up."""
        self.apart.close()
        self.wakeup.close()
        self.db.close()

    def definitions(self, tx: Transaction, actor: Actor = SYSTEM) -> Definitions:
        """The definitions as this transaction sees them."""
        return Definitions(tx, self.kinds, actor, self.clock, self.secrets)

    @cached_property
    def apart(self) -> Apart:
        """Where runs apart are performed."""
        return Apart(lambda ref: self.runs.go_on(ref))

    @cached_property
    def stage(self) -> SystemStage:
        """The world around runs."""
        return SystemStage(
            definitions=self.definitions,
            actor_of=actor_of,
            blobs=self.blobs,
            clock=self.clock,
            outbox=self.outbox,
            language=self.settings.language,
            zone=self.settings.zone,
            base_uri=self.settings.base_url,
            expressions=self.settings.expression_limits,
        )

    @cached_property
    def runs(self) -> Runs:
        """Performs scenario runs."""
        return Runs(
            self.db,
            self.stage,
            self.clock,
            limits=RunLimits(),
            keep=self.settings.trace,
            start=self.apart.start,
        )

    @cached_property
    def rehearsal(self) -> Rehearsal:
        """Tries drafts of scenarios."""
        return Rehearsal(self.db, self.stage, self.clock)

    @cached_property
    def logs(self) -> LogFolder:
        """The log files of connections."""
        return LogFolder(self.settings.data / "logs", self.clock, self.settings.zone)


def _open_blobs(settings: Settings) -> Blobs:
    """The store of contents that the settings name.

    Raises:
        BadBlobsAddress: the setting is no address of S3 storage.
    """
    if settings.blobs is None:
        return FolderBlobs(settings.data / "blobs")
    address = S3Address.parse(settings.blobs)
    return S3Blobs(address, BlobCache(settings.data / "blob-cache", settings.blob_cache_bytes))


_ACTOR = Prepared(
    select(account.c.username, account.c.active, account.c.language, credential.c.roles)
    .join(credential, credential.c.account == account.c.id)
    .where(account.c.id == bindparam("number"))
)


def actor_of(tx: Transaction, number: int) -> Actor | None:
    """The actor that an account is now; None when it is gone, switched off, or has no roles."""
    row = _ACTOR.one(tx, number=number)
    if row is None or not row["active"] or not (roles := row["roles"]):
        return None
    language: Language = "en" if row["language"] == "en" else "ru"
    return Actor(Ref("account", number), row["username"], frozenset(roles), language)
