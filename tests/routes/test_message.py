"""From variable to attribute: each rule of spec/routes.md 2."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Content, Period, Ref
from vestnik.routes.message import read_message, undeclared
from vestnik.routes.predefined import REQUEST


@pytest.fixture
def read(route):
    """Read a message by one own attribute beside the predefined ones."""

    def made(message, **attribute):
        request = [{"name": "Own", **attribute}] if attribute else []
        return read_message(route(request).request, message)

    return made


@pytest.fixture
def refused(read):
    def made(message, **attribute):
        with pytest.raises(Invalid) as caught:
            read(message, **attribute)
        return [(problem.code, ".".join(map(str, problem.path))) for problem in caught.value.problems]

    return made


def test_names_match_exactly(read):
    assert read({"Own": "a", "own": "b"}, type="string")["Own"] == "a"
    assert read({"own": "b"}, type="string")["Own"] is None


def test_one_object_is_an_array_of_one(read):
    assert read({"To": {"Address": "a@b.ru"}})["To"] == ({"Name": None, "Address": "a@b.ru"},)


def test_a_repeated_parent_is_an_array_of_objects(read):
    message = {"To": ({"Address": "a@b.ru"}, {"Address": "c@d.ru", "Name": "C"})}
    assert read(message)["To"] == ({"Name": None, "Address": "a@b.ru"}, {"Name": "C", "Address": "c@d.ru"})


def test_children_with_lists_of_one_length_are_zipped_and_single_values_repeat(read):
    message = {"To": {"Address": ("a@b.ru", "c@d.ru"), "Name": "Отдел"}}
    assert read(message)["To"] == (
        {"Name": "Отдел", "Address": "a@b.ru"},
        {"Name": "Отдел", "Address": "c@d.ru"},
    )


def test_a_list_of_one_is_a_single_value(read):
    message = {"To": {"Address": ("a@b.ru", "c@d.ru"), "Name": ("Отдел",)}}
    assert [recipient["Name"] for recipient in read(message)["To"]] == [("Отдел",)[0]] * 2


def test_other_lengths_are_a_mismatch_that_names_the_variables_and_their_counts(route):
    message = {"Attachments": {"Name": ("a", "b", "c"), "Content": ("QQ==", "Qg==")}}
    with pytest.raises(Invalid) as caught:
        read_message(route().request, message)
    (problem,) = caught.value.problems
    assert problem.code == "length_mismatch"
    assert "Name: 3, Content: 2" in problem.message.ru


def test_a_child_that_is_an_array_itself_is_not_zipped(read):
    message = {"CustomHeaders": {"Name": "X-Own", "ListValues": ("a", "b")}}
    assert read(message)["CustomHeaders"] == ({"Name": "X-Own", "Value": None, "ListValues": ("a", "b")},)


def test_documents_in_the_parent_give_one_object_each(read):
    found = read({"Attachments": (Ref("doc", 9), Ref("doc", 10))})["Attachments"]
    assert [file["Content"] for file in found] == [Ref("doc", 9), Ref("doc", 10)]
    assert read({"Attachments": Content("a" * 64, 1)})["Attachments"][0]["Content"] == Content("a" * 64, 1)


def test_an_object_of_which_every_child_is_empty_is_dropped(read):
    message = {"Attachments": ({"Name": None, "Content": ()}, {"Name": "", "Extension": None}), "To": {}}
    assert read(message)["Attachments"] == ()
    assert read(message)["To"] == ()


def test_such_an_object_is_an_error_where_the_attribute_may_not_be_empty(refused):
    assert refused(
        {"Own": {"A": ""}}, type="object", array=True, not_empty=True, children=[{"name": "A"}]
    ) == [("not_empty", "Own")]


def test_a_list_for_an_attribute_that_is_no_array_is_too_many_values(refused):
    assert refused({"Own": ("a", "b")}, type="string") == [("too_many_values", "Own")]
    assert refused({"Own": ({"A": "1"}, {"A": "2"})}, type="object", children=[{"name": "A"}]) == [
        ("too_many_values", "Own")
    ]


def test_an_array_takes_a_list_or_a_single_value(read):
    assert read({"Own": ("a", "b")}, array=True)["Own"] == ("a", "b")
    assert read({"Own": "a"}, array=True)["Own"] == ("a",)
    assert read({}, array=True)["Own"] == ()


def test_required_means_present(read, refused):
    assert refused({}, required=True) == [("required", "Own")]
    assert read({"Own": None}, required=True)["Own"] is None


@pytest.mark.parametrize("empty", [None, "", ()])
def test_not_empty_means_a_value(refused, empty):
    assert refused({"Own": empty}, not_empty=True) == [("not_empty", "Own")]
    assert refused({}, not_empty=True) == [("not_empty", "Own")]


def test_flags_of_predefined_attributes_may_be_tightened(route):
    tightened = route([{"name": "Attachments", "type": "object", "array": True, "not_empty": True}])
    with pytest.raises(Invalid) as caught:
        read_message(tightened.request, {"To": {"Address": "a@b.ru"}})
    assert caught.value.problem.path == ("Attachments",)


def test_a_rule_of_a_child_is_checked_in_every_object(refused):
    children = [{"name": "A", "not_empty": True}, {"name": "B"}]
    message = {"Own": ({"A": "1", "B": "x"}, {"B": "y"})}
    assert refused(message, type="object", array=True, children=children) == [("not_empty", "Own.1.A")]


MOMENT = datetime(2025, 3, 12, tzinfo=UTC)
VALUES = {
    "string": "a",
    "number": Decimal(1),
    "duration": timedelta(1),
    "datetime": MOMENT,
    "period": Period(MOMENT, None),
    "boolean": True,
    "key_value": {"a": "b"},
}


@pytest.mark.parametrize("type", VALUES)
@pytest.mark.parametrize("given", VALUES)
def test_a_value_of_another_type_is_refused_but_a_string_takes_what_has_a_text(read, refused, type, given):
    if type == given or (type == "string" and given != "key_value"):
        assert read({"Own": VALUES[given]}, type=type)["Own"] == VALUES[given]
    else:
        assert refused({"Own": VALUES[given]}, type=type) == [("type_error", "Own")]


@pytest.mark.parametrize("given", [Ref("doc", 9), Content("a" * 64, 1)])
def test_references_and_contents_belong_to_the_content_of_a_file_alone(refused, given):
    assert refused({"Own": given}, type="string") == [("type_error", "Own")]
    assert refused({"To": {"Address": given}}) == [("type_error", "To.0.Address")]


def test_all_problems_are_told_at_once(route):
    described = route([{"name": "A", "required": True}, {"name": "B", "type": "number"}])
    with pytest.raises(Invalid) as caught:
        read_message(described.request, {"B": "x", "To": "anna"})
    assert {problem.code for problem in caught.value.problems} == {"required", "type_error"}
    assert len(caught.value.problems) == 3


def test_undeclared_variables_are_ignored_and_noted_with_the_nearest_name(read):
    message = {"To": {"Adress": "a@b.ru"}, "Unknown": "x"}
    assert "Unknown" not in read(message)
    warnings = undeclared(REQUEST, message)
    assert [(warning.path, warning.suggestion) for warning in warnings] == [
        (("To", "Adress"), "Address"),
        (("Unknown",), None),
    ]
    assert all(warning.severity == "warning" for warning in warnings)
