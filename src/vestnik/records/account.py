"""What is kept of a person (spec/records.md 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, field_validator
from pydantic_core import PydanticCustomError

from vestnik.kernel.problem import InUse, NotFound, Refused, Stale
from vestnik.kernel.text import Help, Text, Widget
from vestnik.kernel.types import Model
from vestnik.kernel.values import BadReference, Ref
from vestnik.mail.addresses import BadAddress, check_address

COLUMNS = {
    "username": "username",
    "mbox": "mbox",
    "fullName": "full_name",
    "active": "active",
    "manager": "manager",
    "phone": "phone",
    "title": "title",
    "department": "department",
    "office": "office",
    "language": "language",
    "skype": "skype",
    "birthday": "birthday",
    "timeZone": "time_zone",
}
"""Fields as expressions and the API name them, and their columns."""

Short = Annotated[str | None, Field(max_length=255)]


class AccountMissing(NotFound):
    code = "account_not_found"
    text = Text("Нет аккаунта «{what}».{hint}", "There is no account '{what}'.{hint}")


class AccountTaken(Refused):
    code = "account_taken"
    text = Text("«{value}» — уже у аккаунта {login}", "'{value}' belongs to the account {login} already")


class AccountUsed(InUse):
    code = "account_in_use"
    text = Text(
        "На аккаунт «{login}» ссылаются записи, документы или аккаунты; отключите его вместо удаления",
        "Records, documents or accounts refer to '{login}'; deactivate the account instead of deleting it",
    )


class ManagerLoop(Refused):
    code = "manager_loop"
    text = Text("Аккаунт не может быть своим руководителем", "An account cannot be its own manager")


class AccountStale(Stale):
    code = "stale"


class AccountFields(Model):
    """What may be written of an account; a field that is not given stays as it is."""

    username: Annotated[
        str,
        Field(min_length=1, max_length=128, pattern=r"^[^\s/]+$"),
        Text("Имя пользователя", "User name"),
        Help(
            "Без пробелов; регистр не важен при входе", "Without spaces; case does not matter when signing in"
        ),
    ] = "_"
    mbox: Annotated[Short, Text("Адрес эл. почты", "E-mail address")] = None
    fullName: Annotated[Annotated[str, Field(max_length=255)], Text("Ф. И. О.", "Full name")] = ""
    active: Annotated[bool, Text("Включён", "Active")] = True
    manager: Annotated[str | None, Text("Руководитель", "Manager"), Widget("account")] = None
    phone: Annotated[Short, Text("Телефон", "Phone")] = None
    title: Annotated[Short, Text("Должность", "Title")] = None
    department: Annotated[Short, Text("Отдел", "Department")] = None
    office: Annotated[Short, Text("Офис", "Office")] = None
    language: Annotated[Short, Text("Язык", "Language"), Help("Например ru", "Such as en")] = None
    skype: Annotated[Short, Text("Skype", "Skype")] = None
    birthday: Annotated[AwareDatetime | None, Text("Дата рождения", "Date of birth")] = None
    timeZone: Annotated[
        Short, Text("Часовой пояс", "Time zone"), Help("Например Europe/Moscow", "Such as Europe/Berlin")
    ] = None

    @field_validator("mbox")
    @classmethod
    def _an_address(cls, given: str | None) -> str | None:
        if given:
            try:
                check_address(given)
            except BadAddress as error:
                raise PydanticCustomError(
                    "bad_address", _literal(error.message.en), {"ru": error.message.ru}
                ) from None
        return given or None

    @field_validator("manager")
    @classmethod
    def _an_account(cls, given: str | None) -> str | None:
        if given:
            try:
                found = Ref.parse(given)
            except BadReference as error:
                raise PydanticCustomError(
                    "bad_reference", _literal(error.message.en), {"ru": error.message.ru}
                ) from None
            if found.kind != "account":
                raise PydanticCustomError(
                    "bad_reference",
                    "An account is needed, such as account.4",
                    {"ru": "Нужен аккаунт, например account.4"},
                )
        return given or None

    @field_validator("timeZone")
    @classmethod
    def _a_zone(cls, given: str | None) -> str | None:
        if given:
            try:
                ZoneInfo(given)
            except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
                raise _unknown_zone(given) from None
            except KeyError:
                raise _unknown_zone(given) from None
        return given or None


@dataclass(frozen=True, slots=True)
class Account:
    """One account. fields: by the names of `COLUMNS`; manager is a `Ref`."""

    ref: Ref
    version: int
    fields: Mapping[str, Any]
    created: datetime

    @property
    def login(self) -> str:
        return str(self.fields["username"])

    @property
    def name(self) -> str:
        """How people call it: the full name, else the user name."""
        return str(self.fields["fullName"] or self.login)


def _unknown_zone(given: str) -> PydanticCustomError:
    return PydanticCustomError(
        "unknown_time_zone",
        "There is no time zone '{given}'",
        {"given": given[:80], "ru": f"Нет часового пояса «{given[:80]}»"},
    )


def _literal(text: str) -> Any:
    """A message without placeholders."""
    return text.replace("{", "(").replace("}", ")")
