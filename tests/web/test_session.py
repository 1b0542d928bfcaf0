"""Signing in and out, and the header that browsers add to what changes something."""

from __future__ import annotations

from datetime import timedelta

from tests.web.client import Api
from tests.web.conftest import PASSWORD, Service

from vestnik.kernel.clock import FakeClock


def test_signing_in_and_out(service: Service) -> None:
    api = service.as_(None)
    assert api.get("/session").status_code == 401
    signed = api.post("/session", json={"login": "ADMIN", "password": PASSWORD})
    assert (signed.json()["login"], signed.json()["roles"]) == ("admin", ["administrator"])
    cookie = signed.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert api.get_ok("/session")["csrf_token"] == signed.json()["csrf_token"]
    assert api.delete("/session").status_code == 403
    api.headers["X-CSRF-Token"] = signed.json()["csrf_token"]
    assert api.delete("/session").status_code == 204
    assert api.get("/session").status_code == 401


def test_wrong_passwords_are_throttled_alike_for_everybody(service: Service, clock: FakeClock) -> None:
    api = service.as_(None)
    answers = [
        api.post("/session", json={"login": login, "password": "wrong"}) for login in ("admin", "unheard-of")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json()["detail"] == answers[1].json()["detail"]
    for _ in range(20):
        last = api.post("/session", json={"login": "admin", "password": "wrong"})
        if last.status_code == 429:
            break
    assert last.status_code == 429
    clock.advance(timedelta(hours=1))
    assert api.post("/session", json={"login": "admin", "password": PASSWORD}).status_code == 200


def test_a_session_ends_when_it_is_not_used(service: Service, clock: FakeClock) -> None:
    clock.advance(timedelta(hours=11))
    assert service.user.get("/session").status_code == 200
    clock.advance(timedelta(hours=11))
    assert service.user.get("/session").status_code == 200
    clock.advance(timedelta(hours=13))
    assert service.user.get("/session").status_code == 401


def test_a_change_without_the_csrf_header_is_refused(service: Service) -> None:
    api = Api(service.app, service.sessions["builder"])
    del api.headers["X-CSRF-Token"]
    assert api.get("/routes").status_code == 200
    refused = api.put("/apps/X", json={"title": "X"})
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    api.headers["X-CSRF-Token"] = service.sessions["admin"][1]
    assert api.put("/apps/X", json={"title": "X"}).status_code == 403


def test_the_language_of_errors_is_the_callers(service: Service) -> None:
    russian = service.user.get("/routes", headers={"Accept-Language": "de, ru;q=0.8, en;q=0.5"})
    assert russian.json()["title"] == "Недостаточно прав"
    english = service.user.get("/routes", headers={"Accept-Language": "en-GB"})
    assert english.json()["title"] == "Not allowed"
