"""The vectors of N3 over the SQL store, on both engines (spec/contract.md 8).

The fixture is brought into a database through the packages that own its parts. Ids are allotted anew, so cases are
translated on the way in and results on the way out. Roles, tasks and processes have no store yet.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from tests.records.conftest import KINDS

from vestnik.access.actor import SYSTEM, Actor
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.secrets import Secrets
from vestnik.definitions.values import Draft
from vestnik.expressions.cases.files import read_cases
from vestnik.expressions.cases.n3 import fits
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.scope import Limits, Scope
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.durations import parse_duration
from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Content, Ref, Value, as_list, number
from vestnik.records.accounts import Accounts
from vestnik.records.documents import Documents
from vestnik.records.objects import SqlObjects
from vestnik.records.schema import SqlSchema
from vestnik.records.store import Records
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.tables.records import account_group, document, group_member
from vestnik.storage.transaction import Transaction

VECTORS = Path(__file__).parents[2] / "vectors"
CASES: list[dict[str, Any]] = [
    case for name in ("n3-cases.yaml", "own/n3.yaml") for case in read_cases(VECTORS / name)
]

NO_STORE = {
    "role-members",
    "task-of-record",
    "own-tasks",
    "own-tasks-in-progress",
    "own-processes",
    "own-to-qname",  # ids are allotted by the database
}
"""Cases over parts that no package stores yet."""

_ID = re.compile(r"\b[a-z]+\.[0-9]+\b")


class _Undone(Exception):
    """Leaves a transaction without a trace."""


class SqlWorld:
    """The fixture in a database, and the way between its ids and the real ones."""

    def __init__(self, db: Database, blobs: FolderBlobs, fixture: Mapping[str, Any]) -> None:
        self.db, self.blobs, self.fixture = db, blobs, fixture
        self.real: dict[str, Ref] = {}
        self.clock = FakeClock(datetime(2025, 3, 10, 8, 30, tzinfo=UTC))
        with db.write() as tx:
            self._people(tx)
        self.actor = Actor(self.real["account.1"], "ivanov", frozenset(("administrator",)))
        with db.write() as tx:
            self._templates(tx)
        with db.write() as tx:
            self._name_parts(SqlSchema.of(tx))
            self._documents(tx)
        self._records()

    def _people(self, tx: Transaction) -> None:
        accounts = Accounts(tx, SYSTEM, self.clock)
        for text, given in self.fixture["accounts"].items():
            fields = {
                k: v for k, v in given.items() if k not in ("username", "manager", "isSystemAdministrator")
            }
            self.real[text] = accounts.put(given["username"], fields)[0].ref
        for given in self.fixture["accounts"].values():
            if manager := given.get("manager"):
                accounts.put(given["username"], {"manager": str(self.real[manager])})
        for text in self.fixture["groups"]:
            self.real[text] = Ref("group", tx.new_id("group"))
        for text, given in self.fixture["groups"].items():
            group = self.real[text].number
            tx.execute(insert(account_group).values(id=group, version=1, name=given["groupName"]))
            members = [*given.get("groupUsers", ()), *given.get("subGroups", ())]
            for position, member in enumerate(members):
                ref = self.real[member]
                row = {"group": group, "position": position, "member": ref.number, "kind": ref.kind}
                tx.execute(insert(group_member).values(row))

    def _templates(self, tx: Transaction) -> None:
        apps = {given["solution"] for given in self.fixture["templates"].values()}
        drafts = [Draft("app", app, {"title": app}) for app in apps]
        for name, given in self.fixture["templates"].items():
            attributes = [
                self._attribute(attribute, said)
                for attribute, said in given["attributes"].items()
                if not attribute.startswith("_")
            ]
            drafts.append(
                Draft("template", name, {"title": name, "app": given["solution"], "attributes": attributes})
            )
        Definitions(tx, KINDS, self.actor, self.clock, Secrets(bytes(32))).change(drafts)

    def _attribute(self, name: str, said: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {"name": name, "title": name, "data_type": said["type"].lower()}
        if said["type"] in ("account", "document", "record"):
            made["multiple"] = bool(said.get("multi"))
        if said["type"] == "record":
            made["template"] = said["template"]
        if said["type"] == "enum":
            made["variants"] = [
                {"name": variant["alias"], **variant["text"]}
                for variant in self.fixture["enums"][said["enum"]].values()
            ]
        return made

    def _name_parts(self, schema: SqlSchema) -> None:
        for name, given in self.fixture["templates"].items():
            info = schema.template(name)
            assert info is not None
            self.real[given["id"]] = info.id
            for attribute, said in given["attributes"].items():
                if attribute not in info.attributes:
                    continue
                self.real[said["id"]] = info.attributes[attribute].id
                for variant in info.attributes[attribute].variants:
                    listed = self.fixture["enums"][said["enum"]]
                    text = next(text for text, one in listed.items() if one["alias"] == variant.name)
                    self.real[text] = variant.id

    def _documents(self, tx: Transaction) -> None:
        documents = Documents(tx, self.actor, self.clock)
        for text, given in self.fixture["documents"].items():
            revisions = [(one, self.fixture["revisions"][one]) for one in given["revisions"]]
            for index, (one, said) in enumerate(revisions):
                content = self.blobs.put([base64.b64decode(said["content"])])
                if index == 0:
                    self.real[text] = documents.create(content, said["name"])
                else:
                    documents.add_revision(self.real[text], content, said["name"])
                self.real[one] = documents.current(self.real[text]).ref
            if not revisions:
                self.real[text] = self._empty_document(tx)

    def _empty_document(self, tx: Transaction) -> Ref:
        made = Ref("doc", tx.new_id("doc"))
        known = {"id": made.number, "title": "", "current": None, "created": self.clock.now()}
        known["creator"] = self.real["account.1"].number
        tx.execute(insert(document).values({k: v for k, v in known.items() if k in document.c}))
        return made

    def _records(self) -> None:
        for text, given in self.fixture["records"].items():
            creator = self.real[given.get("_creator", "account.1")]
            if created := given.get("_creationDate"):
                self.clock.advance(datetime.fromisoformat(created) - self.clock.now())
            actor = Actor(creator, "x", frozenset(("administrator",)))
            with self.db.write() as tx:
                self.real[text] = Records(tx, actor, self.clock, on_event=lambda event: None).create(
                    given["template"], {}
                )
        with self.db.write() as tx:
            records = Records(tx, self.actor, self.clock, on_event=lambda event: None)
            for text, given in self.fixture["records"].items():
                attributes = self.fixture["templates"][given["template"]]["attributes"]
                values = {
                    name: self._typed(attributes[name], value)
                    for name, value in given.items()
                    if name != "template" and not name.startswith("_")
                }
                records.change(self.real[text], values)
                if given.get("_isDisabled"):
                    records.archive(self.real[text])

    def _typed(self, said: Mapping[str, Any], given: Any) -> Value:
        if isinstance(given, list):
            return tuple(self._typed(said, item) for item in given)
        match said["type"]:
            case "dateTime":
                return datetime.fromisoformat(given)
            case "duration":
                return parse_duration(given)
            case "number":
                return number(repr(given))
            case "text" | "boolean":
                kept: Value = given
                return kept
        return self.real[given]

    # Cases

    def value(self, given: Any) -> Value:
        """A value of a case with real ids."""
        match given:
            case str():
                return self.real.get(given, given)
            case bool() | None:
                return given
            case list():
                return tuple(map(self.value, given))
            case Mapping():
                return {name: self.value(part) for name, part in given.items()}
        return number(repr(given))

    def shown(self, value: Any) -> Any:
        """A result with the fixture's ids."""
        if isinstance(value, Ref):
            value = str(value)
        if isinstance(value, str):
            back = {str(ref): text for text, ref in self.real.items()}
            return _ID.sub(lambda found: back.get(found[0], found[0]), value)
        if isinstance(value, tuple):
            return tuple(self.shown(item) for item in value)
        if isinstance(value, Mapping):
            return {name: self.shown(part) for name, part in value.items()}
        return value

    def fails(self, case: Mapping[str, Any]) -> str | None:
        """None when a case gives what it says, else what it gave."""
        outcome: list[str | None] = []
        try:
            with self.db.write() as tx:
                outcome.append(self._run(tx, case))
                raise _Undone
        except _Undone:
            return outcome[0]

    def _run(self, tx: Transaction, case: Mapping[str, Any]) -> str | None:
        objects = SqlObjects(tx, self.actor, self.blobs)
        session = {**self.fixture["session"], **case.get("session", {})}
        effects = _Effects(Documents(tx, self.actor, self.clock), {k: self.value(v) for k, v in (case.get("variables") or {}).items()})  # fmt: skip
        scope = Scope(
            objects,
            now=datetime.fromisoformat(session["requestTime"]),
            item=self.real[case["item"]] if case.get("item") else None,
            user=self.real[case.get("user", session["currentUser"])],
            origin=self.real[case["origin"]] if case.get("origin") else None,
            variables=effects.variables,
            app_variables={("Pochta", "SupportAddress"): "support@example.org"},
            selected=tuple(self.real[text] for text in case.get("selected") or ()),
            zone=ZoneInfo(session["timeZone"]),
            base_uri=self.fixture["configuration"]["baseUri"],
            limits=Limits(seconds=20),
            effects=effects,
        )
        try:
            query = compile_n3(
                case["n3"],
                objects.schema,
                input_bound=scope.item is not None,
                output=case.get("output", "value"),
                effects_allowed=True,
            )
            found = self.shown(query.values(scope))
        except Invalid as error:
            found, kind = None, error.problem.code
        except ExpressionFault as fault:
            found, kind = None, fault.kind
        else:
            kind = None
        if "error" in case:
            return None if kind == case["error"] else f"{kind or found}"
        if kind or not fits(found, case.get("expect"), objects):
            return f"{kind or found}"
        left = self.shown(effects.variables)
        return None if "effects" not in case or fits(left, case["effects"], objects) else f"variables {left}"


class _Effects:
    def __init__(self, documents: Documents, variables: dict[str, Value]) -> None:
        self._documents, self.variables = documents, variables

    def attach(self, content: bytes | Content, filename: str) -> Ref:
        assert isinstance(content, bytes)
        return self._documents.create(Content("0" * 64, len(content)), filename)

    def set_variable(self, name: str, value: Value) -> None:
        self.variables = {**self.variables, name: value}

    def add_to_variable(self, name: str, value: Value) -> None:
        self.variables = {**self.variables, name: (*as_list(self.variables.get(name)), value)}

    def clear_variable(self, name: str) -> None:
        self.variables = {known: value for known, value in self.variables.items() if known != name}


def test_the_vectors_hold_over_the_sql_store(
    db: Database, blobs: FolderBlobs, fixture: Mapping[str, Any]
) -> None:
    world = SqlWorld(db, blobs, fixture)
    run = [case for case in CASES if case["id"] not in NO_STORE]
    failed = {case["id"]: got for case in run if (got := world.fails(case)) is not None}
    assert failed == {}
    assert len(run) == len(CASES) - len(NO_STORE)
