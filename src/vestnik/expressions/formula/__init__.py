"""The formula language (spec/formula.md).

Text goes through `parse` (grammar.lark, nodes), `check` (names, kinds), `compile` (closures) and is then evaluated in a
`Scope`. Functions are declared one by one in `functions/`.
"""

from vestnik.expressions.formula.completion import completions
from vestnik.expressions.formula.formula import Formula, check_formula, compile_formula

__all__ = ["Formula", "check_formula", "compile_formula", "completions"]
