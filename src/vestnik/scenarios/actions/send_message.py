"""Send a message: put a letter into the outbox, and wait for the server's answer only when somebody wants to hear it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Help, Section, Text, Widget
from vestnik.scenarios.action import INTEGRATION, Action, Await, VariableName
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.sending import send

if TYPE_CHECKING:
    from vestnik.scenarios.place import Place
    from vestnik.scenarios.step import Step

_MORE = Section("Дополнительно", "Advanced")


class MessageVariableUnset(Refused):
    code = "variable_unset"
    text = Text(
        "Переменная с сообщением «{name}» не заполнена: поставьте перед отправкой действие "
        "«Изменить значения переменных» с этим набором",
        "The message variable '{name}' is not set: put 'Change variable values' with this set before sending",
    )


class SendMessage(Action):
    """Without response variables the letter is queued with the run's commit and the scenario does not hear of delivery.

    With one of them the run commits here, waits without holding anything, and goes on when the letter is settled;
    what fails later no longer undoes what went before. A failed delivery fails the run unless `error_variable` takes it.
    """

    label: ClassVar = Text("Отправить сообщение", "Send message")
    about: ClassVar = Text(
        "Ставит письмо в очередь вместе с изменениями записи; с переменной для ответа сценарий ждёт ответа сервера",
        "Queues a letter together with the record changes; with a response variable the scenario waits for the server's answer",
    )
    group: ClassVar = INTEGRATION
    type: Literal["send_message"] = "send_message"
    connection: Annotated[SystemName, Text("Подключение", "Connection"), Widget("sending_connection")]
    route: Annotated[SystemName, Text("Путь передачи данных", "Communication route"), Widget("sending_route")]
    message_variable: Annotated[VariableName, Text("Переменная с сообщением", "Message variable")]
    response_variable: Annotated[
        VariableName | None, Text("Переменная для успешного ответа", "Variable for the response")
    ] = None
    error_variable: Annotated[
        VariableName | None, Text("Переменная для ответа с ошибкой", "Variable for the error response")
    ] = None
    priority: Annotated[
        int,
        Field(ge=0, le=9),
        Text("Приоритет", "Priority"),
        Help("0 — раньше всех, 9 — позже всех", "0 goes first, 9 last"),
        _MORE,
    ] = 5
    send_at: Annotated[
        Expression | None,
        Text("Отправить не раньше", "Send not before"),
        Help("Дата и время; пусто — сразу", "A date and time; empty: at once"),
        _MORE,
    ] = None

    @property
    def waits(self) -> bool:
        """Whether the run stops here until the letter is settled."""
        return bool(self.response_variable or self.error_variable)

    def references(self) -> Iterator[tuple[str, str]]:
        yield "connection", self.connection
        yield "route", self.route

    def sets(self) -> Iterator[str]:
        yield from (name for name in (self.response_variable, self.error_variable) if name)

    def check(self, place: Place) -> None:
        for name in ("response_variable", "error_variable"):
            if given := getattr(self, name):
                place.settable(given, name)
        if self.send_at is not None:
            place.expression(self.send_at, "send_at")
        place.sending(self)

    def run(self, step: Step) -> Await | None:
        message = step.variables.get(self.message_variable)
        if not isinstance(message, Mapping) or not message:
            raise MessageVariableUnset(name=self.message_variable, path=("message_variable",))
        send(step, self, message)
        return Await(self.response_variable, self.error_variable) if self.waits else None
