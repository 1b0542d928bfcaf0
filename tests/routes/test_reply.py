"""What a waiting scenario hears fits the attributes that it was promised."""

from decimal import Decimal

from vestnik.routes.message import read_message
from vestnik.routes.predefined import ERROR_RESPONSE, RESPONSE
from vestnik.routes.reply import RecipientReply, error_response, response

ANNA = RecipientReply("anna@b.ru", True, 250, "2.0.0", "ok")
BORIS = RecipientReply("boris@b.ru", False, 550, "5.1.1", "no such user")


def test_a_response_names_who_was_accepted_and_who_was_not():
    reply = response("<1@x>", [ANNA, BORIS])
    assert reply == read_message(RESPONSE, reply)
    assert (reply["Code"], reply["EnhancedCode"], reply["Text"]) == (Decimal(250), "2.0.0", "ok")
    assert [row["Address"] for row in reply["Accepted"]] == ["anna@b.ru"]
    assert [row["Address"] for row in reply["Rejected"]] == ["boris@b.ru"]


def test_an_error_response_tells_kind_stage_and_the_servers_words():
    reply = error_response("rejected", "rcpt", True, [BORIS])
    assert reply == read_message(ERROR_RESPONSE, reply)
    assert (reply["Error"], reply["Stage"], reply["Permanent"], reply["Code"]) == (
        "rejected",
        "rcpt",
        True,
        Decimal(550),
    )


def test_without_any_server_there_is_no_code():
    reply = error_response("expired", "connect", False, [])
    assert reply == read_message(ERROR_RESPONSE, reply)
    assert reply["Code"] is None
