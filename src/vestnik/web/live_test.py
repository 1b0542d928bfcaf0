"""A test of a connection told while it goes on: one JSON line for each stage, and the whole report last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import Any

from vestnik.connections.base import Connection
from vestnik.connections.network import Network
from vestnik.connections.test import Stage, TestReport, check_testable, run_test
from vestnik.kernel.text import Language
from vestnik.runtime.system import System
from vestnik.web.exact_json import dumps

MEDIA_TYPE = "application/x-ndjson"


def tried(
    system: System, connection: Connection, language: Language, passed: Callable[[Stage], None]
) -> TestReport:
    """Test the connection; blocks until it is done.

    Raises:
        Invalid: as `run_test`.
    """
    network = Network.parse(system.settings.network_allow)
    log = system.logs.of(connection)
    return asyncio.run(run_test(connection, log, network, system.clock, language, passed=passed))


def told(system: System, connection: Connection, language: Language) -> Iterator[bytes]:
    """`{"stage": …}` for each stage that went well, then `{"report": …}`; a reader who leaves does not stop the test.

    Raises:
        Invalid: as `run_test`, before the first line.
    """
    check_testable(connection)
    heard: SimpleQueue[Stage | TestReport | None] = SimpleQueue()

    def work() -> None:
        try:
            heard.put(tried(system, connection, language, heard.put))
        finally:
            heard.put(None)

    Thread(target=work, name="connection-test", daemon=True).start()
    return _lines(heard, language)


def _lines(heard: SimpleQueue[Stage | TestReport | None], language: Language) -> Iterator[bytes]:
    while (found := heard.get()) is not None:
        yield _line(found, language)


def _line(found: Stage | TestReport, language: Language) -> bytes:
    line: dict[str, Any] = {"stage" if isinstance(found, Stage) else "report": found.as_json(language)}
    return dumps(line) + b"\n"
