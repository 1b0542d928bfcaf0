"""`GET /api/v1/events`: what changes is told as it happens, to those who may see it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from datetime import UTC, datetime

import httpx
import pytest
from tests.delivery.conftest import eventually
from tests.web.stream.conftest import Service

from vestnik.access import credentials
from vestnik.delivery import orders, pauses
from vestnik.kernel.values import Ref
from vestnik.scenarios import run_rows
from vestnik.scenarios.run_rows import Run
from vestnik.storage.transaction import Transaction
from vestnik.web.stream import client as clients
from vestnik.web.stream import hub as hubs

NOW = datetime(2025, 3, 12, tzinfo=UTC)


def about(ref: Ref, state: str) -> object:
    return lambda seen: seen.type == "message" and (seen.data["id"], seen.data["state"]) == (str(ref), state)


def test_a_queued_letter_and_what_becomes_of_it_are_told(service: Service) -> None:
    with service.watch(topics="message") as stream:
        [ref] = service.queue(record=Ref("rec", 5), run=Ref("run", 7), lane=2)
        seen = stream.next()
        assert seen.data == {
            "id": str(ref), "state": "queued", "route": "mail_out", "connection": "mail", "lane": 2,
            "run": "run.7", "record": "rec.5",
        }  # fmt: skip
        with service.system.db.write() as tx:
            orders.cancel(tx, ref, NOW)
        assert stream.next().data["state"] == "cancelled"


def test_what_another_process_commits_is_told(service: Service) -> None:
    [ref] = service.queue()
    program = (
        "import sys; from vestnik.runtime.settings import Settings; from vestnik.runtime.system import System\n"
        "from vestnik.delivery import orders; from vestnik.kernel.values import Ref\n"
        "system = System.open(Settings(data=sys.argv[1], database=sys.argv[2] or None))\n"
        "with system.db.write() as tx: orders.cancel(tx, Ref.parse(sys.argv[3]), system.clock.now())\n"
        "system.close()"
    )
    settings = service.system.settings
    with service.watch(topics="message") as stream:
        arguments = [str(settings.data), settings.database or "", str(ref)]
        subprocess.run([sys.executable, "-c", program, *arguments], check=True, timeout=30)
        assert (seen := stream.next()).data["state"] == "cancelled"
        assert seen.data["id"] == str(ref)


def test_a_rolled_back_change_is_not_told(service: Service) -> None:
    def fail(tx: Transaction) -> None:
        tx.note_change("message", undone[0].number)
        raise ValueError("undone")

    undone = service.queue()
    with service.watch(topics="message") as stream:
        with contextlib.suppress(ValueError), service.system.db.write() as tx:
            fail(tx)
        with service.system.db.write() as tx, contextlib.suppress(ValueError), tx.savepoint():
            fail(tx)
        [ref] = service.queue()
        assert stream.next().data["id"] == str(ref)


def test_a_stream_goes_on_where_it_ended(service: Service) -> None:
    with service.watch(topics="message") as stream:
        service.queue()
        stream.next()
        last = stream.last_id
    missed = service.queue(2)
    with service.watch(topics="message", after=last) as stream:
        seen = stream.until(about(missed[1], "queued"))  # type: ignore[arg-type]
        assert {one.data["id"] for one in seen} >= set(map(str, missed))


def test_who_was_away_too_long_reads_everything_anew(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service.watch() as stream:
        last = stream.last_id
    monkeypatch.setattr("vestnik.storage.changes.KEPT", 20)
    for _ in range(205):  # PRUNE_EVERY is 100
        with service.system.db.write() as tx:
            tx.note_change("run", 1)
    with service.watch(after=last) as stream:
        assert stream.next().type == "reset"
    with service.watch(after=10**9) as stream:  # of a database that was restored meanwhile
        assert stream.next().type == "reset"


def test_a_watcher_that_lags_is_told_to_read_anew_and_holds_no_more_than_its_bound(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients, "MAX_WAITING", 5)
    with service.watch(topics="message") as stream:
        service.queue(8)
        assert stream.next().type == "reset"


def test_a_mailing_is_told_as_one_reset(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "MANY", 5)
    with service.watch(topics="message") as stream:
        service.queue(8)
        assert stream.next().type == "reset"
        [ref] = service.queue()
        assert stream.next().data["id"] == str(ref)


def test_lanes_tell_their_depth_and_pauses_their_place(service: Service) -> None:
    with service.watch(topics=["lane", "place"]) as stream:
        service.queue(3, lane=1)
        stream.until(lambda seen: seen.type == "lane" and (seen.data["lane"], seen.data["waiting"]) == (1, 3))
        with contextlib.closing(service.client()) as client:
            assert client.post("/lanes/1/pause").status_code == 204
        seen = stream.until(lambda seen: seen.type == "place")
        assert seen[-1].data == {"kind": "lane", "name": "1", "paused": "paused", "circuit": None}
        stream.until(lambda seen: seen.type == "lane" and seen.data["paused"])


def test_a_paused_connection_is_told_and_its_letters_are_held(service: Service) -> None:
    with service.system.db.write() as tx:
        pauses.pause_place(tx, "connection", "mail", NOW)
    with service.watch(topics="message") as stream:
        service.queue()
        assert stream.next().data["state"] == "held"


def a_run(service: Service, initiator: Ref | None) -> Ref:
    with service.system.db.write() as tx:
        ref = Ref("run", tx.new_id("run"))
        made = Run(
            ref=ref, state="done", scenario="S", version=1, event="button_clicked", origin=Ref("rec", 5),
            initiator=initiator, login="x", parent=None, event_key=None, waits_for=None, error=None, steps=1, letters=0,
            created=NOW, changed=NOW,
        )  # fmt: skip
        run_rows.insert_run(tx, made, None)
    return ref


def test_a_user_sees_his_own_runs_and_the_letters_of_the_record_he_asks_for(service: Service) -> None:
    mine = service.add_account("vera", "user")
    with service.watch("vera") as all_of_mine, service.watch("vera", record="rec.5") as of_record:
        service.queue()
        service.queue(record=Ref("rec", 6))
        [ref] = service.queue(record=Ref("rec", 5))
        a_run(service, None)
        own = a_run(service, mine)
        assert all_of_mine.next().data == {
            "id": str(own), "status": "done", "scenario": "S", "record": "rec.5", "waits_for": None,
        }  # fmt: skip
        seen = of_record.until(lambda seen: seen.type == "run")
        assert [one.data["id"] for one in seen] == [str(ref), str(own)]


def test_an_administrator_sees_every_run(service: Service) -> None:
    with service.watch(topics="run") as stream:
        ref = a_run(service, None)
        assert stream.next().data["id"] == str(ref)


def test_nobody_watches_without_signing_in(service: Service) -> None:
    assert httpx.get(f"{service.address}/events").status_code == 401


def test_a_stream_ends_when_the_rights_are_gone(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vestnik.web.resources.events.ASK_SECONDS", 0.0)
    monkeypatch.setattr("vestnik.web.resources.events.BEAT_SECONDS", 0.05)
    account = service.add_account("boris", "builder")
    with service.watch("boris") as stream:
        with service.system.db.write() as tx:
            credentials.set_roles(tx, account.number, ["user"])
        with pytest.raises(EOFError):
            stream.next()


def test_streams_per_account_are_bounded(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "MAX_PER_ACTOR", 1)
    with service.watch() as _stream, contextlib.closing(service.client()) as client:
        refused = client.get("/events")
        assert refused.status_code == 503
        assert refused.json()["code"] == "too_many_streams"


def test_nothing_reads_the_database_once_the_last_watcher_is_gone(service: Service) -> None:
    with service.watch():
        service.queue()
    eventually(lambda: not service.hub._clients)
    service.queue()
    eventually(lambda: service.hub._thread is None)


def test_the_service_ends_at_once_though_streams_are_open(service: Service) -> None:
    with service.watch() as stream:
        began = time.monotonic()
        service.server.should_exit = True
        with pytest.raises(EOFError):
            stream.next()
        assert time.monotonic() - began < 3
