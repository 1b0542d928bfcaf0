"""Errors name the thing, the place and the way out, in both languages."""

from typing import Literal

import pytest
from pydantic import ValidationError

from vestnik.kernel.problem import Problem, did_you_mean, nearest
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Text
from vestnik.kernel.types import Model
from vestnik.kernel.validation import problems_of


class Inner(Model):
    address: str


class Outer(Model):
    name: str
    port: int = 1
    mode: Literal["a", "b"] = "a"
    inner: Inner | None = None
    password: Secret | None = None


def findings(**given: object) -> dict[str, Problem]:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(given)
    return {".".join(map(str, problem.path)): problem for problem in problems_of(caught.value, Outer)}


def test_all_problems_are_found_at_once() -> None:
    assert set(findings(port="x", mode="c")) == {"name", "port", "mode"}


def test_an_unknown_field_is_named_with_the_nearest_one() -> None:
    problem = findings(name="x", inner={"address": "y", "adress": "z"})["inner.adress"]
    assert problem.suggestion == "address"
    assert problem.message.ru == "Неизвестное поле «adress». Возможно, имелось в виду address?"


def test_pydantic_findings_are_told_in_russian() -> None:
    assert findings()["name"].message.ru == "Поле обязательно"


@pytest.mark.parametrize(
    ("name", "found"), [("fullname", "FullName"), ("FulName", "FullName"), ("Subject", None), ("", None)]
)
def test_the_nearest_name_is_by_case_then_by_distance(name: str, found: str | None) -> None:
    assert nearest(name, ["FileName", "FullName"]) == found


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert did_you_mean(None) == Text("", "")


def test_a_secret_is_never_shown() -> None:
    model = Outer(name="x", password=Secret("hunter2"))
    assert "hunter2" not in repr(model) + str(model.model_dump()) + model.model_dump_json()
    assert model.password is not None
    assert model.password.reveal() == "hunter2"
