"""The constructs of the language for the reference page: what is there, and what only other languages have.

`example` is run by the tests: a formula and its result, or the code of the problem that names what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vestnik.expressions.formula.signatures import Mark
from vestnik.kernel.text import Text

_ORDERS: Mapping[str, Any] = {
    "item": {"Tema": "Договор", "Zakaz": {"ref": "rec.1"}, "Status": {"enum": ["Status", "Novaya"]}},
    "enums": {"Status": {"Novaya": {"id": "ev.1"}}},
    "db": {
        "Zakazy": {"rec.1": {"Nomer": "А"}, "rec.2": {"Nomer": "Б"}},
        "Pozitsii": {
            "rec.11": {"Zakaz": {"ref": "rec.1"}, "Summa": 5},
            "rec.12": {"Zakaz": {"ref": "rec.1"}, "Summa": 8},
        },
    },
    "vars": {"mail": {"object": {"Subject": "Привет"}}},
}


@dataclass(frozen=True, slots=True)
class Form:
    """One construct. result: in the notation of the vectors. why: what we do not have tells the reason and the way out;
    its result is the code of the problem."""

    written: str
    about: Text
    example: str
    result: Any
    mark: Mark = "M"
    why: Text | None = None
    world: Mapping[str, Any] = field(default_factory=lambda: _ORDERS)


def _missing(written: str, about: Text, example: str, code: str, ru: str, en: str) -> Form:
    return Form(written, about, example, code, "L", Text(ru, en))


FORMS: tuple[Form, ...] = (
    Form("$Имя, $->Имя", Text("Атрибут текущей записи", "An attribute of the current record"), "$Tema", "Договор"),
    Form("$Связь->Имя", Text("Атрибут связанной записи; по списку — всех его элементов", "An attribute of the linked record; over a list, of all its elements"), "$Zakaz->Nomer", "А"),
    Form("$id<-Шаблон:Связь", Text("Записи шаблона, которые ссылаются на эту", "The records of a template that link to this one"), "SUM($Zakaz<-Pozitsii:Zakaz->Summa)", 13, "S"),
    Form("$$имя->поле", Text("Переменная сценария", "A variable of the scenario"), "$$mail->Subject", "Привет"),
    Form("from a in … where … orderby … select …", Text("Запрос: список значений", "A query: a list of values"), "from a in db->Zakazy where a->Nomer > \"А\" orderby a->Nomer descending select a->Nomer", ["Б"]),
    Form("[список, имя, условие]", Text("Условие для ANY и ALL", "A test for ANY and ALL"), "ANY([LIST(1, 2, 3), n, n > 2])", True, "S"),
    Form("$Список == Значение", Text("Значение списка по системному имени", "An enum value by its system name"), "$Status == Novaya", True, "S"),
    Form("+ - * /", Text("Арифметика: числа, даты, длительности; + соединяет тексты", "Arithmetic: numbers, dates, durations; + joins texts"), "2 + 3 * 4", 14),
    Form("== != !== < > <= >=", Text("Сравнение", "Comparison"), "1 !== 2", True),
    Form("&& || !", Text("И, или, не; пустое — как false", "And, or, not; empty counts as false"), "true || false && false", True),
    Form('"…" или \'…\'', Text("Текст; кавычка внутри удваивается", "A text; a quote inside is doubled"), "'it''s'", "it's"),
    Form("# … и // …", Text("Примечание до конца строки", "A comment to the end of the line"), "1 // один", 1),
    Form("FORMAT: {0:dd.MM.yyyy}, {0:N2}", Text("Шаблоны дат и чисел", "Patterns of dates and numbers"), 'FORMAT("{0:N2}", LIST(1234.5))', "1\u00a0234,50"),
    Form("FORMAT: {0:c}, {0:d' д 'h' ч'}", Text("Шаблоны длительностей", "Patterns of durations"), "FORMAT(\"{0:d' д 'h' ч'}\", LIST(DURATION(\"P1DT3H\")))", "1 д 3 ч", "S"),
    _missing("a ? b : c", Text("Выбор знаком вопроса", "A choice with a question mark"), "true ? 1 : 2", "unsupported", "пишите IF(a, b, c)", "write IF(a, b, c)"),
    _missing("a and b, a or b, not a", Text("Слова вместо знаков", "Words instead of signs"), "true and false", "unsupported", "пишите &&, ||, !", "write &&, ||, !"),
    _missing("a % b, a ^ b", Text("Остаток и степень знаком", "Remainder and power as signs"), "7 % 3", "unsupported", "пишите REMAINDER(a, b), POW(a, b)", "write REMAINDER(a, b), POW(a, b)"),
    _missing("null", Text("Пустое значение словом", "No value as a word"), "$Tema == null", "unsupported", "пишите EMPTY(…)", "write EMPTY(…)"),
    _missing("let, join, group … by", Text("Остальные части запросов LINQ", "The other parts of LINQ queries"), "from a in LIST(1) let b = a select b", "unsupported", "у эталона их тоже нет; вложите запрос", "the reference has none either; nest a query"),
)  # fmt: skip
