"""Saving templates: what is checked, what ids stay, and that nothing stored is lost by the way."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import inspect
from tests.records.conftest import Desk

from vestnik.definitions.body import canonical, sparse
from vestnik.kernel.problem import InUse, Invalid
from vestnik.kernel.values import Ref
from vestnik.records.record import NotUnique
from vestnik.records.schema import SqlSchema
from vestnik.records.template import blank, parse, schema

TEXT = {"name": "Tema", "data_type": "text"}
NUMBER = {"name": "Summa", "data_type": "number"}
ENUM = {
    "name": "Vybor",
    "data_type": "enum",
    "variants": [{"name": "a", "ru": "А"}, {"name": "b", "ru": "Б"}],
}


def ids(desk: Desk, template: str = "Pisma") -> dict[str, Ref]:
    with desk.db.read() as tx:
        return {name: bound.info.id for name, bound in SqlSchema.of(tx).shape(template).attributes.items()}


def columns(desk: Desk) -> set[str]:
    with desk.db.read() as tx:
        [table] = [t for t in inspect(tx.connection).get_table_names() if t.startswith("records_")]
        return {column["name"] for column in inspect(tx.connection).get_columns(table)}


def problems(desk: Desk, *attributes: Mapping[str, Any], **more: Any) -> dict[str, tuple[Any, str | None]]:
    with pytest.raises(Invalid) as refused:
        desk.template("Pisma", *attributes, **more)
    return {problem.code: (problem.path, problem.suggestion) for problem in refused.value.problems}


def test_attributes_keep_their_ids_over_versions(desk: Desk) -> None:
    desk.template("Pisma", TEXT, ENUM)
    before = ids(desk)
    desk.template("Pisma", NUMBER, ENUM, TEXT)
    after = ids(desk)
    assert before.items() <= after.items()
    assert columns(desk) == {"id", *(f"a{ref.number}" for ref in after.values())}


def test_a_rename_keeps_the_values(desk: Desk) -> None:
    desk.template("Pisma", TEXT)
    ref = desk.create("Pisma", Tema="a")
    desk.template("Pisma", {"name": "Zagolovok", "data_type": "text", "former_name": "Tema"})
    assert desk.get(ref).values == {"Zagolovok": "a"}
    desk.template("Pisma", {"name": "Zagolovok", "data_type": "text"})
    assert desk.get(ref).values == {"Zagolovok": "a"}


def test_an_attribute_without_values_may_change_its_type_or_go(desk: Desk) -> None:
    desk.template("Pisma", TEXT, NUMBER)
    ref = desk.create("Pisma", Summa=Decimal(1))
    desk.template("Pisma", {"name": "Tema", "data_type": "number"}, NUMBER)
    desk.template("Pisma", NUMBER)
    assert desk.get(ref).values == {"Summa": 1}


@pytest.mark.parametrize(
    "attributes",
    [(NUMBER,), ({"name": "Tema", "data_type": "hyperlink"},), ({"name": "Tema", "data_type": "account"},)],
)
def test_stored_values_are_lost_only_when_that_is_said(desk: Desk, attributes: Any) -> None:
    desk.template("Pisma", TEXT)
    ref = desk.create("Pisma", Tema="a")
    assert "values_would_be_lost" in problems(desk, *attributes)
    assert desk.get(ref).values == {"Tema": "a"}
    assert "values_would_be_lost" in problems(desk, *attributes, discard={"Tema": "number"})
    desk.template("Pisma", *attributes, discard={"Tema": "text"})
    assert desk.get(ref).values == {attributes[0]["name"]: None}
    desk.template("Pisma", TEXT)
    assert desk.get(ref).values == {"Tema": None}  # what was lost does not come back


def test_links_too_are_lost_only_when_that_is_said(desk: Desk) -> None:
    link = {"name": "Kto", "data_type": "account", "multiple": True}
    desk.template("Pisma", link)
    desk.create("Pisma", Kto=(desk.account("anna").ref, desk.account("boris").ref))
    assert "several_values_held" in problems(desk, {**link, "multiple": False})
    assert "values_would_be_lost" in problems(desk)


def test_a_single_link_may_become_several(desk: Desk) -> None:
    desk.template("Pisma", {"name": "Kto", "data_type": "account"})
    anna, boris = desk.account("anna").ref, desk.account("boris").ref
    ref = desk.create("Pisma", Kto=anna)
    desk.template("Pisma", {"name": "Kto", "data_type": "account", "multiple": True})
    assert desk.get(ref).values["Kto"] == (anna,)
    desk.change(ref, Kto=(boris, anna))
    assert desk.get(ref).values["Kto"] == (boris, anna)


def test_a_chosen_value_of_a_list_stays(desk: Desk) -> None:
    desk.template("Pisma", ENUM)
    ref = desk.create("Pisma", Vybor="b")
    chosen = desk.get(ref).values["Vybor"]
    without_b = {**ENUM, "variants": [{"name": "a", "ru": "А"}]}
    assert "variant_in_use" in problems(desk, without_b)
    desk.change(ref, Vybor="a")
    desk.template("Pisma", without_b)
    desk.template("Pisma", ENUM)
    desk.change(ref, Vybor="b")
    assert desk.get(ref).values["Vybor"] != chosen


def test_an_attribute_that_becomes_unique_is_checked_against_what_is_stored(desk: Desk) -> None:
    desk.template("Pisma", TEXT)
    first, second = desk.create("Pisma", Tema="a"), desk.create("Pisma", Tema="a")
    with pytest.raises(NotUnique, match=str(first)):
        desk.template("Pisma", {**TEXT, "unique": True})
    desk.change(second, Tema="b")
    desk.template("Pisma", {**TEXT, "unique": True})
    with pytest.raises(NotUnique):
        desk.create("Pisma", Tema="b")


def test_an_attribute_that_becomes_searchable_is_searched_at_once(desk: Desk) -> None:
    desk.template("Pisma", {**TEXT, "searchable": False})
    ref = desk.create("Pisma", Tema="Договор")
    assert desk.listed("Pisma", q="договор") == []
    desk.template("Pisma", TEXT)
    assert desk.listed("Pisma", q="договор") == [ref]


def test_names_that_nothing_has_are_refused_with_the_nearest(sqlite_desk: Desk) -> None:
    sqlite_desk.template("Zakazy")
    found = problems(
        sqlite_desk,
        TEXT,
        {"name": "Zakaz", "data_type": "record", "template": "Zakzy"},
        forms=[
            {"name": "f", "title": "f", "rows": [["Tem", {"group": "g", "rows": [[{"button": "Otpravit"}]]}]]}
        ],
        buttons=[{"name": "Otpravit1", "title": "o"}],
    )
    assert found == {
        "unknown_template": (("attributes", 1, "template"), "Zakazy"),
        "unknown_attribute": (("forms", 0, "rows", 0, 0, "attribute"), "Tema"),
        "unknown_button": (("forms", 0, "rows", 0, 1, "rows", 0, 0, "button"), "Otpravit1"),
    }


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"attributes": [TEXT | {"title": "t"}, TEXT | {"title": "t"}]}, "duplicate_name"),
        ({"attributes": [TEXT | {"title": "t"}, TEXT | {"title": "t", "name": "TEMA"}]}, "name_differs_by_case"),
        ({"attributes": [TEXT | {"title": "t", "name": "_creator"}]}, "system_name"),
        ({"attributes": [TEXT | {"title": "t", "multiple": True}]}, "single_valued"),
        ({"attributes": [TEXT | {"title": "t", "data_type": "texd"}]}, "union_tag_invalid"),
        ({"attributes": [TEXT | {"title": "t", "display": "mask", "mask": "("}]}, "bad_mask"),
        ({"forms": [{"name": "a", "title": "a", "is_default": True}, {"name": "b", "title": "b", "is_default": True}]}, "several_default_forms"),
        ({"forms": [{"name": "a", "title": "a", "rows": [[{"button": "b", "text": "t"}]]}]}, "one_element"),
        ({"buttons": [{"name": "a", "title": "a", "operation": "fly"}]}, "union_tag_invalid"),
        ({"buttons": [{"name": "a", "title": "a", "operation": {"type": "create_related"}}]}, "missing"),
        ({"buttonz": []}, "unknown_field"),
    ],
)  # fmt: skip
def test_a_template_that_is_none_is_refused(body: Mapping[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse({"kind": "template", "name": "Pisma", "title": "p", **body})
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_problem_lies_at_its_place_in_the_body() -> None:
    with pytest.raises(Invalid) as refused:
        parse(
            {
                "name": "A",
                "title": "a",
                "attributes": [{"name": "B", "title": "b", "data_type": "text", "uniqe": 1}],
            }
        )
    [problem] = refused.value.problems
    assert (problem.path, problem.suggestion) == (("attributes", 0, "uniqe"), "unique")


def test_a_template_with_records_stays(desk: Desk) -> None:
    desk.template("Pisma", TEXT)
    ref = desk.create("Pisma", Tema="a")
    with pytest.raises(InUse), desk.db.write() as tx:
        desk.definitions(tx).delete("template", "Pisma")
    desk.run(lambda records: records.delete(ref))
    with desk.db.write() as tx:
        desk.definitions(tx).delete("template", "Pisma")
    desk.template("Pisma", TEXT)
    assert desk.listed("Pisma") == []


def test_a_template_others_link_to_stays(sqlite_desk: Desk) -> None:
    sqlite_desk.template("Zakazy")
    sqlite_desk.template("Pisma", {"name": "Zakaz", "data_type": "record", "template": "Zakazy"})
    with pytest.raises(InUse, match="template Pisma"), sqlite_desk.db.write() as tx:
        sqlite_desk.definitions(tx).delete("template", "Zakazy")


def test_a_blank_template_has_a_form_and_the_four_buttons() -> None:
    made = parse(blank("Pisma", "Письма"))
    assert made.default_form is not None
    assert made.default_form.name == "defaultForm"
    assert {button.operation.type for button in made.buttons} == {"create", "save", "archive", "delete"}
    assert parse(canonical(made)) == made == parse({"name": "Pisma", **sparse(made)})


def test_an_operation_is_written_as_its_name_unless_it_has_properties() -> None:
    body = {
        "name": "A",
        "title": "a",
        "attributes": [{"name": "B", "title": "b", "data_type": "record", "template": "A"}],
    }
    buttons = [
        {"name": "one", "title": "1", "operation": "archive"},
        {"name": "two", "title": "2", "operation": {"type": "create_related", "attribute": "B"}},
    ]
    written = sparse(parse({**body, "buttons": buttons}))["buttons"]
    assert [button["operation"] for button in written] == [button["operation"] for button in buttons]


def test_the_schema_names_every_attribute_type_in_both_languages() -> None:
    described = str(schema())
    for word in ("Two-way link", "Взаимная связь", "data_type", "operation"):
        assert word in described
