"""What a route makes of sample values."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from vestnik.kernel.values import Period
from vestnik.routes.message_json import message_from_json
from vestnik.routes.preview import preview

NOW = datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC)


@pytest.fixture
def shown(route, connection):
    def made(message=None, reader="ru", **described):
        return preview(
            route(**described),
            connection(),
            message,
            language="ru",
            reader=reader,
            zone=ZoneInfo("Europe/Moscow"),
            now=NOW,
        )

    return made


def test_without_values_each_attribute_shows_its_name(shown):
    letter = shown(request=[{"name": "FileName"}], subject_template="Документ {FileName}", body_template="x")
    assert letter["subject"] == "Документ «FileName»"
    assert letter["text"] == "x"
    assert letter["html"] is None
    assert letter["from"] == [{"name": "Отдел кадров", "address": "hr@example.org"}]
    assert ["Subject", "Документ «FileName»"] in letter["headers"]
    assert letter["source"].startswith("Date: Wed, 12 Mar 2025 12:15:30 +0300\r\n")


def test_an_attribute_that_is_used_as_an_address_shows_an_address(shown):
    letter = shown(
        request=[{"name": "Who"}, {"name": "Answer"}],
        recipients=[{"address": "{Who}"}],
        headers=[{"name": "Reply-To", "value": "{Answer}"}],
    )
    assert ["Reply-To", "recipient@example.org"] in letter["headers"]


def test_given_values_are_shown_and_a_recipient_is_put_in_when_there_is_none(shown):
    letter = shown({"A": "<b>"}, request=[{"name": "A"}], body_format="html", body_template="<p>{A}</p>")
    assert letter["html"] == "<p>&lt;b&gt;</p>"
    assert letter["text"] == "<b>"
    assert letter["to"] == [{"name": "Имя получателя", "address": "recipient@example.org"}]


def test_samples_are_in_the_language_of_the_reader_and_values_in_that_of_the_letter(shown):
    letter = shown(request=[{"name": "A", "type": "boolean"}], body_template="{A}", reader="en")
    assert letter["to"] == [{"name": "Recipient's name", "address": "recipient@example.org"}]
    assert letter["text"] == "Да"


def test_every_type_has_a_sample(shown):
    types = ["string", "number", "duration", "datetime", "period", "boolean"]
    letter = shown(
        request=[{"name": type, "type": type} for type in types],
        subject_template=" ".join("{" + type + "}" for type in types),
    )
    assert (
        letter["subject"]
        == "«string» 1234,5 1 ч 30 м 12.03.2025 12:15 12.03.2025 12:15 – 13.03.2025 12:15 Да"
    )


def test_json_values_are_read_by_type(route):
    types = {"n": "number", "d": "datetime", "p": "period", "l": "duration", "s": "string", "k": "key_value"}
    request = route([{"name": name, "type": type} for name, type in types.items()]).request
    given = {
        "n": 5,
        "d": "2025-03-12T09:15:30Z",
        "p": {"from": "2025-03-12T09:15:30Z"},
        "l": "PT1H",
        "s": "2025-03-12T09:15:30Z",
        "k": {"a": Decimal("1.5")},
        "To": [{"Address": "a@b.ru"}],
        "unknown": [1, None],
    }
    assert message_from_json(request, given) == {
        "n": Decimal(5),
        "d": NOW,
        "p": Period(NOW, None),
        "l": NOW.replace(hour=10) - NOW.replace(hour=9),
        "s": "2025-03-12T09:15:30Z",
        "k": {"a": Decimal("1.5")},
        "To": ({"Address": "a@b.ru"},),
        "unknown": (Decimal(1), None),
    }


@pytest.mark.parametrize(
    "given", [{"d": "завтра"}, {"d": "2025-03-12T09:15:30"}, {"p": "x"}, {"p": {"start": 1}}, {"l": "1h"}]
)
def test_json_of_another_form_is_kept_for_the_reader_to_refuse(route, problems, given):
    request = [
        {"name": "d", "type": "datetime"},
        {"name": "p", "type": "period"},
        {"name": "l", "type": "duration"},
    ]
    message = message_from_json(route(request).request, given)
    assert [problem.code for problem in problems(message, request=request)] == ["type_error"]
