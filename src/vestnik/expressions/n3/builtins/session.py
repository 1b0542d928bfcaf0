"""session:, scenario variables, application variables and the current account (spec/n3.md 5.3 and 5.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from vestnik.expressions.n3.declare import Example, constant, function, generator, later, test
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import (
    APP_VARIABLE,
    LOGICS,
    LOGICS_SESSION,
    SESSION,
    SESSION_CONTEXT,
    SESSION_OPERATOR,
    SOLUTION,
)
from vestnik.expressions.n3.values import FAILED, Iri, N3Value, exported
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, as_list

constant(SESSION + "context", about=Text("Текущий сеанс", "The current session"))
constant(LOGICS + "securityContext", about=Text("Текущий контекст прав", "The current security context"))


@function(
    SESSION + "requestTime", takes="session", gives="dateTime",
    about=Text("Момент вычисления, один на всё выражение", "The moment of the evaluation, one for all of it"),
    example=Example("session:context session:requestTime ?value.", ("2025-03-12T09:15:30Z",)),
)  # fmt: skip
def _request_time(machine: Machine, session: Iri) -> datetime:
    return machine.scope.now


@function(
    SESSION + "origin", takes="session", gives="resource", priority="SHOULD",
    about=Text("Объект, с которого начался сценарий", "The object on which the scenario started"),
    example=Example("session:context session:origin ?value.", ("rec.101",)),
)  # fmt: skip
def _origin(machine: Machine, session: Iri) -> N3Value:
    return machine.scope.origin or FAILED


@generator(
    SESSION_CONTEXT + "selectedIds", takes="session", gives="resource", priority="LATER",
    about=Text("Записи, отмеченные в таблицах формы", "The records selected in tables of the form"),
    example=Example("session:context context:selectedIds ?value.", ("rec.101",)),
)  # fmt: skip
def _selected_ids(machine: Machine, session: Iri) -> Sequence[Ref]:
    return machine.scope.selected


@function(
    LOGICS + "currentUser", takes="security", gives="resource",
    about=Text("Аккаунт, от имени которого идёт вычисление", "The account on whose behalf the evaluation runs"),
    example=Example("cmw:securityContext cmw:currentUser ?value.", ("account.1",)),
)  # fmt: skip
def _current_user(machine: Machine, security: Iri) -> N3Value:
    return machine.scope.user or FAILED


@function(
    APP_VARIABLE + "getValueByAlias", SOLUTION + "getVariableValue", takes="(text text)", gives="any", priority="SHOULD",
    about=Text("Переменная приложения по именам приложения и переменной", "An application variable, by the names of application and variable"),
    example=Example('("Pochta" "SupportAddress") globalvariable:getValueByAlias ?value.', ("support@example.org",)),
)  # fmt: skip
def _app_variable(machine: Machine, app: str, name: str) -> N3Value:
    value = machine.scope.app_variables.get((app, name))
    return FAILED if value is None else value


@test(
    SESSION_OPERATOR + "replace", takes="variable", against="any", effect=True,
    about=Text("Задать переменную сценария", "Set a scenario variable"),
    example=Example('variable:N operator:replace "a". session:context variable:N ?value.', ("a",)),
)  # fmt: skip
def _replace(machine: Machine, variable: Iri, value: N3Value) -> bool:
    machine.overlay.set(variable.local, exported(value))
    return True


@test(
    SESSION_OPERATOR + "add", takes="variable", against="any", effect=True, priority="SHOULD",
    about=Text("Добавить к списку в переменной сценария", "Append to the list in a scenario variable"),
    example=Example('variable:N operator:add "a". variable:N operator:add "b". session:context variable:N ?value.', ("a", "b")),
)  # fmt: skip
def _add(machine: Machine, variable: Iri, value: N3Value) -> bool:
    machine.will_list(len(as_list(machine.overlay.variables.get(variable.local))) + 1)
    machine.overlay.add(variable.local, exported(value))
    return True


@test(
    SESSION_OPERATOR + "clear", takes="variable", against="ignored", effect=True, priority="SHOULD",
    about=Text("Очистить переменную сценария", "Unset a scenario variable"),
    example=Example('variable:N operator:replace 1. variable:N operator:clear ?. not{ session:context variable:N ?. } true -> ?value.'),
)  # fmt: skip
def _clear(machine: Machine, variable: Iri) -> bool:
    machine.overlay.clear(variable.local)
    return True


def variable_field(machine: Machine, subject: N3Value, name: str) -> Sequence[N3Value]:
    """`session:context variable:NAME` or `?object variable:NAME`: the values, one per item of a list.

    Raises:
        GoalError: `type_error`, the subject has no fields.
    """
    if isinstance(subject, Iri) and subject.text == SESSION + "context":
        return as_list(machine.overlay.variables.get(name))
    if isinstance(subject, Mapping):
        return as_list(subject.get(name))
    if isinstance(subject, Ref) and name == "id":
        return (subject,)
    message = Text("у значения нет поля «{name}»", "the value has no field '{name}'")
    raise GoalError("type_error", message.format(name=name))


later(
    LOGICS_SESSION,
    "time timeZoneOffset origin variable",
    "в документации без синтаксиса; берите session:context session:requestTime",
    "the documentation gives no syntax; take session:context session:requestTime",
)
later(
    APP_VARIABLE,
    "getValueById",
    "у переменных приложения нет id; берите globalvariable:getValueByAlias",
    "app variables have no ids; take globalvariable:getValueByAlias",
)
