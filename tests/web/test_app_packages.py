"""An app is downloaded, planned and applied as one ZIP file over the API."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import httpx
import pytest
from tests.web.client import Api, codes
from tests.web.conftest import EXAMPLE, Service

from vestnik.definitions.folder import package

SECRET = "s3cret-of-the-server"
MAIL = {
    "type": "smtp_send",
    "host": "mail.example.org",
    "sender_address": "hr@example.org",
    "username": "hr",
    "password": SECRET,
}
NAMED = "VESTNIK_SECRET_MAIL_PASSWORD"


def downloaded(api: Api, name: str = "Pochta") -> dict[str, str]:
    answer = api.get(f"/apps/{name}/package")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}.zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
        return {entry: opened.read(entry).decode() for entry in opened.namelist()}


def packed(files: dict[str, str]) -> dict[str, Any]:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return {"file": ("Pochta.zip", made.getvalue(), "application/zip")}


def planned(api: Api, files: dict[str, str], **asked: Any) -> Any:
    return api.post_ok("/apps/packages/plan", files=packed(files), data=_form(asked))


def applied(api: Api, files: dict[str, str], revision: int, **asked: Any) -> httpx.Response:
    return api.post("/apps/packages/apply", files=packed(files), data=_form({**asked, "revision": revision}))


def _form(asked: dict[str, Any]) -> dict[str, str]:
    return {
        key: json.dumps(value) if isinstance(value, dict | bool) else str(value)
        for key, value in asked.items()
    }


def actions(plan: Any) -> dict[str, str]:
    return {f"{step['kind']} {step['name']}": step["action"] for step in plan["steps"]}


@pytest.fixture
def files(service: Service) -> dict[str, str]:
    """The worked example's app as a package, whose connection has a password here."""
    written = {file.relative_to(EXAMPLE).as_posix(): file.read_text() for file in EXAMPLE.rglob("*.yaml")}
    plan = planned(service.admin, written)
    assert applied(service.admin, written, plan["revision"]).is_success
    service.admin.put_ok("/connections/mail", json=MAIL)
    return downloaded(service.builder)


def test_a_package_holds_the_app_and_what_it_uses_without_any_secret(files: dict[str, str]) -> None:
    assert {"app.yaml", "connections/mail.yaml", "routes/mail_out.yaml", "templates/Elpisma.yaml"} <= set(
        files
    )
    assert not any(SECRET in text for text in files.values())
    assert f"env: {NAMED}" in files["connections/mail.yaml"]


def test_a_package_that_says_what_is_there_changes_nothing(service: Service, files: dict[str, str]) -> None:
    plan = planned(service.admin, files)
    assert plan["ok"]
    assert set(actions(plan).values()) == {"unchanged"}
    assert planned(service.builder, files)["ok"], "who changes no connection need be no administrator"


def test_the_plan_tells_what_changes_and_changes_nothing(service: Service, files: dict[str, str]) -> None:
    files["templates/Elpisma.yaml"] = files["templates/Elpisma.yaml"].replace("Эл. письма", "Письма")
    files["templates/Novye.yaml"] = "title: Новые\n"
    plan = planned(service.builder, files)
    found = actions(plan)
    assert found["template Elpisma"] == "change"
    assert found["template Novye"] == "create"
    assert found["route mail_out"] == "unchanged"
    [change] = next(step["changes"] for step in plan["steps"] if step["name"] == "Elpisma")
    assert change == {"path": "title", "before": "Эл. письма", "after": "Письма"}
    assert service.builder.get("/templates/Novye").status_code == 404

    done = applied(service.builder, files, plan["revision"])
    assert actions(done.json()) == found
    assert service.builder.get_ok("/templates/Novye")["app"] == "Pochta"
    assert service.builder.get_ok("/templates/Elpisma")["title"] == "Письма"


def test_a_plan_that_was_overtaken_is_not_applied(service: Service, files: dict[str, str]) -> None:
    plan = planned(service.builder, files)
    service.builder.put_ok("/apps/Kadry", json={"title": "Кадры"})
    answer = applied(service.builder, files, plan["revision"])
    assert (answer.status_code, answer.json()["code"]) == (412, "plan_stale")


def test_a_secret_that_this_system_lacks_is_asked_for(service: Service, files: dict[str, str]) -> None:
    files = {name: text.replace("mail_out", "mail_two") for name, text in files.items()}
    files = {
        "app.yaml": "name: Kadry\ntitle: Кадры\n",
        "connections/second.yaml": files["connections/mail.yaml"].replace("name: mail", "name: second"),
    }
    plan = planned(service.admin, files)
    assert not plan["ok"]
    assert plan["secrets"] == [
        {"name": NAMED, "kind": "connection", "definition": "second", "field": "password"}
    ]
    plan = planned(service.admin, files, secrets={NAMED: "another"})
    assert actions(plan) == {"app Kadry": "create", "connection second": "create"}
    assert "another" not in json.dumps(plan)
    assert applied(service.admin, files, plan["revision"], secrets={NAMED: "another"}).is_success
    assert service.admin.get_ok("/connections/second")["secrets"] == ["password"]


@pytest.mark.parametrize("source", ["{env: PATH}", "{file: /etc/hostname}", "{file: ../../secret.key}"])
def test_a_package_reads_no_secret_of_this_machine(
    service: Service, files: dict[str, str], source: str
) -> None:
    taken = {
        "app.yaml": "name: Kadry\ntitle: Кадры\n",
        "connections/spy.yaml": f"type: smtp_send\nhost: evil.example\nsender_address: a@b.example\npassword: {source}\n",
    }
    plan = planned(service.admin, taken)
    assert not plan["ok"]
    assert [one["definition"] for one in plan["secrets"]] == ["spy"]


def test_problems_of_a_package_name_file_and_line(service: Service, files: dict[str, str]) -> None:
    files["templates/Elpisma.yaml"] += "atributes: []\n"
    plan = planned(service.builder, files)
    assert not plan["ok"]
    assert plan["steps"] == []
    [problem] = plan["problems"]
    assert problem["path"].startswith("templates/Elpisma.yaml")
    assert problem["line"] == files["templates/Elpisma.yaml"].count("\n")


def test_what_the_package_has_no_more_goes_only_when_asked(service: Service, files: dict[str, str]) -> None:
    files["templates/Novye.yaml"] = "title: Новые\n"
    applied(service.builder, files, planned(service.builder, files)["revision"])
    del files["templates/Novye.yaml"]
    assert "template Novye" not in actions(planned(service.builder, files))
    plan = planned(service.builder, files, prune=True)
    assert actions(plan)["template Novye"] == "delete"
    assert applied(service.builder, files, plan["revision"], prune=True).is_success
    assert service.builder.get("/templates/Novye").status_code == 404


def test_a_changed_connection_needs_an_administrator(service: Service, files: dict[str, str]) -> None:
    text = files["connections/mail.yaml"]
    files["connections/mail.yaml"] = text.replace("hr@example.org", "it@example.org")
    answer = service.builder.post("/apps/packages/plan", files=packed(files))
    assert answer.status_code == 403
    assert planned(service.admin, files)["ok"]


def test_what_is_no_package_or_too_large_is_refused(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"file": ("x.zip", b"not a zip", "application/zip")}
    plan = service.builder.post_ok("/apps/packages/plan", files=sent)
    assert [one["code"] for one in plan["problems"]] == ["not_a_package"]
    monkeypatch.setattr(package, "MAX_BYTES", 5)
    answer = service.builder.post("/apps/packages/plan", files=sent)
    assert (answer.status_code, codes(answer)) == (422, {"file": "package_too_large"})


def test_users_neither_download_nor_put_in(service: Service, files: dict[str, str]) -> None:
    user = service.as_("user")
    assert user.get("/apps/Pochta/package").status_code == 403
    assert user.post("/apps/packages/plan", files=packed(files)).status_code == 403
    assert applied(user, files, 1).status_code == 403
    assert service.builder.get("/apps/Nichto/package").status_code == 404


def test_whether_a_password_is_the_stored_one_is_not_told_to_who_may_not_change_it(
    service: Service, files: dict[str, str]
) -> None:
    sent = packed(files)
    for guess in (SECRET, "another"):
        secrets = json.dumps({NAMED: guess})
        answer = service.builder.post("/apps/packages/plan", files=sent, data={"secrets": secrets})
        assert answer.status_code == 403
