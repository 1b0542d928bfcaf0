"""The world around runs, set up from the packages below: definitions, records, documents, routes, the outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from vestnik.access.actor import SYSTEM, Actor
from vestnik.definitions.app import app_variables
from vestnik.definitions.definitions import Definitions
from vestnik.delivery.outbox import Outbox
from vestnik.expressions.objects import Objects
from vestnik.expressions.scope import Limits, Scope
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Language
from vestnik.kernel.values import Content, Ref, Value
from vestnik.mail.email import Email
from vestnik.records.computed import Computing
from vestnik.records.documents import DocumentMissing, Documents
from vestnik.records.objects import SqlObjects
from vestnik.records.record import RecordEvent
from vestnik.records.store import Records
from vestnik.routes.files import StoredFile
from vestnik.scenarios.evaluate import Evaluator
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Outgoing
from vestnik.scenarios.posting import Post, addressed
from vestnik.scenarios.published import PublishedScenarios
from vestnik.scenarios.seat import Seat
from vestnik.storage.blobs import Blobs
from vestnik.storage.transaction import Transaction


@dataclass(frozen=True)
class SystemStage:
    """Implements `Stage`.

    definitions: opens the definitions in a transaction, as an actor. actor_of: what an account is now, None when it is
    gone, switched off or without roles. language, zone: of the system; letters are written in them, formulas reckon in
    them. expressions: bounds of one evaluation. on_letter: told of each letter that is composed, kept or not.
    """

    definitions: Callable[[Transaction, Actor], Definitions]
    actor_of: Callable[[Transaction, int], Actor | None]
    blobs: Blobs
    clock: Clock
    outbox: Outbox
    language: Language
    zone: ZoneInfo
    base_uri: str
    expressions: Limits
    on_letter: Callable[[Email], None] = lambda email: None

    def library(self, tx: Transaction) -> PublishedScenarios:
        """The scenarios that are published."""
        return PublishedScenarios(self.definitions(tx, SYSTEM))

    def objects(self, tx: Transaction, actor: Actor) -> SqlObjects:
        """The data as this actor sees it, computed attributes among it."""
        computing = Computing(
            self.clock,
            self.language,
            self.zone,
            app_variables(self.definitions(tx, SYSTEM)),
            self.expressions,
        )
        return SqlObjects(tx, actor, self.blobs, computing)

    def seat(self, tx: Transaction, actor: Actor, on_event: Callable[[Occurrence], None]) -> Seat:
        """What this actor may see and do."""
        held = self.objects(tx, actor)
        objects = cast(Objects, held)
        evaluator = Evaluator(objects.schema)
        variables = app_variables(self.definitions(tx, SYSTEM))

        def evaluate(template: str, record: Ref, expression: Mapping[str, str]) -> Value:
            scope = Scope(
                objects=objects,
                now=self.clock.now(),
                item=record,
                user=actor.account,
                app_variables=variables,
                language=self.language,
                zone=self.zone,
                limits=self.expressions,
            )
            return evaluator.evaluate(Expression.model_validate(expression), template, scope)

        records = Records(
            tx,
            actor,
            self.clock,
            on_event=lambda event: _tell(event, on_event),
            evaluate=evaluate,
            deferred=True,
            whole=held.whole,
        )
        documents = Documents(tx, actor, self.clock)
        post = Post(
            self.definitions(tx, SYSTEM),
            lambda ref: _file(objects, ref),
            self.blobs,
            self.clock,
            self.language,
            self.zone,
            self.on_letter,
        )
        return Seat(
            objects=objects,
            records=records,
            files=_Files(self.blobs, documents),
            expressions=evaluator,
            composer=post,
            user=actor.account,
            language=actor.language if actor.account else self.language,
            zone=self.zone,
            base_uri=self.base_uri,
            limits=self.expressions,
            app_variables=variables,
        )

    def actor(self, tx: Transaction, account: Ref) -> Actor:
        """An account as it is now.

        Raises:
            NotFound: it is gone or may not act any more.
        """
        found = self.actor_of(tx, account.number)
        if found is None:
            raise NotFound(what=account)
        return found

    def queue(
        self, tx: Transaction, letters: list[Outgoing], run: Ref, actor: Actor, waits: bool
    ) -> list[Ref]:
        """Put letters into the outbox."""
        last = len(letters) - 1
        library = self.library(tx)
        ways = {(one.letter.connection, one.letter.route) for one in letters}
        heard = {way: library.listens("message_delivered", *way) for way in ways}
        made = [
            addressed(
                letter,
                run,
                actor.login,
                wants_answer=waits and index == last,
                wants_delivered=heard[letter.letter.connection, letter.letter.route],
            )
            for index, letter in enumerate(letters)
        ]
        return self.outbox.enqueue(tx, made) if made else []


@dataclass(frozen=True, slots=True)
class _Files:
    blobs: Blobs
    documents: Documents

    def store(self, content: bytes) -> Content:
        return self.blobs.put([content])

    def attach(self, content: Content, filename: str) -> Ref:
        return self.documents.create(content, filename)


def _tell(event: RecordEvent, on_event: Callable[[Occurrence], None]) -> None:
    if event.kind in ("created", "changed"):
        details: Mapping[str, Value] = {"attributes": tuple(sorted(event.changed))}
        on_event(Occurrence(f"record_{event.kind}", event.template, event.ref, details))


def _file(objects: Objects, ref: Ref) -> StoredFile:
    """The file of a document's current revision, or of a revision, as the actor sees it."""
    revision = ref if ref.kind == "rev" else _first(objects, ref, "document:currentRevision")
    if isinstance(revision, Ref):
        name = _first(objects, revision, "revision:name")
        content = _first(objects, revision, "revision:content")
        if isinstance(content, Content):
            return StoredFile(str(name), content)
    raise DocumentMissing(what=ref)


def _first(objects: Objects, subject: Ref, predicate: str) -> Value:
    return next(iter(objects.values(subject, predicate)), None)
