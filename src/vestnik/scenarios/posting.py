"""Letters of runs: from the definitions of route and connection to the outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from vestnik.connections.base import SendingConnection
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.revision import cached
from vestnik.delivery.frozen import freeze
from vestnik.delivery.outbox import LetterTooLarge, NewLetter
from vestnik.kernel.clock import Clock
from vestnik.kernel.metrics import RENDER_SECONDS, timed
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Language, Text
from vestnik.kernel.tracing import span, traceparent
from vestnik.kernel.values import Ref, Value
from vestnik.mail.dkim import Signer
from vestnik.mail.email import Email
from vestnik.mail.message_ids import new_message_id
from vestnik.routes.compose import compose
from vestnik.routes.files import Documents
from vestnik.routes.message import undeclared
from vestnik.routes.sending import SendingRoute
from vestnik.scenarios.outgoing import Outgoing
from vestnik.storage.blobs import Blobs


class ConnectionDisabled(Refused):
    code = "connection_disabled"
    text = Text("Подключение «{connection}» отключено", "The connection '{connection}' is disabled")


class CannotSend(Refused):
    code = "cannot_send"
    text = Text("«{name}» не отправляет письма", "'{name}' sends no mail")


@dataclass(frozen=True, slots=True)
class Post:
    """Implements `Composer`. documents: finds files with the actor's rights. language, zone: how values are shown.

    on_letter: told of each letter before it is frozen.
    """

    definitions: Definitions
    documents: Documents
    blobs: Blobs
    clock: Clock
    language: Language
    zone: ZoneInfo
    on_letter: Callable[[Email], None] = lambda email: None

    def compose(
        self,
        *,
        connection: str,
        route: str,
        message: Mapping[str, Value],
        automatic: bool,
        place: tuple[str, str],
        record: Ref | None,
        priority: int,
        send_at: datetime | None,
    ) -> Outgoing:
        way, server, version, signer = self._parties(route, connection)
        with timed(RENDER_SECONDS), span("render", route=route, connection=connection):
            email = compose(
                way,
                server,
                message,
                documents=self.documents,
                language=self.language,
                zone=self.zone,
                message_id=new_message_id(server.sender_address),
                now=self.clock.now(),
                automatic=automatic,
            )
            self.on_letter(email)
            frozen = freeze(email, self.blobs, signer)
        if frozen.body.size > server.max_size:
            raise LetterTooLarge(
                subject=frozen.subject[:80],
                size=frozen.body.size,
                connection=connection,
                limit=server.max_size,
            )
        letter = NewLetter(
            frozen=frozen,
            route=route,
            route_version=version,
            connection=connection,
            lane=way.data_bus,
            priority=priority,
            send_at=send_at,
            expires_after=server.expires_after,
            max_size=server.max_size,
            max_recipients=server.max_recipients,
            record=record,
        )
        ignored = tuple(problem.message for problem in undeclared(way.request, message))
        return Outgoing(letter, place[0], place[1], record, priority, send_at, ignored=ignored)

    def _parties(self, route: str, connection: str) -> _Parties:
        """Looked up once for each configuration revision: reading a signer's key costs more than signing with it."""
        return cached(
            self.definitions.tx,
            ("scenarios.parties", route, connection),
            lambda: _parties(self.definitions, route, connection),
        )


class _Parties(NamedTuple):
    """signer: of the letters, where the connection has one."""

    way: SendingRoute
    server: SendingConnection
    version: int
    signer: Signer | None


def _parties(definitions: Definitions, route: str, connection: str) -> _Parties:
    """The route with its version, and its connection, when letters may go that way."""
    way = definitions.load("route", route)
    server = definitions.load("connection", connection)
    if not isinstance(server, SendingConnection):
        raise CannotSend(name=connection, path=("connection",))
    if not isinstance(way, SendingRoute):
        raise CannotSend(name=route, path=("route",))
    if server.disabled:
        raise ConnectionDisabled(connection=connection, path=("connection",))
    way.require_usable(connection)
    secret = cast(SendingConnection, definitions.load("connection", connection, secrets=True))
    return _Parties(way, server, definitions.get("route", route).version, secret.signer())


def addressed(
    letter: Outgoing, run: Ref, login: str, *, wants_answer: bool, wants_delivered: bool
) -> NewLetter:
    """The letter with its key: the same action on the same turn of the same run makes one letter (R7)."""
    made: NewLetter = letter.letter
    key = f"{run}/{letter.action}/{letter.path}"
    return replace(
        made,
        key=key,
        run=run,
        actor=login,
        wants_answer=wants_answer,
        wants_delivered=wants_delivered,
        origin=letter.origin,
        trace=traceparent(),
    )
