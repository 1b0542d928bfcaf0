"""Lanes, the queue by connection, pauses, suppressed addresses."""

from __future__ import annotations

from datetime import timedelta

from tests.web.conftest import Service

from vestnik.delivery.claims import claim, streams
from vestnik.delivery.minutes import ADD_MINUTES, counted, forget_minutes, minutes
from vestnik.delivery.settling import Answer, Attempt
from vestnik.kernel.clock import FakeClock


def attempts(service: Service, clock: FakeClock, state: str) -> list[Attempt]:
    """Attempts at everything that is due."""
    now = clock.now()
    with service.system.db.write() as tx:
        claims = [one for stream in list(streams(tx, [0])) for one in claim(tx, 1, stream, 100, now)]
    return [Attempt(one, now, now, "mx", (Answer(0, state),)) for one in claims]  # type: ignore[arg-type]


def test_depth_age_and_rate_by_lane_and_connection(on_each: Service, clock: FakeClock) -> None:
    on_each.letter()
    due = on_each.builder.get_ok("/queue")["stretches"][0]["oldest"]
    clock.advance(timedelta(minutes=1))
    on_each.letter()
    done = attempts(on_each, clock, "accepted")
    with on_each.system.db.write() as tx:
        deferred = [Attempt(done[0].claim, clock.now(), clock.now(), None, (Answer(0, "deferred"),))]
        for worker, batch in ((1, done), (2, done[:1]), (1, deferred)):
            ADD_MINUTES.run(tx, counted(worker, batch))
    queue = on_each.builder.get_ok("/queue")
    [stretch] = queue["stretches"]
    assert (stretch["lane"], stretch["connection"], stretch["waiting"]) == (0, "mail", 2)
    assert stretch["oldest"] == due
    assert stretch["rate"] > 0
    assert [(one["accepted"], one["others"]) for one in queue["minutes"]] == [(3, 1)]
    lanes = on_each.builder.get_ok("/lanes")["items"]
    assert [lane["waiting"] for lane in lanes] == [2, 0, 0, 0]


def test_minutes_are_kept_for_a_day(on_each: Service, clock: FakeClock) -> None:
    on_each.letter()
    done = attempts(on_each, clock, "accepted")
    with on_each.system.db.write() as tx:
        ADD_MINUTES.run(tx, counted(1, done))
    clock.advance(timedelta(days=1, minutes=2))
    later = [Attempt(one.claim, clock.now(), clock.now(), None, one.answers) for one in done]
    with on_each.system.db.write() as tx:
        ADD_MINUTES.run(tx, counted(1, later))
        forget_minutes(tx, clock.now())
    with on_each.system.db.read() as tx:
        assert [one.start for one in minutes(tx, clock.now() - timedelta(days=9))] == [
            clock.now().replace(second=0, microsecond=0)
        ]


def test_a_paused_lane_is_shown_and_resumed(service: Service) -> None:
    service.letter()
    assert service.builder.post("/lanes/0/pause").status_code == 403
    assert service.admin.post("/lanes/0/pause").status_code == 204
    assert service.builder.get_ok("/lanes")["items"][0]["paused"]
    queue = service.builder.get_ok("/queue")
    assert queue["stretches"][0]["paused"] == "paused"
    assert [(one["kind"], one["name"], one["reason"], one["actor"]) for one in queue["held"]] == [
        ("lane", "0", "paused", "admin")
    ]
    assert service.admin.post("/lanes/0/resume").status_code == 204
    assert not service.builder.get_ok("/lanes")["items"][0]["paused"]
    assert service.admin.post("/lanes/4/pause").status_code == 422
    assert service.admin.post("/routes/nothing/pause").status_code == 404
    assert service.builder.get_ok("/workers")["items"] == []


def test_a_suppressed_address_gets_nothing(service: Service) -> None:
    path = "/suppressions/petrova@example.org"
    assert service.admin.get(path).status_code == 404
    assert service.admin.put(path, json={"reason": "Просила не писать"}).status_code == 204
    assert service.builder.get_ok(path)["reason"] == "Просила не писать"
    assert len(service.builder.get_ok("/suppressions", params={"limit": 1})["items"]) == 1
    letter = service.letter()
    assert service.builder.get_ok(f"/messages/{letter}")["recipients"][0]["state"] == "suppressed"
    assert service.builder.delete(path).status_code == 403
    assert service.admin.delete(path).status_code == 204
    assert service.admin.delete(path).status_code == 404
    assert service.admin.put(path, json={"reason": ""}).status_code == 422
