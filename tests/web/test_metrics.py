"""`/metrics`: what Prometheus reads, and who may."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.delivery.conftest import eventually
from tests.delivery.mail_server import MailServer
from tests.web.conftest import Service, open_service

from vestnik.access.actor import SYSTEM
from vestnik.delivery.messages import get
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Ref
from vestnik.runtime.worker import run_worker

TOKEN = "a token for Prometheus"


def samples(text: str) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    found: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def scrape(service: Service) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    answer = service.admin.get("http://testserver/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return samples(answer.text)


def test_the_queue_is_told_by_lane(on_each: Service) -> None:
    on_each.letter()
    told = scrape(on_each)
    assert told["vestnik_queue_letters"][("lane", "0"), ("state", "waiting")] == 1
    assert told["vestnik_queue_letters"][("lane", "3"), ("state", "waiting")] == 0
    assert told["vestnik_queue_oldest_seconds"][(("lane", "0"),)] == 0
    assert told["vestnik_lane_paused"][(("lane", "0"),)] == 0
    assert told["vestnik_render_seconds_count"][()] >= 1
    assert told["vestnik_runs_total"][(("state", "done"),)] >= 1


def test_an_administrator_may_read_it_and_nobody_else(service: Service) -> None:
    assert service.as_(None).get("http://testserver/metrics").status_code == 401
    assert service.builder.get("http://testserver/metrics").status_code == 403
    assert service.admin.get("http://testserver/metrics").status_code == 200


@pytest.fixture
def with_token(tmp_path: Path, clock: FakeClock) -> Iterator[Service]:
    made = open_service(tmp_path / "data", clock, metrics_token=TOKEN)
    yield made
    made.close()


def test_a_token_of_its_own_opens_it_without_an_account(with_token: Service) -> None:
    def ask(value: str) -> int:
        headers = {"Authorization": value}
        return int(with_token.as_(None).get("http://testserver/metrics", headers=headers).status_code)

    assert ask(f"Bearer {TOKEN}") == 200
    assert ask(f"Bearer {TOKEN}x") == 401
    assert ask("Bearer") == 401


def test_what_the_worker_counted_is_told_by_the_web_service(tmp_path: Path) -> None:
    from vestnik.kernel.clock import SystemClock

    service = open_service(tmp_path / "data", SystemClock())  # type: ignore[arg-type]
    service.people(passwords=False)
    service.example()
    stop = threading.Event()
    with MailServer() as server:
        with service.system.db.write() as tx:
            definitions = service.system.definitions(tx, SYSTEM)
            body = {**definitions.get("connection", "mail").body, "host": "127.0.0.1", "port": server.port}
            body |= {"encryption": "none", "auth_type": "none"}
            definitions.save("connection", "mail", body)
        worker = threading.Thread(target=run_worker, args=(service.system, stop))
        worker.start()
        try:
            ref = Ref.parse(service.letter())

            def sent() -> bool:
                with service.system.db.read() as tx:
                    return get(tx, ref).state == "sent"

            eventually(sent)
            told = scrape(service)
        finally:
            stop.set()
            worker.join(40)
    key = (("connection", "mail"), ("outcome", "accepted"))
    assert told["vestnik_attempts_total"][key] >= 1
    assert told["vestnik_attempt_seconds_count"][(("connection", "mail"),)] >= 1
    assert told["vestnik_sessions"][("connection", "mail"), ("state", "idle")] == 1
    assert len(told["vestnik_worker_claimed_letters"]) == 1
    service.close()
