"""The constructs of the dialect for the reference page: what is there, and what only the reference product has.

`example` is run by the tests: goals over the fixture's `rec.101` that give the results, or the code of the problem.
"""

from __future__ import annotations

from dataclasses import dataclass

from vestnik.expressions.n3.declare import Priority
from vestnik.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Form:
    """One construct. why: what we do not have tells the reason; the tests hold that its use is a diagnostic."""

    written: str
    about: Text
    example: str
    results: tuple[str, ...] = ()
    priority: Priority = "MUST"
    why: Text | None = None


def _missing(written: str, about: Text, example: str, ru: str, en: str) -> Form:
    return Form(written, about, example, ("unsupported",), "LATER", Text(ru, en))


FORMS: tuple[Form, ...] = (
    Form("s p o.", Text("Тройка: цель, которая находит или проверяет", "A triple: a goal that finds or tests"), '?item a ?t. ?t object:alias ?value.', ("Elpisma",)),
    Form("s p o; q r, t.", Text("Несколько троек об одном", "Several triples about one thing"), '("a" 1) -> (?a ?b). ?a -> ?c; -> ?value.', ("a",)),
    Form("?name", Text("Переменная", "A variable"), "1 -> ?x. ?x -> ?value.", ("1",)),
    Form("?", Text("Любое значение, имя не нужно", "Any value, no name needed"), "{ (1 2) list:member ? } assert:count ?value.", ("2",)),
    Form("[p o; …]", Text("Безымянная вещь со свойствами", "A nameless thing with properties"), '?value a [object:alias "Zakazy"].', ("rec.201", "rec.202", "rec.203")),
    Form("(a b …)", Text("Список", "A list"), "(1 2) -> ?value.", ("[1, 2]",)),
    Form('"…"^^xsd:type', Text("Значение с типом", "A value with its datatype"), '"PT90M"^^xsd:duration -> ?value.', ("PT1H30M",)),
    Form('"""…"""', Text("Текст с переводами строк", "A text with line breaks"), '"""a"b""" -> ?value.', ('a"b',)),
    Form("X -> ?v", Text("Присвоить; прежнее значение заменяется", "Assign; an earlier value is replaced"), "1 -> ?value. 2 -> ?value.", ("2",)),
    Form("X -> (?a ?b)", Text("Разобрать список", "Take a list apart"), "(1 2) -> (?a ?b). (?a ?b) math:sum ?value.", ("3",)),
    Form("X == Y", Text("Равенство или присвоение свободной переменной", "Equality, or a value for a free variable"), "1 == 1.0. true -> ?value.", ("true",)),
    Form("X != Y", Text("Неравенство", "Inequality"), '1 != "1". true -> ?value.', ("true",)),
    Form("if{…}then{…}else{…}", Text("Выбор по условию", "A choice by a condition"), "if { 1 == 2 } then { 1 -> ?value } else { 2 -> ?value }", ("2",)),
    Form("or{…}or{…}", Text("Первая ветка, у которой есть решение", "The first branch that has a solution"), "or { 1 == 2. 1 -> ?value } or { 2 -> ?value }", ("2",)),
    Form("not{…}", Text("Решений нет", "There is no solution"), "not { 1 == 2 } true -> ?value.", ("true",)),
    Form("once{…}", Text("Только первое решение", "The first solution only"), "once { (5 6) list:member ?value }", ("5",)),
    Form("from{…}select X -> ?list", Text("Собрать значения в список", "Collect values in a list"), "from { (2 1 2) list:member ?x } select ?x -> ?value.", ("[2, 1, 2]",)),
    Form("{…} assert:count ?n", Text("Число решений", "The number of solutions"), "{ (2 2) list:member ? } assert:count ?value.", ("2",)),
    Form("{…} assert:distinct ?v", Text("Разные значения", "Distinct values"), "{ (2 1 2) list:member ?value } assert:distinct ?value.", ("2", "1")),
    Form("({…}{…}) assert:union true", Text("Решения одной формулы, потом другой", "The solutions of one formula, then of the other"), "({ 1 -> ?value } { 2 -> ?value }) assert:union true.", ("1", "2")),
    _missing("@in ?x. @out ?y. {…} => {…}.", Text("Вычисляемый предикат перед запросом", "A computed predicate before the query"), "@in ?x. 1 -> ?value.", "повторите цели там, где они нужны, или вычислите атрибут", "repeat the goals where they are needed, or make a computed attribute"),
    _missing("if-not{…}", Text("Выбор по отрицанию", "A choice by a negation"), "if-not { 1 == 1 } then { 1 -> ?value }", "пишите if{ not{…} }", "write if{ not{…} }"),
    _missing("X == null", Text("Значения нет", "There is no value"), "?item == null. 1 -> ?value.", "пишите not{…}", "write not{…}"),
    _missing("X = Y", Text("Равенство одним знаком", "Equality with one sign"), "?item = ?value.", "пишите ==", "write =="),
    _missing("a!b, a^b", Text("Пути W3C", "Paths of W3C"), "?item!object:alias -> ?value.", "пишите две тройки", "write two triples"),
    _missing("a.b", Text("Пути через точку", "Paths with dots"), "?item.Tema -> ?value.", "пишите тройки с object:findProperty", "write triples with object:findProperty"),
)  # fmt: skip
