from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from tests.records.conftest import Desk

from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Ref, Value
from vestnik.records.record import CheckFailed, NotUnique, RecordMissing, RecordStale
from vestnik.records.schema import TemplateMissing
from vestnik.records.store import Records

EVERY_TYPE = (
    {"name": "Tekst", "data_type": "text"},
    {"name": "Chislo", "data_type": "number"},
    {"name": "Da", "data_type": "boolean"},
    {"name": "Kogda", "data_type": "datetime"},
    {"name": "Dolgo", "data_type": "duration"},
    {"name": "Ssylka", "data_type": "hyperlink"},
    {"name": "Vybor", "data_type": "enum", "variants": [{"name": "a", "ru": "А"}, {"name": "b", "ru": "Б"}]},
    {"name": "Kto", "data_type": "account"},
    {"name": "Vse", "data_type": "account", "multiple": True},
    {"name": "Fayly", "data_type": "document"},
    {"name": "Drugaya", "data_type": "record", "template": "Vse"},
)


def test_a_record_holds_values_of_every_type_exactly(desk: Desk) -> None:
    desk.template("Vse", *EVERY_TYPE)
    anna, boris = desk.account("anna").ref, desk.account("boris").ref
    document, other = desk.document("a.pdf"), desk.create("Vse")
    given: dict[str, Value] = {
        "Tekst": "Ёлка «№ 7»\n",
        "Chislo": Decimal("0.1000000000000000000000000001"),
        "Da": False,
        "Kogda": datetime(2025, 3, 12, 9, 15, 30, 123456, tzinfo=UTC),
        "Dolgo": timedelta(hours=-5, microseconds=1),
        "Ssylka": "https://example.org/a",
        "Kto": anna,
        "Vse": (boris, anna),
        "Fayly": (document,),
        "Drugaya": other,
    }
    ref = desk.create("Vse", Vybor="b", **given)
    found = desk.get(ref)
    assert {name: found.values[name] for name in given} == given
    assert isinstance(found.values["Vybor"], Ref)
    assert (found.template, found.version, found.archived) == ("Vse", 1, False)


def test_what_is_not_given_is_empty(desk: Desk) -> None:
    desk.template("Vse", *EVERY_TYPE)
    values = desk.get(desk.create("Vse")).values
    assert {name for name, value in values.items() if value == ()} == {"Vse", "Fayly"}
    assert all(value is None for name, value in values.items() if name not in ("Vse", "Fayly"))


def test_a_change_writes_what_differs_and_tells_it(desk: Desk) -> None:
    desk.template("Pisma", {"name": "Tema", "data_type": "text"}, {"name": "Srochno", "data_type": "boolean"})
    ref = desk.create("Pisma", Tema="a", Srochno=True)
    change = desk.change(ref, Tema="b", Srochno=True)
    assert (change.before.values["Tema"], change.after.values["Tema"]) == ("a", "b")
    assert change.changed == {"Tema"}
    assert [(event.kind, event.version, event.changed) for event in desk.events] == [
        ("created", 1, {"Tema", "Srochno"}),
        ("changed", 2, {"Tema"}),
    ]


def test_a_change_of_nothing_makes_no_version_and_no_event(desk: Desk) -> None:
    desk.template("Pisma", {"name": "Summa", "data_type": "number"})
    ref = desk.create("Pisma", Summa=Decimal("10.0"))
    assert not desk.change(ref, Summa=Decimal(10)).changed
    assert desk.get(ref).version == 1
    assert [event.kind for event in desk.events] == ["created"]


def test_the_later_of_two_saves_is_refused_with_the_attributes_that_differ(desk: Desk) -> None:
    desk.template("Pisma", {"name": "Tema", "data_type": "text"}, {"name": "Srochno", "data_type": "boolean"})
    ref = desk.create("Pisma", Tema="a", Srochno=True)
    desk.change(ref, 1, Tema="b")
    with pytest.raises(RecordStale) as refused:
        desk.change(ref, 1, Tema="c", Srochno=True)
    assert [problem.path for problem in refused.value.problems] == [("values", "Tema")]
    assert desk.get(ref).values["Tema"] == "b"


def test_everything_wrong_is_told_at_once_with_its_place(desk: Desk) -> None:
    desk.template("Pisma", *EVERY_TYPE[:8], {"name": "Zakaz", "data_type": "record", "template": "Pisma"})
    with pytest.raises(Invalid) as refused:
        desk.create("Pisma", Teks="x", Chislo="7", Kto=Ref("account", 999), Vybor="c", id="5")
    found = {problem.path[-1]: problem for problem in refused.value.problems}
    assert set(found) == {"Teks", "Chislo", "Kto", "Vybor", "id"}
    assert found["Teks"].suggestion == "Tekst"
    assert found["id"].code == "read_only_attribute"


def test_a_link_goes_to_records_of_its_template_only(desk: Desk) -> None:
    desk.template("Zakazy")
    desk.template("Pisma", {"name": "Zakaz", "data_type": "record", "template": "Zakazy"})
    with pytest.raises(Invalid, match="is a record of 'Pisma', 'Zakazy' is needed"):
        desk.create("Pisma", Zakaz=desk.create("Pisma"))


def test_unique_values_belong_to_one_record(desk: Desk) -> None:
    desk.template("Dogovory", {"name": "Nomer", "data_type": "text", "unique": True})
    first, second = desk.create("Dogovory", Nomer="7"), desk.create("Dogovory", Nomer="8")
    desk.create("Dogovory")
    desk.create("Dogovory")  # no value is not a value
    with pytest.raises(NotUnique, match=str(first)):
        desk.create("Dogovory", Nomer="7")
    with pytest.raises(NotUnique):
        desk.change(second, Nomer="7")
    desk.change(first, Nomer="9")
    desk.change(second, Nomer="7")
    with pytest.raises(NotUnique):
        desk.run(
            lambda records: records.create_many("Dogovory", [{"Nomer": "x" * 900}, {"Nomer": "x" * 900}])
        )


def test_a_required_value_must_be_there_and_stay(desk: Desk) -> None:
    desk.template("Pisma", {"name": "Tema", "data_type": "text", "required": True})
    with pytest.raises(Invalid) as refused:
        desk.create("Pisma")
    assert (refused.value.problem.code, refused.value.problem.path) == ("required", ("values", "Tema"))
    ref = desk.create("Pisma", Tema="a")
    with pytest.raises(Invalid):
        desk.change(ref, Tema=None)


def test_checks_may_wait_until_a_record_is_whole(desk: Desk) -> None:
    desk.template("Pisma", {"name": "Tema", "data_type": "text", "required": True})

    def fill(tema: str | None) -> None:
        with desk.db.write() as tx:
            records = Records(tx, desk.actor, desk.clock, deferred=True)
            ref = records.create("Pisma", {})
            records.change(ref, {"Tema": tema})
            records.check_pending()

    fill("a")
    with pytest.raises(Invalid):
        fill(None)


def test_a_check_expression_sees_the_saved_record_and_undoes_it_when_refused(desk: Desk) -> None:
    desk.template(
        "Pisma",
        {
            "name": "Summa",
            "data_type": "number",
            "check_expression": {"formula": "$Summa > 0"},
            "check_message": "Сумма должна быть больше нуля",
        },
    )

    with desk.db.write() as tx:
        seen: list[Value] = []

        def check(template: str, ref: Ref, expression: object) -> bool:
            value = records.get(ref).values["Summa"]
            seen.append(value)
            return isinstance(value, Decimal) and value > 0

        records = Records(tx, desk.actor, desk.clock, evaluate=check)
        ref = records.create("Pisma", {"Summa": Decimal(5)})
        with pytest.raises(CheckFailed) as refused:
            records.change(ref, {"Summa": Decimal(-5)})
        assert refused.value.message.ru == "Сумма должна быть больше нуля"
        assert seen == [5, -5]
        assert records.get(ref).values["Summa"] == 5


def test_logged_changes_are_journalled_with_who_when_and_what(desk: Desk) -> None:
    desk.template("Pisma", {"name": "Tema", "data_type": "text", "log_changes": True}, EVERY_TYPE[1])
    ref = desk.create("Pisma", Tema="a")
    desk.clock.advance(timedelta(minutes=1))
    desk.change(ref, Chislo=Decimal(1))
    anna = desk.user("anna")
    desk.acting_as(anna).change(ref, Tema="b")
    entries = desk.run(lambda records: records.journal(ref))
    assert [(entry.version, entry.name, entry.before, entry.after) for entry in entries] == [
        (1, "Tema", None, "a"),
        (3, "Tema", "a", "b"),
    ]
    assert entries[1].account == anna.account
    assert entries[1].at - entries[0].at == timedelta(minutes=1)


def test_archived_records_leave_the_list_and_stay_readable(desk: Desk) -> None:
    desk.template("Pisma")
    ref = desk.create("Pisma")
    desk.run(lambda records: records.archive(ref))
    assert desk.get(ref).archived
    assert desk.listed("Pisma") == []
    assert desk.listed("Pisma", archived=None) == [ref]
    desk.run(lambda records: records.unarchive(ref))
    assert desk.listed("Pisma") == [ref]
    assert [event.changed for event in desk.events[1:]] == [{"_isDisabled"}] * 2


def test_links_to_a_deleted_record_vanish(desk: Desk) -> None:
    desk.template(
        "Kompanii",
        {"name": "Roditel", "data_type": "record", "template": "Kompanii"},
        {"name": "Partnery", "data_type": "record", "template": "Kompanii", "multiple": True},
    )
    parent, other = desk.create("Kompanii"), desk.create("Kompanii")
    child = desk.create("Kompanii", Roditel=parent, Partnery=(parent, other))
    desk.run(lambda records: records.delete(parent))
    values = desk.get(child).values
    assert (values["Roditel"], values["Partnery"]) == (None, (other,))
    with pytest.raises(RecordMissing):
        desk.get(parent)


def test_what_a_record_owns_goes_with_it(desk: Desk) -> None:
    desk.template("Pozitsii", {"name": "Naimenovanie", "data_type": "text"})
    desk.template(
        "Zakazy",
        {
            "name": "Pozitsii",
            "data_type": "record",
            "template": "Pozitsii",
            "multiple": True,
            "delete_linked": True,
        },
        {"name": "Fayl", "data_type": "document", "delete_linked": True},
        {"name": "Obschiy", "data_type": "document"},
    )
    line, owned, shared = desk.create("Pozitsii"), desk.document("a.pdf"), desk.document("b.pdf")
    order = desk.create("Zakazy", Pozitsii=(line,), Fayl=(owned,), Obschiy=(shared,))
    desk.run(lambda records: records.delete(order))
    assert desk.listed("Pozitsii") == []
    with desk.objects() as objects:
        assert objects.records("_Document") == [shared]
    assert {event.ref for event in desk.events if event.kind == "deleted"} == {order, line}


@pytest.mark.parametrize("several", [True, False])
def test_both_ends_of_a_two_way_link_agree(desk: Desk, several: bool) -> None:
    desk.templates(
        Zakazy=[
            {
                "name": "Pozitsii",
                "data_type": "record",
                "template": "Pozitsii",
                "multiple": several,
                "two_way": "Zakaz",
            }
        ],
        Pozitsii=[{"name": "Zakaz", "data_type": "record", "template": "Zakazy"}],
    )

    def lines(order: Ref) -> Value:
        return desk.get(order).values["Pozitsii"]

    def one(ref: Ref) -> Value:
        return (ref,) if several else ref

    line = desk.create("Pozitsii")
    first = desk.create("Zakazy", Pozitsii=one(line))
    second = desk.create("Zakazy")
    assert desk.get(line).values["Zakaz"] == first
    desk.change(line, Zakaz=second)
    assert (lines(first), lines(second)) == (() if several else None, one(line))
    desk.change(first, Pozitsii=one(line))  # taken from the other
    assert (desk.get(line).values["Zakaz"], lines(second)) == (first, () if several else None)
    desk.run(lambda records: records.delete(first))
    assert desk.get(line).values["Zakaz"] is None


def test_json_values_are_read_and_uploads_become_documents(desk: Desk) -> None:
    desk.template("Pisma", *EVERY_TYPE[:2], EVERY_TYPE[9])
    anna = desk.acting_as(desk.user("anna"))
    content = desk.stored(b"file")

    def work(records: Records) -> Ref:
        from vestnik.records.documents import Documents

        upload = Documents(records._tx, anna.actor, anna.clock).upload(content, "Договор.pdf")
        values = records.read("Pisma", {"Chislo": Decimal("1.50"), "Fayly": [{"upload": upload.id}]})
        return records.create("Pisma", values)

    ref = anna.run(work)
    [document] = anna.get(ref).values["Fayly"]  # type: ignore[misc]
    with anna.objects() as objects:
        assert objects.values(document, "document:title") == ("Договор.pdf",)  # type: ignore[arg-type]


def test_files_of_other_kinds_are_refused(desk: Desk) -> None:
    desk.template("Pisma", {"name": "Fayl", "data_type": "document", "extensions": ["PDF", "docx"]})
    desk.create("Pisma", Fayl=(desk.document("a.Pdf"), desk.document("b.DOCX")))
    with pytest.raises(Invalid, match=r"'c.exe': allowed are PDF, docx"):
        desk.create("Pisma", Fayl=(desk.document("c.exe"),))


def test_an_unknown_template_suggests_the_nearest(desk: Desk) -> None:
    desk.template("Elpisma")
    with pytest.raises(TemplateMissing) as refused:
        desk.create("elpisma")
    assert refused.value.problem.suggestion == "Elpisma"


def test_records_made_by_the_system_have_an_account_as_creator(desk: Desk) -> None:
    desk.template("Pisma")
    made = desk.get(desk.create("Pisma")), desk.get(desk.create("Pisma"))
    assert made[0].creator == made[1].creator
    with desk.objects() as objects:
        assert objects.values(made[0].creator, "account:fullName") == ("Система",)
