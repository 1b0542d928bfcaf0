"""The N3 dialect (spec/n3.md): an ordered, goal-directed query language over records.

    query = compile_n3(text, schema, effects_allowed=False)   # cached; raises Invalid with every static problem
    query.values(scope)                                       # distinct results in order of first derivation

Text becomes nodes (`parse`), nodes become core goals with names resolved (`resolve`), goals are checked (`check`) and
compiled to closures over slots (`compile`); `evaluate` runs them. A builtin is one declared entry under `builtins/`.
"""

from vestnik.expressions.n3.check import check_n3
from vestnik.expressions.n3.completions import completions
from vestnik.expressions.n3.query import N3Query, compile_n3

__all__ = ["N3Query", "check_n3", "compile_n3", "completions"]
