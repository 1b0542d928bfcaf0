"""Bounds of requests: size, depth, numbers; wrong input is told and never a failure of the server."""

from __future__ import annotations

import pytest
from tests.web.conftest import Service

from vestnik.web import exact_json

PATH = "/apps/Kadry"
JSON = {"Content-Type": "application/json"}


def test_a_body_that_is_too_large_is_refused(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact_json, "MAX_BODY_BYTES", 1000)
    answer = service.builder.put(PATH, json={"title": "x" * 2000})
    assert answer.status_code in (413, 422)
    assert service.builder.get(PATH).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 100 + b"1" + b"}" * 100,
        b'{"title": NaN}',
        b'{"title": 1e999999999}',
        b'{"title": ' + b"9" * 10_000 + b"}",
        b"\xff\xfe",
        b'{"title": "\\ud800"}',
        b"",
        b"null",
        b"[]",
        b'"text"',
    ],
)
def test_what_is_no_sensible_json_is_refused(service: Service, body: bytes) -> None:
    answer = service.builder.put(PATH, content=body, headers=JSON)
    assert answer.status_code in (413, 422), answer.text
    assert answer.json()["errors"]


def test_numbers_keep_all_their_digits(service: Service) -> None:
    template = {"title": "Число", "attributes": [{"name": "N", "title": "N", "data_type": "number"}]}
    service.builder.put_ok("/templates/Chislo", json=template)
    body = b'{"values": {"N": 1234567890123456789012345.678}}'
    made = service.user.post("/templates/Chislo/records", content=body, headers=JSON)
    assert b"1234567890123456789012345.678" in made.content
    for number in (b"1e2000", b"1" * 40, b"1e-3000"):
        wrong = service.user.post(
            "/templates/Chislo/records", content=b'{"values": {"N": ' + number + b"}}", headers=JSON
        )
        assert wrong.status_code == 422, number


@pytest.mark.parametrize(
    "id", ["rec.999999999999999999", "rec.0", "rec.-1", "rec.99999999999999999999", "rec.1%00", "%00"]
)
def test_strange_ids_are_refused(on_each: Service, id: str) -> None:
    for path in (
        f"/runs/{id}",
        f"/messages/{id}",
        f"/templates/Elpisma/records/{id}",
        f"/documents/{id}/content",
    ):
        assert on_each.builder.get(path).status_code in (404, 422), path


def test_a_moment_beyond_the_calendar_is_refused(service: Service) -> None:
    body = {"reason": "x", "until": "9999-12-31T23:59:59-23:59"}
    assert service.admin.put("/suppressions/a@example.org", json=body).status_code == 422
    assert service.admin.get("/runs", params={"since": "0001-01-01T00:00:00+23:59"}).status_code == 422
