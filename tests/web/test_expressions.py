"""Expressions over the API: checked, completed, evaluated with the caller's rights."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.client import codes
from tests.web.conftest import Service

from vestnik.kernel.clock import FakeClock

CONTENT = """@prefix object: <http://comindware.com/ontology/object#>.
@prefix document: <http://comindware.com/ontology/document#>.
{
  ("Elpisma" "Vlozhenie") object:findProperty ?attachment.
  ?item ?attachment ?doc.
  ?doc document:name ?value.
}"""


def check(service: Service, language: str, text: str, **more: Any) -> Any:
    body = {"language": language, "text": text, "template": "Elpisma", **more}
    return service.builder.post_ok("/expressions/check", json=body)


def evaluate(service: Service, language: str, text: str, login: str = "builder", **more: Any) -> Any:
    body = {"language": language, "text": text, **more}
    return service.as_(login).post_ok("/expressions/evaluate", json=body)


def test_a_right_formula_is_told_what_it_yields(service: Service) -> None:
    found = check(service, "formula", "$Poluchatel->mbox")
    assert (found["ok"], found["problems"]) == (True, [])
    assert found["result"] == {"kind": "text", "multiple": False, "template": None}


def test_a_problem_comes_with_its_place_and_a_quick_fix(service: Service) -> None:
    [problem] = check(service, "formula", 'IF(true,\n  $Poluchatel->mbx, "")')["problems"]
    assert (problem["code"], problem["line"], problem["column"]) == ("unknown_attribute", 2, 14)
    assert (problem["from"], problem["to"], problem["suggestion"]) == (22, 27, "mbox")
    assert problem["fix"]["edits"] == [{"from": 24, "to": 27, "insert": "mbox"}]


def test_offsets_count_utf16_units(service: Service) -> None:
    text = '"😀" + $Tma + $Poluchatel->'
    found = check(service, "formula", text, position=len(text) + 1)
    assert (found["problems"][0]["from"], found["problems"][0]["to"]) == (len(text) + 1, len(text) + 1)
    proposal = next(one for one in found["completions"] if one["label"] == "mbox")
    assert (proposal["from"], proposal["to"]) == (len(text) + 1, len(text) + 1)


def test_completions_say_what_they_replace(service: Service) -> None:
    found = check(service, "attribute", "Poluchatel->mb", position=14)
    proposal = next(one for one in found["completions"] if one["label"] == "mbox")
    assert (proposal["insert"], proposal["from"], proposal["to"]) == ("mbox", 12, 14)
    found = check(service, "n3", "{ ?item ?p ?va", position=14)
    assert [(one["insert"], one["from"]) for one in found["completions"]] == [("?value", 11)]


def test_variables_of_the_scenario_and_of_its_event_are_known(service: Service) -> None:
    assert check(service, "formula", "$$mail->Subject", variables=["mail"])["ok"]
    [problem] = check(service, "formula", "$$mial->Subject", variables=["mail"], event="button_clicked")[
        "problems"
    ]
    assert (problem["code"], problem["suggestion"]) == ("unknown_variable", "mail")
    body = {"language": "formula", "text": "1", "event": "button_clickd"}
    refused = service.builder.post("/expressions/check", json=body)
    assert codes(refused) == {"event": "unknown_event"}


def test_a_condition_that_is_never_met_is_warned_of(service: Service) -> None:
    found = check(service, "formula", "$Poluchatel->mbox", place="condition")
    assert found["ok"]
    assert [(one["code"], one["severity"]) for one in found["problems"]] == [("type_error", "warning")]


def test_effects_are_refused_where_the_place_forbids_them(service: Service) -> None:
    text = '@prefix document: <http://comindware.com/ontology/document#>.\n{ ("QQ==" "a.txt") document:attach ?value }'
    assert check(service, "n3", text, effects=True)["ok"]
    for place in ({"effects": False}, {"effects": True, "place": "condition"}):
        assert [one["code"] for one in check(service, "n3", text, **place)["problems"]][:1] == ["unsupported"]


def test_a_formula_is_evaluated_step_by_step(on_each: Service) -> None:
    record = on_each.record()
    found = evaluate(on_each, "formula", "UPPER_OF($Poluchatel)".replace("UPPER_OF", "NAME"), record=record)
    assert (found["value"], found["fault"]) == ("Petrova", None)
    assert [(step["text"], step["value"]) for step in found["steps"]] == [
        ("$Poluchatel", str(on_each.accounts["petrova"])),
        ("NAME($Poluchatel)", '"Petrova"'),
    ]
    assert (found["steps"][0]["from"], found["steps"][0]["to"]) == (5, 16)


def test_an_n3_text_is_evaluated_goal_by_goal(on_each: Service) -> None:
    found = evaluate(on_each, "n3", CONTENT, record=on_each.record())
    assert (found["value"], found["fault"]) == ("Договор.pdf", None)
    assert [step["solutions"] for step in found["steps"]] == [1, 1, 1]
    assert found["steps"][2]["bindings"]["value"] == '"Договор.pdf"'


def test_a_path_is_evaluated_with_the_titles_of_what_it_gives(service: Service) -> None:
    found = evaluate(service, "attribute", "Poluchatel", record=service.record())
    account = str(service.accounts["petrova"])
    assert found["value"] == account
    assert found["references"][account]["title"] == "Petrova"


def test_a_fault_tells_its_place_and_the_steps_before_it(service: Service) -> None:
    found = evaluate(service, "formula", "1 + DIVIDE(2, $$n)", variables={"n": 0})
    assert (found["value"], found["fault"]["code"]) == (None, "division_by_zero")
    assert (found["fault"]["line"], found["fault"]["column"]) == (1, 5)
    assert [step.get("fault") for step in found["steps"]] == [None, "division_by_zero", "division_by_zero"]


def test_a_wrong_text_is_refused_with_every_problem(service: Service) -> None:
    refused = service.builder.post("/expressions/evaluate", json={"language": "formula", "text": "FOO($$"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "syntax")


def test_variables_are_read_as_references_moments_and_durations(service: Service) -> None:
    variables = {
        "who": str(service.accounts["petrova"]),
        "at": {"$at": "2025-03-12T09:00:00Z"},
        "for": {"$for": "PT90M"},
        "mail": {"To": ["a", "b"]},
    }
    found = evaluate(service, "formula", "$$who->mbox", variables=variables)
    assert found["value"] == "petrova@example.org"
    assert (
        evaluate(service, "formula", "$$at + $$for", variables=variables)["value"] == "2025-03-12T10:30:00Z"
    )
    assert evaluate(service, "formula", "$$mail->To", variables=variables)["value"] == ["a", "b"]
    body = {"language": "formula", "text": "$$at", "variables": {"at": {"$at": "noon"}}}
    refused = service.builder.post("/expressions/evaluate", json=body)
    assert codes(refused) == {"variables.at": "bad_variable"}


def test_effects_are_told_and_not_carried_out(service: Service) -> None:
    text = '@prefix document: <http://comindware.com/ontology/document#>.\n{ ("QQ==" "a.txt") document:attach ?value }'
    found = evaluate(service, "n3", text, effects=True)
    assert found["effects"] == [{"effect": "attach", "filename": "a.txt", "size": 1}]
    with service.system.db.read() as tx:
        from vestnik.storage.tables.records import document

        assert tx.execute(document.select()).all() == []


def test_an_endless_evaluation_is_ended(service: Service) -> None:
    text = "COUNT(from a in $$l select from b in $$l select from c in $$l select 1)"
    text = "COUNT(from a in $$l where COUNT((from b in $$l where COUNT((from c in $$l select 1)) > 0 select 1)) > 0 select 1)"
    found = evaluate(service, "formula", text, variables={"l": [str(n) for n in range(1000)]})
    assert found["fault"]["code"] == "limit_exceeded"
    assert found["evaluate_ms"] < 10_000


@pytest.mark.parametrize("path", ["check", "evaluate"])
def test_only_builders_may(service: Service, path: str) -> None:
    body = {"language": "formula", "text": "1"}
    assert service.user.post(f"/expressions/{path}", json=body).status_code == 403
    assert service.as_(None).post(f"/expressions/{path}", json=body).status_code == 401


def test_a_record_that_is_not_there(service: Service, clock: FakeClock) -> None:
    body = {"language": "formula", "text": "$id", "record": "rec.999999"}
    assert service.builder.post("/expressions/evaluate", json=body).status_code == 404


def test_the_example_of_the_document_works(service: Service) -> None:
    document = service.builder.get_ok("/openapi.json")
    for name in ("CheckRequest", "EvaluateRequest"):
        [example] = document["components"]["schemas"][name]["examples"]
        assert example["language"] == "formula"
    [example] = document["components"]["schemas"]["CheckRequest"]["examples"]
    [problem] = service.builder.post_ok("/expressions/check", json=example)["problems"]
    assert problem["suggestion"] == "mbox"


def test_limits_are_settings(service: Service) -> None:
    settings = service.system.settings.model_copy(update={"expression_items": 100, "expression_seconds": 0.5})
    limits = settings.expression_limits
    assert (limits.items, limits.seconds, limits.operations) == (100, 0.5, 500_000)
    service.system.__dict__["settings"] = settings
    found = evaluate(
        service, "formula", "LIST(" + ", ".join(["$$l"] * 3) + ")", variables={"l": list(range(50))}
    )
    assert found["fault"]["code"] == "limit_exceeded"
