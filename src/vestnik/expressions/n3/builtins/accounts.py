"""account: and role: (spec/n3.md 5.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vestnik.expressions.n3.declare import REGISTRY, Example, Relation, constant, later, stored
from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.namespaces import ACCOUNT, LOGICS, ROLE
from vestnik.expressions.n3.values import N3Value
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

constant(ACCOUNT + "Account", about=Text("Тип всех аккаунтов", "The type of all accounts"))
constant(ACCOUNT + "Group", about=Text("Тип всех групп", "The type of all groups"))

_PETROVA = '?u account:username "petrova".'
_IVANOV = '?u account:username "ivanov".'

_FIELDS: dict[str, tuple[Text, str, Example]] = {
    "username": (Text("Имя пользователя", "User name"), "text", Example(f"{_PETROVA} ?u account:username ?value.", ("petrova",))),
    "fullName": (Text("Ф. И. О.", "Full name"), "text", Example(f"{_PETROVA} ?u account:fullName ?value.", ("Петрова Анна",))),
    "mbox": (Text("Адрес эл. почты", "E-mail address"), "text", Example(f"{_PETROVA} ?u account:mbox ?value.", ("petrova@example.org",))),
    "phone": (Text("Телефон", "Phone"), "text", Example(f"{_IVANOV} ?u account:phone ?value.", ("+7 900 000-00-01",))),
    "title": (Text("Должность", "Title"), "text", Example(f"{_PETROVA} ?u account:title ?value.", ("Менеджер",))),
    "department": (Text("Отдел", "Department"), "text", Example(f"{_PETROVA} ?u account:department ?value.", ("Продажи",))),
    "language": (Text("Язык", "Language"), "text", Example(f"{_PETROVA} ?u account:language ?value.", ("en",))),
    "active": (Text("Включён", "Active"), "boolean", Example(f"{_PETROVA} ?u account:active ?value.", ("true",))),
    "manager": (Text("Руководитель", "Manager"), "resource", Example(f"{_IVANOV} ?u account:manager ?value.", ("account.2",))),
    "timeZone": (Text("Часовой пояс", "Time zone"), "text", Example(f"{_IVANOV} ?u account:timeZone ?value.", ("Etc/GMT",))),
    "groupName": (Text("Название группы", "Name of a group"), "text", Example('?g account:groupName ?value.', ("Менеджеры", "Младшие менеджеры", "Пустая группа"))),
    "groupUsers": (Text("Прямые участники группы", "Direct members of a group"), "resource", Example('?g account:groupName "Менеджеры". ?g account:groupUsers ?value.', ("account.2", "account.3"))),
    "userGroupMembership": (Text("Группы, в которые аккаунт входит прямо", "Groups of which an account is a direct member"), "resource", Example(f"{_PETROVA} ?u account:userGroupMembership ?value.", ("group.1",))),
}  # fmt: skip

for _name, (_about, _gives, _example) in _FIELDS.items():
    stored(ACCOUNT + _name, predicate=f"account:{_name}", gives=_gives, about=_about, example=_example)

stored(
    ACCOUNT + "status",
    predicate="account:active",
    gives="boolean",
    about=Text("То же, что account:active", "The same as account:active"),
    example=Example(f"{_PETROVA} ?u account:status ?value.", ("true",)),
)

_RARER: dict[str, tuple[Text, str, Example]] = {
    "subGroups": (Text("Дочерние группы", "Child groups"), "resource", Example('?g account:groupName "Менеджеры". ?g account:subGroups ?value.', ("group.2",))),
    "isSystemAdministrator": (Text("Системный администратор", "System administrator"), "boolean", Example(f"{_PETROVA} ?u account:isSystemAdministrator ?value.", ("true",))),
    "office": (Text("Офис", "Office"), "text", Example(f"{_PETROVA} ?u account:office ?value.", ())),
    "lastLoginDate": (Text("Последний вход", "Last login"), "dateTime", Example(f"{_PETROVA} ?u account:lastLoginDate ?value.", ())),
    "substitute": (Text("Замещающий", "Substitute"), "resource", Example(f"{_PETROVA} ?u account:substitute ?value.", ())),
    "substituteDateFrom": (Text("Замещение с", "Substituted from"), "dateTime", Example(f"{_PETROVA} ?u account:substituteDateFrom ?value.", ())),
    "substituteDateTo": (Text("Замещение по", "Substituted to"), "dateTime", Example(f"{_PETROVA} ?u account:substituteDateTo ?value.", ())),
    "skype": (Text("Имя в Skype", "Skype name"), "text", Example(f"{_PETROVA} ?u account:skype ?value.", ())),
    "birthday": (Text("День рождения", "Birthday"), "dateTime", Example(f"{_PETROVA} ?u account:birthday ?value.", ())),
    "extendedBy": (Text("Шаблоны аккаунта", "Templates of an account"), "resource", Example(f"{_PETROVA} ?u account:extendedBy ?value.", ())),
}  # fmt: skip

for _name, (_about, _gives, _example) in _RARER.items():
    stored(
        ACCOUNT + _name,
        predicate=f"account:{_name}",
        gives=_gives,
        about=_about,
        example=_example,
        priority="LATER" if _name in ("skype", "birthday") else "SHOULD",
    )

stored(
    ROLE + "roleMembers",
    predicate="role:roleMembers",
    gives="resource",
    priority="SHOULD",
    about=Text("Аккаунты и группы роли", "Accounts and groups of a role"),
    example=Example('"role.1" ui:toQName ?r. ?r role:roleMembers ?value.', ("account.1", "group.1")),
)

later(
    ACCOUNT,
    "instantMessagingId sid notificationSettings userpic userpicLarge authenticationMethod personalCalendarId "
    "personalCalendarUri presentedOnOrgchart",
    "аккаунты Vestnik таких полей не хранят",
    "accounts of Vestnik have no such field",
)
later(ACCOUNT, "password", "пароли не выдаются никогда", "passwords are never given out")


def _derived(
    iri: str,
    of: Callable[[Machine, Ref], Sequence[N3Value]],
    everyone: Callable[[Machine], Sequence[Ref]],
    about: Text,
    example: Example,
    gives: str,
    priority: str = "MUST",
) -> None:
    """A relation computed from others: scanned over all its possible subjects when the subject is unknown."""

    def pairs(machine: Machine) -> Iterator[tuple[N3Value, N3Value]]:
        for subject in everyone(machine):
            machine.tick()
            for value in of(machine, subject):
                yield subject, value

    def subjects(machine: Machine, value: N3Value) -> Iterator[N3Value]:
        return (subject for subject, own in pairs(machine) if machine.same(own, value))

    REGISTRY.add(
        Relation(
            (iri,), about, example, of, subjects, pairs, gives, "MUST" if priority == "MUST" else "SHOULD"
        )
    )


def _display_name(machine: Machine, account: Ref) -> Sequence[N3Value]:
    return (machine.values(account, "account:fullName") or machine.values(account, "account:username"))[:1]


_derived(
    ACCOUNT + "displayName",
    _display_name,
    lambda machine: machine.records("_Account"),
    Text("Ф. И. О., а если его нет — имя пользователя", "Full name, or the user name if there is none"),
    Example('?u account:username "sidorov". ?u account:displayName ?value.', ("sidorov",)),
    "text",
)


def _is_disabled(machine: Machine, subject: Ref) -> Sequence[N3Value]:
    if subject.kind == "account":
        return tuple(not active for active in machine.values(subject, "account:active"))
    return machine.values(subject, "system:isDisabled")


def _accounts_and_records(machine: Machine) -> Sequence[Ref]:
    return [
        *machine.records("_Account"),
        *(subject for subject, _ in machine.pairs("system:isDisabled") if subject.kind != "account"),
    ]


_derived(
    LOGICS + "isDisabled",
    _is_disabled,
    _accounts_and_records,
    Text(
        "Отключён ли аккаунт, в архиве ли запись", "Whether an account is switched off or a record archived"
    ),
    Example('?u account:username "sidorov". ?u cmw:isDisabled ?value.', ("true",)),
    "boolean",
    "SHOULD",
)

for _name, _about, _gives, _result in (
    ("creator", Text("Кто создал запись", "Who created a record"), "resource", "account.1"),
    (
        "creationDate",
        Text("Когда запись создана", "When a record was created"),
        "dateTime",
        "2025-03-10T08:30:00Z",
    ),
    ("lastWriteDate", Text("Когда запись изменена", "When a record was changed"), "dateTime", ""),
):
    stored(
        LOGICS + _name,
        predicate=f"system:{_name}",
        gives=_gives,
        about=_about,
        example=Example(f"?item cmw:{_name} ?value.", (_result,) if _result else ()),
    )
