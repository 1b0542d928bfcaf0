"""Accounts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.attributes.reference import ReferenceAttribute
from vestnik.kernel.text import Help, Text, Widget


class AccountAttribute(ReferenceAttribute):
    """A reference to an account; `$Poluchatel->mbox` reads its address."""

    label: ClassVar = Text("Аккаунт", "Account")
    about: ClassVar = Text(
        "Ссылка на аккаунт или аккаунты; `$Poluchatel->mbox` читает адрес",
        "A reference to an account or several; `$Poluchatel->mbox` reads the address",
    )
    kinds: ClassVar[tuple[str, ...]] = ("account",)
    may_be_multiple: ClassVar[bool] = True

    data_type: Literal["account"] = "account"
    is_title: Annotated[bool, Text("Использовать как заголовок записей", "Use as the title of records")] = (
        False
    )
    allowed: Annotated[
        dict[Literal["attribute", "formula", "n3"], str] | None,
        Field(max_length=1, min_length=1),
        Text("Фильтр значений", "Filter of values"),
        Help(
            "Выражение, которое даёт аккаунты, доступные для выбора в этой записи; пусто — любые",
            "An expression that gives the accounts that may be chosen in this record; empty: any",
        ),
        Widget("expression"),
    ] = None
