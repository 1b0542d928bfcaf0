"""math: of angles, as W3C's builtins name them (spec/n3.md 5.6, later)."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

from vestnik.expressions.n3.declare import Example, function
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import MATH_W
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadNumber, number


def _trigonometric(
    name: str, of: Callable[..., float], ru: str, en: str, given: str, result: str, takes: str = "number"
) -> None:
    """A function of angles in radians; exact to fifteen digits, as floats are."""

    @function(
        MATH_W + name, takes=takes, gives="number", priority="LATER",
        about=Text(ru, en), example=Example(f"{given} math:{name} ?value.", (result,)),
    )  # fmt: skip
    def _of(machine: Machine, *values: Decimal) -> Decimal:
        try:
            return number(f"{of(*map(float, values)):.15g}")
        except (ValueError, OverflowError, BadNumber):
            message = Text("результат вне допустимых границ", "the result is out of range")
            raise GoalError("type_error", message) from None


_trigonometric("sin", math.sin, "Синус угла в радианах", "Sine of an angle in radians", "0", "0")
_trigonometric("cos", math.cos, "Косинус угла в радианах", "Cosine of an angle in radians", "0", "1")
_trigonometric("tan", math.tan, "Тангенс угла в радианах", "Tangent of an angle in radians", "0", "0")
_trigonometric("asin", math.asin, "Арксинус в радианах", "Arc sine in radians", "1", "1.5707963267949")
_trigonometric("acos", math.acos, "Арккосинус в радианах", "Arc cosine in radians", "1", "0")
_trigonometric("atan", math.atan, "Арктангенс в радианах", "Arc tangent in radians", "0", "0")
_trigonometric("atan2", math.atan2, "Угол точки по её y и x", "The angle of a point by its y and x", "(1 1)", "0.785398163397448", "(number number)")  # fmt: skip
_trigonometric("sinh", math.sinh, "Гиперболический синус", "Hyperbolic sine", "0", "0")
_trigonometric("cosh", math.cosh, "Гиперболический косинус", "Hyperbolic cosine", "0", "1")
_trigonometric("tanh", math.tanh, "Гиперболический тангенс", "Hyperbolic tangent", "0", "0")
_trigonometric("degrees", math.degrees, "Радианы в градусы", "Radians to degrees", "0", "0")
_trigonometric("radians", math.radians, "Градусы в радианы", "Degrees to radians", "180", "3.14159265358979")
