"""The static check: every problem with its place, the nearest name and no false alarm (spec/formula.md 5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.worlds import World
from vestnik.expressions.formula import check_formula
from vestnik.expressions.memory import MemorySchema
from vestnik.kernel.problem import Problem

Problems = Callable[..., list[Problem]]


@pytest.mark.parametrize(
    ("text", "code", "column", "suggestion"),
    [
        ("$Temu", "unknown_attribute", 1, "Tema"),
        ("$tema", "unknown_attribute", 1, "Tema"),
        ("$Poluchatel->mbx", "unknown_attribute", 12, "mbox"),
        ("$Poluchatel->cmw.account.mbx", "unknown_attribute", 12, None),
        ("$Pozitsii->Suma", "unknown_attribute", 10, "Summa"),
        ("from p in $Pozitsii select p->Suma", "unknown_attribute", 29, "Summa"),
        ("$id<-Pozitsi:Zakaz", "unknown_template", 4, "Pozitsii"),
        ("$id<-Pozitsii:Zakas", "unknown_attribute", 4, "Zakaz"),
        ("COUNT(from p in db->Positsii select p->id)", "unknown_template", 17, "Pozitsii"),
        ("$$mal", "unknown_variable", 1, "mail"),
        ("Abc", "unknown_name", 1, None),
        ("from p in $Pozitsii select q", "unknown_name", 28, "p"),
        ("(from p in $Pozitsii select p) == p", "unknown_name", 35, None),
        ("$Status == Snt", "unknown_enum_value", 12, "Sent"),
        ("EQUALS($Status, sent)", "unknown_enum_value", 17, "Sent"),
        ("ENUMVALUE(\"Status\", \"Snt\")", "unknown_enum_value", 1, None),
        ("ENUMVALUE(\"Statu\", \"Sent\")", "unknown_attribute", 1, None),
        ("Trim(\"a\")", "unknown_function", 1, "TRIM"),
        ("SUBSTRNG(\"a\", 1)", "unknown_function", 1, "SUBSTRING"),
        ("NOT()", "wrong_argument_count", 1, None),
        ("AND(true)", "wrong_argument_count", 1, None),
        ("SUM()", "wrong_argument_count", 1, None),
        ("CREATEDATE(2025, 1, 1, 1)", "wrong_argument_count", 1, None),
        ("CREATEDATE(2025, 13, 1)", "bad_literal", 1, None),
        ("DATE(\"2025-02-30\")", "bad_literal", 6, None),
        ("DURATION(\"1h\")", "bad_literal", 10, None),
        ("MATCHES($Tema, \"(\")", "bad_literal", 16, None),
        ("MATCHES($Tema, \"(?=a)\")", "unsupported", 16, None),
        ("MATCHES($Tema, \"(a)\\1\")", "unsupported", 16, None),
        ("YEAR(NOW(), \"Europe/Moskow\")", "bad_literal", 13, None),
        ("FORMAT(\"{0} {1}\", LIST(1))", "bad_literal", 8, None),
        ("FORMAT(\"{a}\", LIST(1))", "bad_literal", 8, None),
        ("12345678901234567890123456789", "bad_literal", 1, None),
        ("$Tema->Name", "type_error", 6, None),
        ("ADDDAYS($Tema, 1)", "type_error", 9, None),
        ("$Srok + 1", "type_error", 9, None),
        ("$Tema < 1", "type_error", 9, None),
        ("$Tema - \"a\"", "type_error", 9, None),
        ("-$Tema", "type_error", 1, None),
        ("GREATER($Tema, 1)", "type_error", 1, None),
        ("1 && true", "type_error", 1, None),
        ("from p in $Pozitsii where p->Nazvanie select p", "type_error", 27, None),
        ("AND($Tema, true)", "type_error", 5, None),
        ("from p in $Pozitsii select (from p in $Pozitsii select p)", "duplicate_variable", 34, None),
        ("from source in $Pozitsii select 1", "reserved_word", 6, None),
        ("from LIST in $Pozitsii select 1", "reserved_word", 6, None),
        ("from Where in $Pozitsii select 1", "reserved_word", 6, None),
        ("from _a in $Pozitsii select 1", "reserved_word", 6, None),
        ("COUNT(db->Pozitsii)", "syntax", 7, None),
        ("COUNT([$Pozitsii, p, true])", "syntax", 7, None),
    ],
)  # fmt: skip
def test_an_error_is_named_with_its_place(
    problems: Problems, text: str, code: str, column: int, suggestion: str | None
) -> None:
    found = [problem for problem in problems(text) if problem.severity == "error"]
    assert [(problem.code, problem.line, problem.column) for problem in found] == [(code, 1, column)]
    assert found[0].suggestion == suggestion
    assert found[0].message.ru != found[0].message.en


@pytest.mark.parametrize(
    ("text", "code", "column", "suggestion"),
    [
        ("$Poluchatel—>mbox", "typographic_arrow", 12, "->"),
        ("VALUEORDEFAULT($Tema, 1)", "deprecated_name", 1, "VALUE"),
        ("ISBLANK($Tema)", "deprecated_name", 1, "EMPTY"),
        ("$Status == \"Snt\"", "unknown_enum_value", 12, "Sent"),
        ("FORMAT(\"{0} <1>\", LIST($Tema, $Summa))", "unused_argument", 8, "<{1}>"),
        ("DAY(CONVERTTIMEZONE(NOW(), \"Europe/London\"))", "shifted_clock", 5, None),
    ],
)  # fmt: skip
def test_a_warning_does_not_forbid_the_formula(
    problems: Problems, text: str, code: str, column: int, suggestion: str | None
) -> None:
    found = problems(text)
    assert [(problem.code, problem.column, problem.severity) for problem in found] == [
        (code, column, "warning")
    ]
    assert found[0].suggestion == suggestion


def test_a_scan_of_a_template_by_a_link_proposes_the_reverse_arrow(problems: Problems) -> None:
    row = {"Nazvanie": "x", "Zakaz": {"ref": "rec.1"}}
    found = problems(
        "SUM(from p in db->Stroki where p->Zakaz == $id select p->id->Summa)",
        db={"Stroki": {"rec.9": {**row, "Summa": 1}}, "Zakazy": {"rec.1": {}}},
    )
    assert [(problem.code, problem.suggestion) for problem in found] == [
        ("whole_template_scan", "$id<-Stroki:Zakaz")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "FORMATLOC(CONVERTTIMEZONE(NOW(), \"Europe/London\"), \"HH:mm\")",
        "$Pusto->Anything->AtAll",
        "$$mail->To->Whatever + 1",
        "$Pusto + 1",
        "LIST($Tema, $Summa)->Name",
        "IF($Srochno, $Tema, 1)",
        "REPLACE($Tema, \"a\", $Srok)",
    ],
)  # fmt: skip
def test_nothing_is_refused_that_is_not_certain(problems: Problems, text: str) -> None:
    assert [problem.code for problem in problems(text)] == []


def test_every_problem_is_found_at_once_in_the_order_of_the_text(problems: Problems) -> None:
    found = problems("CONCAT($Temu,\n  SUMM(1),\n  $$mal)")
    assert [(problem.code, problem.line, problem.column) for problem in found] == [
        ("unknown_attribute", 1, 8),
        ("unknown_function", 2, 3),
        ("unknown_variable", 3, 3),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "multiple", "target"),
    [
        ("$Poluchatel->mbox", "text", False, None),
        ("$Kopiya->mbox", "text", True, None),
        ("$Pozitsii", "reference", True, "Pozitsii"),
        ("FIRST($Pozitsii)", "reference", False, "Pozitsii"),
        ("from p in db->Pozitsii select p->Summa", "number", True, None),
        ("IF(true, $Summa, 2)", "number", False, None),
        ("IF(true, $Summa, $Tema)", None, False, None),
        ("$Srok - $Srok", "duration", False, None),
        ("ADD($Srok, $Interval)", "datetime", False, None),
        ("$Srok < NOW()", "boolean", False, None),
        ("$$n", None, False, None),
    ],
)
def test_the_kind_of_the_result_is_inferred(
    world: World, text: str, kind: str | None, multiple: bool, target: str | None
) -> None:
    found = check_formula(text, world.schema, worlds.ITEM, world.variables)
    assert (found.kind, found.multiple, found.target) == (kind, multiple, target)
    assert found.ok


def test_without_a_context_template_attributes_are_found_when_it_runs() -> None:
    found = check_formula("$Anything->mbox", MemorySchema(), None)
    assert found.ok
    assert found.kind is None


def test_an_unknown_context_template_is_a_problem() -> None:
    found = check_formula("$Tema", MemorySchema(), "Nosuch")
    assert [problem.code for problem in found.problems] == ["unknown_template"]
