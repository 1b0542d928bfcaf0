"""What is wrong with a route, said before its first letter (spec/routes.md 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pydantic import ValidationError

from vestnik.kernel.validation import problems_of
from vestnik.routes.check import UNDECLARED
from vestnik.routes.check_message import check_message
from vestnik.routes.types.smtp_send import SmtpSendRoute


@pytest.fixture
def found(route):
    """`found(request=[…], subject_template="…")`: code, path and suggestion of each problem."""

    def made(*args, **described):
        problems = list(route(*args, **described).check())
        assert all(problem.message.ru and problem.message.en for problem in problems)
        return [(problem.code, ".".join(map(str, problem.path)), problem.suggestion) for problem in problems]

    return made


OWN = [{"name": "FullName"}, {"name": "FileName"}]


def test_declared_placeholders_are_no_problem(found):
    assert (
        found(OWN, subject_template="{FileName} {To.Address} {References}", body_template="{FullName|x}")
        == []
    )


def test_an_undeclared_placeholder_is_told_with_place_and_nearest_name(found, route):
    assert found(OWN, body_template="Здравствуйте,\n{FulName}!") == [
        (UNDECLARED, "integration.body_template", "FullName")
    ]
    (problem,) = route(OWN, body_template="Здравствуйте,\n{FulName}!").check()
    assert (problem.line, problem.column) == (2, 1)
    assert "FulName" in problem.message.ru


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"subject_template": "{X}"}, "subject_template"),
        ({"headers": [{"name": "X-A", "value": "{X}"}]}, "headers.0.value"),
        ({"recipients": [{"full_name": "{X}", "address": "a@b.ru"}]}, "recipients.0.full_name"),
        ({"cc": [{"address": "{X}"}]}, "cc.0.address"),
        ({"bcc": [{"address": "{X}"}]}, "bcc.0.address"),
    ],
)
def test_every_text_of_the_tab_is_looked_at(found, part, path):
    assert found(**part) == [(UNDECLARED, f"integration.{path}", None)]


def test_names_are_case_sensitive(found):
    assert found(OWN, subject_template="{fullname}") == [
        (UNDECLARED, "integration.subject_template", "FullName")
    ]


def test_an_unknown_child_is_told_with_its_parent(found):
    assert found(subject_template="{To.Adress}") == [
        (UNDECLARED, "integration.subject_template", "To.Address")
    ]


def test_an_object_is_no_placeholder_and_the_child_to_use_is_named(found, route):
    assert found(subject_template="{To}") == [
        ("object_placeholder", "integration.subject_template", "To.Name")
    ]
    (problem,) = route(subject_template="{To}").check()
    assert "{To.Name}, {To.Address}" in problem.message.ru


def test_a_key_value_attribute_is_no_placeholder(found):
    assert found([{"name": "K", "type": "key_value"}], subject_template="{K}")[0][0] == "object_placeholder"


@pytest.mark.parametrize(
    ("type", "pattern", "fits"),
    [
        ("datetime", "dd.MM.yyyy", True),
        ("datetime", "fffffffff", False),
        ("number", "N2", True),
        ("number", "dd.MM.yyyy", False),
        ("duration", "c", True),
        ("duration", "hh:mm", False),
        ("string", "dd.MM.yyyy", True),
    ],
)
def test_a_format_must_fit_the_type_of_its_attribute(found, type, pattern, fits):
    problems = found([{"name": "V", "type": type}], subject_template="{V:" + pattern + "}")
    assert problems == ([] if fits else [("bad_pattern", "integration.subject_template", None)])


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"headers": [{"name": "{FullName}", "value": "x"}]}, "headers.0.name"),
        ({"attachments": [{"name": "{FileName}.txt", "content": "QQ=="}]}, "attachments.0.name"),
    ],
)
def test_header_names_and_static_files_take_no_placeholders(found, part, path):
    assert found(OWN, **part) == [("placeholder_not_allowed", f"integration.{path}", None)]


@pytest.mark.parametrize(
    ("part", "code", "path"),
    [
        ({"headers": [{"name": "Subject", "value": "x"}]}, "header_not_allowed", "headers.0.name"),
        ({"headers": [{"name": "X Own", "value": "x"}]}, "bad_header_name", "headers.0.name"),
        ({"recipients": [{"address": "a@b.ru; wrong"}]}, "bad_address", "recipients.0.address"),
        ({"cc": [{"address": " "}]}, "no_address", "cc.0.address"),
        ({"attachments": [{"name": "a.txt", "content": "Привет"}]}, "bad_base64", "attachments.0.content"),
        ({"attachments": [{"name": "..", "content": "QQ=="}]}, "bad_file_name", "attachments.0.name"),
    ],
)
def test_what_would_fail_every_letter_is_told(found, part, code, path):
    assert [(code, path) for code, path, _ in found(**part)] == [
        (code, f"integration.{path.removeprefix('integration.')}")
    ]


def test_reply_to_may_be_a_header_of_the_tab(found):
    assert found(headers=[{"name": "Reply-To", "value": "a@b.ru"}]) == []


@pytest.mark.parametrize(
    "attribute",
    [
        {"name": "To", "type": "string", "array": True},
        {"name": "To", "type": "object"},
        {"name": "To", "type": "object", "array": True, "children": [{"name": "Phone"}]},
        {"name": "To", "type": "object", "array": True, "children": [{"name": "Name", "type": "number"}]},
    ],
)
def test_predefined_attributes_cannot_be_changed(found, attribute):
    assert [code for code, _, _ in found([attribute])] == ["predefined_attribute"]


def test_their_flags_may_be_tightened(found, route):
    to = {
        "name": "To",
        "type": "object",
        "array": True,
        "required": True,
        "children": [{"name": "Name", "not_empty": True}],
    }
    assert found([to]) == []
    tightened = route([to]).request[0]
    assert tightened.required
    assert tightened.child("Name").not_empty
    assert tightened.child("Address").name == "Address"


def codes(**described) -> dict[str, str]:
    body = {"name": "r", "connection": "c", **described}
    with pytest.raises(ValidationError) as caught:
        SmtpSendRoute.model_validate(body)
    return {problem.code: problem.message.ru for problem in problems_of(caught.value, SmtpSendRoute)}


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ([{"name": "A"}, {"name": "A"}], "duplicate_attribute"),
        (
            [{"name": "A", "type": "object", "children": [{"name": "B"}, {"name": "B"}]}],
            "duplicate_attribute",
        ),
        ([{"name": "A", "children": [{"name": "B"}]}], "children_not_allowed"),
        ([{"name": "A", "type": "number", "html": True}], "html_not_allowed"),
        ([{"name": "1A"}], "value_error"),
        ([{"name": "A", "typ": "number"}], "unknown_field"),
    ],
)
def test_a_malformed_attribute_is_refused(request_, code):
    assert code in codes(attributes={"request": request_})


def test_attributes_nest_at_most_16_deep():
    tree = {"name": "A"}
    for _ in range(15):
        tree = {"name": "A", "type": "object", "children": [tree]}
    SmtpSendRoute.model_validate({"name": "r", "connection": "c", "attributes": {"request": [tree]}})
    deeper = {"name": "A", "type": "object", "children": [tree]}
    assert "too_deep" in codes(attributes={"request": [deeper]})


@pytest.mark.parametrize("bus", [-1, 4])
def test_a_data_bus_is_0_to_3(bus):
    assert codes(data_bus=bus)


# a scenario's table held against the route


@dataclass(frozen=True)
class Variable:
    """A row of a scenario's table."""

    name: str
    children: tuple[Variable, ...]
    path: tuple[str | int, ...]


def table(*rows, at=("variables",)):
    """Rows as names, or as a name with its children: `table("FullName", ("To", ["Address"]))`."""
    made = []
    for index, row in enumerate(rows):
        name, children = (row, ()) if isinstance(row, str) else row
        path = (*at, index)
        made.append(Variable(name, table(*children, at=(*path, "children")), path))
    return tuple(made)


def check(route, variables):
    problems = list(check_message(route.request, variables))
    assert all(problem.message.ru and problem.message.en for problem in problems)
    return [
        (problem.code, problem.severity, ".".join(map(str, problem.path)), problem.suggestion)
        for problem in problems
    ]


def test_the_second_extension_of_the_printed_example_is_caught_with_the_name_that_was_meant(route):
    printed = table(
        ("To", ["Address"]), "FullName", "FileName", ("Attachments", ["Name", "Extension", "Extension"])
    )
    assert check(route(OWN), printed) == [
        ("duplicate_variable", "error", "variables.3.children.2", "Content")
    ]


def test_a_repeated_parent_of_an_array_is_fine(route):
    assert check(route(), table(("To", ["Address"]), ("To", ["Address"]))) == []


def test_a_scalar_given_twice_in_one_table_is_caught(route):
    assert check(route(OWN), table("FullName", "FullName")) == [
        ("duplicate_variable", "error", "variables.1", None)
    ]


def test_a_scalar_that_two_tables_replace_is_fine(route):
    assert check(route(OWN), (*table("FullName", at=("a",)), *table("FullName", at=("b",)))) == []


def test_an_undeclared_variable_is_a_warning_with_the_nearest_name(route):
    assert check(route(OWN), table("fullName", ("To", ["Adress"]), "Other")) == [
        ("undeclared_variable", "warning", "variables.0", "FullName"),
        ("undeclared_variable", "warning", "variables.1.children.0", "Address"),
        ("undeclared_variable", "warning", "variables.2", None),
    ]


def test_children_under_a_scalar_are_caught(route):
    assert check(route(OWN), table(("FullName", ["First"]))) == [
        ("children_not_allowed", "error", "variables.0", None)
    ]
