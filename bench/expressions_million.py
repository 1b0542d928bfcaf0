"""Expressions over 1,000,000 records in SQLite: those of the worked example, filters, counts."""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from bench.report import Report
from sqlalchemy import text as sql

from vestnik.access.actor import SYSTEM
from vestnik.definitions.app import AppKind
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Kinds
from vestnik.definitions.secrets import Secrets
from vestnik.definitions.values import Draft
from vestnik.expressions.formula import compile_formula
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.n3.namespaces import PREFIXES
from vestnik.expressions.scope import Limits, Scope
from vestnik.kernel.clock import SystemClock
from vestnik.kernel.values import Ref
from vestnik.records.accounts import Accounts
from vestnik.records.documents import Documents
from vestnik.records.kind import TemplateKind
from vestnik.records.objects import SqlObjects
from vestnik.records.schema import SqlSchema
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.tables.types import sortable
from vestnik.storage.transaction import Transaction

ONLY_BY_NAME = True
SECONDS = 400
RECORDS = 1_000_000
FILTERED = 5_000
"""Rows of the smaller template, for the filter that is compared with the same as SQL."""
ROUNDS = 300

_PREFIX = "".join(
    f"@prefix {name}: <{PREFIXES[name]}>.\n" for name in ("object", "document", "account", "math", "assert")
)
_ATTACHMENT = '("Elpisma" "Vlozhenie") object:findProperty ?a. ?item ?a ?v. ?v document:currentRevision ?d. '
FORMULAS = {
    "formula_address": "$Poluchatel->mbox",
    "formula_full_name": "$Poluchatel->fullName",
    "formula_file_name": "$Vlozhenie->currentRevision->revisionFilename",
}
N3 = {
    "n3_name": _ATTACHMENT + "?d document:name ?value.",
    "n3_extension": _ATTACHMENT + "?d document:revisionExtension ?value.",
    "n3_content": _ATTACHMENT + "?d document:content ?value.",
}
_SUM = '("Zatraty" "Summa") object:findProperty ?p. '
FILTERS = {
    f"filter of {FILTERED} rows": _SUM + "?value ?p ?s. ?s math:greaterThan 4000.",
    f"filter of {FILTERED} rows, values read": _SUM + "?x ?p ?value. ?value math:greaterThan 4000.",
    f"count of {FILTERED} rows": _SUM + "{ ?r ?p ?s. ?s math:greaterThan 4000 } assert:count ?value.",
}
_LETTERS = '("Elpisma" "Tema") object:findProperty ?t. ("Elpisma" "Poluchatel") object:findProperty ?p. '
ROWS = (
    "COUNT(from a in db->Zatraty where a->Summa > 4000 select a->id)",
    'COUNT(from a in db->Elpisma where a->Tema == "Тема 77" select a->id)',
)
WHOLE = {
    "count of all letters": _LETTERS + "{ ?x ?t ? } assert:count ?value.",
    "letters by subject and recipient": _LETTERS
    + '?a account:username "user77". ?value ?t "Тема 77". ?value ?p ?a.',
}


def run(report: Report) -> None:
    """Take the figures."""
    with tempfile.TemporaryDirectory() as folder:
        here = _World(Path(folder), report.count(RECORDS, 10_000))
        with closing(here.db):
            begun = perf_counter()
            here.fill()
            report.add("million_records_built_s", perf_counter() - begun, f"s: {here.records:,} records made")
            here.warm()
            for name, text in (*FORMULAS.items(), *N3.items()):
                _worked_example(report, here, name, text)
            _filters(report, here)


class _World:
    def __init__(self, folder: Path, records: int) -> None:
        self.records = records
        self.file = folder / "vestnik.db"
        self.db = Database.open(None, folder)
        self.db.create_schema()
        self.blobs = FolderBlobs(folder / "blobs")
        self.first = 0

    def fill(self) -> None:
        """Templates, people and files through the packages that own them; records in bulk, past everything."""
        clock, kinds = SystemClock(), Kinds([AppKind(lambda author: None), TemplateKind()])
        with self.db.write() as tx:
            people = [
                Accounts(tx, SYSTEM, clock)
                .put(f"user{n}", {"fullName": f"Имя {n}", "mbox": f"u{n}@example.org"})[0]
                .ref
                for n in range(100)
            ]
            content = self.blobs.put([b"%PDF-1.4"])
            documents = [
                Documents(tx, SYSTEM, clock).create(content, f"Договор {n}.pdf") for n in range(1_000)
            ]
            attributes = [("Tema", "text"), ("Poluchatel", "account"), ("Vlozhenie", "document")]
            templates = {"Elpisma": attributes, "Zatraty": [("Summa", "number")]}
            Definitions(tx, kinds, SYSTEM, clock, Secrets(bytes(32))).change(
                [
                    Draft(
                        "template",
                        name,
                        {
                            "title": name,
                            "attributes": [{"name": a, "title": a, "data_type": t} for a, t in rows],
                        },
                    )
                    for name, rows in templates.items()
                ]
            )
        with self.db.write() as tx:
            schema = SqlSchema.of(tx)
            self.first = tx.new_ids("rec", self.records, schema.shape("Elpisma").id)[0]
            costs = tx.new_ids("rec", FILTERED, schema.shape("Zatraty").id)
        self._insert(schema, people, documents, costs)
        with self.db.write() as tx:
            tx.execute(sql("ANALYZE"), writes=True)

    def _insert(self, schema: SqlSchema, people: list[Ref], documents: list[Ref], costs: list[int]) -> None:
        letters, money = schema.shape("Elpisma"), schema.shape("Zatraty")
        theme, to, file = (letters.attributes[name].id for name in ("Tema", "Poluchatel", "Vlozhenie"))
        amount = money.attributes["Summa"].id
        many = letters.attributes["Vlozhenie"].info.multiple
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        with closing(sqlite3.connect(self.file)) as db, db:
            db.execute("PRAGMA synchronous=OFF")
            sample = db.execute("SELECT created FROM account LIMIT 1").fetchone()
            now = sample[0] if sample else now
            numbers = range(self.first, self.first + self.records)

            def data(number: int) -> str:
                document = {"$ref": str(documents[number % 1_000])}
                person = {"$ref": str(people[number % 100])}
                values = {theme: f"Тема {number % 5_000}", to: person, file: [document] if many else document}
                return json.dumps(values, ensure_ascii=False)

            insert = f"INSERT INTO record VALUES (?, ?, 1, ?, {people[0].number}, ?, ?, 0)"
            db.executemany(insert, ((n, letters.id, data(n), now, now) for n in numbers))
            db.executemany(
                f"INSERT INTO {letters.table.name} (id, a{theme}) VALUES (?, ?)",
                ((n, f"Тема {n % 5_000}") for n in numbers),
            )
            links = ((to, n, people[n % 100].number) for n in numbers)
            db.executemany(
                "INSERT INTO link (attribute, source, position, target) VALUES (?, ?, 0, ?)", links
            )
            links = ((file, n, documents[n % 1_000].number) for n in numbers)
            db.executemany(
                "INSERT INTO link (attribute, source, position, target) VALUES (?, ?, 0, ?)", links
            )
            rows = (
                (n, money.id, json.dumps({amount: {"$num": str(i)}}), now, now) for i, n in enumerate(costs)
            )
            db.executemany(insert, rows)
            db.executemany(
                f"INSERT INTO {money.table.name} (id, a{amount}) VALUES (?, ?)",
                ((n, sortable(Decimal(i))) for i, n in enumerate(costs)),
            )

    def scope(self, tx: Transaction, item: int | None) -> Scope:
        objects = SqlObjects(tx, SYSTEM, self.blobs)
        ref = None if item is None else Ref("rec", item)
        return Scope(
            objects,
            now=datetime.now(UTC),
            item=ref,
            zone=ZoneInfo("Europe/Moscow"),
            limits=Limits(seconds=60),
        )

    def warm(self) -> None:
        """The schema and the grammars are read once for all."""
        with self.db.read() as tx:
            schema = self.scope(tx, None).objects.schema
            compile_formula("1", schema, None)
            compile_n3("{ 1 -> ?value }", schema, effects_allowed=False)


def _worked_example(report: Report, here: _World, name: str, text: str) -> None:
    """Of a record that the run has read already (a button's scenario has), and of one that nobody has."""
    numbers = random.Random(7).sample(range(here.first, here.first + here.records), min(ROUNDS, here.records))
    read, unread = [], []
    for number in numbers:
        with here.db.read() as tx:
            scope = here.scope(tx, number)
            schema = scope.objects.schema
            if name.startswith("formula"):
                evaluate: Callable[[Scope], object] = compile_formula(text, schema, "Elpisma").evaluate
            else:
                evaluate = compile_n3(f"{_PREFIX}{{ {text} }}", schema, effects_allowed=False).values
            begun = process_time()
            assert evaluate(scope)
            unread.append(process_time() - begun)
            begun = process_time()
            evaluate(scope)
            read.append(process_time() - begun)
    budget = "50" if name.startswith("formula") else "200"
    for figure, taken, what in (
        ("", read, "its record read"),
        ("_unread", unread, "in a transaction that has read nothing yet"),
    ):
        report.add(
            f"million_{name}{figure}_cpu_us", median(taken) * 1e6, f"µs: compiled, {what}", budget=budget
        )


def _filters(report: Report, here: _World) -> None:
    for index, (name, goals) in enumerate((*FILTERS.items(), *WHOLE.items())):
        with here.db.read() as tx:
            scope = here.scope(tx, None)
            query = compile_n3(
                f"{_PREFIX}{{ {goals} }}", scope.objects.schema, input_bound=False, effects_allowed=False
            )
            begun = perf_counter()
            query.values(scope)
            report.add(f"million_filter_{index}_ms", (perf_counter() - begun) * 1e3, f"ms: N3, {name}")
    for index, text in enumerate(ROWS):
        with here.db.read() as tx:
            scope = here.scope(tx, None)
            formula = compile_formula(text, scope.objects.schema, None)
            begun = perf_counter()
            formula.evaluate(scope)
            report.add(f"million_formula_filter_{index}_ms", (perf_counter() - begun) * 1e3, f"ms: {text}")
    with here.db.read() as tx:
        shape = SqlSchema.of(tx).shape("Zatraty")
        column = f"a{shape.attributes['Summa'].id}"
        statement = sql(f"SELECT id FROM {shape.table.name} WHERE {column} > :least ORDER BY id")
        begun = perf_counter()
        found = tx.execute(statement, {"least": sortable(Decimal(4_000))}).scalars().all()
        report.add(
            "million_filter_as_sql_ms",
            (perf_counter() - begun) * 1e3,
            f"ms: the first as SQL, {len(found)} found",
        )
