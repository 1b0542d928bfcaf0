"""Signing in and out (`/session`)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from vestnik.access import credentials, sessions, throttle
from vestnik.access.actor import SYSTEM, Actor, Role
from vestnik.access.rights import Right, allowed
from vestnik.kernel.problem import Refused, VestnikError
from vestnik.kernel.text import Text
from vestnik.records.accounts import Accounts
from vestnik.runtime.system import System, actor_of
from vestnik.web.call import COOKIE, Caller, system_of
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.problem_details import TooManyAttempts, Unauthenticated
from vestnik.web.shapes import Shape, error

router = APIRouter(
    prefix="/session",
    tags=["session"],
    route_class=ExactRoute,
    responses={
        401: error("Nobody is signed in, or the password is wrong"),
        403: error("The header X-CSRF-Token is missing"),
        422: error("Refused, with every reason"),
        429: error("Too many attempts"),
    },
)


class WrongPassword(Unauthenticated):
    code = "wrong_password"
    text = Text("Неверное имя пользователя или пароль", "Wrong user name or password")


class PresentPasswordWrong(Refused):
    """No `WrongPassword`: whoever mistypes the present password stays signed in."""

    code = "present_password_wrong"
    text = Text("Текущий пароль неверен", "The present password is wrong")


class SignIn(Shape):
    """What a person types."""

    login: Annotated[str, Field(min_length=1, max_length=128, examples=["admin"])]
    password: Annotated[str, Field(min_length=1, max_length=1024, examples=["correct horse battery"])]


class ChangePassword(Shape):
    """A new password of one's own."""

    current: Annotated[str, Field(max_length=1024, examples=["old password"])]
    password: Annotated[str, Field(max_length=1024, examples=["correct horse battery"])]


class SessionInfo(Shape):
    """Who is signed in. Every changing request of a browser carries `csrf_token` as `X-CSRF-Token`."""

    account: Annotated[str, Field(examples=["account.1"])]
    login: Annotated[str, Field(examples=["admin"])]
    full_name: Annotated[str | None, Field(examples=["Администратор"])]
    roles: list[Role]
    rights: Annotated[
        list[str],
        Field(description="What the interface may offer", examples=[["administer", "build", "use"]]),
    ]
    language: Annotated[str, Field(examples=["ru"])]
    csrf_token: Annotated[str, Field(examples=["w2UqzP5x"])]
    must_change_password: bool
    demo: bool


@router.post("", response_model=SessionInfo)
def sign_in(given: SignIn, request: Request) -> Response:
    """Sign in; the answer sets the session's cookie."""
    system = system_of(request)
    now = system.clock.now()
    address = request.client.host if request.client else "?"
    subjects = (f"login:{given.login}", f"address:{address}")
    with system.db.read() as tx:
        pause = throttle.wait(tx, subjects, now)
        found = Accounts(tx, SYSTEM, system.clock).find(given.login)
    if pause.total_seconds() > 0:
        raise TooManyAttempts(seconds=int(pause.total_seconds()) + 1)
    number = found.ref.number if found else None
    with system.db.read() as tx:
        matches = credentials.password_matches(tx, number, given.password)
        actor = actor_of(tx, number) if matches and number is not None else None
    with system.db.write() as tx:
        if actor is None or number is None:
            throttle.failed(tx, subjects, now)
            failed: VestnikError | None = WrongPassword()
        else:
            failed = None
            throttle.succeeded(tx, subjects)
            cookie, csrf_token = sessions.start(tx, number, now)
            sessions.remove_expired(tx, now, system.settings.session_lifetime)
    if failed or actor is None:
        raise failed or WrongPassword()
    reply = Reply(_info(system, actor, csrf_token))
    lifetime = int(system.settings.session_lifetime.total_seconds())
    reply.set_cookie(
        COOKIE,
        cookie,
        max_age=lifetime,
        httponly=True,
        samesite="strict",
        secure=system.settings.secure_cookies,
    )
    return reply


@router.get("", response_model=SessionInfo)
def who_am_i(call: Caller) -> Response:
    """Who is signed in."""
    cookie = call.request.cookies.get(COOKIE, "")
    with call.system.db.read() as tx:
        held = sessions.find(tx, cookie, call.system.clock.now(), call.system.settings.session_lifetime)
    return Reply(_info(call.system, call.actor, held.csrf_token if held else ""))


@router.delete("", status_code=204)
def sign_out(call: Caller) -> Response:
    """Sign out."""
    with call.system.db.write() as tx:
        sessions.end(tx, call.request.cookies.get(COOKIE, ""))
    reply = Response(status_code=204)
    reply.delete_cookie(COOKIE)
    return reply


@router.put("/password", status_code=204)
def change_password(given: ChangePassword, call: Caller) -> Response:
    """Change one's own password; every session of the account ends."""
    account = call.actor.account
    with call.system.db.read() as tx:
        if account is None or not credentials.password_matches(tx, account.number, given.current):
            raise PresentPasswordWrong(path=("current",))
    with call.system.db.write() as tx:
        credentials.set_password(tx, account.number, given.password)
    return Response(status_code=204)


def _info(system: System, actor: Actor, csrf_token: str) -> dict[str, Any]:
    full_name = None
    held = None
    if actor.account is not None:
        with system.db.read() as tx:
            held = credentials.roles_of(tx, [actor.account.number]).get(actor.account.number)
            full_name = Accounts(tx, actor, system.clock).get(actor.account).fields["fullName"]
    return {
        "account": str(actor.account),
        "login": actor.login,
        "full_name": full_name,
        "roles": sorted(actor.roles),
        "language": actor.language,
        "rights": [right.name.lower() for right in Right if allowed(actor, right)],
        "csrf_token": csrf_token,
        "must_change_password": bool(held and held.must_change),
        "demo": system.settings.demo,
    }
