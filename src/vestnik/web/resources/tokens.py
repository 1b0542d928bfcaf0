"""Bearer tokens of programs (`/tokens`): one's own; an administrator also sees, makes and ends those of others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from vestnik.access import tokens
from vestnik.access.rights import Right, allowed
from vestnik.kernel.problem import Forbidden, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, to_json
from vestnik.records.accounts import Accounts
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.moments import AsMoment
from vestnik.web.shapes import ERRORS, Login, Moment, Paged, Shape

router = APIRouter(prefix="/tokens", tags=["tokens"], route_class=ExactRoute, responses=ERRORS)


class NewToken(Shape):
    """What a token is for, and until when it works; for ever without `expires`. login: whose; one's own without it."""

    name: Annotated[str, Field(min_length=1, max_length=128, examples=["nightly import"])]
    expires: Annotated[datetime | None, AsMoment, Field(examples=["2027-01-01T00:00:00Z"])] = None
    login: Annotated[str | None, Field(max_length=128, examples=[None])] = None


class TokenShape(Shape):
    """A token without its value."""

    id: Annotated[int, Field(examples=[3])]
    login: Login
    name: Annotated[str, Field(examples=["nightly import"])]
    created: Moment
    expires: Moment | None
    expired: bool


class MadeTokenShape(TokenShape):
    """A token with its value, which is shown this once."""

    token: Annotated[str, Field(examples=["vst_Zb1kX0uQ"])]


class AlreadyOver(Refused):
    code = "expires_in_the_past"
    text = Text("Срок действия уже прошёл", "That time is over already")


class NotYours(Forbidden):
    text = Text("Управлять токенами других может администратор", "Tokens of others are an administrator's")


@router.get("", response_model=Paged[TokenShape])
def list_tokens(
    call: Caller, login: Annotated[str | None, Query(max_length=128)] = None, all: bool = False
) -> Response:
    """One's own tokens; those of `login`, or all, for an administrator."""
    with call.system.db.read() as tx:
        if all:
            call.require(Right.ADMINISTER)
        found = tokens.listed(tx, None if all else _account(call, tx, login))
        items = _shown(call, tx, found)
    return Reply({"items": items, "next": None})


@router.post("", status_code=201, response_model=MadeTokenShape)
def create_token(given: NewToken, call: Caller) -> Response:
    """Make a token; its value is in this answer and nowhere else."""
    now = call.system.clock.now()
    if given.expires is not None and given.expires <= now:
        raise AlreadyOver(path=("expires",))
    with call.system.db.write() as tx:
        made, value = tokens.create(tx, _account(call, tx, given.login), given.name, now, given.expires)
        [shown] = _shown(call, tx, [made])
    return Reply(shown | {"token": value}, 201)


@router.delete("/{id}", status_code=204)
def revoke_token(id: Annotated[int, Path(ge=1, le=2**62)], call: Caller) -> Response:
    """End a token at once."""
    call.require(Right.USE)
    with call.system.db.write() as tx:
        owner = None if allowed(call.actor, Right.ADMINISTER) else _account(call, tx, None)
        tokens.revoke(tx, id, owner)
    return Response(status_code=204)


def _account(call: Call, tx: Transaction, login: str | None) -> int:
    """The account whose tokens are meant.

    Raises:
        NotYours: somebody else's, and the caller is no administrator.
    """
    call.require(Right.USE)
    assert call.actor.account is not None
    if login is None or login.casefold() == call.actor.login.casefold():
        return call.actor.account.number
    if not allowed(call.actor, Right.ADMINISTER):
        raise NotYours
    return Accounts(tx, call.actor, call.system.clock).by_login(login).ref.number


def _shown(call: Call, tx: Transaction, found: Iterable[tokens.Token]) -> list[dict[str, Any]]:
    rows = list(found)
    refs = {one.account: Ref("account", one.account) for one in rows}
    accounts = Accounts(tx, call.actor, call.system.clock).many(refs.values())
    now = call.system.clock.now()
    return [
        {
            "id": one.id,
            "login": accounts[refs[one.account]].login if refs[one.account] in accounts else "",
            "name": one.name,
            "created": to_json(one.created),
            "expires": to_json(one.expires),
            "expired": one.expires is not None and one.expires <= now,
        }
        for one in rows
    ]
