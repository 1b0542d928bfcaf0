"""Values, empty, lists, equality, order and arithmetic (spec/formula.md 4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from vestnik.expressions.faults import ExpressionFault
from vestnik.kernel.values import Ref, Value

Evaluate = Callable[..., Value]
Fault = Callable[..., ExpressionFault]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # text of values
        ("CONCAT(1.50)", "1,5"),
        ("CONCAT(true, BOOL('False'))", "ИстинаЛожь"),
        ("CONCAT(DATE('2021-06-29T04:03:02'))", "29.06.2021 04:03:02"),
        ("CONCAT(DURATION('-P1DT2H'))", "-1.02:00:00"),
        ("CONCAT($Poluchatel)", "2"),
        ("CONCAT($Status)", "72"),
        ("TRIM($Pozitsii->Nazvanie)", "Бумага, Ручка, Степлер"),
        ("TRIM($Pusto)", None),
        ("12 + \"%\"", "12%"),
        ("\"срок \" + DURATION('PT1H')", "срок 01:00:00"),
        ("\"\" + \"a\"", "a"),
        # empty
        ("EMPTY(\"\")", True),
        ("EMPTY(LIST())", True),
        ("EMPTY(0)", False),
        ("EMPTY(false)", False),
        ("$Pusto == $Pusto", False),
        ("$Pusto != 1", True),
        ("$Pusto < 1", False),
        ("$Pusto + 1", None),
        ("-$Pusto", None),
        ("!$Pusto", True),
        ("$Pusto || true", True),
        ("SUM($Pusto)", Decimal(0)),
        ("AVERAGE(LIST())", None),
        ("MAX(LIST())", None),
        ("ALL(LIST())", True),
        ("ANY(LIST(false))", True),
        ("LENGTH($Pusto)", Decimal(0)),
        ("CONTAINS($Pusto, \"a\")", False),
        ("NOTMATCHES($Pusto, \"a\")", True),
        ("TOUPPER($Pusto)", None),
        ("COUNT($Pusto)", Decimal(0)),
        ("FORMAT(\"[{0}]\", LIST($Pusto))", "[]"),
        ("FORMAT(\"{0} {1}\", LIST($Pusto->Name, 1))", " 1"),
        ("$Pusto->Name->Name", None),
        # equality
        ("1 == 1.0", True),
        ("1 == true", False),
        ("\"1\" == 1", False),
        ("\"А\" == \"а\"", False),
        ("DURATION('PT60M') == DURATION('PT1H')", True),
        ("DATE('2025-01-01T03:00:00+03:00') == DATE('2025-01-01T00:00:00Z')", True),
        ("$Poluchatel == ID(\"account.2\")", True),
        ("$Poluchatel == \"2\"", True),
        ("$Poluchatel == \"account.2\"", True),
        ("$Kopiya == USER()", True),
        ("USER() == $Poluchatel->manager", True),
        ("LIST(1, 2, 3) == LIST(9, 3)", True),
        ("LIST(1, 2) == LIST(\"1\", \"2\")", False),
        ("$Kopiya != $Poluchatel", False),
        ("NOTEQUALS(LIST(1), LIST(2))", True),
        ("$Status == Sent", True),
        ("Sent == $Status", True),
        ("$Status == \"Sent\"", True),
        ("$Status == New", False),
        ("EQUALS($Status, Sent)", True),
        ("$Status !== New", True),
        ("$Status == ENUMVALUE(\"Status\", \"Sent\")", True),
        # order
        ("\"0,1\" < \"0.1\"", True),
        ("DATE('2025-01-01') < DATE('2025-01-02')", True),
        ("2 >= 2.0", True),
        ("1 < 2 == true", True),
        # arithmetic
        ("1 + 2 * 3 - 4 / 2", Decimal(5)),
        ("-2 * -3", Decimal(6)),
        ("10 - 3 - 2", Decimal(5)),
        ("0.1 + 0.2", Decimal("0.3")),
        ("DURATION('PT1H') * 2.5", timedelta(hours=2.5)),
        ("DURATION('PT1H') / 4", timedelta(minutes=15)),
        ("SUBTRACT(DURATION('PT1H'), DURATION('PT2H'))", timedelta(hours=-1)),
        ("QUOTIENT(-7, 2)", Decimal(-3)),
        ("REMAINDER(-7, 2)", Decimal(-1)),
        ("ROUND(-2.5)", Decimal(-3)),
        ("ROUND(2.345, 2)", Decimal("2.35")),
        ("ROUND(1250, -2)", Decimal(1300)),
        ("POW(2, -1)", Decimal("0.5")),
        ("INT(2.7)", Decimal(2)),
        # lists and paths
        ("$Pozitsii->Summa", (Decimal(100), Decimal(50))),
        ("SUM($Pozitsii->Summa)", Decimal(150)),
        ("$Kopiya->fullName", ("Иванов Иван", "Петрова Анна")),
        ("FIRST($Kopiya)->mbox", "ivanov@example.org"),
        ("SUM(LIST(1, LIST(2, 3)), 4)", Decimal(10)),
        ("DISTINCT(LIST(\"a\", \"A\", \"a\", 1, 1.0))", ("a", "A", Decimal(1))),
        ("LIST(LIST(1, 2), 3)", (Decimal(1), Decimal(2), Decimal(3))),
        ("ASCENDING(\"ёж\", \"Ель\", \"енот\", \"ж\")", ("ёж", "Ель", "енот", "ж")),
        ("DESCENDING(DATE('2025-01-01'), DATE('2025-01-02')) == DATE('2025-01-02')", True),
        ("$id<-Pozitsii:Zakaz", (Ref("rec", 301), Ref("rec", 302), Ref("rec", 303))),
        ("$id<-Pozitsii:Zakaz->Nazvanie", ("Бумага", "Ручка", "Степлер")),
        ("$->Tema", "Договор"),
        ("$$mail->To->Address", "a@example.org"),
        ("$$mail->Cc->Address", None),
        ("$$n + 1", Decimal(4)),
        ("ID(\"301\")->Nazvanie", "Бумага"),
        ("ID(136)", Ref("rec", 136)),
        ("LISTEQUALS(LIST(1, 2), LIST(2, 1))", False),
        ("NAME($Poluchatel)", "Петрова Анна"),
        # queries
        ("from p in $Pozitsii where p->Summa > 60 select p->Nazvanie", ("Бумага",)),
        ("FROM p IN db->Pozitsii ORDERBY p->Summa DESCENDING SELECT p->Nazvanie", ("Бумага", "Ручка", "Степлер")),
        ("from p in $Pozitsii orderby p->Summa select p->Nazvanie", ("Ручка", "Бумага", "Степлер")),
        ("from p in $Pozitsii select p->Summa", (Decimal(100), Decimal(50))),
        ("COUNT(from p in $Pozitsii where (COUNT(from q in $Pozitsii where q->Summa < p->Summa select q) == 1) select p)", Decimal(1)),
        ("ALL([$Pozitsii, p, p->Summa > 10])", False),
        ("ANY([$Pozitsii, p, p->Summa > 60])", True),
        ("COUNT(from p in db->Pozitsii where EQUALS(p->_isDisabled, false) select p)", Decimal(3)),
        ("ADD(\"срок \", true)", "срок Истина"),
        # laziness
        ("IF(true, 1, 1 / 0)", Decimal(1)),
        ("OR(true, 1 / 0 == 1)", True),
        ("false && 1 / 0 == 1", False),
        ("VALUE(1, 1 / 0)", Decimal(1)),
    ],
)  # fmt: skip
def test_a_formula_gives(evaluate: Evaluate, text: str, expected: Any) -> None:
    assert evaluate(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "column"),
    [
        ("1 / 0", "division_by_zero", 1),
        ("1 + DIVIDE(1, 0)", "division_by_zero", 5),
        ("SUBSTRING($Tema, 0, INDEXOF($Tema, \"@\"))", "out_of_range", 1),
        ("SUBSTRING(\"abc\", 4)", "out_of_range", 1),
        ("SQRT(0 - 1)", "out_of_range", 1),
        ("POW(10, 100000000)", "out_of_range", 1),
        ("DATE($Tema)", "bad_text", 1),
        ("DURATION($Tema)", "bad_text", 1),
        ("PARSEDATE(\"31.31.2025\", \"dd.MM.yyyy\")", "out_of_range", 1),
        ("PARSEDATE(\"x\", \"dd.MM.yyyy\")", "bad_text", 1),
        ("ADDYEARS(NOW(), 9000)", "out_of_range", 1),
        ("ADDDAYS(NOW(), 10000000)", "out_of_range", 1),
        ("$Srok + DURATION('P2000000D') * 2", "out_of_range", 1),
        ("FORMAT($Tema + \"{0}{1}\", LIST(1))", "bad_pattern", 1),
        ("MATCHES(\"a\", $Tema + \"(\")", "bad_pattern", 1),
        ("ADD($Pozitsii->Summa, 1)", "too_many_values", 1),
        ("$$n < $Tema", "type_error", 1),
        ("$$mail + 1", "type_error", 1),
        ("DAY(NOW(), $Tema)", "unknown_zone", 1),
        ("ASCENDING(1, $$mail->To->Address)", "type_error", 1),
        ("SUM($$mail->To->Address)", "type_error", 1),
        ("SUM(from p in $Pozitsii select 1 / (p->Summa - 50))", "division_by_zero", 32),
    ],
)  # fmt: skip
def test_a_fault_has_its_kind_and_place(fault: Fault, text: str, kind: str, column: int) -> None:
    found = fault(text)
    assert (found.kind, found.line, found.column) == (kind, 1, column)
    assert found.message.ru
    assert found.message.en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VALUE(1 / 0, \"нет\")", "нет"),
        ("VALUE(1 / 0)", None),
        ("EMPTY(1 / 0)", True),
        ("COUNT(LIST(1 / 0, 2))", Decimal(1)),
        ("FIRST(DATE($Tema))", None),
        ("ANY(DATE($Tema))", False),
        ("IF(1 / 0 == 1, \"a\", \"b\")", "b"),
        ("NOT(1 / 0 == 1)", True),
        ("SUBSTRING($Tema, 99) == \"x\" || true", True),
        ("COUNT(from p in $Pozitsii where 1 / (p->Summa - 50) > 0 select p)", Decimal(1)),
        ("VALUE(SUBSTRING($Tema, 0, INDEXOF($Tema, \"@\")), \"\")", ""),
        ("DECIMAL(\"10 000,5\")", Decimal("10000.5")),
        ("DECIMAL(\"1 0000\")", None),
        ("DECIMAL(\"10.5\")", None),
    ],
)  # fmt: skip
def test_what_takes_a_fault_as_plain_empty(evaluate: Evaluate, text: str, expected: Any) -> None:
    assert evaluate(text) == expected


def test_numbers_follow_the_language_of_the_account(evaluate: Evaluate) -> None:
    assert evaluate('CONCAT(DECIMAL("10,000.5"))', language="en") == "10000.5"
    assert evaluate('FORMAT("{0:N2}", LIST(1234567.891))', language="en") == "1,234,567.89"
    assert evaluate('FORMAT("{0:N2}", LIST(1234567.895))') == "1\u00a0234\u00a0567,90"
    assert evaluate('DAYOFWEEK(DATE("2025-05-05"))', language="en") == "monday"


def test_one_evaluation_sees_one_now(evaluate: Evaluate) -> None:
    assert evaluate("NOW() == $$requestTime") is True


def test_an_attribute_that_another_template_lacks_is_empty(evaluate: Evaluate) -> None:
    assert evaluate("FIRST(LIST($Poluchatel, $id))->Nazvanie") is None
