"""`vestnik user`: accounts that sign in."""

from __future__ import annotations

import contextlib
from typing import Annotated

import typer

from vestnik.access import credentials
from vestnik.access.actor import ROLES, SYSTEM, Role
from vestnik.cli.options import Data, settings
from vestnik.cli.output import say
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.records.accounts import Accounts
from vestnik.runtime.system import System

users = typer.Typer(help="Accounts that sign in.", no_args_is_help=True)


class RoleUnknown(Refused):
    code = "unknown_role"
    text = Text("Роли: {known}; нет роли «{given}»", "There are the roles {known}, none called '{given}'")


_CREATED = Text("{login}: создан, роли {roles}", "{login}: created, roles {roles}")
_CHANGED = Text("{login}: изменён, роли {roles}", "{login}: changed, roles {roles}")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(users, name="user")


@users.command()
def add(
    login: Annotated[str, typer.Argument(help="User name.")],
    name: Annotated[str, typer.Option(help="Full name.")] = "",
    mbox: Annotated[str, typer.Option(help="E-mail address.")] = "",
    role: Annotated[
        list[str] | None, typer.Option(help="administrator, builder or user; may be repeated.")
    ] = None,
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            envvar="VESTNIK_USER_PASSWORD",
            help="Asked for when not given.",
        ),
    ] = "",
    data: Data = None,
) -> None:
    """Create or change an account and let it sign in."""
    roles = [_role(given) for given in role or ["user"]]
    system = System.open(settings(data=data), migrate=True)
    with contextlib.closing(system), system.db.write() as tx:
        fields = {key: value for key, value in (("fullName", name), ("mbox", mbox)) if value}
        made, created = Accounts(tx, SYSTEM, system.clock).put(login, fields)
        credentials.set_password(tx, made.ref.number, password)
        credentials.set_roles(tx, made.ref.number, roles)
    say(_CREATED if created else _CHANGED, login=login, roles=", ".join(roles))


def _role(given: str) -> Role:
    for role in ROLES:
        if role == given:
            return role
    raise RoleUnknown(known=", ".join(ROLES), given=given)
