"""The port of a worker on its own: metrics for Prometheus, health for whoever keeps it running."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.delivery.conftest import eventually
from tests.web.conftest import open_service

from vestnik.cli.serving import _environment
from vestnik.kernel.clock import FakeClock
from vestnik.runtime.settings import Settings
from vestnik.runtime.worker import run_worker
from vestnik.runtime.worker_port import WorkerPortTaken, _is_loopback, told_at_port

TOKEN = "a token for Prometheus"


def one_gauge() -> Iterator[tuple[str, str, tuple[str, ...], list[tuple[tuple[object, ...], float]]]]:
    yield "vestnik_sessions", "Sessions", ("connection", "state"), [(("mail", "idle"), 2)]


def ask(port: int, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}{path}", headers=headers)


def test_health_readiness_and_metrics_are_told(tmp_path: Path) -> None:
    ready = True
    with told_at_port(Settings(data=tmp_path), 0, one_gauge, lambda: ready) as port:
        assert ask(port, "/health").json() == {"status": "ok"}
        assert ask(port, "/ready").status_code == 200
        ready = False
        assert ask(port, "/ready").status_code == 503
        assert ask(port, "/health").status_code == 200
        told = ask(port, "/metrics")
        assert told.headers["content-type"].startswith("text/plain; version=")
        families = {one.name: one for one in text_string_to_metric_families(told.text)}
        assert families["vestnik_sessions"].samples[0].value == 2
        assert "vestnik_attempts" in families
        assert ask(port, "/etc/passwd").status_code == 404
        assert httpx.post(f"http://127.0.0.1:{port}/metrics").status_code == 501
    with pytest.raises(httpx.ConnectError):
        ask(port, "/health")


def test_where_there_is_a_token_it_alone_opens_the_metrics(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, metrics_token=TOKEN)  # type: ignore[arg-type]
    with told_at_port(settings, 0, one_gauge, lambda: True) as port:
        assert ask(port, "/metrics").status_code == 401
        assert ask(port, "/metrics", Authorization="Bearer another").status_code == 401
        assert ask(port, "/metrics", Authorization=f"Bearer {TOKEN}").status_code == 200
        assert ask(port, "/health").status_code == 200


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.0.0.7", False),
        ("fe80::1%eth0", False),
    ],
)
def test_without_a_token_metrics_are_for_this_machine_alone(address: str, here: bool) -> None:
    assert _is_loopback(address) is here


def test_a_port_that_is_taken_is_named_with_the_way_out(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with told_at_port(settings, 0, one_gauge, lambda: True) as port:
        taken = pytest.raises(WorkerPortTaken, match="VESTNIK_WORKER_PORT")
        with taken, told_at_port(settings, port, one_gauge, lambda: True):
            pass


def test_a_worker_is_ready_once_its_life_is_confirmed(
    tmp_path: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    service = open_service(tmp_path / "data", clock, worker_port=0)
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(service.system, stop))
    worker.start()
    try:
        found = eventually(lambda: re.search(r"metrics are told at 127\.0\.0\.1:(\d+)", caplog.text))
        port = int(found[1])
        eventually(lambda: ask(port, "/ready").status_code == 200)
        assert "vestnik_write_gate_wait_seconds" in ask(port, "/metrics").text
    finally:
        stop.set()
        worker.join(40)
    service.close()


def test_the_worker_beside_the_web_process_opens_no_port(tmp_path: Path) -> None:
    given = _environment(Settings(data=tmp_path, worker_port=9108))
    assert given["VESTNIK_WORKER_PORT"] == ""
