"""task:, taskStatus: and process: user tasks and process instances (spec/n3.md 5.9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vestnik.expressions.n3.declare import REGISTRY, Example, Relation, constant, stored
from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.namespaces import LOGICS, PROCESS, TASK, TASK_STATUS
from vestnik.expressions.n3.values import Iri, N3Value
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

constant(LOGICS + "UserTask", about=Text("Тип всех задач пользователей", "The type of all user tasks"))
constant(TASK_STATUS + "inProgress", about=Text("Задача выполняется", "The task is under way"))
constant(TASK_STATUS + "completed", about=Text("Задача выполнена", "The task is done"))

_FIRST = "?t task:objectId ?item. ?t cmw:taskStatus taskStatus:completed."

stored(
    TASK + "objectId",
    LOGICS + "objectId",
    predicate="task:objectId",
    gives="resource",
    priority="SHOULD",
    about=Text("Запись, к которой относится задача", "The record of a task"),
    example=Example("?value task:objectId ?item.", ("task.1", "task.2")),
)

_FIELDS: dict[str, tuple[Text, str, tuple[str, ...]]] = {
    "assignee": (Text("Исполнитель", "Assignee"), "resource", ("account.2",)),
    "possibleAssignee": (Text("Возможный исполнитель", "Possible assignee"), "resource", ()),
    "dueDate": (Text("Срок", "Due date"), "dateTime", ("2025-03-11T08:00:00Z",)),
    "completionDate": (Text("Когда выполнена", "When completed"), "dateTime", ("2025-03-11T07:00:00Z",)),
    "completedBy": (Text("Кто выполнил", "Who completed it"), "resource", ("account.2",)),
    "title": (Text("Название задачи", "Title of a task"), "text", ("Подготовить",)),
    "parent": (Text("Родительская задача", "Parent task"), "resource", ()),
    "scheduledEndDate": (Text("Плановое окончание", "Scheduled end"), "dateTime", ()),
}

for _name, (_about, _gives, _results) in _FIELDS.items():
    stored(
        LOGICS + _name,
        TASK + _name,
        predicate=f"task:{_name}",
        gives=_gives,
        priority="SHOULD",
        about=_about,
        example=Example(f"{_FIRST} ?t cmw:{_name} ?value.", _results),
    )


def _statuses(machine: Machine, task: Ref) -> Sequence[N3Value]:
    return tuple(Iri(TASK_STATUS + str(status)) for status in machine.values(task, "task:taskStatus"))


def _with_status(machine: Machine, value: N3Value) -> Sequence[Ref]:
    known = isinstance(value, Iri) and value.text.startswith(TASK_STATUS)
    return machine.subjects("task:taskStatus", value.local) if known else ()


def _all_statuses(machine: Machine) -> Iterator[tuple[N3Value, N3Value]]:
    return ((task, Iri(TASK_STATUS + str(status))) for task, status in machine.pairs("task:taskStatus"))


REGISTRY.add(
    Relation(
        (LOGICS + "taskStatus", TASK + "taskStatus"),
        Text(
            "Состояние задачи: taskStatus:inProgress, taskStatus:completed",
            "State of a task: taskStatus:inProgress, taskStatus:completed",
        ),
        Example(
            "?t task:objectId ?item. ?t cmw:taskStatus taskStatus:inProgress. ?t -> ?value.", ("task.1",)
        ),
        _statuses,
        _with_status,
        _all_statuses,
        "resource",
        "SHOULD",
    )
)

REGISTRY.add(
    Relation(
        (LOGICS + "id", TASK + "id"),
        Text("Сам объект", "The object itself"),
        Example("?item cmw:id ?value.", ("rec.101",)),
        lambda machine, subject: (subject,),
        lambda machine, value: (value,) if isinstance(value, Ref) else (),
        lambda machine: ((task, task) for task, _ in machine.pairs("task:objectId")),
        "resource",
        "SHOULD",
    )
)

_PROCESS_FIELDS: dict[str, tuple[Text, str, tuple[str, ...]]] = {
    "businessObject": (Text("Запись процесса", "The record of a process"), "resource", ("rec.101",)),
    "status": (Text("Состояние процесса", "State of a process"), "text", ("ActiveStatus",)),
    "name": (Text("Название процесса", "Name of a process"), "text", ("Отправка",)),
    "hasTokenError": (Text("Есть ли ошибка у токена", "Whether a token is in error"), "boolean", ("false",)),
}

for _name, (_about, _gives, _results) in _PROCESS_FIELDS.items():
    stored(
        PROCESS + _name,
        predicate=f"process:{_name}",
        gives=_gives,
        priority="SHOULD",
        about=_about,
        example=Example(f"?p process:businessObject ?item. ?p process:{_name} ?value.", _results),
    )
