"""The grammar of `{Name}` (spec/routes.md 3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.routes.placeholders import fill, line_and_column, placeholders

VALUES = {
    "Name": "Анна",
    "Имя": "Борис",
    "_x1": "x",
    "To.Address": "a@b.ru",
    "D:dd.MM.yyyy": "12.03.2025",
    "N:N2": "1,00",
}


def filled(text: str) -> str:
    def value_of(place):
        key = place.path + (f":{place.pattern}" if place.pattern else "")
        return VALUES.get(key) or place.default or f"<{key}>"

    return fill(text, value_of)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Здравствуйте, {Name}!", "Здравствуйте, Анна!"),
        ("{Имя}{_x1}", "Борисx"),
        ("{To.Address}", "a@b.ru"),
        ("{D:dd.MM.yyyy}", "12.03.2025"),
        ("{N:N2}", "1,00"),
        ("{Missing|по умолчанию}", "по умолчанию"),
        ("{D:yyyy|нет}", "нет"),
        ("{{Name}}", "{Name}"),
        ("{{{Name}}}", "{Анна}"),
        ("{{ }}", "{ }"),
    ],
)
def test_what_is_a_placeholder_is_replaced(text, result):
    assert filled(text) == result


@pytest.mark.parametrize(
    "text",
    ["{color: red}", "p {color:red}", "p{margin:0}", "{ Name }", "{Name }", "{1Name}", "{}", "{Name", "Name}", "{a b}", "{a-b}", "{Name:}",
     "{float:left;clear:both}", "{Name.}", "{.Name}", "{\nName}", "{font: 12px}"],
)  # fmt: skip
def test_anything_else_in_braces_is_text(text):
    assert placeholders(text) == []
    assert filled(text) == text


def test_the_place_is_told_by_line_and_column():
    text = "Здравствуйте,\n  {Name}"
    (place,) = placeholders(text)
    assert line_and_column(text, place.offset) == (2, 3)


@given(st.text())
def test_text_without_braces_stays_as_it_is(text):
    text = text.replace("{", "").replace("}", "")
    assert filled(text) == text


@given(st.text())
def test_doubled_braces_give_any_text_literally(text):
    assert filled(text.replace("{", "{{").replace("}", "}}")) == text


@given(st.text(alphabet="{}|:.aN2d ", max_size=60))
def test_no_template_fails(text):
    filled(text)
