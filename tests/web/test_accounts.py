"""Accounts, roles, passwords and tokens over the API."""

from __future__ import annotations

from datetime import timedelta

from tests.web.client import Api, codes
from tests.web.conftest import PASSWORD, Service

from vestnik.kernel.clock import FakeClock


def test_an_administrator_makes_an_account_that_signs_in(service: Service) -> None:
    body = {
        "fullName": "Иван Сидоров",
        "mbox": "sidorov@example.org",
        "roles": ["user"],
        "password": PASSWORD,
    }
    made = service.admin.put("/accounts/sidorov", json=body)
    assert made.status_code == 201
    assert (made.json()["roles"], made.json()["can_sign_in"]) == (["user"], True)
    assert "password" not in made.json()
    signed = service.as_(None).post("/session", json={"login": "sidorov", "password": PASSWORD})
    assert signed.json()["rights"] == ["use"]
    changed = service.admin.put("/accounts/sidorov", json={"phone": "1"}, headers={"If-Match": '"1"'})
    assert changed.headers["etag"] == '"2"'
    assert (
        service.admin.put("/accounts/sidorov", json={"phone": "2"}, headers={"If-Match": '"1"'}).status_code
        == 412
    )


def test_wrong_accounts_are_refused_with_the_field(service: Service) -> None:
    put = service.admin.put
    assert codes(put("/accounts/x1", json={"fullName": "X", "mbox": "nobody"})).keys() == {"mbox"}
    assert codes(put("/accounts/x1", json={"fulName": "X"})).keys() >= {"fulName"}
    taken = put("/accounts/x1", json={"fullName": "X", "mbox": "petrova@example.org"})
    assert codes(taken).keys() == {"mbox"}
    role = put("/accounts/x1", json={"fullName": "X", "mbox": "x@example.org", "roles": ["bilder"]})
    assert role.json()["errors"][0] | {"path": "roles.0", "suggestion": "builder"} == role.json()["errors"][0]
    assert put("/accounts/x1", json={"fullName": "X", "roles": "user"}).status_code == 422
    assert service.admin.get("/accounts/x1").status_code == 404
    last = put("/accounts/admin", json={"roles": ["user"]})
    assert last.json()["code"] == "last_administrator"


def test_accounts_are_found_and_only_administrators_see_roles(on_each: Service) -> None:
    found = on_each.user.get_ok("/accounts", params={"q": "PETR"})["items"]
    assert [one["username"] for one in found] == ["petrova"]
    assert "roles" not in found[0]
    page = on_each.admin.get_ok("/accounts", params={"limit": 2})
    rest = on_each.admin.get_ok("/accounts", params={"cursor": page["next"], "limit": 100})
    logins = [one["username"] for one in (*page["items"], *rest["items"])]
    assert logins == sorted(logins)
    assert {"admin", "builder", "nobody", "petrova", "user"} <= set(logins)
    roles = on_each.user.get_ok("/roles")["items"]
    assert [one["name"] for one in roles] == ["administrator", "builder", "user"]
    assert [right["name"] for right in roles[2]["rights"]] == ["use"]


def test_accounts_of_a_role_are_listed_and_counted_for_administrators(on_each: Service) -> None:
    listed = on_each.admin.get_ok("/accounts", params={"role": "user"})["items"]
    assert [one["username"] for one in listed] == ["petrova", "user"]
    counts = {one["name"]: one["accounts"] for one in on_each.admin.get_ok("/roles")["items"]}
    assert counts == {"administrator": 1, "builder": 1, "user": 2}
    assert on_each.user.get("/accounts", params={"role": "user"}).status_code == 403
    assert all("accounts" not in one for one in on_each.user.get_ok("/roles")["items"])


def test_a_used_account_stays(service: Service) -> None:
    service.record()
    refused = service.admin.delete("/accounts/petrova")
    assert refused.status_code == 409
    assert service.admin.delete("/accounts/nobody").status_code == 204
    assert service.admin.delete("/accounts/nobody").status_code == 404


def test_a_password_set_by_an_administrator_has_to_be_changed(service: Service) -> None:
    path = "/accounts/user/password"
    assert service.builder.put(path, json={"password": "another password"}).status_code == 403
    assert codes(service.admin.put(path, json={"password": "short"})).keys() == {"password"}
    assert service.admin.put(path, json={"password": "another password"}).status_code == 204
    assert service.user.get("/session").status_code == 401
    anybody = service.as_(None)
    signed = anybody.post("/session", json={"login": "user", "password": "another password"})
    assert signed.json()["must_change_password"]
    anybody.headers["X-CSRF-Token"] = signed.json()["csrf_token"]
    wrong = anybody.put("/session/password", json={"current": "x", "password": "my own password"})
    assert wrong.status_code == 422
    assert codes(wrong) == {"current": "present_password_wrong"}
    assert anybody.get("/session").status_code == 200, "a slip of the fingers signs nobody out"
    assert (
        anybody.put(
            "/session/password", json={"current": "another password", "password": "my own password"}
        ).status_code
        == 204
    )
    again = anybody.post("/session", json={"login": "user", "password": "my own password"})
    assert not again.json()["must_change_password"]


def test_a_token_is_shown_once_and_works_until_it_is_revoked(on_each: Service, clock: FakeClock) -> None:
    made = on_each.builder.post_ok("/tokens", json={"name": "ночной импорт"})
    program = Api(on_each.app)
    program.headers["Authorization"] = f"Bearer {made['token']}"
    assert program.get_ok("/session")["login"] == "builder"
    assert program.post_ok("/routes/mail_out/preview")["subject"]
    assert "token" not in on_each.builder.get_ok("/tokens")["items"][0]
    assert on_each.user.get_ok("/tokens")["items"] == []
    assert on_each.user.delete(f"/tokens/{made['id']}").status_code == 404
    assert [one["login"] for one in on_each.admin.get_ok("/tokens", params={"all": True})["items"]] == [
        "builder"
    ]
    assert on_each.builder.delete(f"/tokens/{made['id']}").status_code == 204
    assert program.get("/session").status_code == 401
    until = (clock.now() + timedelta(hours=1)).isoformat()
    short = on_each.builder.post_ok("/tokens", json={"name": "час", "expires": until})
    program.headers["Authorization"] = f"Bearer {short['token']}"
    assert program.get("/session").status_code == 200
    clock.advance(timedelta(hours=2))
    assert program.get("/session").status_code == 401


def test_tokens_of_others_are_an_administrators(service: Service, clock: FakeClock) -> None:
    body = {"name": "x", "login": "petrova"}
    assert service.builder.post("/tokens", json=body).status_code == 403
    assert service.builder.get("/tokens", params={"login": "petrova"}).status_code == 403
    assert service.builder.get("/tokens", params={"all": True}).status_code == 403
    made = service.admin.post_ok("/tokens", json=body)
    assert made["login"] == "petrova"
    assert service.admin.get_ok("/tokens", params={"login": "petrova"})["items"][0]["id"] == made["id"]
    assert service.admin.delete(f"/tokens/{made['id']}").status_code == 204
    past = (clock.now() - timedelta(hours=1)).isoformat()
    assert codes(service.admin.post("/tokens", json={"name": "x", "expires": past})) == {
        "expires": "expires_in_the_past"
    }
    assert service.admin.post("/tokens", json={"name": ""}).status_code == 422


def test_accounts_are_listed_by_their_ids_and_by_whether_they_are_switched_on(service: Service) -> None:
    api = service.admin
    on = api.put_ok("/accounts/anna", json={"fullName": "Анна", "active": True})["id"]
    off = api.put_ok("/accounts/boris", json={"fullName": "Борис", "active": False})["id"]
    named = api.get_ok("/accounts", params={"id": [on, off]})["items"]
    assert [one["username"] for one in named] == ["anna", "boris"]
    assert [
        one["id"] for one in api.get_ok("/accounts", params={"id": [on, off], "active": True})["items"]
    ] == [on]
    assert off not in {one["id"] for one in api.get_ok("/accounts", params={"active": True})["items"]}
