"""«Проверить соединение»: stage by stage, with what was found, how long it took and how to mend it (spec/delivery.md T7).

Works on a draft as on a stored connection; saves nothing, writes the connection's log.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vestnik.connections.base import (
    Connection,
    ConnectionFault,
    ConnectionLog,
    Network,
    Result,
    SendingConnection,
    Session,
)
from vestnik.connections.faults import fault
from vestnik.connections.recording import Recording
from vestnik.connections.sending import Outcome
from vestnik.connections.trial_letter import letter_for
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import Invalid, Problem, Problems, VestnikError
from vestnik.kernel.text import LANGUAGES, Language, Text, said_in
from vestnik.mail.addresses import parse_addresses

LONGEST = 60.0
"""Seconds that a whole test may take (spec/connections.md 4)."""

_NO_RECIPIENTS = Text(
    "Укажите адреса получателей тестового письма или отметьте «Проверять соединение без отправки сообщения»",
    "Enter recipients of the test message, or choose to test the connection without sending",
)
_OUTCOMES: dict[Outcome, Text] = {
    "accepted": Text("принято", "accepted"),
    "deferred": Text("отложено", "deferred"),
    "rejected": Text("отклонено", "rejected"),
    "uncertain": Text("исход неизвестен", "uncertain"),
}
_NOT_ACCEPTED = Text(
    "Сервер не принял письмо для {recipients}", "The server did not take the letter for {recipients}"
)
_SENDER_ADVICE = Text(
    "Проверьте адреса; если ответ говорит об отправителе, сервер не разрешает посылать от имени {sender}: "
    "укажите адрес своей учётной записи",
    "Check the addresses; if the reply speaks of the sender, the server does not permit sending as {sender}: "
    "enter the address of your account",
)
_ESTABLISHED = Text("Соединение установлено", "The connection works")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step. name: `resolve connect tls greeting auth letter`. detail: facts by name, or what went wrong under
    `error` (a `Text`) and `reply`. advice: the way out, where it failed."""

    name: str
    ok: bool
    ms: int
    detail: Mapping[str, str | Text]
    advice: Text | None = None

    def as_json(self, language: Language) -> dict[str, Any]:
        """One of the `stages` of the answer."""
        return {
            "name": self.name,
            "ok": self.ok,
            "ms": self.ms,
            "detail": {
                name: value.of(language) if isinstance(value, Text) else value
                for name, value in self.detail.items()
            },
            "advice": self.advice.of(language) if self.advice else None,
        }


@dataclass(frozen=True, slots=True)
class TestReport:
    """What a test found. dialogue: what both sides said, without credentials and letter."""

    __test__ = False  # pytest takes the name for its own

    ok: bool
    stages: tuple[Stage, ...]
    dialogue: tuple[str, ...] = field(default=())

    def as_json(self, language: Language) -> dict[str, Any]:
        """The answer of `POST /connections/{name}/test` (spec/contract.md 7)."""
        return {
            "ok": self.ok,
            "text": _ESTABLISHED.of(language) if self.ok else self._failure(language),
            "stages": [stage.as_json(language) for stage in self.stages],
            "dialogue": list(self.dialogue),
        }

    def _failure(self, language: Language) -> str:
        error = self.stages[-1].detail.get("error", "") if self.stages else ""
        return error.of(language) if isinstance(error, Text) else error


async def run_test(
    connection: Connection,
    log: ConnectionLog,
    network: Network,
    clock: Clock,
    language: Language,
    longest: float = LONGEST,
    passed: Callable[[Stage], None] = lambda _stage: None,
) -> TestReport:
    """Try a connection, and send the test letter unless it says not to. Takes `longest` seconds at most.

    A disabled connection is tested like any other: that is how one finds out whether to enable it.
    passed: is told of each stage that went well, as soon as it did.

    Raises:
        Invalid: a field is wrong, so that there is nothing to try; or there are no recipients for the letter.
    """
    check_testable(connection)
    recording = Recording(
        log, passed=lambda name, seconds, facts: passed(Stage(name, True, _ms(seconds), facts))
    )
    probe = _Probe(connection, recording, network, clock, language)
    try:
        async with asyncio.timeout(longest):
            failed = await probe.run()
    except TimeoutError:
        late = fault(probe.stage, "reply_timeout", server=probe.server, seconds=f"{longest:g}")
        log.fault(late)
        failed = _failed(late, longest - sum(seconds for _, seconds, _ in recording.stages))
    went_well = [Stage(name, True, _ms(seconds), facts) for name, seconds, facts in recording.stages]
    stages = (*went_well, *probe.letter, *([failed] if failed else []))
    return TestReport(all(stage.ok for stage in stages), stages, tuple(recording.dialogue))


class _Probe:
    """Opens, sends, closes. `stage` and `server` tell how far it is."""

    def __init__(
        self, connection: Connection, log: Recording, network: Network, clock: Clock, language: Language
    ) -> None:
        self._connection = connection
        self._log = log
        self._network = network
        self._clock = clock
        self._language = language
        self.letter: tuple[Stage, ...] = ()

    @property
    def stage(self) -> Any:
        """The stage under way."""
        order = ("resolve", "connect", "tls", "greeting", "auth", "final")
        passed = [order.index(name) for name, _, _ in self._log.stages]
        encryption = getattr(self._connection, "encryption", "none")
        following = [
            name for name in order[max(passed, default=-1) + 1 :] if name != "tls" or encryption != "none"
        ]
        return following[0] if following else "final"

    @property
    def server(self) -> str:
        """Whom we are waiting for."""
        return str(getattr(self._connection, "host", self._connection.name))

    async def run(self) -> Stage | None:
        """None when all went well, else the stage that failed."""
        if not isinstance(self._connection, SendingConnection):
            return None
        began = time.monotonic()
        try:
            session = await self._connection.open(self._log, self._network)
        except ConnectionFault as error:
            spent = sum(seconds for _, seconds, _ in self._log.stages)
            return _failed(error, time.monotonic() - began - spent)
        try:
            if self._connection.test_without_sending:
                return None
            return await self._send(self._connection, session)
        finally:
            await session.close()

    async def _send(self, connection: SendingConnection, session: Session) -> Stage | None:
        began = time.monotonic()
        try:
            letter = letter_for(connection, session.server, self._clock.now(), self._language)
            results = await session.send(letter)
        except ConnectionFault as error:
            self._log.fault(error)
            return _failed(error, time.monotonic() - began)
        except VestnikError as error:
            return Stage("letter", False, 0, {"error": error.message})
        self.letter = (_letter_stage(connection, results, time.monotonic() - began),)
        return None


def check_testable(connection: Connection) -> None:
    """Refuse what there is no sense in trying.

    Raises:
        Invalid: as `run_test`.
    """
    problems = Problems([problem for problem in connection.check() if problem.severity == "error"])
    if (
        isinstance(connection, SendingConnection)
        and not connection.test_without_sending
        and not parse_addresses(connection.test_recipients).mailboxes
    ):
        problems.found.append(Problem("required", _NO_RECIPIENTS, ("test_recipients",)))
    if problems.found:
        raise Invalid(problems.found)


def _letter_stage(connection: SendingConnection, results: list[Result], seconds: float) -> Stage:
    refused = [result.recipient for result in results if result.outcome != "accepted"]
    detail: dict[str, str | Text] = {"reply": _replies(results)}
    if not refused:
        return Stage("letter", True, _ms(seconds), detail)
    detail["error"] = _NOT_ACCEPTED.format(recipients=", ".join(refused))
    advice = _SENDER_ADVICE.format(sender=connection.sender_address)
    return Stage("letter", False, _ms(seconds), detail, advice)


def _replies(results: list[Result]) -> Text:
    """What the server said of each recipient."""
    ru, en = ("; ".join(_reply(result, language) for result in results) for language in LANGUAGES)
    return Text(ru, en)


def _reply(result: Result, language: Language) -> str:
    outcome = _OUTCOMES[result.outcome].of(language)
    code = f" {result.code}" if result.code else ""
    return f"{result.recipient}: {outcome}{code} {said_in(language, result.text)}".strip()


def _failed(error: ConnectionFault, seconds: float) -> Stage:
    name = error.stage if error.stage in ("resolve", "connect", "tls", "greeting", "auth") else "letter"
    detail: dict[str, str | Text] = {"kind": error.kind, "error": error.message}
    if error.reply:
        detail["reply"] = " ".join(str(part) for part in (error.reply_code, error.reply) if part)
    return Stage(name, False, _ms(max(0.0, seconds)), detail, error.advice)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
