"""Accounts with their roles and passwords (`/accounts/{login}`)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response
from pydantic import Field

from vestnik.access import credentials
from vestnik.access.actor import ROLES, Role
from vestnik.access.credentials import Credential
from vestnik.access.rights import Right, allowed
from vestnik.kernel.problem import Invalid, Problem, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, to_json
from vestnik.records.accounts import COLUMNS, Account, Accounts
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, IN_USE, STALE, AccountId, Login, Paged, Shape

router = APIRouter(prefix="/accounts", tags=["accounts"], route_class=ExactRoute, responses=ERRORS)


Text_ = Annotated[str | None, Field(examples=[None])]


class AccountShape(Shape):
    """An account. `roles`, `can_sign_in` and `must_change_password` are shown to administrators."""

    id: AccountId
    version: Annotated[int, Field(examples=[1])]
    username: Login
    mbox: Annotated[str | None, Field(examples=["petrova@example.org"])]
    fullName: Annotated[str | None, Field(examples=["Анна Петрова"])]
    active: bool
    manager: AccountId | None
    phone: Text_
    title: Annotated[str | None, Field(examples=["Юрист"])]
    department: Annotated[str | None, Field(examples=["Юридический отдел"])]
    office: Text_
    language: Annotated[str | None, Field(examples=["ru"])]
    skype: Text_
    birthday: Annotated[str | None, Field(examples=[None])]
    timeZone: Annotated[str | None, Field(examples=["Europe/Moscow"])]
    roles: list[Role] | None = None
    can_sign_in: bool | None = None
    must_change_password: bool | None = None


class NewPassword(Shape):
    """A password that an administrator sets. must_change: the person has to choose another after signing in."""

    password: Annotated[str, Field(max_length=1024, examples=["correct horse battery"])]
    must_change: bool = True


class UnknownRole(Refused):
    code = "unknown_role"
    text = Text("Нет роли «{name}».{hint}", "There is no role '{name}'.{hint}")


@router.get("", response_model=Paged[AccountShape])
def list_accounts(
    call: Caller,
    q: Annotated[str, Query(max_length=200)] = "",
    role: Annotated[Role | None, Query(description="Only those who have it; for administrators")] = None,
    active: Annotated[bool | None, Query(description="Only those that are switched on, or off")] = None,
    id: Annotated[list[AccountId] | None, Query(max_length=50, description="Only these")] = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Response:
    """Accounts by login."""
    call.require(Right.USE if role is None else Right.ADMINISTER)
    with call.system.db.read() as tx:
        of = None if role is None else [Ref("account", number) for number in credentials.holders(tx)[role]]
        if id is not None:
            named = [Ref.parse(one) for one in id]
            of = named if of is None else [one for one in of if one in named]
        page = Accounts(tx, call.actor, call.system.clock).list(q, cursor, limit, active=active, of=of)
        return Reply({"items": _shown_all(call, tx, page.items), "next": page.next})


@router.get("/{login}", response_model=AccountShape)
def get_account(login: str, call: Caller) -> Response:
    """One account."""
    call.require(Right.USE)
    with call.system.db.read() as tx:
        found = Accounts(tx, call.actor, call.system.clock).by_login(login)
        return _reply(call, tx, found)


@router.put(
    "/{login}",
    response_model=AccountShape,
    responses={201: {"model": AccountShape, "description": "It is new"}, **STALE},
)
def put_account(
    login: str,
    call: Caller,
    body: Annotated[
        dict[str, Any],
        Body(
            examples=[
                {
                    "fullName": "Анна Петрова",
                    "mbox": "petrova@example.org",
                    "roles": ["user"],
                    "password": "…",
                }
            ]
        ),
    ],
) -> Response:
    """Create an account or change the given fields; `roles` and `password` let it sign in."""
    call.require(Right.ADMINISTER)
    fields = {
        name: value
        for name, value in body.items()
        if name not in ("roles", "password", "id", "version", "can_sign_in", "must_change_password")
    }
    if fields.get("username") in (None, login):
        fields.pop("username", None)

    def work(tx: Transaction) -> Reply:
        found, created = Accounts(tx, call.actor, call.system.clock).put(login, fields, call.if_match)
        if body.get("password"):
            credentials.set_password(tx, found.ref.number, str(body["password"])[:2000])
        if "roles" in body:
            credentials.set_roles(tx, found.ref.number, _roles(body["roles"]))
        return _reply(call, tx, found, 201 if created else 200)

    return call.system.db.run(work)


@router.delete("/{login}", status_code=204, responses=IN_USE)
def delete_account(login: str, call: Caller) -> Response:
    """Remove an account that nothing refers to."""

    def work(tx: Transaction) -> None:
        accounts = Accounts(tx, call.actor, call.system.clock)
        accounts.delete(accounts.by_login(login).ref)

    call.system.db.run(work)
    return Response(status_code=204)


@router.put("/{login}/password", status_code=204)
def set_account_password(login: str, given: NewPassword, call: Caller) -> Response:
    """Set the password of an account, as an administrator; every sign-in of it ends."""
    call.require(Right.ADMINISTER)
    with call.system.db.write() as tx:
        found = Accounts(tx, call.actor, call.system.clock).by_login(login)
        credentials.set_password(tx, found.ref.number, given.password, must_change=given.must_change)
    return Response(status_code=204)


def _roles(given: Any) -> list[Role]:
    if not isinstance(given, list):
        raise Invalid([Problem("list_type", Text("Нужен список", "A list is needed"), ("roles",))])
    for index, name in enumerate(given):
        if name not in ROLES:
            hint = nearest(str(name)[:40], ROLES)
            raise UnknownRole(
                name=str(name)[:40], hint=did_you_mean(hint), suggestion=hint, path=("roles", index)
            )
    return list(given)


def _reply(call: Call, tx: Transaction, found: Account, status: int = 200) -> Reply:
    reply = Reply(_shown_all(call, tx, (found,))[0], status)
    reply.headers["ETag"] = f'"{found.version}"'
    return reply


def _shown_all(call: Call, tx: Transaction, found: tuple[Account, ...]) -> list[dict[str, Any]]:
    administers = allowed(call.actor, Right.ADMINISTER)
    held = credentials.roles_of(tx, [one.ref.number for one in found]) if administers else {}
    return [_shown(one, held.get(one.ref.number), administers) for one in found]


def _shown(found: Account, held: Credential | None, administers: bool) -> dict[str, Any]:
    shown = {"id": str(found.ref), "version": found.version}
    shown |= {name: to_json(found.fields[name]) for name in COLUMNS}
    if administers:
        shown |= {
            "roles": sorted(held.roles) if held else [],
            "can_sign_in": bool(held and held.has_password),
            "must_change_password": bool(held and held.must_change),
        }
    return shown
