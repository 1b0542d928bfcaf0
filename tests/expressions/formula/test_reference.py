"""The reference page is that of the declared functions."""

from __future__ import annotations

import pytest

from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.formula import run
from vestnik.expressions.formula import check_formula
from vestnik.expressions.formula.forms import FORMS, Form
from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.formula.reference import reference
from vestnik.kernel.text import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_is_on_the_page(language: Language) -> None:
    page = reference(language)
    assert all(f"`{name}(" in page for name in FUNCTIONS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.written)
def test_a_construct_does_what_the_page_says(form: Form) -> None:
    world = worlds.build(form.world)
    if form.why is not None:
        problems = check_formula(form.example, world.schema, worlds.ITEM, world.variables).problems
        assert [problem.code for problem in problems][:1] == [form.result]
        return
    case = {"id": form.written, "expr": form.example, "context": form.world, "expect": form.result}
    outcome = run(case)
    assert outcome.passed, outcome.got
