"""Errors as RFC 9457 problem documents in the caller's language (spec/contract.md 7)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from vestnik.kernel.problem import (
    Forbidden,
    InUse,
    Invalid,
    NotFound,
    Problem,
    Refused,
    Stale,
    Unavailable,
    VestnikError,
)
from vestnik.kernel.text import Language, Text
from vestnik.kernel.validation import problems_of_request
from vestnik.web.exact_json import Reply
from vestnik.web.language import language_of

_LOG = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[VestnikError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Stale, 412),
    (InUse, 409),
    (Unavailable, 503),
    (Refused, 422),
)

_TITLES: dict[int, Text] = {
    400: Text("Неверный запрос", "Bad request"),
    401: Text("Требуется вход", "Sign in first"),
    403: Text("Недостаточно прав", "Not allowed"),
    404: Text("Не найдено", "Not found"),
    405: Text("Такое действие здесь невозможно", "Method not allowed"),
    409: Text("Конфликт", "Conflict"),
    412: Text("Данные изменились", "The data has changed"),
    413: Text("Слишком большой запрос", "Request too large"),
    415: Text("Неподдерживаемый вид данных", "Unsupported media type"),
    422: Text("Данные не приняты", "The data was refused"),
    429: Text("Слишком много попыток", "Too many attempts"),
    500: Text("Внутренняя ошибка", "Internal error"),
    503: Text("Сейчас недоступно", "Not available at the moment"),
}


class Unauthenticated(VestnikError):
    code = "unauthenticated"
    text = Text("Войдите в систему или передайте действующий токен", "Sign in or send a valid token")


class TooManyAttempts(VestnikError):
    code = "too_many_attempts"
    text = Text(
        "Слишком много попыток. Повторите через {seconds} с", "Too many attempts. Try again in {seconds} s"
    )


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""

    @app.exception_handler(VestnikError)
    def known(request: Request, error: VestnikError) -> Reply:
        run = getattr(error, "run", None)  # of a scenario that failed: where its trace is
        return problem_reply(request, _status_of(error), error.code, error.message, error.problems, run)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Reply:
        refused = Invalid(problems_of_request(error.errors()))
        return problem_reply(request, 422, refused.code, refused.message, refused.problems)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Reply:
        title = _TITLES.get(error.status_code, _TITLES[400])
        return problem_reply(request, error.status_code, f"http_{error.status_code}", title, ())

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Reply:
        number = uuid4().hex[:12]
        _LOG.error("unforeseen error %s at %s %s", number, request.method, request.url.path, exc_info=error)
        detail = Text(
            f"Сбой записан в журнал сервера под номером {number}",
            f"The failure is in the server's log under number {number}",
        )
        return problem_reply(request, 500, "internal", detail, ())


def problem_reply(
    request: Request,
    status: int,
    code: str,
    detail: Text,
    problems: Sequence[Problem],
    run: object = None,
) -> Reply:
    """The answer `application/problem+json` for one error."""
    language: Language = language_of(request)
    body: dict[str, Any] = {
        "type": "about:blank",
        "status": status,
        "code": code,
        "title": _TITLES.get(status, _TITLES[422]).of(language),
        "detail": detail.of(language),
        "errors": [problem.as_json(language) for problem in problems],
    }
    if run is not None:
        body["run"] = str(run)
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return Reply(body, status, headers, media_type="application/problem+json")


def _status_of(error: VestnikError) -> int:
    if isinstance(error, Unauthenticated):
        return 401
    if isinstance(error, TooManyAttempts):
        return 429
    return next((status for cls, status in _STATUS if isinstance(error, cls)), 422)
