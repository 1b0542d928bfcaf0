"""Accounts: people who act and who receive letters (spec/records.md 3). Everybody reads them, administrators write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Row, delete, exists, insert, or_, select, update

from vestnik.access import credentials
from vestnik.access.actor import SYSTEM, Actor
from vestnik.access.rights import Right, require
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import Invalid, did_you_mean, nearest
from vestnik.kernel.validation import problems_of
from vestnik.kernel.values import Ref
from vestnik.records.account import (
    COLUMNS,
    Account,
    AccountFields,
    AccountMissing,
    AccountStale,
    AccountTaken,
    AccountUsed,
    ManagerLoop,
)
from vestnik.records.loading import batches
from vestnik.records.visibility import visible_accounts
from vestnik.storage.many import among, listed
from vestnik.storage.paging import DEFAULT_LIMIT, Page, check_limit, contains, read_cursor, write_cursor
from vestnik.storage.tables.records import account, document, group_member, link, record
from vestnik.storage.transaction import Transaction

__all__ = ["COLUMNS", "Account", "Accounts", "account_of", "existing_accounts"]

SUGGESTED_FROM = 1000
"""Logins that are looked through for the nearest name."""


def account_of(tx: Transaction, actor: Actor, clock: Clock) -> int:
    """The id of the acting account. The system's account «Система» is made when it first acts; nobody signs in with it."""
    if actor.account is not None:
        return actor.account.number
    if "records.system" not in tx.cache:
        found = tx.execute(select(account.c.id).where(account.c.login == SYSTEM.login)).scalar()
        tx.cache["records.system"] = found or _make_system(tx, clock)
    return int(tx.cache["records.system"])


def existing_accounts(tx: Transaction, actor: Actor, refs: Iterable[Ref]) -> set[Ref]:
    """Those of several accounts that exist and that the actor may see."""
    found: set[Ref] = set()
    for batch in batches([ref.number for ref in refs]):
        query = select(account.c.id).where(account.c.id.in_(batch), visible_accounts(actor))
        found |= {Ref("account", number) for number in tx.execute(query).scalars()}
    return found


class Accounts:
    """Accounts as one transaction and actor sees them."""

    def __init__(self, tx: Transaction, actor: Actor, clock: Clock) -> None:
        self._tx, self._actor, self._clock = tx, actor, clock

    def put(
        self, login: str, given: Mapping[str, Any], expected_version: int | None = None
    ) -> tuple[Account, bool]:
        """Create the account of that login or change the given fields of it; whether it is new.

        expected_version: 0 for an account that must not be there yet.

        Raises:
            Invalid: fields that will not do, all of them.
            AccountTaken: login or address belong to somebody else.
            AccountStale: `expected_version` is not the present one.
        """
        require(self._actor, Right.ADMINISTER)
        held = self.find(login)
        current = held.version if held else 0
        if expected_version is not None and expected_version != current:
            raise AccountStale(what=login, yours=expected_version, current=current)
        row = self._checked({"username": login, **given} if held is None else given)
        self._refuse_taken(row, held)
        self._tx.cache.pop("records.rows", None)
        if held is None:
            return self._insert(row), True
        if any(held.fields[name] != self._shown(row, name) for name in COLUMNS if COLUMNS[name] in row):
            self._update(held, row)
        return self.get(held.ref), False

    def find(self, login: str) -> Account | None:
        """The account of that login in any case, None when there is none."""
        query = select(account).where(account.c.login == login.casefold(), visible_accounts(self._actor))
        row = self._tx.execute(query).first()
        return _account(row) if row else None

    def by_login(self, login: str) -> Account:
        """The account of that login.

        Raises:
            AccountMissing: with the nearest login.
        """
        if found := self.find(login):
            return found
        logins = select(account.c.username).where(visible_accounts(self._actor)).limit(SUGGESTED_FROM)
        suggestion = nearest(login, self._tx.execute(logins).scalars().all())
        raise AccountMissing(what=login[:80], hint=did_you_mean(suggestion), suggestion=suggestion)

    def get(self, ref: Ref) -> Account:
        """The account of that id.

        Raises:
            AccountMissing: there is none.
        """
        found = self.many([ref])
        if ref not in found:
            raise AccountMissing(what=ref, hint="")
        return found[ref]

    def many(self, refs: Iterable[Ref]) -> dict[Ref, Account]:
        """Several accounts at once; missing ones are left out."""
        found: dict[Ref, Account] = {}
        for batch in batches([ref.number for ref in refs if ref.kind == "account"]):
            query = select(account).where(account.c.id.in_(batch), visible_accounts(self._actor))
            for row in self._tx.execute(query):
                found[Ref("account", row.id)] = _account(row)
        return found

    def list(
        self,
        q: str = "",
        cursor: str | None = None,
        limit: int = DEFAULT_LIMIT,
        *,
        active: bool | None = None,
        of: Collection[Ref] | None = None,
    ) -> Page[Account]:
        """Accounts by login, in pages.

        q: text that login, name, address or department contain, in any case. of: only these; None: any.
        """
        query = select(account).where(visible_accounts(self._actor))
        query = query.order_by(account.c.login).limit(check_limit(limit) + 1)
        if q:
            query = query.where(account.c.search.like(contains(q), escape="\\"))
        if active is not None:
            query = query.where(account.c.active.is_(active))
        given: dict[str, Any] = {}
        if of is not None:
            query = query.where(among(self._tx.dialect, account.c.id))
            given["ids"] = listed(self._tx.dialect, [ref.number for ref in of])
        if cursor is not None:
            query = query.where(account.c.login > read_cursor(cursor, str)[0])
        found = [_account(row) for row in self._tx.execute(query, given)]
        more = write_cursor(found[limit - 1].login.casefold()) if len(found) > limit else None
        return Page(tuple(found[:limit]), more)

    def delete(self, ref: Ref) -> None:
        """Remove an account that nothing refers to, with its password and tokens.

        Raises:
            AccountUsed: deactivate it instead.
        """
        require(self._actor, Right.ADMINISTER)
        held = self.get(ref)
        uses = (
            exists().where(link.c.target == ref.number),
            exists().where(record.c.creator == ref.number),
            exists().where(document.c.creator == ref.number),
            exists().where(account.c.manager == ref.number),
        )
        if self._tx.execute(select(or_(*uses))).scalar_one():
            raise AccountUsed(login=held.login)
        credentials.remove(self._tx, ref.number)
        self._tx.execute(delete(group_member).where(group_member.c.member == ref.number))
        self._tx.execute(delete(account).where(account.c.id == ref.number))
        self._tx.cache.pop("records.rows", None)

    def _checked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The columns to write."""
        try:
            fields = AccountFields.model_validate(given)
        except ValidationError as error:
            raise Invalid(problems_of(error, AccountFields)) from None
        row = {COLUMNS[name]: getattr(fields, name) for name in fields.model_fields_set}
        if row.get("manager"):
            row["manager"] = self.get(Ref.parse(row["manager"])).ref.number
        if "username" in row:
            row["login"] = row["username"].casefold()
        if "mbox" in row:
            row["mbox_folded"] = row["mbox"].casefold() if row["mbox"] else None
        return row

    def _refuse_taken(self, row: Mapping[str, Any], held: Account | None) -> None:
        if held and row.get("manager") == held.ref.number:
            raise ManagerLoop(path=("manager",))
        if row.get("login") == SYSTEM.login and (held is None or held.login != SYSTEM.login):
            raise AccountTaken(value=row["username"], login="Система", path=("username",))
        for column, shown in (("login", "username"), ("mbox_folded", "mbox")):
            if not row.get(column):
                continue
            query = select(account.c.id, account.c.username).where(account.c[column] == row[column])
            other = self._tx.execute(query).first()
            if other is not None and (held is None or other.id != held.ref.number):
                raise AccountTaken(value=row[shown], login=other.username, path=(shown,))

    def _insert(self, row: dict[str, Any]) -> Account:
        number = self._tx.new_id("account")
        now = self._clock.now()
        whole = {"full_name": "", "active": True, **row}
        self._tx.execute(
            insert(account).values(
                **whole, id=number, search=_search(whole), version=1, created=now, changed=now
            )
        )
        return self.get(Ref("account", number))

    def _update(self, held: Account, row: dict[str, Any]) -> None:
        whole = {column: held.fields[name] for name, column in COLUMNS.items()} | row
        where = (account.c.id == held.ref.number, account.c.version == held.version)
        changes = {**row, "search": _search(whole), "version": held.version + 1, "changed": self._clock.now()}
        if not self._tx.execute(update(account).where(*where).values(changes)).rowcount:
            raise AccountStale(what=held.login, yours=held.version, current=held.version + 1)

    def _shown(self, row: Mapping[str, Any], name: str) -> Any:
        value = row[COLUMNS[name]]
        return Ref("account", value) if name == "manager" and value else value


def _account(row: Row[Any]) -> Account:
    fields = {name: row._mapping[column] for name, column in COLUMNS.items()}
    fields["manager"] = Ref("account", row.manager) if row.manager else None
    return Account(Ref("account", row.id), row.version, fields, row.created)


def _search(row: Mapping[str, Any]) -> str:
    shown = (row.get(column) for column in ("username", "full_name", "mbox", "department"))
    return "\n".join(str(value) for value in shown if value).casefold()


def _make_system(tx: Transaction, clock: Clock) -> int:
    number, now = tx.new_id("account"), clock.now()
    row = {"username": SYSTEM.login, "login": SYSTEM.login, "full_name": "Система", "active": True}
    tx.execute(
        insert(account).values(**row, id=number, version=1, search=_search(row), created=now, changed=now)
    )
    return number
