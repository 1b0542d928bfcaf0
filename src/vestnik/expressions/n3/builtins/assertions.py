"""assert: what is said of whole formulas, and sorting (spec/n3.md 4 and 5.9)."""

from __future__ import annotations

from collections.abc import Sequence

from vestnik.expressions.n3.declare import REGISTRY, Construct, Example, constant, function, later
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import ASSERT, DATASET_SORT, LOGICS_SORT
from vestnik.expressions.n3.ordering import in_order, ordered
from vestnik.expressions.n3.values import KIND_NAMES, Iri, Items, N3Value, kind_of
from vestnik.kernel.text import Text

REGISTRY.add(
    Construct(
        (ASSERT + "count",),
        "count",
        Text(
            "Число решений формулы, повторы считаются",
            "Number of solutions of a formula, repeated ones count",
        ),
        Example("{ (1 2 2) list:member ?x. } assert:count ?value.", ("3",)),
    )
)
REGISTRY.add(
    Construct(
        (ASSERT + "distinct",),
        "distinct",
        Text("По решению на каждое разное значение", "One solution for each distinct value"),
        Example("{ (1 2 2) list:member ?x. } assert:distinct ?x. ?x -> ?value.", ("1", "2")),
    )
)
REGISTRY.add(
    Construct(
        (ASSERT + "union",),
        "union",
        Text(
            "Решения всех формул по очереди, с повторами",
            "The solutions of every formula in turn, repeated ones too",
        ),
        Example("({ 1 -> ?x. } { 2 -> ?x. }) assert:union true. ?x -> ?value.", ("1", "2")),
    )
)

_COMPARERS = {"stringComparer": "text", "timeComparer": "dateTime"}


@function(
    ASSERT + "sort", takes="(list iri)", gives="list", priority="SHOULD",
    about=Text("Список в порядке сравнения", "A list in the order of a comparer"),
    example=Example('(("b" "a" "c") sort:stringComparer) assert:sort ?value.', ("[a, b, c]",)),
)  # fmt: skip
def _sort(machine: Machine, values: Sequence[N3Value], comparer: Iri) -> Items:
    needed = _COMPARERS.get(comparer.local)
    if needed is None or comparer.text.removesuffix(comparer.local) not in (DATASET_SORT, LOGICS_SORT):
        message = Text("неизвестный способ сравнения {given}", "unknown comparer {given}")
        raise GoalError("type_error", message.format(given=comparer.text[:80]))
    for value in values:
        if kind_of(value) != needed:
            message = Text(
                "нужно: {needed}, а в списке есть {found}", "{needed} is needed, but the list has {found}"
            )
            raise GoalError(
                "type_error",
                message.format(
                    needed=KIND_NAMES["text" if needed == "text" else "dateTime"],
                    found=KIND_NAMES[kind_of(value)],
                ),
            )
        in_order(value, value)
    return ordered(machine, values)


constant(
    DATASET_SORT + "stringComparer", LOGICS_SORT + "stringComparer",
    about=Text("Порядок текстов для assert:sort", "The order of texts for assert:sort"),
)  # fmt: skip
constant(
    DATASET_SORT + "timeComparer", LOGICS_SORT + "timeComparer",
    about=Text("Порядок моментов для assert:sort", "The order of moments for assert:sort"),
)  # fmt: skip
later(
    ASSERT,
    "true false",
    "документация их только перечисляет; пишите ==",
    "the documentation only lists them; write ==",
)
