"""Whether the process lives and can serve: what a container's health check and a load balancer ask."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.web.client import codes
from tests.web.conftest import Service

from vestnik.delivery import workers
from vestnik.kernel.clock import FakeClock


def asked(service: Service, path: str) -> httpx.Response:
    with TestClient(service.app) as client:
        return client.get(path, headers={"Accept-Language": "ru"})


def test_without_a_worker_beside_it_the_web_process_is_ready_by_itself(on_each: Service) -> None:
    assert asked(on_each, "/health").json() == {"status": "ok"}
    assert asked(on_each, "/ready").json() == {"status": "ready"}


def test_with_a_worker_beside_it_that_one_has_to_live(
    on_each: Service, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_each.app.state, "worker_beside", True)
    refused = asked(on_each, "/ready")
    assert (refused.status_code, codes(refused)) == (503, {"": "worker_silent"})
    assert "Обработчик" in refused.json()["detail"]
    with on_each.system.db.write() as tx:
        life = workers.register(tx, "mail-1:4711", [0], clock.now(), workers.LEASE)
    assert asked(on_each, "/ready").status_code == 200
    clock.advance(workers.LEASE + timedelta(seconds=1))
    assert asked(on_each, "/ready").status_code == 503
    with on_each.system.db.write() as tx:
        workers.renew(tx, life, clock.now(), workers.LEASE)
    assert asked(on_each, "/ready").status_code == 200
    with on_each.system.db.write() as tx:
        workers.end(tx, [life], clock.now())
    assert asked(on_each, "/ready").status_code == 503
    assert asked(on_each, "/health").status_code == 200
