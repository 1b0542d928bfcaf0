"""One request: who calls, in which language, on which system. Every router asks for a `Call`."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, cast

from fastapi import Depends, Request

from vestnik.access import idempotency, sessions, tokens
from vestnik.access.actor import Actor
from vestnik.access.rights import Right, require
from vestnik.definitions.definitions import Definitions
from vestnik.kernel.problem import Forbidden, VestnikError
from vestnik.kernel.text import Language, Text
from vestnik.records.store import Records
from vestnik.runtime.system import System, actor_of
from vestnik.storage.transaction import Transaction
from vestnik.web.exact_json import Reply, dumps
from vestnik.web.language import language_of
from vestnik.web.problem_details import Unauthenticated

COOKIE = "vestnik_session"
CSRF_HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class CsrfMissing(Forbidden):
    code = "csrf"
    text = Text(
        "Запрос не содержит верного заголовка X-CSRF-Token; войдите заново",
        "The request lacks a valid X-CSRF-Token header; sign in again",
    )


class BadEtag(VestnikError):
    code = "bad_if_match"
    text = Text('If-Match должен содержать версию, например "3"', 'If-Match holds a version, such as "3"')


@dataclass(frozen=True)
class Call:
    """One authenticated request."""

    system: System
    actor: Actor
    language: Language
    request: Request

    def definitions(self, tx: Transaction) -> Definitions:
        """The definitions, with the caller as author."""
        return self.system.definitions(tx, self.actor)

    def records(self, tx: Transaction) -> Records:
        """The records as the caller sees them.

        Raises:
            Forbidden: the caller may not work with records.
        """
        return cast(Records, self.system.stage.seat(tx, self.actor, lambda event: None).records)

    def require(self, right: Right) -> None:
        """Refuse a caller without the right."""
        require(self.actor, right)

    @property
    def if_match(self) -> int | None:
        """The version that the caller has seen, from `If-Match`."""
        given = self.request.headers.get("if-match")
        if given is None or given.strip() == "*":
            return None
        version = given.strip().removeprefix("W/").strip('"')
        if not version.isdecimal() or len(version) > 9:
            raise BadEtag(path=("If-Match",))
        return int(version)

    @property
    def idempotency_key(self) -> str | None:
        """The caller's `Idempotency-Key`."""
        return self.request.headers.get("idempotency-key") or None

    def once(self, asked: Any, work: Callable[[Transaction], tuple[int, Any]]) -> Reply:
        """Do something in one transaction; with an `Idempotency-Key` that was used, give the first answer instead.

        asked: the request's content, which has to be the same. work: gives status and answer.
        """

        def repeatable(tx: Transaction) -> Reply:
            if known := self.recall(tx, asked):
                return _again(known.status, known.body)
            status, answer = work(tx)
            reply = Reply(answer, status)
            self.remember(tx, asked, idempotency.Answer(status, bytes(reply.body)))
            return reply

        return self.system.db.run(repeatable)

    def recall(self, tx: Transaction, asked: Any) -> idempotency.Answer | None:
        """What the first request with this `Idempotency-Key` was answered; None when this is the first.

        asked: the request's content, which has to be the same.
        """
        if (key := self.idempotency_key) is None:
            return None
        return idempotency.recall(tx, self._number, key, self._hashed(asked), self.system.clock.now())

    def remember(self, tx: Transaction, asked: Any, answer: idempotency.Answer) -> None:
        """Keep the answer for a request that comes again, if it has an `Idempotency-Key`."""
        if key := self.idempotency_key:
            now = self.system.clock.now()
            idempotency.remember(tx, self._number, key, self._hashed(asked), answer, now)

    @property
    def _number(self) -> int:
        return self.actor.account.number if self.actor.account else 0

    def _hashed(self, asked: Any) -> bytes:
        return hashlib.sha256(self.request.url.path.encode() + b"\0" + dumps(asked)).digest()


def _again(status: int, body: bytes) -> Reply:
    reply = Reply(None, status)
    reply.body = body
    reply.headers["content-length"] = str(len(body))
    reply.headers["idempotency-replayed"] = "true"
    return reply


def system_of(request: Request) -> System:
    """The system that the app serves."""
    system: System = request.app.state.system
    return system


def _call(request: Request) -> Call:
    system = system_of(request)
    actor = _bearer(system, request) or _session(system, request)
    if actor is None:
        raise Unauthenticated
    return Call(system, actor, language_of(request), request)


def caller_of(request: Request) -> Actor:
    """Who asks, where an endpoint decides for itself whether it has to know.

    Raises:
        Unauthenticated.
    """
    return _call(request).actor


Caller = Annotated[Call, Depends(_call)]
"""The parameter of every endpoint that needs somebody to be signed in."""


def may_go_on(call: Call) -> bool:
    """Whether the caller of a request that lasts is still signed in, with the same roles."""
    try:
        actor = _bearer(call.system, call.request) or _session(call.system, call.request, touch=False)
    except VestnikError:
        return False
    return actor == call.actor


def _bearer(system: System, request: Request) -> Actor | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not value:
        return None
    with system.db.read() as tx:
        account = tokens.account_of(tx, value.strip(), system.clock.now())
        return actor_of(tx, account) if account is not None else None


def _session(system: System, request: Request, *, touch: bool = True) -> Actor | None:
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    now = system.clock.now()
    lifetime: timedelta = system.settings.session_lifetime
    with system.db.read() as tx:
        session = sessions.find(tx, cookie, now, lifetime)
        actor = actor_of(tx, session.account) if session else None
    if session is None or actor is None:
        return None
    if request.method not in _SAFE:
        given = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(given.encode(), session.csrf_token.encode()):
            raise CsrfMissing(what="")
    if session.stale and touch:
        with system.db.write() as tx:
            sessions.touch(tx, cookie, now)
    return actor
