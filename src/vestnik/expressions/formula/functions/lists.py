"""Lists: flat and ordered. Functions over elements take one list or the elements themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from vestnik.expressions.formula import arithmetic, equality, kinds
from vestnik.expressions.formula.arguments import quiet
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.signatures import Section
from vestnik.expressions.formula.types import Type, common
from vestnik.kernel.values import NUMBERS, Value, as_list

section = Section("Списки", "Lists")


def _of_elements(types: Sequence[Type]) -> Type:
    return common(*types).one() if types else Type()


def _list_of(types: Sequence[Type]) -> Type:
    return common(*types).list() if types else Type(many=True)


@section.lazy(
    "LIST(x: X...!?) -> L",
    "M",
    "Список из аргументов; списки и запросы раскрываются.",
    "A list of the arguments; lists and queries are spread.",
    ('LIST(1, 2, "a")', [1, 2, "a"]),
    infer=_list_of,
)
def list_(arguments: Sequence[Compiled]) -> Compiled:
    given = [quiet(argument) for argument in arguments]

    def run_list(run: Run) -> Value:
        items: list[Value] = []
        for argument in given:
            value = argument(run)
            if value.__class__ is tuple:
                items.extend(value)
            else:
                items.append(value)
            run.places(len(items))
        return tuple(items)

    return run_list


@section.lazy(
    "COUNT(list: L!) -> N",
    "M",
    "Количество элементов вместе с повторами; у пустого — 0.",
    "The number of elements, duplicates count; 0 of empty.",
    ('COUNT(LIST("a", 2, "a"))', 3),
)
def count(arguments: Sequence[Compiled]) -> Compiled:
    given = quiet(arguments[0])
    return lambda run: Decimal(sum(not kinds.is_empty(item) for item in as_list(given(run))))


@section.lazy(
    "FIRST(list: L!) -> X",
    "M",
    "Первый элемент; пустого списка — пусто.",
    "The first element; empty of an empty list.",
    ("FIRST(LIST(3, 1, 2))", 3),
    infer=_of_elements,
)
def first(arguments: Sequence[Compiled]) -> Compiled:
    return _at(quiet(arguments[0]), 0)


@section.lazy(
    "LAST(list: L!) -> X",
    "M",
    "Последний элемент; пустого списка — пусто.",
    "The last element; empty of an empty list.",
    ("LAST(LIST(3, 1, 2))", 2),
    infer=_of_elements,
)
def last(arguments: Sequence[Compiled]) -> Compiled:
    return _at(quiet(arguments[0]), -1)


def _at(given: Compiled, index: int) -> Compiled:
    def run_at(run: Run) -> Value:
        items = as_list(given(run))
        return items[index] if items else None

    return run_at


def _first_ones(items: Sequence[Value]) -> tuple[Value, ...]:
    seen: dict[Any, Value] = {}
    for item in items:
        seen.setdefault(equality.key(item), item)
    return tuple(seen.values())


@section.function(
    "DISTINCT(list: L!) -> L",
    "M",
    "Список без повторов, с учётом регистра, в порядке первого появления.",
    "The list without duplicates, case-sensitive, in order of first occurrence.",
    ("DISTINCT(LIST('а', 'б', 'а'))", ["а", "б"]),
    infer=_list_of,
)
def distinct(run: Run, items: tuple[Value, ...]) -> Value:
    return _first_ones(items)


def _check_one_kind(items: Sequence[Value]) -> None:
    for item in items:
        if item.__class__ is not items[0].__class__:
            raise kinds.wrong_kind(item, kinds.letter(items[0]))


def _sorted(run: Run, items: list[Value], descending: bool) -> Value:
    run.spend(len(items))
    _check_one_kind(items)
    return tuple(sorted(items, key=arithmetic.sort_key, reverse=descending))


@section.function(
    "ASCENDING(list: *NTDP) -> L",
    "M",
    "Список по возрастанию: числа, тексты (по алфавиту), даты или длительности.",
    "The list in ascending order: numbers, texts (alphabetically), date-times or durations.",
    ("ASCENDING('в', 'а', 'б')", ["а", "б", "в"]),
    infer=_list_of,
)
def ascending(run: Run, items: list[Value]) -> Value:
    return _sorted(run, items, descending=False)


@section.function(
    "DESCENDING(list: *NTDP) -> L",
    "M",
    "Список по убыванию.",
    "The list in descending order.",
    ("DESCENDING('а', 'б', 'в')", ["в", "б", "а"]),
    infer=_list_of,
)
def descending(run: Run, items: list[Value]) -> Value:
    return _sorted(run, items, descending=True)


@section.function(
    "SUM(list: *NP) -> N",
    "M",
    "Сумма чисел или длительностей; пустого списка — 0.",
    "The sum of numbers or durations; 0 of nothing.",
    ("SUM(DURATION('PT30M'), DURATION('PT45M'))", {"duration": "PT1H15M"}),
    infer=_of_elements,
)
def sum_(run: Run, items: list[Value]) -> Value:
    run.spend(len(items))
    if not items:
        return Decimal(0)
    total = items[0]
    for item in items[1:]:
        total = arithmetic.add(run, total, item)
    return total


@section.function(
    "AVERAGE(list: *N) -> N",
    "M",
    "Среднее арифметическое; пустого списка — пусто.",
    "The mean; empty of nothing.",
    ("AVERAGE(1, 2, 6)", 3),
)
def average(run: Run, items: list[Decimal]) -> Value:
    if not items:
        return None
    total = Decimal(0)
    for item in items:
        total = NUMBERS.add(total, item)
    return NUMBERS.divide(total, Decimal(len(items)))


def _extreme(run: Run, items: list[Value], choose: Callable[[list[Any]], Any]) -> Value:
    _check_one_kind(items)
    return choose(items) if items else None


@section.function(
    "MAX(list: *NDP) -> X",
    "M",
    "Наибольшее из чисел, дат или длительностей.",
    "The greatest of numbers, date-times or durations.",
    ("MAX(LIST(3, 7, 5))", 7),
    infer=_of_elements,
)
def max_(run: Run, items: list[Value]) -> Value:
    return _extreme(run, items, max)


@section.function(
    "MIN(list: *NDP) -> X",
    "M",
    "Наименьшее из чисел, дат или длительностей.",
    "The least of numbers, date-times or durations.",
    ("MIN(DURATION('P2DT1H'), DURATION('P3DT1H'))", {"duration": "P2DT1H"}),
    infer=_of_elements,
)
def min_(run: Run, items: list[Value]) -> Value:
    return _extreme(run, items, min)


@section.function(
    "LISTEQUALS(a: L!, b: L!) -> B",
    "S",
    "Списки одинаковы: та же длина, те же типы и значения по порядку.",
    "The lists are the same: length, kinds and values, in order.",
    ('LISTEQUALS(LIST(1, 2), LIST("1", "2"))', False),
)
def listequals(run: Run, a: tuple[Value, ...], b: tuple[Value, ...]) -> Value:
    run.spend(len(a))
    return len(a) == len(b) and equality.key(a) == equality.key(b)


@section.function(
    "UNION(a: L!, b: L...!) -> L",
    "M",
    "Объединение списков без повторов.",
    "The lists joined, duplicates removed.",
    ("UNION(LIST(1, 2), LIST(2, 3))", [1, 2, 3]),
    infer=_list_of,
)
def union(run: Run, *lists: tuple[Value, ...]) -> Value:
    run.places(sum(map(len, lists)))
    return _first_ones([item for items in lists for item in items])
