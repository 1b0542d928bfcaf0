"""Scenario runs over the API: filters, failures first, traces, who sees what."""

from __future__ import annotations

from datetime import timedelta

from tests.web.conftest import Service

from vestnik.kernel.clock import FakeClock

BUTTON = "buttons/OtpravitPismo"


def press(service: Service, record: str, login: str = "petrova") -> str:
    """The run of a press, whether it succeeds or fails."""
    answer = service.as_(login).post(f"/templates/Elpisma/records/{record}/{BUTTON}")
    return str(answer.json()["run"])


def failing(service: Service, login: str = "petrova") -> str:
    """A run that fails: nobody is to get the letter."""
    api = service.as_(login)
    record = api.post_ok("/templates/Elpisma/records", json={"values": {}})["id"]
    return press(service, record, login)


def test_a_failed_run_tells_the_card_at_fault(on_each: Service) -> None:
    run = failing(on_each)
    found = on_each.builder.get_ok(f"/runs/{run}")
    assert (found["status"], found["scenario"]) == ("failed", "OtpravkaPisem")
    body = on_each.builder.get_ok("/scenarios/OtpravkaPisem")["body"]
    assert found["error"]["action"] in [action["id"] for action in body["actions"]]
    assert found["trace"][0]["what"] == "event"
    last = found["trace"][-1]
    assert (last["what"], last["action"], last["text"]) == (
        "error",
        found["error"]["action"],
        found["error"]["message"],
    )


def test_a_refused_press_names_its_run(service: Service) -> None:
    api = service.as_("petrova")
    record = api.post_ok("/templates/Elpisma/records", json={"values": {}})["id"]
    refused = api.post(f"/templates/Elpisma/records/{record}/{BUTTON}")
    assert refused.status_code == 422
    run = service.builder.get_ok(f"/runs/{refused.json()['run']}")
    assert run["error"]["message"] == refused.json()["detail"]
    assert refused.json()["errors"][0]["action"] == run["error"]["action"]


def test_failures_come_first_and_pages_go_on(on_each: Service) -> None:
    fine = [press(on_each, on_each.record()) for _ in range(2)]
    failed = [failing(on_each) for _ in range(2)]
    fine.append(press(on_each, on_each.record()))
    wanted = [*reversed(failed), *reversed(fine)]
    api, seen, cursor = on_each.builder, [], None
    while True:
        params = {"sort": "failures", "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = api.get_ok("/runs", params=params)
        seen += [run["id"] for run in page["items"]]
        if not (cursor := page["next"]):
            break
    assert seen == wanted
    newest = api.get_ok("/runs", params={"count": True})
    assert newest["total"] == 5
    assert newest["items"][0]["id"] == fine[-1]


def test_filters(on_each: Service, clock: FakeClock) -> None:
    early = failing(on_each)
    clock.advance(timedelta(hours=1))
    record = on_each.record()
    late = press(on_each, record)
    api = on_each.builder

    def ids(**params: object) -> list[str]:
        return [run["id"] for run in api.get_ok("/runs", params=params)["items"]]

    since = clock.now().isoformat()
    assert ids(since=since) == [late]
    assert ids(until=since) == [early]
    assert ids(status="failed") == [early]
    assert ids(record=record) == [late]
    assert ids(scenario="OtpravkaPisem") == [late, early]
    assert ids(scenario="Other") == []
    assert api.get("/runs", params={"record": "nonsense"}).status_code == 422
    assert api.get("/runs", params={"since": "yesterday"}).status_code == 422
    assert api.get("/runs", params={"cursor": "nonsense"}).status_code == 422
    assert api.get("/runs", params={"limit": 0}).status_code == 422


def test_the_flag_counts_failures_since_the_last_look(service: Service) -> None:
    api = service.builder
    assert api.get_ok("/runs/failures") == {"count": 0, "latest": None}
    first, second = failing(service), failing(service)
    assert api.get_ok("/runs/failures") == {"count": 2, "latest": second}
    assert api.get_ok("/runs/failures", params={"after": first})["count"] == 1
    assert api.get_ok("/runs/failures", params={"after": second}) == {"count": 0, "latest": second}
    assert service.user.get_ok("/runs/failures")["count"] == 0


def test_a_user_sees_the_runs_that_he_started_without_their_trace(service: Service) -> None:
    run = failing(service, "petrova")
    own = service.as_("petrova")
    assert own.get_ok(f"/runs/{run}")["trace"] is None
    assert [one["id"] for one in own.get_ok("/runs")["items"]] == [run]
    assert service.user.get(f"/runs/{run}").status_code == 404
    assert service.user.get_ok("/runs")["items"] == []


def test_only_a_run_that_waits_is_cancelled(service: Service) -> None:
    body = service.admin.get_ok("/scenarios/OtpravkaPisem")["body"]
    body["actions"][1]["response_variable"] = "otvet"
    service.admin.put_ok("/scenarios/OtpravkaPisem", json=body)
    waiting = press(service, service.record())
    found = service.builder.get_ok(f"/runs/{waiting}")
    assert found["status"] == "waiting"
    assert found["waits_for"]
    assert service.user.post(f"/runs/{waiting}/cancel").status_code == 403
    assert service.builder.post(f"/runs/{waiting}/cancel").status_code == 204
    assert service.builder.post(f"/runs/{waiting}/cancel").status_code == 422
    assert service.builder.get_ok(f"/runs/{waiting}")["status"] == "cancelled"
