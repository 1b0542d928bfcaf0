"""N3 expressions: compiling once, evaluating once compiled (budget of the worked example: 200 µs)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter

from bench.report import Report

from vestnik.expressions.memory import MemoryObjects, MemorySchema, put_revision
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.n3.namespaces import PREFIXES
from vestnik.expressions.n3.query import compiled
from vestnik.expressions.objects import AttributeInfo, TemplateInfo
from vestnik.expressions.scope import Scope
from vestnik.kernel.values import Ref, number

ROWS = 5_000
PREFIX = "".join(
    f"@prefix {name}: <{PREFIXES[name]}>.\n" for name in ("object", "document", "math", "list", "assert")
)
ATTACHMENT = '("Elpisma" "Vlozhenie") object:findProperty ?a. ?item ?a ?v. ?v document:currentRevision ?d. '
QUERIES = {
    "worked example, name": ATTACHMENT + "?d document:name ?value.",
    "worked example, extension": ATTACHMENT + "?d document:revisionExtension ?value.",
    "worked example, content": ATTACHMENT + "?d document:content ?value.",
    f"filter of {ROWS} rows": '("Pozitsii" "Summa") object:findProperty ?p. ?value ?p ?s. ?s math:greaterThan 4000.',
    f"sum over {ROWS} rows by type": '("Pozitsii" "Summa") object:findProperty ?p. '
    'from { ?r a [object:alias "Pozitsii"]. ?r ?p ?s. } select ?s -> ?l. ?l math:sum ?value.',
    f"count of {ROWS} rows": '("Pozitsii" "Summa") object:findProperty ?p. { ?r ?p ?. } assert:count ?value.',
}


def world() -> Scope:
    """One letter with an attachment, and rows to filter."""
    attributes = {
        "Vlozhenie": AttributeInfo(Ref("op", 1), "Vlozhenie", "document", multiple=True),
        "Summa": AttributeInfo(Ref("op", 2), "Summa", "number"),
    }
    objects = MemoryObjects(
        MemorySchema(
            TemplateInfo(Ref("oa", index), name, "Pochta", {attribute: attributes[attribute]})
            for index, (name, attribute) in enumerate((("Elpisma", "Vlozhenie"), ("Pozitsii", "Summa")), 1)
        )
    )
    letter, document, revision = objects.add(Ref("rec", 1), "Elpisma"), Ref("doc", 1), Ref("rev", 1)
    put_revision(objects, document, revision, "Договор.pdf", objects.put_content(b"%PDF"))
    objects.put(document, "document:currentRevision", revision)
    objects.put(letter, "op.1", document)
    for row in range(ROWS):
        objects.put(objects.add(Ref("rec", 100 + row), "Pozitsii"), "op.2", number(row))
    return Scope(objects, now=datetime(2025, 3, 12, tzinfo=UTC), item=letter)


def best(work: Callable[[], object], times: int) -> float:
    """Seconds of the fastest of five rounds, per call."""
    rounds = []
    for _ in range(5):
        begun = perf_counter()
        for _ in range(times):
            work()
        rounds.append((perf_counter() - begun) / times)
    return min(rounds)


def run(report: Report) -> None:
    """Take the figures."""
    scope = world()
    schema = scope.objects.schema
    compile_n3("{ 1 -> ?value. }", schema, effects_allowed=False)  # the grammar's tables are made once
    for name, goals in QUERIES.items():
        text = f"{PREFIX}{{ {goals} }}"
        query = compile_n3(text, schema, effects_allowed=False)
        times = 5 if "rows" in name else 2_000
        compile_us = best(lambda text=text: compiled(text, schema, True, "value", False), 20) * 1e6  # type: ignore[misc]
        cached_us = best(lambda text=text: compile_n3(text, schema, effects_allowed=False), 2_000) * 1e6  # type: ignore[misc]
        evaluate_us = best(lambda query=query: query.values(scope), times) * 1e6  # type: ignore[misc]
        short = "_".join(re.findall(r"[a-z]+", name.lower()))
        budget = "200" if "worked example" in name else ""
        report.add(f"n3_{short}_us", evaluate_us, f"µs: {name}", budget=budget)
        report.add(f"n3_{short}_compile_us", compile_us, "µs: compiled anew")
        report.add(f"n3_{short}_cached_us", cached_us, "µs: found compiled")
