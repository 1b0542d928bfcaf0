"""The world of a formula case in a database: the world in memory, brought over through the packages that own its parts.

Ids are allotted anew; `ids` gives the real one for each id that the case writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, update
from tests.records.conftest import KINDS

from vestnik.access.actor import SYSTEM
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.secrets import Secrets
from vestnik.definitions.values import Draft
from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.worlds import World
from vestnik.expressions.objects import ACCOUNT_FIELDS, AttributeInfo, TemplateInfo
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Ref, Value
from vestnik.records.accounts import Accounts
from vestnik.records.documents import Documents
from vestnik.records.loading import identity_map
from vestnik.records.objects import SqlObjects
from vestnik.records.store import Records
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.tables.records import account_group, group_member
from vestnik.storage.tables.records import record as record_table
from vestnik.storage.transaction import Transaction

ITEM, OTHER = "TekushayaZapis", "Prochee"
_FIXED = {"_Account", "(enums)"}
_TYPES = {"unknown": "text", "record": "record"}


class SqlWorld:
    """One case's world in an open transaction. template: of the current record."""

    def __init__(
        self, tx: Transaction, blobs: FolderBlobs, clock: FakeClock, context: Mapping[str, Any]
    ) -> None:
        self.tx, self.blobs, self.clock, self.context = tx, blobs, clock, context
        self.memory = worlds.build(context)
        self.real: dict[Ref, Ref] = {}
        self._variants: dict[tuple[Ref, Ref], Ref] = {}
        self._homes = self._find_homes()
        self._people()
        self._templates()
        self.records = Records(tx, SYSTEM, clock, on_event=lambda event: None)
        self._documents()
        self._rows()

    @property
    def world(self) -> World:
        """The case's world over the database."""
        scope, objects = self.memory.scope, SqlObjects(self.tx, SYSTEM, self.blobs)
        return World(
            replace(
                scope,
                objects=objects,
                item=self.real.get(scope.item) if scope.item else None,
                user=self.real.get(scope.user) if scope.user else None,
                variables={name: self._value(value) for name, value in scope.variables.items()},
            ),
            objects.schema,  # type: ignore[arg-type]
            self.memory.variables,
            {text: self.real.get(ref, ref) for text, ref in self.memory.ids.items()},
        )

    @property
    def template(self) -> str | None:
        """Of the current record."""
        item = self.memory.scope.item
        return self._homes.get(item) if item else None

    @property
    def _named(self) -> list[Ref]:
        """What the case names, the current record only where it says something of it."""
        unsaid = None if "item" in self.context else self.memory.scope.item
        return [ref for ref in self.memory.ids.values() if ref != unsaid]

    @property
    def _anywhere(self) -> str:
        """The template of records that are referred to and nowhere described."""
        return ITEM if "item" in self.context else OTHER

    def _find_homes(self) -> dict[Ref, str]:
        """The template of each record, by the name that it has in the database."""
        homes: dict[Ref, str] = {}
        for name in self.memory.schema.template_names():
            if name not in _FIXED and not (name == worlds.ITEM and "item" not in self.context):
                for ref in self._of(name):
                    homes[ref] = ITEM if name == worlds.ITEM else name
        # What is referred to and nowhere described is something, too.
        homes |= {ref: self._anywhere for ref in self._named if ref.kind == "rec" and ref not in homes}
        return homes

    def _of(self, template: str) -> list[Ref]:
        return list(self.memory.scope.objects.records(template))

    def _memory(self, ref: Ref, predicate: str) -> tuple[Value, ...]:
        return tuple(self.memory.scope.objects.values(ref, predicate))

    def _value(self, value: Value) -> Value:
        match value:
            case Ref():
                return self.real.get(value, value)
            case tuple():
                return tuple(self._value(item) for item in value)
            case Mapping():
                return {name: self._value(item) for name, item in value.items()}
        return value

    # People

    def _people(self) -> None:
        accounts = Accounts(self.tx, SYSTEM, self.clock)
        known = [*self._of("_Account"), *(r for r in self.memory.ids.values() if r.kind == "account")]
        for ref in dict.fromkeys(known):
            fields = {
                name: found[0] for name in ACCOUNT_FIELDS if (found := self._memory(ref, f"account:{name}"))
            }
            login = fields.pop("username", None) or f"user{ref.number}"
            for name in ("manager", "userGroupMembership", "isSystemAdministrator"):
                fields.pop(name, None)
            self.real[ref] = accounts.put(str(login), fields)[0].ref
        for ref in self._of("_Account"):
            if manager := self._memory(ref, "account:manager"):
                login = accounts.get(self.real[ref]).login
                accounts.put(login, {"manager": str(self._value(manager[0]))})
        groups = self._of("_AccountGroup")
        for ref in groups:
            self.real[ref] = Ref("group", self.tx.new_id("group"))
        for ref in groups:
            [name] = self._memory(ref, "account:groupName") or ("",)
            self.tx.execute(insert(account_group).values(id=self.real[ref].number, version=1, name=name))
            members = (*self._memory(ref, "account:groupUsers"), *self._memory(ref, "account:subGroups"))
            for position, member in enumerate(map(self._value, members)):
                assert isinstance(member, Ref)
                row = {
                    "group": self.real[ref].number,
                    "position": position,
                    "member": member.number,
                    "kind": member.kind,
                }
                self.tx.execute(insert(group_member).values(row))

    # Templates

    def _templates(self) -> None:
        infos = [
            info
            for info in map(self.memory.schema.template, self.memory.schema.template_names())
            if info and self._wanted(info)
        ]
        if not infos and not self._homes:
            return
        apps = sorted({info.app or "Prilozhenie" for info in infos} or {"Prilozhenie"})
        drafts = [Draft("app", app, {"title": app}) for app in apps]
        if OTHER in self._homes.values():
            drafts.append(Draft("template", OTHER, {"title": OTHER, "app": apps[0], "attributes": []}))
        drafts += [self._draft(info) for info in infos]
        Definitions(self.tx, KINDS, SYSTEM, self.clock, Secrets(bytes(32))).change(drafts)
        schema = SqlObjects(self.tx, SYSTEM, self.blobs).schema
        for info in infos:
            made = schema.template(self._name(info.name))
            assert made is not None
            for name, attribute in info.attributes.items():
                for variant, new in zip(attribute.variants, made.attributes[name].variants, strict=True):
                    self.real.setdefault(variant.id, new.id)
                    self._variants[attribute.id, variant.id] = new.id

    def _wanted(self, info: TemplateInfo) -> bool:
        """Not the system's own, nor those that a case names nothing of."""
        if info.name == worlds.ITEM:
            return "item" in self.context
        return info.name != "_Account" and (info.name != "(enums)" or bool(info.attributes))

    def _name(self, name: str) -> str:
        return {worlds.ITEM: ITEM, "(enums)": "Perechni"}.get(name, name)

    def _draft(self, info: TemplateInfo) -> Draft:
        attributes = [self._attribute(name, attribute) for name, attribute in info.attributes.items()]
        body = {"title": self._name(info.name), "app": info.app or "Prilozhenie", "attributes": attributes}
        return Draft("template", self._name(info.name), body)

    def _attribute(self, name: str, info: AttributeInfo) -> dict[str, Any]:
        made: dict[str, Any] = {
            "name": name,
            "title": name,
            "data_type": _TYPES.get(info.data_type, info.data_type),
        }
        if info.data_type in ("record", "account", "document"):
            made["multiple"] = info.multiple
        if info.data_type == "record":
            made["template"] = info.target or self._anywhere
        if info.data_type == "enum":
            made["variants"] = [
                {
                    "name": variant.name,
                    "ru": variant.name,
                    "icon": variant.icon,
                    "color": None if variant.color is None else f"#{variant.color:06x}",
                }
                for variant in info.variants
            ]
        return made

    # Data

    def _documents(self) -> None:
        documents = Documents(self.tx, SYSTEM, self.clock)
        for ref in [ref for ref in self.memory.ids.values() if ref.kind == "doc"]:
            revisions = self._memory(ref, "document:currentRevision")
            name = next(iter(self._memory(revisions[0], "revision:name")), "файл") if revisions else "файл"  # type: ignore[arg-type]
            self.real[ref] = documents.create(self.blobs.put([b"x"]), str(name))
            if revisions:
                self.real[revisions[0]] = documents.current(self.real[ref]).ref  # type: ignore[index]

    def _rows(self) -> None:
        for ref, template in self._homes.items():
            self.real[ref] = self.records.create(template, {})
        for ref, template in self._homes.items():
            info = self.memory.schema.template(worlds.ITEM if template == ITEM else template)
            if info is None:
                continue
            values = {name: self._stored(ref, attribute) for name, attribute in info.attributes.items()}
            self.records.change(self.real[ref], values)
            if self._memory(ref, "system:isDisabled") == (True,):
                self.records.archive(self.real[ref])
            for name, column in (("creationDate", "created"), ("creator", "creator")):
                for given in self._memory(ref, f"system:{name}"):
                    self._set(ref, column, self._value(given))

    def _set(self, ref: Ref, column: str, value: Value) -> None:
        stored = value.number if isinstance(value, Ref) else value
        self.tx.execute(
            update(record_table).where(record_table.c.id == self.real[ref].number).values({column: stored})
        )
        identity_map(self.tx).clear()

    def _stored(self, ref: Ref, attribute: AttributeInfo) -> Value:
        given = self._memory(ref, attribute.predicate)
        if attribute.data_type == "enum":
            given = tuple(self._variants[attribute.id, value] for value in given if isinstance(value, Ref))
        values = tuple(map(self._value, given))
        if attribute.data_type == "unknown":
            values = tuple(
                str(value) for value in values if isinstance(value, (str, Decimal, bool, datetime))
            )
        return values if attribute.multiple else values[0] if values else None
