"""Accounts with their roles, passwords and tokens (`/accounts/{login}`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response
from pydantic import BaseModel, Field

from vestnik.access import credentials, tokens
from vestnik.access.actor import Role
from vestnik.access.credentials import Credential
from vestnik.access.rights import Right, allowed
from vestnik.kernel.problem import Forbidden
from vestnik.kernel.text import Text
from vestnik.kernel.values import to_json
from vestnik.records.accounts import COLUMNS, Account, Accounts
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, PageShape

router = APIRouter(prefix="/accounts", tags=["accounts"], route_class=ExactRoute, responses=ERRORS)


class AccountShape(BaseModel):
    """An account. `roles` and `can_sign_in` are shown to administrators."""

    id: Annotated[str, Field(examples=["account.4"])]
    version: int
    username: str
    mbox: str | None
    fullName: str | None
    active: bool
    manager: str | None
    phone: str | None
    title: str | None
    department: str | None
    office: str | None
    language: str | None
    skype: str | None
    birthday: str | None
    timeZone: str | None
    roles: list[Role] | None = None
    can_sign_in: bool | None = None


class NewToken(BaseModel):
    """What a token is for, and until when it works."""

    name: Annotated[str, Field(min_length=1, max_length=128, examples=["nightly import"])]
    expires: datetime | None = None


@router.get("", response_model=PageShape)
def accounts(
    call: Caller, q: Annotated[str, Query(max_length=200)] = "", cursor: str | None = None, limit: int = 50
) -> Response:
    """Accounts by login."""
    call.require(Right.USE)
    with call.system.db.read() as tx:
        page = Accounts(tx, call.actor, call.system.clock).list(q, cursor, limit)
        return Reply({"items": _shown_all(call, tx, page.items), "next": page.next})


@router.get("/{login}", response_model=AccountShape)
def account(login: str, call: Caller) -> Response:
    """One account."""
    call.require(Right.USE)
    with call.system.db.read() as tx:
        found = Accounts(tx, call.actor, call.system.clock).by_login(login)
        return _reply(call, tx, found)


@router.put(
    "/{login}",
    response_model=AccountShape,
    responses={201: {"model": AccountShape, "description": "It is new"}},
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
        if name not in ("roles", "password", "id", "version", "can_sign_in")
    }
    if fields.get("username") in (None, login):
        fields.pop("username", None)

    def work(tx: Transaction) -> Reply:
        found, created = Accounts(tx, call.actor, call.system.clock).put(login, fields, call.if_match)
        if body.get("password"):
            credentials.set_password(tx, found.ref.number, str(body["password"]))
        if "roles" in body:
            credentials.set_roles(tx, found.ref.number, _roles(body["roles"]))
        return _reply(call, tx, found, 201 if created else 200)

    return call.system.db.run(work)


@router.delete("/{login}", status_code=204)
def delete_account(login: str, call: Caller) -> Response:
    """Remove an account that nothing refers to."""

    def work(tx: Transaction) -> None:
        accounts = Accounts(tx, call.actor, call.system.clock)
        accounts.delete(accounts.by_login(login).ref)

    call.system.db.run(work)
    return Response(status_code=204)


@router.get("/{login}/tokens", response_model=PageShape)
def list_tokens(login: str, call: Caller) -> Response:
    """Tokens of an account, without their values."""
    with call.system.db.read() as tx:
        found = tokens.listed(tx, _own_or_administered(call, tx, login))
    return Reply({"items": [_token(one) for one in found], "next": None})


@router.post("/{login}/tokens", status_code=201)
def create_token(login: str, given: NewToken, call: Caller) -> Response:
    """Make a bearer token; its value is in this answer and nowhere else."""
    with call.system.db.write() as tx:
        number = _own_or_administered(call, tx, login)
        made, value = tokens.create(tx, number, given.name, call.system.clock.now(), given.expires)
    return Reply(_token(made) | {"token": value}, 201)


@router.delete("/{login}/tokens/{id}", status_code=204)
def revoke_token(login: str, id: int, call: Caller) -> Response:
    """End a token."""
    with call.system.db.write() as tx:
        tokens.revoke(tx, id, _own_or_administered(call, tx, login))
    return Response(status_code=204)


def _own_or_administered(call: Call, tx: Transaction, login: str) -> int:
    found = Accounts(tx, call.actor, call.system.clock).by_login(login)
    if found.ref != call.actor.account and not allowed(call.actor, Right.ADMINISTER):
        raise Forbidden(what=Text("управлять токенами других", "manage tokens of others"))
    return found.ref.number


def _roles(given: Any) -> list[Role]:
    return (
        [role for role in given if role in ("administrator", "builder", "user")]
        if isinstance(given, list)
        else []
    )


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
        }
    return shown


def _token(one: tokens.Token) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "created": to_json(one.created), "expires": to_json(one.expires)}
