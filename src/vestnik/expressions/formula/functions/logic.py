"""Logic and conditions. What need not be evaluated is not; an empty value and a fault count as false."""

from __future__ import annotations

from collections.abc import Sequence

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.arguments import holds, quiet
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.signatures import Section
from vestnik.expressions.formula.types import Type, common
from vestnik.kernel.values import Value, as_list

section = Section("Логика и условия", "Logic and conditions")


@section.lazy(
    "AND(a: B!, b: B...!) -> B",
    "M",
    "Верны все условия. Вычисляются до первого неверного.",
    "All conditions are met. Evaluated up to the first that is not.",
    ("AND(true, 1 < 2, true)", True),
)
def and_(arguments: Sequence[Compiled]) -> Compiled:
    conditions = [holds(argument) for argument in arguments]
    return lambda run: all(condition(run) for condition in conditions)


@section.lazy(
    "OR(a: B!, b: B...!) -> B",
    "M",
    "Верно хотя бы одно условие. Вычисляются до первого верного.",
    "At least one condition is met. Evaluated up to the first that is.",
    ("OR(false, false)", False),
)
def or_(arguments: Sequence[Compiled]) -> Compiled:
    conditions = [holds(argument) for argument in arguments]
    return lambda run: any(condition(run) for condition in conditions)


@section.lazy(
    "NOT(a: B!) -> B",
    "M",
    "Отрицание; для пустого значения — true.",
    "Negation; of empty it is true.",
    ("NOT(true)", False),
)
def not_(arguments: Sequence[Compiled]) -> Compiled:
    condition = holds(arguments[0])
    return lambda run: not condition(run)


@section.function(
    "ALL(list: L!) -> B",
    "M",
    "Все элементы списка — true; для пустого списка — true. Форма [список, имя, условие]: условие верно для всех.",
    "Every element is true; true of an empty list. The form [list, name, test]: the test is met by all.",
    ("ALL(LIST(true, BOOL('False')))", False),
)
def all_(run: Run, items: Value) -> Value:
    return all(item is True for item in as_list(items))


@section.lazy(
    "ANY(list: L!) -> B",
    "M",
    "В списке есть элементы. Форма [список, имя, условие]: условие верно хотя бы для одного.",
    "The list has an element. The form [list, name, test]: the test is met by one of them.",
    ("ANY(LIST(false))", True),
)
def any_(arguments: Sequence[Compiled]) -> Compiled:
    argument = quiet(arguments[0])
    return lambda run: not kinds.is_empty(argument(run))


def _of_branches(types: Sequence[Type]) -> Type:
    return common(*types[-2:])


@section.lazy(
    "IF(condition: B!, then: X!, else: X!) -> X",
    "M",
    "Второе значение, если условие верно, иначе третье. Вычисляется только нужное.",
    "The second value when the condition is met, else the third. Only the one needed is evaluated.",
    ('IF(1 < 2, "да", "нет")', "да"),
    infer=_of_branches,
)
def if_(arguments: Sequence[Compiled]) -> Compiled:
    condition, then, otherwise = holds(arguments[0]), arguments[1], arguments[2]
    return lambda run: then(run) if condition(run) else otherwise(run)


def _value(arguments: Sequence[Compiled]) -> Compiled:
    wanted = quiet(arguments[0])
    if len(arguments) == 1:
        return wanted
    default = arguments[1]

    def run_value(run: Run) -> Value:
        value = wanted(run)
        return default(run) if kinds.is_empty(value) else value

    return run_value


def _of_either(types: Sequence[Type]) -> Type:
    return common(*types)


section.lazy(
    "VALUE(x: X!, default: X!?) -> X",
    "M",
    "Первое значение, если оно не пусто и вычисляется без ошибки, иначе второе.",
    "The first value unless it is empty or a fault, else the second.",
    ('VALUE(DECIMAL("$50"), 0)', 0),
    infer=_of_either,
)(_value)
section.lazy(
    "VALUEORDEFAULT(x: X!, default: X!?) -> X",
    "M",
    "Прежнее название функции VALUE.",
    "The old name of VALUE.",
    ('VALUEORDEFAULT(DECIMAL("$50"), 0)', 0),
    infer=_of_either,
    alias_of="VALUE",
)(_value)


def _empty(arguments: Sequence[Compiled]) -> Compiled:
    wanted = quiet(arguments[0])
    return lambda run: kinds.is_empty(wanted(run))


section.lazy(
    "EMPTY(x: X!) -> B",
    "M",
    "Пусто ли: нет значения, пустой список или пустой текст.",
    "Whether it is empty: no value, the empty list or the empty text.",
    ("EMPTY(BOOL('истина'))", True),
)(_empty)
section.lazy(
    "ISBLANK(x: X!) -> B",
    "S",
    "То же, что EMPTY.",
    "The same as EMPTY.",
    ('ISBLANK("")', True),
    alias_of="EMPTY",
)(_empty)
