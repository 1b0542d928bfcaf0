"""`vestnik messages --follow` tells letters as they change, woken by the process that changes them."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.web.conftest import Service, installation, service  # noqa: F401 - fixtures

from vestnik.delivery import orders
from vestnik.kernel.values import Ref


def told(process: subprocess.Popen[str]) -> tuple[str, str]:
    assert process.stdout
    line = json.loads(process.stdout.readline())
    return line["id"], line["state"]


def test_what_is_queued_and_what_becomes_of_it_is_told_once_each(
    service: Service,  # noqa: F811
) -> None:
    first = service.letter()
    command = [sys.executable, "-m", "vestnik", "messages", "--follow", "--json", "--data"]
    with subprocess.Popen(
        [*command, str(service.system.settings.data)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert told(process) == (first, "queued")
        second = service.letter()
        assert told(process) == (second, "queued")
        with service.system.db.write() as tx:
            orders.cancel(tx, Ref.parse(first), service.system.clock.now())
        assert told(process) == (first, "cancelled")
        process.terminate()
