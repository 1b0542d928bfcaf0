"""Mathematics. Numbers are exact decimals of 28 digits."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from vestnik.expressions.formula import arithmetic, kinds
from vestnik.expressions.formula.faults import out_of_range
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Section
from vestnik.kernel.values import DIGITS, NUMBERS, Value

section = Section("Математика", "Mathematics")

WIDE = Context(prec=2_500)
"""Wide enough for whole quotients of any two numbers (values.NUMBERS bounds their exponents)."""


_JOINED = tuple(f"{pair}:T" for kind in "NBDPRO" for pair in (f"T{kind}", f"{kind}T"))


@section.function(
    "ADD(a: X!, b: X!) -> X",
    "M",
    "Сумма чисел, длительностей или даты и длительности; текст соединяется с чем угодно.",
    "The sum of numbers, of durations, or of a date and a duration; a text joins anything.",
    ("ADD(17, 10)", 27),
    cases=("NN:N", "PP:P", "DP:D", "PD:D", "TT:T", *_JOINED),
)
def add(run: Run, a: Value, b: Value) -> Value:
    return arithmetic.add(run, a, b)


@section.function(
    "SUBTRACT(a: NPD, b: NPD) -> X",
    "M",
    "Разность чисел, длительностей, дат или даты и длительности.",
    "The difference of numbers, durations, dates, or of a date and a duration.",
    ("SUBTRACT(DATE('2025-05-05T05:05:25'), DATE('2025-05-05'))", {"duration": "PT5H5M25S"}),
    cases=("NN:N", "PP:P", "DP:D", "DD:P"),
)
def subtract(run: Run, a: Value, b: Value) -> Value:
    return arithmetic.subtract(run, a, b)


@section.function(
    "PRODUCT(a: N, b: N) -> N",
    "M",
    "Произведение двух чисел.",
    "The product of two numbers.",
    ("PRODUCT(3, 4)", 12),
)
def product(run: Run, a: Decimal, b: Decimal) -> Value:
    return NUMBERS.multiply(a, b)


@section.function(
    "DIVIDE(a: N, b: N) -> N",
    "M",
    "Точное частное; деление на ноль — ошибка division_by_zero.",
    "The exact quotient; by zero it is the fault division_by_zero.",
    ("DIVIDE(5, 2)", 2.5),
)
def divide(run: Run, a: Decimal, b: Decimal) -> Value:
    return arithmetic.divide(run, a, b)


def _whole_quotient(a: Decimal, b: Decimal) -> Decimal:
    return WIDE.divide_int(a, arithmetic.not_zero(b, a))


@section.function(
    "QUOTIENT(a: N, b: N) -> N",
    "M",
    "Целая часть частного (к нулю).",
    "The whole part of the quotient (towards zero).",
    ("QUOTIENT(5, 2)", 2),
)
def quotient(run: Run, a: Decimal, b: Decimal) -> Value:
    return NUMBERS.plus(_whole_quotient(a, b))


@section.function(
    "REMAINDER(a: N, b: N) -> N",
    "M",
    "Остаток от деления; знак — как у делимого.",
    "The remainder of the division, with the sign of the dividend.",
    ("REMAINDER(7, 3)", 1),
)
def remainder(run: Run, a: Decimal, b: Decimal) -> Value:
    return NUMBERS.plus(WIDE.remainder(a, arithmetic.not_zero(b, a)))


@section.function(
    "CEILING(n: N) -> N",
    "M",
    "Ближайшее целое не меньше числа.",
    "The next whole number up.",
    ("CEILING(4.1)", 5),
)
def ceiling(run: Run, n: Decimal) -> Value:
    return n.to_integral_value(ROUND_CEILING)


@section.function(
    "FLOOR(n: N) -> N",
    "M",
    "Ближайшее целое не больше числа.",
    "The next whole number down.",
    ("FLOOR(5.9)", 5),
)
def floor(run: Run, n: Decimal) -> Value:
    return n.to_integral_value(ROUND_FLOOR)


@section.function(
    "ROUND(n: N, digits: N?) -> N",
    "M",
    "Округление до целого или до указанного числа знаков; половина — от нуля.",
    "Rounded to a whole number or to so many digits; halves away from zero.",
    ("ROUND(3.5)", 4),
)
def round_(run: Run, n: Decimal, digits: Decimal = Decimal(0)) -> Value:
    if digits != digits.to_integral_value() or abs(digits) > DIGITS:
        raise out_of_range(
            "Знаков может быть от −28 до 28", "There may be -28 to 28 digits", kinds.shown(digits)
        )
    exponent: int = n.as_tuple().exponent  # type: ignore[assignment]
    if exponent >= -int(digits):
        return n
    unit = Decimal(1).scaleb(-int(digits))
    return NUMBERS.plus(n.quantize(unit, rounding=ROUND_HALF_UP, context=WIDE))


@section.function(
    "INT(n: N) -> N",
    "S",
    "Целая часть числа.",
    "The whole part of a number.",
    ("INT(-2.7)", -2),
)
def int_(run: Run, n: Decimal) -> Value:
    return n.to_integral_value(ROUND_DOWN)


@section.function(
    "POW(base: N, degree: N) -> N",
    "S",
    "Степень числа.",
    "A number to a power.",
    ("POW(2, 10)", 1024),
)
def pow_(run: Run, base: Decimal, degree: Decimal) -> Value:
    if not base and degree <= 0:
        if degree:
            raise out_of_range("Ноль в отрицательной степени", "Zero to a negative power")
        return Decimal(1)
    if base < 0 and degree != degree.to_integral_value():
        raise out_of_range(
            "Дробная степень отрицательного числа",
            "A fractional power of a negative number",
            kinds.shown(base),
        )
    # Bounded before it is computed: the power of a large number could take for ever.
    if abs(base) != 1 and base and abs(degree * (abs(base).adjusted() + 1)) > 10**7:
        raise out_of_range("Степень слишком велика", "The power is too large", kinds.shown(degree))
    return NUMBERS.power(base, degree)


@section.function(
    "SQRT(n: N) -> N",
    "S",
    "Квадратный корень; из отрицательного числа — ошибка out_of_range.",
    "The square root; of a negative number it is the fault out_of_range.",
    ("SQRT(25)", 5),
)
def sqrt(run: Run, n: Decimal) -> Value:
    if n < 0:
        raise out_of_range("Корень из отрицательного числа", "The root of a negative number", kinds.shown(n))
    return NUMBERS.sqrt(n)
