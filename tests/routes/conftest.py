"""A route to vary, and the letter that it makes of a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vestnik.kernel.problem import NotFound, Problem, VestnikError
from vestnik.kernel.values import Content, Ref, Value
from vestnik.mail.email import Email
from vestnik.routes.compose import compose
from vestnik.routes.files import StoredFile
from vestnik.routes.types.smtp_send import SmtpSendRoute


@dataclass(frozen=True)
class Connection:
    """What a route needs of its connection."""

    sender_name: str = "Отдел кадров"
    sender_address: str = "hr@example.org"
    reply_to: str | None = None


DOCUMENTS = {
    Ref("doc", 9): StoredFile("Отчёт.pdf", Content("a" * 64, 5)),
    Ref("doc", 10): StoredFile("Смета.xlsx", Content("b" * 64, 7)),
}
TO_ANNA = {"Address": "anna@example.org"}


@pytest.fixture(scope="session")
def route() -> Callable[..., SmtpSendRoute]:
    """`route(request=[…], subject_template="…")`: own request attributes and fields of the tab."""

    def made(request: list[dict[str, Any]] | None = None, **integration: Any) -> SmtpSendRoute:
        return SmtpSendRoute.model_validate(
            {
                "name": "mail_out",
                "connection": "mail",
                "attributes": {"request": request or []},
                "integration": integration,
            }
        )

    return made


@pytest.fixture(scope="session")
def letter(route: Callable[..., SmtpSendRoute]) -> Callable[..., Email]:
    """`letter({"To": …}, request=[…], subject_template="…")`: the letter that the route makes; to Anna unless said."""

    def document(ref: Ref) -> StoredFile:
        if ref not in DOCUMENTS:
            raise NotFound(what=str(ref))
        return DOCUMENTS[ref]

    def made(
        message: Mapping[str, Value] | None = None,
        *,
        connection: Connection | None = None,
        language: Any = "ru",
        automatic: bool = True,
        **described: Any,
    ) -> Email:
        return compose(
            route(**described),
            connection or Connection(),
            {"To": TO_ANNA, **(message or {})},
            documents=document,
            language=language,
            zone=ZoneInfo("Europe/Moscow"),
            message_id="<1@example.org>",
            now=datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC),
            automatic=automatic,
        )

    return made


@pytest.fixture(scope="session")
def problems(letter: Callable[..., Email]) -> Callable[..., list[Problem]]:
    """`problems({…}, …)`: what is wrong with such a message, all at once."""

    def found(*args: Any, **described: Any) -> list[Problem]:
        with pytest.raises(VestnikError) as caught:
            letter(*args, **described)
        for problem in caught.value.problems:
            assert problem.message.ru
            assert problem.message.en
        return list(caught.value.problems)

    return found


@pytest.fixture(scope="session")
def connection() -> type[Connection]:
    """`connection(reply_to="…")`: the sender's side, varied."""
    return Connection
