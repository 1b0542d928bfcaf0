"""Whatever the text: an answer, or a problem with its place; never anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from vestnik.expressions.cases import n3_world
from vestnik.expressions.cases.n3_world import World
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3 import check_n3, compile_n3, completions
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.namespaces import PREFIXES, short_form
from vestnik.expressions.scope import Limits
from vestnik.kernel.problem import Invalid

VECTORS = Path(__file__).parents[2] / "vectors"
TEXTS = [case["n3"] for case in YAML(typ="safe").load((VECTORS / "n3-cases.yaml").read_text("utf-8"))]
PREFIX = "".join(f"@prefix {name}: <{iri}>. " for name, iri in PREFIXES.items())

BOUNDED = settings(max_examples=150, suppress_health_check=list(HealthCheck))

terms = st.recursive(
    st.sampled_from(
        ["?a", "?b", "?item", "?value", "?", '"x"', '""', '"Elpisma"', '"Tema"', "1", "-2", "0.5", "true", "()",
         "session:context", "account:Account", '"PT1H"^^xsd:duration', '"2025-03-12T00:00:00Z"^^xsd:dateTime']
    ),
    lambda inner: st.lists(inner, max_size=4).map(lambda items: f"({' '.join(items)})"),
    max_leaves=5,
)  # fmt: skip
verbs = st.sampled_from(
    ["->", "==", "!=", "a", "?a", "?b", "variable:n", *(short_form(iri) for iri in REGISTRY.by_iri)]
)
triples = st.builds(lambda *parts: " ".join(parts) + ".", terms, verbs, terms)
goals = st.recursive(
    triples,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        inner.map(lambda body: f"not {{ {body} }}."),
        inner.map(lambda body: f"once {{ {body} }}."),
        inner.map(lambda body: f"from {{ {body} }} select ?a -> ?b."),
        inner.map(lambda body: f"{{ {body} }} assert:count ?a."),
        st.tuples(inner, inner).map(lambda pair: f"or {{ {pair[0]} }} or {{ {pair[1]} }}."),
        st.tuples(inner, inner, inner).map(lambda p: f"if {{ {p[0]} }} then {{ {p[1]} }} else {{ {p[2]} }}."),
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def small() -> World:
    return n3_world.build(YAML(typ="safe").load((VECTORS / "n3-fixture.yaml").read_text("utf-8")))


def attempt(world: World, text: str) -> None:
    """Check, compile, run under small limits; a failure must be one that authors can read."""
    for problem in check_n3(text, world.objects.schema).problems:
        assert problem.line is not None
        assert problem.column is not None
        assert problem.message.ru
        assert problem.message.en
    scope, _ = world.scope({"item": "rec.101", "limits": {"steps": 2000, "seconds": 1.0}})
    try:
        compile_n3(text, world.objects.schema, effects_allowed=True).values(scope)
    except (Invalid, ExpressionFault) as error:
        problem = error.problem
    else:
        return
    assert problem.severity == "error"
    assert problem.line is not None


@BOUNDED
@given(body=goals)
def test_goals_at_random_end_in_an_answer_or_a_problem(small: World, body: str) -> None:
    attempt(small, f'{PREFIX}{{ "x" -> ?a. 1 -> ?b. {body} ?a -> ?value. }}')


@BOUNDED
@given(data=st.data(), text=st.sampled_from(TEXTS))
def test_a_vector_with_a_piece_cut_out_or_put_in(small: World, data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    piece = data.draw(st.sampled_from(["", "{", "}", "(", ")", ".", "?", '"', "@", "<", ">", "^^", "if", "\\", "[", ";", "#"]))  # fmt: skip
    attempt(small, text[:start] + piece + text[end:])


@BOUNDED
@given(text=st.text(alphabet="?.{}()[];,\"\\'<>@^#-=! \nabифn:0_", max_size=60), position=st.integers(0, 60))
def test_any_text_at_all(small: World, text: str, position: int) -> None:
    attempt(small, text)
    completions(text, min(position, len(text)), small.objects.schema)


def test_the_limits_of_a_fuzzed_run_are_real(small: World) -> None:
    scope, _ = small.scope({"limits": {"steps": 2000}})
    assert scope.limits == Limits(steps=2000)
