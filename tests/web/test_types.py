"""The shapes that forms are drawn from."""

from __future__ import annotations

from typing import Any

from tests.web.conftest import Service


def listed(service: Service, kind: str) -> dict[str, Any]:
    return {item["type"]: item["schema"] for item in service.builder.get_ok(f"/types/{kind}")["items"]}


def test_templates_and_apps_tell_their_shape(service: Service) -> None:
    shapes = listed(service, "definitions")
    assert list(shapes) == ["template", "app"]
    button = shapes["template"]["$defs"]["Button"]["properties"]
    assert button["result"]["x-choices"]["refresh"]["ru"] == "Обновить данные"
    assert "variables" in shapes["app"]["properties"]


def test_what_an_attribute_type_cannot_do_is_not_offered(service: Service) -> None:
    shapes = listed(service, "attributes")
    assert "x-label" in shapes["account"]["properties"]["multiple"]
    assert "multiple" not in shapes["text"]["properties"]
    assert "computed" not in shapes["document"]["properties"]
