"""Routes as types: the registry, the schema that forms are made of, and use."""

import pytest

from vestnik.routes.attribute import MessageAttributes
from vestnik.routes.base import ROUTES, RouteDisabled, RouteMismatch


def test_a_route_is_read_by_its_type(route):
    assert ROUTES.adapter.validate_python(route().model_dump(mode="json")) == route()


def test_the_schema_has_labels_in_both_languages_and_names_the_predefined_attributes():
    (schema,) = [found for found in ROUTES.schemas if found["type"] == "smtp_send"]
    assert schema["label"] == {"ru": "Отправка эл. почты через SMTP", "en": "Sending mail over SMTP"}
    attributes = schema["schema"]["properties"]["attributes"]
    assert [row["name"] for row in attributes["x-predefined"]["request"]][:5] == [
        "To", "Cc", "Bcc", "Attachments", "CustomHeaders",
    ]  # fmt: skip
    assert attributes["x-predefined"]["response"][0] == {"name": "MessageId"}


def test_replies_have_the_predefined_attributes_and_the_routes_own(route):
    made = route().model_copy(
        update={"attributes": MessageAttributes(response=[{"name": "Own"}], error_response=[{"name": "Own"}])}
    )
    assert [row.name for row in made.response][:2] == ["MessageId", "Code"]
    assert [row.name for row in made.error_response][:2] == ["Error", "Stage"]
    assert made.response[-1].name == made.error_response[-1].name == "Own"


def test_a_disabled_route_carries_nothing(route):
    with pytest.raises(RouteDisabled, match="mail_out"):
        route().model_copy(update={"disabled": True}).require_usable("mail")


def test_a_route_carries_over_its_own_connection_alone(route):
    route().require_usable("mail")
    with pytest.raises(RouteMismatch):
        route().require_usable("other")
