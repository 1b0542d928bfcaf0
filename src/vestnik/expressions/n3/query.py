"""A compiled N3 text and the cache that holds it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3.check import examine
from vestnik.expressions.n3.compile import Compiler
from vestnik.expressions.n3.effects import settled
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.solver import Env, Step, fault, solve
from vestnik.expressions.n3.values import UNBOUND, exported, key, shortened
from vestnik.expressions.objects import Schema
from vestnik.expressions.scope import Scope
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value


@dataclass(frozen=True, slots=True)
class N3Query:
    """A text ready to be evaluated, any number of times and in any number of threads.

    warnings: what the check found without forbidding use.
    """

    warnings: tuple[Problem, ...]
    _steps: tuple[Step, ...]
    _program: tuple[Step, ...]
    _slots: Mapping[str, int]
    _output: str
    _input_bound: bool

    def values(self, scope: Scope) -> tuple[Value, ...]:
        """The distinct results in order of first derivation; effects are carried out when all have been found.

        Raises:
            ExpressionFault: a run-time error of spec/n3.md 4, with place and bindings; nothing was changed then.
        """
        machine = Machine(scope, len(self._program))
        found: dict[Any, Value] = {}
        slot = self._slots[self._output]
        try:
            for env in solve(machine, self._steps, self._start(scope)):
                machine.tick()
                if (value := env[slot]) is UNBOUND or (marked := key(value)) in found:
                    continue
                found[marked] = exported(value)
                if len(found) > scope.limits.results:
                    raise _too_many_results(scope.limits.results)
        except GoalError as error:
            raise fault(self._program[-1], self._start(scope), error) from None
        except ExpressionFault as error:
            raise self._with_busiest(machine, error) if error.kind == "limit_exceeded" else error from None
        return self._settled(machine, scope, tuple(found.values()))

    def value(self, scope: Scope) -> Value:
        """The only result, None when there is none.

        Raises:
            ExpressionFault: as `values`, and `too_many_values` when there are several distinct results.
        """
        found = self.values(scope)
        if len(found) > 1:
            message = Text(
                "Результатов {count} ({first}, {second}…), а нужен один. Оставьте первый: once{{ … }}",
                "There are {count} results ({first}, {second}…) where one is needed. Keep the first: once{{ … }}",
            ).format(count=len(found), first=shortened(found[0]), second=shortened(found[1]))
            raise ExpressionFault("too_many_values", message)
        return found[0] if found else None

    def condition(self, scope: Scope) -> bool:
        """True for exactly one distinct result `true`; false for none, `false` or several.

        Raises:
            ExpressionFault: as `values`, and `type_error` when a result is no boolean.
        """
        found = self.values(scope)
        if wrong := [value for value in found if not isinstance(value, bool)]:
            message = Text(
                "Условие дало {value}, а нужно true или false",
                "The condition gave {value}, but true or false is needed",
            )
            raise ExpressionFault("type_error", message.format(value=shortened(wrong[0])))
        return found == (True,)

    def _start(self, scope: Scope) -> Env:
        env: Env = [UNBOUND] * len(self._slots)
        if self._input_bound and scope.item is not None and (slot := self._slots.get("item")) is not None:
            env[slot] = scope.item
        return env

    def _settled(self, machine: Machine, scope: Scope, values: tuple[Value, ...]) -> tuple[Value, ...]:
        if scope.effects is None:
            return values
        real = dict(machine.overlay.apply(scope.effects))
        for provisional, document in tuple(real.items()):
            for revision in scope.objects.values(document, "document:currentRevision"):
                if isinstance(revision, Ref):
                    real[Ref("rev", provisional.number)] = revision
        return tuple(settled(value, real) for value in values)

    def _with_busiest(self, machine: Machine, error: ExpressionFault) -> ExpressionFault:
        """Name the goal that was reached most often: that is where the work went."""
        busiest = max(self._program, key=lambda step: machine.reached[step.index])
        message = Text(
            "{message}; чаще всего вызывалась цель «{goal}»: {times} раз",
            "{message}; the goal reached most often is '{goal}': {times} times",
        ).format(message=error.message, goal=busiest.text, times=machine.reached[busiest.index])
        place = busiest.at
        return ExpressionFault(
            error.kind, message, line=place.line, column=place.column, operands=error.operands
        )


def _too_many_results(limit: int) -> GoalError:
    message = Text("больше {limit} результатов", "more than {limit} results")
    return GoalError("limit_exceeded", message.format(limit=limit))


_MAX_CACHED: Final = 2_000
_cache: OrderedDict[tuple[object, ...], N3Query] = OrderedDict()
_lock = Lock()


def compile_n3(
    text: str,
    schema: Schema,
    *,
    input_bound: bool = True,
    output: str = "value",
    effects_allowed: bool,
) -> N3Query:
    """A compiled text; the same text under the same configuration revision is compiled once.

    Args:
        input_bound: whether `?item` has a value; a table filter has none.
        output: name of the variable that holds the results, `value` or `item`.
        effects_allowed: whether `operator:*` and `document:attach` may stand in it.

    Raises:
        Invalid: with every static problem, warnings too.
    """
    marked = (text, schema.database, schema.revision, input_bound, output, effects_allowed)
    with _lock:
        if (known := _cache.get(marked)) is not None:
            _cache.move_to_end(marked)
            return known
    made = compiled(text, schema, input_bound, output, effects_allowed)
    with _lock:
        _cache[marked] = made
        if len(_cache) > _MAX_CACHED:
            _cache.popitem(last=False)
    return made


def compiled(text: str, schema: Schema, input_bound: bool, output: str, effects_allowed: bool) -> N3Query:
    """A text compiled without the cache.

    Raises:
        Invalid: every static problem, errors first.
    """
    checked = examine(text, schema, input_bound=input_bound, output=output, effects_allowed=effects_allowed)
    if any(problem.severity == "error" for problem in checked.problems):
        raise Invalid(sorted(checked.problems, key=lambda problem: problem.severity == "warning"))
    compiler = Compiler.of(checked.goals, output)
    compiler.slot(output)
    steps = compiler.body(checked.goals)
    return N3Query(checked.problems, steps, tuple(compiler.steps), dict(compiler.slots), output, input_bound)
