"""«Проверить»: every kind of problem, at its place. Other definitions are stood in for by a catalogue in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.scenarios.conftest import TASK

from vestnik.expressions.memory import MemorySchema
from vestnik.expressions.objects import AttributeInfo, TemplateInfo
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.routes.check_message import check_message
from vestnik.routes.types.smtp_send import SmtpSendRoute
from vestnik.scenarios.catalogue import Party, Shape
from vestnik.scenarios.check import check
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.scenario import parse, walk

ROOT = Path(__file__).parents[2]
LETTERS = TemplateInfo(
    Ref("oa", 10),
    "Elpisma",
    "Pochta",
    {
        "Poluchatel": AttributeInfo(Ref("op", 11), "Poluchatel", "account"),
        "Vlozhenie": AttributeInfo(Ref("op", 12), "Vlozhenie", "document", multiple=True),
    },
)
BUTTONS = {
    "Elpisma": {"OtpravitPismo": "trigger_event"},
    "Task": {"Go": "trigger_event", "New": "create", "Save": "save"},
}


@dataclass
class MemoryCatalogue:
    """Implements `Catalogue`; remembers which expressions it was asked about, with what."""

    schema: MemorySchema = field(default_factory=lambda: MemorySchema([TASK, LETTERS]))
    asked: dict[str, tuple[str | None, bool]] = field(default_factory=dict)
    variables: Collection[str] | None = None

    def buttons(self, template: str) -> Mapping[str, str]:
        return BUTTONS.get(template, {})

    def connections(self) -> Mapping[str, Party]:
        return {
            "mail": Party("smtp_send", True, False),
            "off": Party("smtp_send", True, True),
            "inbox": Party("imap_receive", False, False),
        }

    def routes(self) -> Mapping[str, Party]:
        return {
            "mail_out": Party("smtp_send", True, False, "mail"),
            "off_out": Party("smtp_send", True, True, "off"),
        }

    def check_message(self, route: str, variables: Sequence[Shape]) -> list[Problem]:
        names = [{"name": name, "type": "string"} for name in ("FullName", "FileName")]
        attributes: Any = {"request": names}
        model = SmtpSendRoute(name="mail_out", connection="mail", attributes=attributes)
        return list(check_message(model.request, variables))

    def check_expression(
        self,
        expression: Expression,
        template: str | None,
        variables: Collection[str] | None,
        *,
        effects: bool,
    ) -> list[Problem]:
        if expression.kind == "value":
            return []
        self.asked[expression.text] = template, effects
        self.variables = variables
        bad = Text("Ошибка", "Error")
        return [Problem("syntax", bad, line=1, column=2)] if expression.text == "bad(" else []


def found(*actions: Mapping[str, Any], **event: Any) -> list[tuple[str, str]]:
    """(code, dotted path) of every problem of a scenario with these actions."""
    given = {"type": "button_clicked", "context_template": "Task", "button": "Go", **event}
    scenario = parse({"name": "S", "title": "S", "event": given, "actions": actions})
    return [(p.code, ".".join(map(str, p.path))) for p in check(scenario, MemoryCatalogue())]


def seed() -> Any:
    return YAML(typ="safe").load(ROOT / "examples/elpisma/scenarios/OtpravkaPisem.yaml")


SET = {"type": "change_variables", "set": "mail", "variables": [{"name": "FullName", "value": "x"}]}
SEND = {"type": "send_message", "connection": "mail", "route": "mail_out", "message_variable": "mail"}


def test_the_seeds_scenario_is_faultless() -> None:
    assert check(parse(seed()), MemoryCatalogue()) == []


def test_the_seeds_second_extension_is_caught_where_it_stands() -> None:
    body = seed()
    body["actions"][0]["variables"][3]["children"][2]["name"] = "Extension"
    (problem,) = check(parse(body), MemoryCatalogue())
    assert problem.code == "duplicate_variable"
    assert problem.path == ("actions", 0, "variables", 3, "children", 2)
    assert problem.suggestion == "Content"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"button": None}, [("unset", "event.button")]),
        (
            {"context_template": None, "button": None},
            [("unset", "event.context_template"), ("unset", "event.button")],
        ),
        ({"context_template": "Tasks"}, [("unknown_template", "event.context_template")]),
        ({"button": "Goo"}, [("unknown_button", "event.button")]),
        ({"button": "New"}, [("button_creates", "event.button")]),
    ],
)
def test_problems_of_the_event(event: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(**event) == expected


def test_changed_attributes_must_exist() -> None:
    event = {"type": "record_changed", "context_template": "Task", "attributes": ["Title", "Nope"]}
    scenario = parse({"name": "S", "title": "S", "event": event})
    assert [p.path for p in check(scenario, MemoryCatalogue())] == [("event", "attributes", 1)]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"type": "create_record", "template": "Taks"}, [("unknown_template", "actions.0.template")]),
        (
            {"type": "create_record", "template": "Elpisma", "link_attribute": "Parent"},
            [("type_error", "actions.0.link_attribute")],
        ),
        (
            {"type": "change_attributes", "attributes": [{"attribute": "Titel", "value": 1}]},
            [("unknown_attribute", "actions.0.attributes.0.attribute")],
        ),
        (
            {"type": "change_attributes", "attributes": [{"attribute": "Title"}]},
            [("unset", "actions.0.attributes.0.value")],
        ),
        (
            {"type": "change_attributes", "attributes": [{"attribute": "Title", "operation": "add", "value": 1}]},
            [("single_valued", "actions.0.attributes.0.operation")],
        ),
        (
            {"type": "attach_document", "documents": [{"attribute": "Title", "value": "$$doc"}]},
            [("type_error", "actions.0.documents.0.attribute"), ("unknown_variable", "actions.0.documents.0.value")],
        ),
        (
            {"type": "check_expression", "message": "m", "expression": {"formula": "bad("}},
            [("syntax", "actions.0.expression.formula")],
        ),
        (
            {"type": "check_expression", "message": "m", "expression": False},
            [("nothing_runs_after", "actions.0.expression")],
        ),
        (
            {"type": "repeat_by_counter", "variable": "origin", "count": 1},
            [("reserved_variable", "actions.0.variable")],
        ),
        ({"type": "change_variables", "set": "mail"}, [("unset", "actions.0.variables")]),
        (
            {"type": "change_variables", "set": "mail", "variables": [{"name": "To"}]},
            [("unset", "actions.0.variables.0.value")],
        ),
        (
            {
                "type": "change_variables",
                "set": "mail",
                "variables": [{"name": "To", "value": 1, "children": [{"name": "Address", "value": "a@b"}]}],
            },
            [("parent_with_value", "actions.0.variables.0.value")],
        ),
    ],
)  # fmt: skip
def test_problems_of_an_action(action: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(action) == expected


def test_inner_actions_are_checked_in_their_own_context() -> None:
    inner = {"type": "change_attributes", "attributes": [{"attribute": "Title", "value": {"formula": "$x"}}]}
    body = {"type": "change_context", "template": "Elpisma", "objects": {"formula": "$y"}, "actions": [inner]}
    assert found(body) == [("unknown_attribute", "actions.0.actions.0.attributes.0.attribute")]
    catalogue = MemoryCatalogue()
    event = {"type": "button_clicked", "context_template": "Task", "button": "Go"}
    check(parse({"name": "S", "title": "S", "event": event, "actions": [body]}), catalogue)
    assert catalogue.asked == {"$y": ("Task", False), "$x": ("Elpisma", True)}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"connection": "nope"}, [("unknown_connection", "actions.1.connection"), ("route_mismatch", "")]),
        ({"connection": "off", "route": "off_out"}, [("disabled", "actions.1.connection"), ("disabled", "actions.1.route")]),
        ({"connection": "inbox"}, [("cannot_send", "actions.1.connection"), ("route_mismatch", "actions.1.route")]),
        ({"connection": "off"}, [("disabled", "actions.1.connection"), ("route_mismatch", "actions.1.route")]),
        ({"route": "mail_ot"}, [("unknown_route", "actions.1.route")]),
        ({"message_variable": "mial"}, [("variable_unset", "actions.1.message_variable")]),
        ({"response_variable": "requestTime"}, [("reserved_variable", "actions.1.response_variable")]),
    ],
)  # fmt: skip
def test_problems_of_sending(change: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(SET, {**SEND, **change}) == [one for one in expected if one[1]]


def test_an_undeclared_variable_is_a_warning_with_the_nearest_name() -> None:
    rows = [{"name": "FullNam", "value": "x"}]
    scenario = parse({**seed(), "actions": [{**SET, "variables": rows}, SEND]})
    (problem,) = check(scenario, MemoryCatalogue())
    assert (problem.severity, problem.suggestion) == ("warning", "FullName")
    assert problem.path == ("actions", 0, "variables", 0)


def test_two_actions_on_one_set_are_no_duplicate() -> None:
    assert found(SET, SET, SEND) == []


def test_a_wait_inside_a_save_is_a_warning() -> None:
    waits = {**SEND, "response_variable": "reply"}
    assert found(SET, waits, button="Save") == [("wait_in_save", "actions.1.response_variable")]
    assert found(SET, waits) == []


def test_variables_that_n3_may_set_are_unknown() -> None:
    catalogue = MemoryCatalogue()
    text = "@prefix o: <http://comindware.com/ontology/session/operator#>. {}"
    body = {**SET, "variables": [{"name": "FullName", "value": {"n3": text}}]}
    check(parse({**seed(), "actions": [body]}), catalogue)
    assert catalogue.variables is None


def test_variables_that_may_be_set_are_told_to_the_expressions() -> None:
    catalogue = MemoryCatalogue()
    check(parse(seed()), catalogue)
    assert catalogue.variables
    assert {"mail", "origin", "IncomingMessage"} <= set(catalogue.variables)


# Reading


def test_ids_are_allotted_in_order_and_stay() -> None:
    first = parse(seed())
    assert [action.id for _, action in walk(first)] == ["a1", "a2"]
    again = parse(first.model_dump())
    assert again == first
    body = first.model_dump()
    body["actions"] = [{"type": "check_expression", "message": "m", "expression": True}, *body["actions"]]
    assert [action.id for _, action in walk(parse(body))] == ["a3", "a1", "a2"]


def test_every_finding_is_told_at_the_path_that_the_builder_wrote() -> None:
    inner = {"type": "change_context", "template": "X", "objects": {"formula": "$a", "n3": "b"}}
    branches = [{"expression": {}, "actions": [inner, {"type": "nope"}]}]
    with pytest.raises(Invalid) as refused:
        parse({**seed(), "nam": 1, "actions": [{"type": "run_by_conditions", "branches": branches}]})
    assert sorted((p.code, ".".join(map(str, p.path))) for p in refused.value.problems) == [
        ("expression_empty", "actions.0.branches.0.expression"),
        ("one_key", "actions.0.branches.0.actions.0.objects"),
        ("union_tag_invalid", "actions.0.branches.0.actions.1"),
        ("unknown_field", "nam"),
    ]


@pytest.mark.parametrize("bare", ["text", 5, True, None])
def test_a_bare_scalar_is_a_constant(bare: Any) -> None:
    assert Expression.model_validate(bare).model_dump() == {"value": bare}


def test_two_actions_of_one_id_are_refused() -> None:
    with pytest.raises(Invalid) as refused:
        parse({**seed(), "actions": [{**SET, "id": "x"}, {**SEND, "id": "x"}]})
    assert refused.value.problem.path == ("actions", 1, "id")


def test_actions_nest_to_a_bounded_depth() -> None:
    body: dict[str, Any] = SET
    for _ in range(40):
        body = {"type": "create_record", "template": "Task", "actions": [body]}
    with pytest.raises(Invalid) as refused:
        parse({**seed(), "actions": [body]})
    assert refused.value.problem.code == "too_deep"


def test_a_disabled_connection_or_route_is_warned_of() -> None:
    """It may be off for the moment: the scenario can be saved, and sending fails while it is off."""
    given = {"type": "button_clicked", "context_template": "Task", "button": "Go"}
    actions = [SET, {**SEND, "connection": "off", "route": "off_out"}]
    scenario = parse({"name": "S", "title": "S", "event": given, "actions": actions})
    told = {(p.code, p.severity, p.path[-1]) for p in check(scenario, MemoryCatalogue())}
    assert told == {("disabled", "warning", "connection"), ("disabled", "warning", "route")}
