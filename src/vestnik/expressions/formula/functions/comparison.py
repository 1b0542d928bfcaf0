"""Comparison, the same as the operators."""

from __future__ import annotations

from vestnik.expressions.formula import arithmetic, equality
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Section
from vestnik.kernel.values import Value

section = Section("Сравнение", "Comparison")


@section.function(
    "EQUALS(a: X!, b: X!) -> B",
    "M",
    "Равенство, как ==: разные типы не равны, у списка достаточно одного равного элемента.",
    "Equality, as ==: different kinds are unequal, of a list any equal element will do.",
    ('EQUALS("string", 2)', False),
)
def equals(run: Run, a: Value, b: Value) -> Value:
    return equality.equal(run, a, b)


@section.function(
    "NOTEQUALS(a: X!, b: X!) -> B",
    "M",
    "Отрицание EQUALS.",
    "The negation of EQUALS.",
    ("NOTEQUALS(2, 2)", False),
)
def notequals(run: Run, a: Value, b: Value) -> Value:
    return not equality.equal(run, a, b)


_SAME = ("NN:B", "TT:B", "PP:B", "DD:B")


@section.function(
    "GREATER(a: X!, b: X!) -> B",
    "M",
    "Больше, как >: числа, тексты, длительности, даты.",
    "Greater, as >: numbers, texts, durations, date-times.",
    ("GREATER(1, 0)", True),
    cases=_SAME,
)
def greater(run: Run, a: Value, b: Value) -> Value:
    return arithmetic.ordered(run, a, b) == 1


@section.function(
    "GREATEREQ(a: X!, b: X!) -> B",
    "M",
    "Больше или равно, как >=.",
    "Greater or equal, as >=.",
    ('GREATEREQ("Строка", "Сорока")', True),
    cases=_SAME,
)
def greatereq(run: Run, a: Value, b: Value) -> Value:
    return arithmetic.ordered(run, a, b) in (0, 1)


@section.function(
    "LESS(a: X!, b: X!) -> B",
    "M",
    "Меньше, как <; тексты — по кодам символов.",
    "Less, as <; texts by code point.",
    ('LESS("0,1", "0.1")', True),
    cases=_SAME,
)
def less(run: Run, a: Value, b: Value) -> Value:
    return arithmetic.ordered(run, a, b) == -1


@section.function(
    "LESSEQ(a: X!, b: X!) -> B",
    "M",
    "Меньше или равно, как <=.",
    "Less or equal, as <=.",
    ("LESSEQ(1.0, 1)", True),
    cases=_SAME,
)
def lesseq(run: Run, a: Value, b: Value) -> Value:
    return arithmetic.ordered(run, a, b) in (-1, 0)
