"""Functions, generators, tests, and variables of the session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3.arguments import Reader, object_reader, subject_reader
from vestnik.expressions.n3.builtins.session import variable_field
from vestnik.expressions.n3.compiling.solutions import bound
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.solver import Env, Run
from vestnik.expressions.n3.terms import Unbound, match_of, required
from vestnik.expressions.n3.values import FAILED
from vestnik.kernel.text import Text

if TYPE_CHECKING:
    from vestnik.expressions.n3.compile import Compiler


def invoke(compiler: Compiler, goal: core.Invoke) -> Run:
    builtin = goal.builtin
    read = subject_reader(compiler.slots, builtin, goal.name, goal.subject)
    made = {"function": _function, "generator": _generator, "test": _test}[builtin.sort](compiler, goal, read)
    if not builtin.lenient:
        return made

    def lenient(machine: Machine, env: Env) -> Iterable[Env]:
        try:
            return made(machine, env)
        except Unbound:
            return ()

    return lenient


def _function(compiler: Compiler, goal: core.Invoke, read: Reader) -> Run:
    answer, bind, effect = goal.builtin.run, match_of(compiler.slots, goal.object), goal.builtin.effect

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        arguments = read(machine, env)
        if effect:
            _permitted(machine, goal.name)
        value = answer(machine, *arguments)
        if value is FAILED:
            return ()
        if type(value) is str:
            machine.will_build(len(value))
        solution = bind(machine, env, value)
        return () if solution is None else (solution,)

    return run


def _generator(compiler: Compiler, goal: core.Invoke, read: Reader) -> Run:
    answers, bind = goal.builtin.run, match_of(compiler.slots, goal.object)
    return lambda machine, env: bound(machine, env, answers(machine, *read(machine, env)), bind)


def _test(compiler: Compiler, goal: core.Invoke, read: Reader) -> Run:
    holds, effect = goal.builtin.run, goal.builtin.effect
    read_object = object_reader(compiler.slots, goal.builtin, goal.name, goal.object)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        arguments = (*read(machine, env), *read_object(machine, env))
        if effect:
            _permitted(machine, goal.name)
        return (env,) if holds(machine, *arguments) else ()

    return run


def _permitted(machine: Machine, name: str) -> None:
    if not machine.overlay.allowed:
        message = Text(
            "{name} меняет данные: здесь это невозможно", "{name} changes data: that is not possible here"
        )
        raise GoalError("unsupported", message.format(name=name))


def variable_of(compiler: Compiler, goal: core.Field) -> Run:
    get_subject, bind = required(compiler.slots, goal.subject), match_of(compiler.slots, goal.object)
    name, at = goal.name, goal.subject.at
    exists = isinstance(goal.object, core.Anon)

    def run(machine: Machine, env: Env) -> Iterable[Env]:
        try:
            found = variable_field(machine, get_subject(machine, env), name)
        except GoalError as error:
            raise GoalError(error.kind, error.message, error.at or at) from None
        return bound(machine, env, found[:1] if exists else found, bind)

    return run


def nothing(compiler: Compiler, goal: core.Nothing) -> Run:
    return lambda machine, env: ()
