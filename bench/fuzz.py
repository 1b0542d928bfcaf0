"""Fuzzing of both expression languages: texts at random and vectors cut and joined; crashes, and the longest time.

A text ends in a value, a fault or problems with their places; whatever else happens is a crash. It is printed with the
seed's number of its text and makes the run fail.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from bench.report import Report
from ruamel.yaml import YAML
from tests.expressions.fuzz import corpus

from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.namespaces import short_form

ONLY_BY_NAME = True
SECONDS = 180
EACH = 40.0
"""Seconds of fuzzing per language; FUZZ_SECONDS changes it."""

VECTORS = Path(__file__).parents[1] / "tests/vectors"

_OPERANDS = (
    "$Tema", "$Summa", "$Poluchatel", "$Pozitsii", "$Srok", "$id", "$$x", "$$mail", "$$mail->To", "1", "0", "-2.5", "02",
    '"текст"', '""', "'a''b'", "true", "FALSE", "NOW()", 'DURATION("PT90M")', 'DATE("2025-05-05")', "LIST()", "LIST(1, 2)",
    '"(a+)+$"', '"{0:dd.MM.yyyy}"', '"{0}{1}"', '"Europe/Moscow"', "USER()", "99999999999999999999999999", "0.0000000001",
)  # fmt: skip
_OPERATORS = ("+", "-", "*", "/", "==", "!=", "<", ">", "<=", ">=", "&&", "||")
_TERMS = (
    "?a", "?b", "?c", "?item", "?value", "?", '"x"', '""', '"Elpisma"', '"Tema"', "1", "-2", "0.5", "true", "()", "(1 2 3)",
    '("a" "b")', "session:context", "account:Account", '"PT1H"^^xsd:duration', '"2025-03-12T00:00:00Z"^^xsd:dateTime',
    "99999999999999999999999999", '"(a+)+$"', '"{0:yyyy}"', '[object:alias "Elpisma"]',
)  # fmt: skip
_PIECES = ("", " ", "(", ")", "{", "}", ".", ",", ";", "?", "$", "$$", "->", '"', "'", "@", "<", ">", "^^", "#", "\\", "[", "]", "null", "1", "\0", "я", "😀")  # fmt: skip


def run(report: Report) -> None:
    """Fuzz; raises when anything crashed."""
    seconds = float(os.environ.get("FUZZ_SECONDS", EACH / 10 if report.quick else EACH))
    formulas, n3 = corpus.formula_world(), corpus.small_n3_world()
    crashes = _fuzz(
        report, "formula", seconds, _formula_texts(), lambda text: corpus.try_formula(formulas, text)
    )
    crashes += _fuzz(report, "n3", seconds, _n3_texts(), lambda text: corpus.try_n3(n3, text))
    if crashes:
        raise SystemExit(f"{crashes} crashes")


Make = Callable[[random.Random], str]


def _fuzz(report: Report, name: str, seconds: float, make: Make, attempt: Callable[[str], float]) -> int:
    tried = crashes = 0
    longest, slowest = 0.0, ""
    end = perf_counter() + seconds
    while perf_counter() < end:
        text = make(random.Random(tried))
        tried += 1
        begun = perf_counter()
        try:
            attempt(text)
        except Exception as error:  # whatever it is, it is what we look for
            crashes += 1
            print(f"  crash {tried - 1}: {error!r}\n    {text!r}")
        if (took := perf_counter() - begun) > longest:
            longest, slowest = took, text
    report.add(f"fuzz_{name}_inputs", tried, f"inputs tried in {seconds:.0f} s: {name}")
    report.add(f"fuzz_{name}_crashes", crashes, "crashes", budget="0")
    report.add(f"fuzz_{name}_longest_ms", longest * 1e3, f"ms: the longest, {slowest[:90]!r}")
    return crashes


def _cases(name: str, key: str) -> list[str]:
    files = (VECTORS / f"{name}-cases.yaml", VECTORS / f"own/{name}.yaml")
    return [case[key] for file in files for case in YAML(typ="safe").load(file.read_text("utf-8"))]


def _formula_texts() -> Make:
    known = _cases("formula", "expr") + corpus.texts("formula.txt")
    return lambda rnd: _formula(rnd, 4) if rnd.random() < 0.6 else _mutated(rnd, known)


def _n3_texts() -> Make:
    known = _cases("n3", "n3") + [corpus.declared(text) for text in corpus.texts("n3.txt")]
    verbs = ["->", "==", "!=", "a", "?a", "?b", "variable:n", *(short_form(iri) for iri in REGISTRY.by_iri)]

    def make(rnd: random.Random) -> str:
        if rnd.random() < 0.4:
            return _mutated(rnd, known)
        goals = " ".join(_goal(rnd, verbs, 3) for _ in range(rnd.randint(1, 4)))
        return corpus.declared(f'{{ "x" -> ?a. 1 -> ?b. {goals} ?a -> ?value. }}')

    return make


def _formula(rnd: random.Random, depth: int) -> str:
    if depth == 0 or rnd.random() < 0.2:
        return rnd.choice(_OPERANDS)
    inner = depth - 1
    match rnd.randrange(6):
        case 0:
            return f"{_formula(rnd, inner)} {rnd.choice(_OPERATORS)} {_formula(rnd, inner)}"
        case 1:
            where = f" where {_formula(rnd, inner)}" if rnd.random() < 0.5 else ""
            order = f" orderby {_formula(rnd, inner)}" if rnd.random() < 0.3 else ""
            source = rnd.choice(("db->Pozitsii", "$Pozitsii", "LIST(1, 2, 3)", f"({_formula(rnd, inner)})"))
            return f"(from r{depth} in {source}{where}{order} select {_formula(rnd, inner)})"
        case 2:
            return f"({_formula(rnd, inner)})->{rnd.choice(('mbox', 'Summa', 'id', 'Nomer', 'x'))}"
        case _:
            function = FUNCTIONS[rnd.choice(list(FUNCTIONS))]
            most = function.signature.most
            count = rnd.randint(function.signature.least, 3 if most is None else most)
            return f"{function.name}({', '.join(_formula(rnd, inner) for _ in range(count))})"


def _goal(rnd: random.Random, verbs: Sequence[str], depth: int) -> str:
    inner = depth - 1
    if depth == 0 or rnd.random() < 0.6:
        return f"{_term(rnd)} {rnd.choice(verbs)} {_term(rnd)}."
    body = " ".join(_goal(rnd, verbs, inner) for _ in range(rnd.randint(1, 2)))
    other = _goal(rnd, verbs, inner)
    forms = ("not {{ {0} }}.", "once {{ {0} }}.", "from {{ {0} }} select ?a -> ?b.", "{{ {0} }} assert:count ?a.", "or {{ {0} }} or {{ {1} }}.", "if {{ {0} }} then {{ {1} }} else {{ 1 -> ?c }}.", "({{ {0} }} {{ {1} }}) assert:union true.")  # fmt: skip
    return rnd.choice(forms).format(body, other)


def _term(rnd: random.Random) -> str:
    if rnd.random() < 0.3:
        return f"({' '.join(rnd.choice(_TERMS) for _ in range(rnd.randint(0, 4)))})"
    return rnd.choice(_TERMS)


def _mutated(rnd: random.Random, known: Sequence[str]) -> str:
    text = rnd.choice(known)
    for _ in range(rnd.randint(1, 3)):
        start = rnd.randint(0, len(text))
        end = min(len(text), start + rnd.choice((0, 0, 1, 2, 8, 30)))
        piece = rnd.choice(_PIECES) if rnd.random() < 0.7 else rnd.choice(known)[:60]
        text = text[:start] + piece + text[end:]
    return text
