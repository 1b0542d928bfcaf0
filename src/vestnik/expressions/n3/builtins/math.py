"""math: and its null-tolerant twin: exact decimals of 28 digits (spec/n3.md 5.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from vestnik.expressions.n3.declare import Example, function, test
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import MATH_C, MATH_W, NULLABLE
from vestnik.expressions.n3.ordering import extreme, in_order
from vestnik.expressions.n3.values import FAILED, KIND_NAMES, N3Value, kind_of
from vestnik.kernel.text import Text
from vestnik.kernel.values import NUMBERS

_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _numeric(
    name: str, takes: str, about: Text, example: Example, *, w3c: bool = True, nullable: str = ""
) -> _Decorator:
    """Declare one function under math:, cmwmath: and cmwnullable:."""

    def declared(run: Callable[..., Any]) -> Callable[..., Any]:
        iris = ([MATH_W + name] if w3c else []) + [MATH_C + name]
        function(*iris, takes=takes, gives="number", about=about, example=example)(run)
        own = Example(
            example.goals.replace("cmwmath:", "math:").replace(
                f"math:{name}", f"cmwnullable:{nullable or name}"
            ),
            example.results,
        )
        function(
            NULLABLE + (nullable or name), takes=takes, gives="number", about=about, example=own, lenient=True
        )(run)
        return run

    return declared


@_numeric(
    "sum",
    "list",
    Text(
        "Сумма списка чисел или длительностей; пустого — 0",
        "Sum of a list of numbers or durations; 0 of an empty one",
    ),
    Example("(1 2 3.5) math:sum ?value.", ("6.5",)),
)
def _sum(machine: Machine, values: tuple[N3Value, ...]) -> N3Value:
    if values and isinstance(values[0], timedelta):
        total = timedelta(0)
        for value in values:
            total += _duration(value)
        return total
    with localcontext(NUMBERS):
        result = Decimal(0)
        for value in values:
            machine.tick()
            result += _number(value)
        return result


@_numeric(
    "difference",
    "(any any any*)",
    Text("Первое минус остальные", "The first minus the rest"),
    Example("(10 3 2) math:difference ?value.", ("5",)),
)
def _difference(machine: Machine, first: N3Value, *rest: N3Value) -> N3Value:
    if isinstance(first, timedelta):
        length = first
        for value in rest:
            length -= _duration(value)
        return length
    with localcontext(NUMBERS):
        result = _number(first)
        for value in rest:
            result -= _number(value)
        return result


@_numeric(
    "product",
    "list",
    Text("Произведение списка", "Product of a list"),
    Example("(2 3 4) math:product ?value.", ("24",)),
)
def _product(machine: Machine, values: tuple[N3Value, ...]) -> Decimal:
    with localcontext(NUMBERS):
        result = Decimal(1)
        for value in values:
            machine.tick()
            result *= _number(value)
        return result


@_numeric(
    "quotient",
    "(number number)",
    Text("Частное, точное до 28 цифр", "Quotient, exact to 28 digits"),
    Example("(7 2) math:quotient ?value.", ("3.5",)),
)
def _quotient(machine: Machine, dividend: Decimal, divisor: Decimal) -> Decimal:
    with localcontext(NUMBERS):
        return dividend / _divisor(divisor)


@_numeric(
    "integerQuotient",
    "(number number)",
    Text("Целая часть частного, к нулю", "Quotient cut toward zero"),
    Example("(-7 2) math:integerQuotient ?value.", ("-3",)),
)
def _integer_quotient(machine: Machine, dividend: Decimal, divisor: Decimal) -> Decimal:
    with localcontext(NUMBERS):
        return (dividend / _divisor(divisor)).to_integral_value(ROUND_DOWN)


@_numeric(
    "remainder",
    "(number number)",
    Text("Остаток со знаком делимого", "Remainder with the sign of the dividend"),
    Example("(-7 4) math:remainder ?value.", ("-3",)),
)
def _remainder(machine: Machine, dividend: Decimal, divisor: Decimal) -> Decimal:
    with localcontext(NUMBERS, prec=100):
        rest = dividend % _divisor(divisor)
    with localcontext(NUMBERS):
        return +rest


@_numeric(
    "negation",
    "any",
    Text("Число или длительность с обратным знаком", "A number or duration with the opposite sign"),
    Example("5 math:negation ?value.", ("-5",)),
)
def _negation(machine: Machine, value: N3Value) -> N3Value:
    return -value if isinstance(value, timedelta) else -_number(value)


@_numeric(
    "min",
    "list",
    Text("Наименьшее из списка; у пустого нет", "The least of a list; an empty one has none"),
    Example("(3 1 2) math:min ?value.", ("1",)),
)
def _min(machine: Machine, values: tuple[N3Value, ...]) -> N3Value:
    return extreme(machine, values, -1)


@_numeric(
    "max",
    "list",
    Text("Наибольшее из списка; у пустого нет", "The greatest of a list; an empty one has none"),
    Example("(3 1 2) math:max ?value.", ("3",)),
)
def _max(machine: Machine, values: tuple[N3Value, ...]) -> N3Value:
    return extreme(machine, values, 1)


@_numeric(
    "average",
    "list",
    Text("Среднее списка; у пустого нет", "Mean of a list; an empty one has none"),
    Example("(1 2) cmwmath:average ?value.", ("1.5",)),
    w3c=False,
)
def _average(machine: Machine, values: tuple[N3Value, ...]) -> N3Value:
    if not values:
        return FAILED
    total = _sum(machine, values)
    if isinstance(total, timedelta):
        return total / len(values)
    with localcontext(NUMBERS):
        return total / len(values)


def _rounding(name: str, mode: str, about: Text, result: str, nullable: str = "") -> None:
    @_numeric(
        name, "number", about, Example(f"2.5 cmwmath:{name} ?value.", (result,)), w3c=False, nullable=nullable
    )
    def _round(machine: Machine, value: Decimal) -> Decimal:
        return value.to_integral_value(mode)


_rounding(
    "round",
    ROUND_HALF_UP,
    Text("До целого, половина — от нуля", "To a whole number, half away from zero"),
    "3",
)
_rounding("floor", ROUND_FLOOR, Text("До целого вниз", "Down to a whole number"), "2")
_rounding("ceil", ROUND_CEILING, Text("До целого вверх", "Up to a whole number"), "3", nullable="ceiling")


def _comparison(name: str, holds: Callable[[int], bool], about: Text, example: str) -> None:
    def run(machine: Machine, one: N3Value, other: N3Value) -> bool:
        return holds(in_order(one, other))

    iris = (MATH_W + name, MATH_C + name)
    test(*iris, takes="ordered", against="ordered", about=about, example=Example(f"{example.format('math:')} true -> ?value."))(run)  # fmt: skip
    test(
        NULLABLE + name, takes="ordered", against="ordered", about=about, lenient=True,
        example=Example(f"{example.format('cmwnullable:')} true -> ?value."),
    )(run)  # fmt: skip


_comparison("lessThan", lambda sign: sign < 0, Text("Меньше", "Less than"), "1 {}lessThan 2.")
_comparison("notLessThan", lambda sign: sign >= 0, Text("Не меньше", "Not less than"), "2 {}notLessThan 2.")
_comparison("greaterThan", lambda sign: sign > 0, Text("Больше", "Greater than"), "3 {}greaterThan 2.")
_comparison(
    "notGreaterThan", lambda sign: sign <= 0, Text("Не больше", "Not greater than"), "2 {}notGreaterThan 2."
)
_comparison("equalTo", lambda sign: sign == 0, Text("Равно", "Equal to"), "2.0 {}equalTo 2.")
_comparison("notEqualTo", lambda sign: sign != 0, Text("Не равно", "Not equal to"), "3 {}notEqualTo 2.")


@function(
    MATH_W + "absoluteValue", takes="number", gives="number", priority="LATER",
    about=Text("Число без знака", "The number without its sign"),
    example=Example("-2 math:absoluteValue ?value.", ("2",)),
)  # fmt: skip
def _absolute(machine: Machine, value: Decimal) -> Decimal:
    return abs(value)


@function(
    MATH_W + "rounded", takes="number", gives="number", priority="LATER",
    about=Text("До целого; половина — от нуля", "To a whole number; halves away from zero"),
    example=Example("2.5 math:rounded ?value.", ("3",)),
)  # fmt: skip
def _rounded(machine: Machine, value: Decimal) -> Decimal:
    return value.to_integral_value(ROUND_HALF_UP)


@function(
    MATH_W + "exponentiation", takes="(number number)", gives="number", priority="LATER",
    about=Text("Первое в степени второго", "The first to the power of the second"),
    example=Example("(2 10) math:exponentiation ?value.", ("1024",)),
)  # fmt: skip
def _exponentiation(machine: Machine, base: Decimal, degree: Decimal) -> Decimal:
    # Bounded before it is computed: the power of a large number could take for ever.
    too_large = abs(degree) * (abs(base.adjusted()) + 1) > _LARGEST_POWER
    if too_large or (not base and degree < 0):
        raise _OUT_OF_RANGE
    return NUMBERS.power(base, degree)


@function(
    MATH_W + "memberCount", takes="list", gives="number", priority="LATER",
    about=Text("Сколько значений в списке", "How many values a list has"),
    example=Example("(1 2 2) math:memberCount ?value.", ("3",)),
)  # fmt: skip
def _member_count(machine: Machine, values: tuple[N3Value, ...]) -> Decimal:
    return Decimal(len(values))


_LARGEST_POWER = 10**7
_OUT_OF_RANGE = GoalError("type_error", Text("результат вне допустимых границ", "the result is out of range"))


def _number(value: N3Value) -> Decimal:
    if type(value) is not Decimal:
        raise _wrong("number", value)
    return value


def _duration(value: N3Value) -> timedelta:
    if not isinstance(value, timedelta):
        raise _wrong("duration", value)
    return value


def _wrong(needed: Any, value: N3Value) -> GoalError:
    message = Text("нужно: {needed}, а в списке есть {found}", "{needed} is needed, but the list has {found}")
    return GoalError(
        "type_error", message.format(needed=KIND_NAMES[needed], found=KIND_NAMES[kind_of(value)])
    )


def _divisor(value: Decimal) -> Decimal:
    if not value:
        raise GoalError("division_by_zero", Text("деление на ноль", "division by zero"))
    return value
