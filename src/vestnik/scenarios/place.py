"""Where a check stands: one action or event, with what it may name. Findings are reported at their path."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vestnik.expressions.objects import AttributeInfo, TemplateInfo
from vestnik.kernel.problem import Path, Problems, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.scenarios.catalogue import Catalogue, Party, Shape
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.variables import RESERVED

if TYPE_CHECKING:
    from vestnik.scenarios.actions.send_message import SendMessage

_UNSET = Text("Не заполнено", "Not filled in")
_UNKNOWN = Text("Нет такого: «{name}».{hint}", "There is no '{name}'.{hint}")
_NO_CONTEXT = Text("Действию нужен контекст, а его здесь нет", "The action needs a context and has none here")
_COMPUTED = Text(
    "Атрибут «{name}» вычисляется, записать в него нельзя",
    "The attribute '{name}' is computed and cannot be written",
)
_NOT_OF_TYPE = Text("Атрибут «{name}» не типа {type}", "The attribute '{name}' is not of type {type}")
_SINGLE = Text(
    "Атрибут «{name}» хранит одно значение: его можно заменить или очистить",
    "The attribute '{name}' holds one value: replace or clear it",
)
_WRONG_TARGET = Text(
    "Атрибут «{name}» не ссылается на шаблон «{target}»",
    "The attribute '{name}' does not link to the template '{target}'",
)
_RESERVED = Text(
    "«{name}» — имя системной переменной, возьмите другое",
    "'{name}' is the name of a system variable, take another",
)
_PARENT_WITH_VALUE = Text(
    "У «{name}» есть вложенные переменные, своего значения у неё быть не может",
    "'{name}' has nested variables and can have no value of its own",
)
_CREATES = Text(
    "Кнопка «{name}» создаёт запись и события «Нажатие кнопки» не вызывает",
    "The button '{name}' creates a record and raises no 'Button clicked'",
)
_NEVER_PASSED = Text(
    "Условие никогда не выполняется: дальше ничего не выполнится", "This is never true: nothing runs after it"
)
_DISABLED = Text("«{name}» отключено", "'{name}' is disabled")
_NO_SENDING = Text("«{name}» не отправляет письма", "'{name}' sends no mail")
_MISMATCH = Text(
    "Путь «{route}» — для подключения «{its}», а выбрано «{given}»",
    "The route '{route}' is for the connection '{its}', not for '{given}'",
)
_NEVER_SET = Text("Набор «{name}» нигде не заполняется.{hint}", "The set '{name}' is filled nowhere.{hint}")
_WAIT_IN_SAVE = Text(
    "Сценарий ждёт ответа сервера внутри сохранения: запись сохранится раньше, отменить её он уже не сможет",
    "The scenario waits for the server inside a save: the record is saved before, it can no longer be vetoed",
)


@dataclass(frozen=True, slots=True)
class Place:
    """One action or event being checked.

    path: where it stands in the scenario. template: context template, None without a context. variables: names that
    may be set, None when unknown. sets: rows by set. in_save: the scenario runs inside the save of a record.
    """

    catalogue: Catalogue
    problems: Problems
    path: Path
    template: str | None
    variables: Collection[str] | None
    sets: Mapping[str, Sequence[Shape]]
    in_save: bool

    def report(
        self,
        code: str,
        text: Text,
        *path: str | int,
        suggestion: str | None = None,
        severity: Literal["error", "warning"] = "error",
        **parts: object,
    ) -> None:
        """Note a problem at a field of this action."""
        hint = did_you_mean(suggestion)
        message = text.format(hint=hint, **parts)
        self.problems.add(code, message, *self.path, *path, suggestion=suggestion, severity=severity)

    def missing(self, *path: str | int) -> None:
        """A property that must be filled in is not."""
        self.report("unset", _UNSET, *path)

    def needs_template(self, name: str | None, *path: str | int) -> TemplateInfo | None:
        """The template of that name must exist."""
        if name is None:
            self.missing(*path)
            return None
        found = self.catalogue.schema.template(name)
        if found is None:
            self._unknown("unknown_template", name, self.catalogue.schema.template_names(), *path)
        return found

    def needs_button(self, template: str | None, name: str | None, *path: str | int) -> None:
        """The template must have the button, and pressing it must raise the event."""
        if name is None:
            self.missing(*path)
        elif template and self.catalogue.schema.template(template):
            buttons = self.catalogue.buttons(template)
            if name not in buttons:
                self._unknown("unknown_button", name, buttons, *path)
            elif buttons[name] == "create":
                self.report("button_creates", _CREATES, *path, name=name)

    def needs_attribute(
        self,
        template: str | None,
        name: str,
        *path: str | int,
        data_type: str | None = None,
        written: bool = False,
    ) -> AttributeInfo | None:
        """The template must have the attribute, of that type where one is given; what is computed is not written."""
        if template is None:
            self.report("no_context", _NO_CONTEXT)
            return None
        info = self.catalogue.schema.template(template)
        if info is None:
            return None  # reported where the template is named
        found = info.attributes.get(name)
        if found is None:
            self._unknown("unknown_attribute", name, info.attributes, *path)
        elif written and found.computed:
            self.report("computed_attribute", _COMPUTED, *path, name=name)
        elif data_type and found.data_type != data_type:
            self.report("type_error", _NOT_OF_TYPE, *path, name=name, type=data_type)
        return found

    def needs_link(self, name: str, target: str, *path: str | int) -> None:
        """The context must have a record attribute that links to the target template."""
        found = self.needs_attribute(self.template, name, *path, written=True)
        if found and (found.data_type, found.target) != ("record", target):
            self.report("type_error", _WRONG_TARGET, *path, name=name, target=target)

    def needs_variable(self, name: str, *path: str | int) -> None:
        """Something must set the variable."""
        if self.variables is not None and name not in self.variables:
            self._unknown("unknown_variable", name, self.variables, *path)

    def settable(self, name: str, *path: str | int) -> None:
        """The name must not be a system variable's."""
        if name in RESERVED:
            self.report("reserved_variable", _RESERVED, *path, name=name)

    def expression(self, expression: Expression, *path: str | int, effects: bool = False) -> None:
        """The expression must be valid in this context."""
        found = self.catalogue.check_expression(expression, self.template, self.variables, effects=effects)
        for problem in found:
            self.problems.found.append(problem.under(*self.path, *path, expression.kind))

    def report_single(self, name: str, *path: str | int) -> None:
        """An operation for several values on an attribute that holds one."""
        self.report("single_valued", _SINGLE, *path, name=name)

    def report_parent_with_value(self, name: str, *path: str | int) -> None:
        """A variable with both a value and nested variables."""
        self.report("parent_with_value", _PARENT_WITH_VALUE, *path, name=name)

    def nothing_runs_after(self, *path: str | int) -> None:
        """What follows is never reached."""
        self.report("nothing_runs_after", _NEVER_PASSED, *path, severity="warning")

    def sending(self, action: SendMessage) -> None:
        """Connection, route and variables must fit each other."""
        connection = self._party(
            "unknown_connection", action.connection, self.catalogue.connections(), "connection"
        )
        route = self._party("unknown_route", action.route, self.catalogue.routes(), "route")
        if connection and route and route.connection != action.connection:
            its, given = route.connection, action.connection
            self.report("route_mismatch", _MISMATCH, "route", route=action.route, its=its, given=given)
        name = action.message_variable
        if name in self.sets:
            if route:
                self.problems.found.extend(self.catalogue.check_message(action.route, self.sets[name]))
        elif self.variables is not None and name not in self.variables:
            suggestion = nearest(name, self.sets)
            self.report("variable_unset", _NEVER_SET, "message_variable", name=name, suggestion=suggestion)
        if action.waits and self.in_save:
            self.report("wait_in_save", _WAIT_IN_SAVE, "response_variable", severity="warning")

    def needs_sending(self, connection: str | None, route: str | None) -> None:
        """What is named must send, and fit each other."""
        if connection is not None:
            self._party("unknown_connection", connection, self.catalogue.connections(), "connection")
        if route is None:
            return
        way = self._party("unknown_route", route, self.catalogue.routes(), "route")
        if way and connection is not None and way.connection != connection:
            self.report(
                "route_mismatch", _MISMATCH, "route", route=route, its=way.connection, given=connection
            )

    def _party(self, code: str, name: str, known: Mapping[str, Party], field: str) -> Party | None:
        found = known.get(name)
        if found is None:
            self._unknown(code, name, known, field)
        elif not found.can_send:
            self.report("cannot_send", _NO_SENDING, field, name=name)
        elif found.disabled:
            self.report("disabled", _DISABLED, field, severity="warning", name=name)
        return found

    def _unknown(self, code: str, name: str, known: Iterable[str], *path: str | int) -> None:
        self.report(code, _UNKNOWN, *path, suggestion=nearest(name, known), name=name)
