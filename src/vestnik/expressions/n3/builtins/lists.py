"""list: and cmwlist: (spec/n3.md 5.7)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from vestnik.expressions.n3.declare import Example, function, generator, test
from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.namespaces import LIST_C, LIST_W, RDF
from vestnik.expressions.n3.ordering import ordered
from vestnik.expressions.n3.values import FAILED, Items, N3Value, key
from vestnik.kernel.text import Text


@generator(
    LIST_W + "member", takes="list", gives="any",
    about=Text("Элементы списка по порядку", "The items of a list, in order"),
    example=Example('("x" "y") list:member ?value.', ("x", "y")),
)  # fmt: skip
def _member(machine: Machine, values: Sequence[N3Value]) -> Sequence[N3Value]:
    return values


@function(
    LIST_W + "append", takes="(any*)", gives="list",
    about=Text("Соединяет списки; не список — один элемент", "Joins lists; what is no list counts as one item"),
    example=Example("((1 2) 3 (4)) list:append ?value.", ("[1, 2, 3, 4]",)),
)  # fmt: skip
def _append(machine: Machine, *parts: N3Value) -> Items:
    lists = [part if isinstance(part, tuple) else (part,) for part in parts]
    machine.will_list(sum(map(len, lists)))
    return machine.items(item for part in lists for item in part)


@function(
    LIST_C + "length", LIST_W + "length", takes="list", gives="number",
    about=Text("Длина списка", "Length of a list"),
    example=Example("(1 2 2) cmwlist:length ?value.", ("3",)),
)  # fmt: skip
def _length(machine: Machine, values: Sequence[N3Value]) -> Decimal:
    return Decimal(len(values))


@function(
    LIST_C + "at", takes="(list integer)", gives="any",
    about=Text("Элемент по номеру, с 0; за пределами списка его нет", "The item at an index, from 0; outside the list there is none"),
    example=Example("((23 25 12) 2) cmwlist:at ?value.", ("12",)),
)  # fmt: skip
def _at(machine: Machine, values: Sequence[N3Value], index: int) -> N3Value:
    return values[index] if 0 <= index < len(values) else FAILED


@function(
    LIST_W + "last", RDF + "last", takes="list", gives="any",
    about=Text("Последний элемент", "The last item"),
    example=Example('("a" "b") list:last ?value.', ("b",)),
)  # fmt: skip
def _last(machine: Machine, values: Sequence[N3Value]) -> N3Value:
    return values[-1] if values else FAILED


@function(
    LIST_C + "ascending", LIST_W + "ascending", LIST_W + "sort", takes="list", gives="list", priority="SHOULD",
    about=Text("По возрастанию; равные сохраняют порядок", "In ascending order; equals keep theirs"),
    example=Example("(3 1 2) cmwlist:ascending ?value.", ("[1, 2, 3]",)),
)  # fmt: skip
def _ascending(machine: Machine, values: Sequence[N3Value]) -> Items:
    return ordered(machine, values)


@function(
    LIST_C + "descending", takes="list", gives="list", priority="SHOULD",
    about=Text("По убыванию; равные сохраняют порядок", "In descending order; equals keep theirs"),
    example=Example("(3 1 2) cmwlist:descending ?value.", ("[3, 2, 1]",)),
)  # fmt: skip
def _descending(machine: Machine, values: Sequence[N3Value]) -> Items:
    return ordered(machine, values, descending=True)


@function(
    LIST_W + "first", LIST_C + "first", RDF + "first", takes="list", gives="any", priority="LATER",
    about=Text("Первый элемент", "The first item"),
    example=Example('("a" "b") list:first ?value.', ("a",)),
)  # fmt: skip
def _first(machine: Machine, values: Sequence[N3Value]) -> N3Value:
    return values[0] if values else FAILED


@function(
    RDF + "rest", takes="list", gives="list", priority="LATER",
    about=Text("Всё после первого элемента", "All after the first item"),
    example=Example("(1 2 3) rdf:rest ?value.", ("[2, 3]",)),
)  # fmt: skip
def _rest(machine: Machine, values: Sequence[N3Value]) -> N3Value:
    return machine.items(values[1:]) if values else FAILED


@function(
    LIST_W + "remove", takes="(list any)", gives="list", priority="LATER",
    about=Text("Список без всех таких элементов", "The list without any such item"),
    example=Example('(("a" "b" "a") "a") list:remove ?value.', ("[b]",)),
)  # fmt: skip
def _remove(machine: Machine, values: Sequence[N3Value], item: N3Value) -> Items:
    return machine.items(value for value in values if not machine.same(value, item))


@function(
    LIST_W + "unique", LIST_C + "unique", takes="list", gives="list", priority="LATER",
    about=Text("Без повторов, в порядке первого появления", "Without duplicates, in order of first occurrence"),
    example=Example("(2 1 2) list:unique ?value.", ("[2, 1]",)),
)  # fmt: skip
def _unique(machine: Machine, values: Sequence[N3Value]) -> Items:
    found: dict[Any, N3Value] = {}
    for value in values:
        machine.tick()
        found.setdefault(key(value), value)
    return machine.items(found.values())


@test(
    LIST_W + "in", takes="any", against="list", priority="LATER",
    about=Text("Есть ли значение в списке", "Whether a value is in a list"),
    example=Example('2 list:in (1 2). true -> ?value.'),
)  # fmt: skip
def _in(machine: Machine, value: N3Value, values: Sequence[N3Value]) -> bool:
    return any(machine.same(value, item) for item in values)
