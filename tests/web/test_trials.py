"""A scenario is tried: it runs for real, and nothing of it is kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from tests.web.client import codes
from tests.web.conftest import PDF, Service

from vestnik.storage.tables import metadata

TRY = "/scenarios/OtpravkaPisem/try"


def rows(service: Service) -> dict[str, int]:
    """How many rows each table has."""
    with service.system.db.read() as tx:
        return {
            table.name: tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
            if table.name not in ("session",)
        }


def files(service: Service) -> set[str]:
    blobs = service.system.settings.data / "blobs"
    return {str(path) for path in blobs.rglob("*") if path.is_file()}


def draft_of(service: Service) -> dict[str, Any]:
    return dict(service.admin.get_ok("/scenarios/OtpravkaPisem")["body"])


def test_a_trial_shows_the_letter_and_keeps_nothing(on_each: Service) -> None:
    record = on_each.record()
    before, stored = rows(on_each), files(on_each)
    tried = on_each.builder.post_ok(TRY, json={"record": record})
    assert (tried["status"], tried["error"], tried["changes"]) == ("done", None, [])
    [letter] = tried["letters"]
    assert letter["to"] == [{"name": "", "address": "petrova@example.org"}]
    assert letter["subject"] == "Документ Договор.pdf к рассмотрению."
    assert letter["text"].startswith("Здравствуйте, Petrova!")
    assert letter["attachments"] == [{"name": "Договор.pdf", "size": len(PDF)}]
    assert letter["recipients"] == [{"address": "petrova@example.org", "role": "to"}]
    assert letter["route"] == "mail_out"
    expressions = [entry for entry in tried["trace"] if entry["what"] == "expression"]
    assert [one["result"] for one in expressions][:2] == ["petrova@example.org", "Petrova"]
    assert all(one["ms"] >= 0 and one["action"] for one in expressions)
    assert rows(on_each) == before
    assert files(on_each) == stored


def test_a_draft_is_tried_before_it_is_saved(service: Service) -> None:
    record = service.record()
    draft = draft_of(service)
    draft["actions"][0]["variables"][1]["value"] = {"formula": 'CONCAT(LIST("г-жа ", $Poluchatel->fullName))'}
    tried = service.builder.post_ok(
        "/scenarios/Eschenet/try", json={"record": record, "draft": draft | {"name": "Eschenet"}}
    )
    assert tried["letters"][0]["text"].startswith("Здравствуйте, г-жа Petrova!")
    assert service.builder.get("/scenarios/Eschenet").status_code == 404


def test_a_failing_trial_names_the_card(service: Service) -> None:
    record = service.record()
    draft = draft_of(service)
    check = {
        "type": "check_expression",
        "id": "proverka",
        "expression": {"formula": "false"},
        "message": "Рано отправлять",
    }
    tried = service.builder.post_ok(
        TRY, json={"record": record, "draft": draft | {"actions": [*draft["actions"], check]}}
    )
    assert (tried["status"], tried["letters"], tried["changes"]) == ("failed", [], [])
    assert tried["error"]["action"] == "proverka"
    assert tried["error"]["message"] == "Рано отправлять"
    assert tried["trace"][-1] | {"what": "error", "action": "proverka"} == tried["trace"][-1]


def test_changes_of_records_are_shown_with_both_values(on_each: Service) -> None:
    record = on_each.record()
    actions = [
        {
            "type": "change_attributes",
            "id": "snyat",
            "attributes": [{"attribute": "Poluchatel", "operation": "clear"}],
        },
        {
            "type": "create_record",
            "id": "sozdat",
            "template": "Elpisma",
            "actions": [
                {
                    "type": "change_attributes",
                    "id": "zapolnit",
                    "attributes": [
                        {"attribute": "Poluchatel", "operation": "replace", "value": {"formula": "USER()"}}
                    ],
                }
            ],
        },
    ]
    draft = draft_of(on_each) | {"actions": actions}
    before = rows(on_each)
    tried = on_each.builder.post_ok(TRY, json={"record": record, "draft": draft})
    assert tried["error"] is None, tried["error"]
    changed, created = sorted(tried["changes"], key=lambda one: one["change"])
    assert (changed["record"], changed["change"]) == (record, "changed")
    petrova = str(on_each.accounts["petrova"])
    assert changed["values"] == [{"attribute": "Poluchatel", "before": petrova, "after": None}]
    assert created["change"] == "created"
    assert rows(on_each) == before


def test_unsaved_values_of_the_form_are_tried(service: Service) -> None:
    record = service.record()
    someone = str(service.accounts["user"])
    tried = service.builder.post_ok(TRY, json={"record": record, "values": {"Poluchatel": someone}})
    assert tried["letters"][0]["recipients"] == [{"address": "user@example.org", "role": "to"}]
    without = service.builder.post_ok(TRY, json={"values": {"Poluchatel": someone}})
    assert without["status"] in ("done", "failed")
    assert service.builder.get_ok("/templates/Elpisma/records", params={"count": True})["total"] == 1


def test_the_dialog_of_the_button_is_answered_in_a_trial(service: Service) -> None:
    template = service.admin.get_ok("/templates/Elpisma")["body"]
    for button in template["buttons"]:
        if button["name"] == "OtpravitPismo":
            button |= {
                "dialog": True,
                "variables": [{"name": "Dney", "title": "Дней", "data_type": "number", "required": True}],
            }
    service.admin.put_ok("/templates/Elpisma", json=template)
    draft = draft_of(service)
    draft["actions"][0]["variables"][1]["value"] = {"formula": '"дней: " + ($$dialogVariables->Dney + 1)'}
    asked = {"record": service.record(), "draft": draft}
    tried = service.builder.post_ok(TRY, json={**asked, "answers": {"Dney": 2}})
    assert tried["letters"][0]["text"].startswith("Здравствуйте, дней: 3!")
    assert codes(service.builder.post(TRY, json={**asked, "answers": {}})) == {"variables.Dney": "required"}


def test_a_trial_without_a_record_says_what_it_needs(service: Service) -> None:
    nothing = service.builder.post(TRY, json={})
    assert (nothing.status_code, codes(nothing)) == (422, {"record": "record_needed"})
    assert service.builder.post(TRY, json={"record": "rec.99999"}).status_code == 404
    assert service.builder.post(TRY, json={"record": "99999"}).status_code == 422
    wrong = service.builder.post(TRY, json={"record": "rec.1", "draft": {"title": "x"}})
    assert wrong.status_code == 422


def test_only_an_administrator_tries_as_the_system(service: Service) -> None:
    body = {"record": service.record(), "draft": draft_of(service) | {"run_as": "system", "status": "paused"}}
    assert service.builder.post(TRY, json=body).status_code == 403
    assert service.admin.post_ok(TRY, json=body)["status"] == "done"
    assert service.user.post(TRY, json=body).status_code == 403


def test_a_run_that_waits_ends_there(service: Service) -> None:
    draft = draft_of(service)
    draft["actions"][1]["response_variable"] = "otvet"
    tried = service.builder.post_ok(TRY, json={"record": service.record(), "draft": draft})
    assert tried["status"] == "waiting"
    assert len(tried["letters"]) == 1
