"""Events of letters that are over: raised once, with the server's words, in the context of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from tests.web.conftest import Service

from vestnik.access.actor import SYSTEM
from vestnik.delivery import bounces, claims, events, messages, orders, workers
from vestnik.delivery.settling import Answer, Attempt, settle
from vestnik.delivery.suppressions import Suppression, suppress
from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Ref
from vestnik.mail.bounces import Bounce, BouncedRecipient
from vestnik.records.objects import SqlObjects
from vestnik.runtime.settled import tell_settled
from vestnik.scenarios import run_rows
from vestnik.scenarios.run_rows import Run

NOTE: dict[str, Any] = {
    "kind": "template",
    "name": "Note",
    "title": "Заметка",
    "attributes": [{"name": "Text", "title": "Текст", "data_type": "text"}],
}
REFUSED = Answer(0, "rejected", 550, "5.1.1", "no such user here")
TAKEN = Answer(0, "accepted", 250, "2.0.0", "taken")


def listening(event: str, words: str = "$$letter->Text", **more: Any) -> dict[str, Any]:
    """A scenario that writes down what it hears."""
    template = more.pop("context_template", "Elpisma")
    note = {
        "type": "change_attributes",
        "attributes": [{"attribute": "Text", "operation": "replace", "value": {"formula": words}}],
    }
    return {
        "kind": "scenario",
        "name": f"On_{event}",
        "title": event,
        "event": {"type": event, "context_template": template, "variable": "letter", **more},
        "actions": [{"type": "create_record", "template": "Note", "actions": [note]}],
    }


@dataclass
class Office:
    """An installation whose letters are settled by hand, as a worker would."""

    service: Service

    def __post_init__(self) -> None:
        self.system, self.db = self.service.system, self.service.system.db
        self.save(NOTE)

    def save(self, body: dict[str, Any]) -> None:
        with self.db.write() as tx:
            self.system.definitions(tx, SYSTEM).save(body["kind"], body["name"], body)

    def letter(self) -> Ref:
        return Ref.parse(self.service.letter())

    def settle(self, *answers: Answer) -> None:
        """Claim what is due and settle it with these answers."""
        now = self.system.clock.now()
        with self.db.write() as tx:
            worker = workers.register(tx, "test", [0], now, timedelta(minutes=1))
            for stream in list(claims.streams(tx, [0])):
                for claim in claims.claim(tx, worker, stream, 10, now):
                    settle(tx, worker, "test", [Attempt(claim, now, now, "mx", answers)], lambda: 0.5)

    def tell(self) -> None:
        while tell_settled(self.system):
            pass

    def notes(self) -> list[str]:
        """What scenarios wrote down."""
        with self.db.read() as tx:
            objects = SqlObjects(tx, SYSTEM, self.system.blobs)
            template = objects.schema.template("Note")
            assert template
            text = template.attributes["Text"].predicate
            return [str(value) for ref in objects.records("Note") for value in objects.values(ref, text)]

    def runs(self, event: str) -> list[Run]:
        with self.db.read() as tx:
            return [run for run in run_rows.list_runs(tx).items if run.event == event]

    def message(self, ref: Ref) -> messages.Message:
        with self.db.read() as tx:
            return messages.get(tx, ref)

    def pending(self) -> int:
        with self.db.write() as tx:
            return len(events.pending(tx))

    def bounce(self, ref: Ref, text: str = "mailbox is full") -> bounces.Matched | None:
        one = BouncedRecipient("petrova@example.org", None, "failed", "5.2.2", 552, text)
        notice = Bounce(None, self.message(ref).message_id, "mx.example.net", (one,))
        with self.db.write() as tx:
            return bounces.apply_bounce(tx, notice, self.system.clock.now())


@pytest.fixture
def office(on_each: Service) -> Office:
    return Office(on_each)


def test_R11_a_final_failure_starts_a_scenario_with_the_servers_words(office: Office) -> None:
    office.save(
        listening("message_failed", '$$letter->Text + " " + $$letter->EnhancedCode + " " + $$letter->Subject')
    )
    ref = office.letter()
    office.settle(REFUSED)
    office.tell()
    assert office.notes() == [f"no such user here 5.1.1 {office.message(ref).subject}"]
    [run] = office.runs("message_failed")
    assert (run.origin, run.login, run.state) == (office.message(ref).record, "petrova", "done")


def test_a_crash_after_the_run_and_before_the_event_is_removed_starts_no_second_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.save(listening("message_failed"))
    office.letter()
    office.settle(REFUSED)

    def crash(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(events, "handled", crash)
        with pytest.raises(SystemExit):
            tell_settled(office.system)
    assert office.pending() == 1
    office.tell()
    assert len(office.notes()) == len(office.runs("message_failed")) == 1
    assert office.pending() == 0


def test_a_letter_that_fails_again_after_a_manual_retry_is_told_again_and_keeps_its_id(
    office: Office,
) -> None:
    office.save(listening("message_failed"))
    ref = office.letter()
    before = office.message(ref).message_id
    office.settle(REFUSED)
    with office.db.write() as tx:
        orders.retry(tx, ref, office.system.clock.now())
    office.settle(REFUSED)
    office.tell()
    assert len(office.runs("message_failed")) == 2
    assert office.message(ref).message_id == before


def test_delivery_is_told_only_when_a_scenario_asked_for_it_before(office: Office) -> None:
    early = office.letter()
    office.settle(TAKEN)
    office.save(listening("message_delivered"))
    late = office.letter()
    office.settle(TAKEN)
    office.tell()
    assert office.message(early).state == office.message(late).state == "sent"
    [run] = office.runs("message_delivered")
    assert run.origin == office.message(late).record
    assert office.notes() == ["taken"]


def test_scenarios_hear_of_their_connection_and_route_only(office: Office) -> None:
    office.save(listening("message_failed", connection="mail", route="mail_out"))
    elsewhere = listening("message_failed", context_template=None) | {"name": "Elsewhere"}
    other = {**office.service.builder.get_ok("/routes/mail_out")["body"], "name": "other"}
    office.save({"kind": "route", **other})
    elsewhere["event"]["route"] = "other"
    office.save(elsewhere)
    office.letter()
    office.settle(REFUSED)
    office.tell()
    assert [run.scenario for run in office.runs("message_failed")] == ["On_message_failed"]


def test_without_a_context_template_letters_of_any_record_are_heard(office: Office) -> None:
    office.save(listening("message_failed", context_template=None))
    office.letter()
    office.settle(REFUSED)
    office.tell()
    assert office.notes() == ["no such user here"]


def test_a_cancelled_letter_is_no_failure(office: Office) -> None:
    office.save(listening("message_failed"))
    with office.db.write() as tx:
        pass
    ref = office.letter()
    with office.db.write() as tx:
        orders.cancel(tx, ref, office.system.clock.now())
    office.tell()
    assert office.runs("message_failed") == []


def test_a_scenario_that_fails_is_told_once_and_holds_up_nobody(office: Office) -> None:
    failing = listening("message_failed")
    failing["actions"].append({"type": "check_expression", "message": "Нет", "expression": False})
    office.save(failing)
    office.letter()
    office.letter()
    office.settle(REFUSED)
    office.tell()
    assert [run.state for run in office.runs("message_failed")] == ["failed", "failed"]
    assert office.pending() == 0
    assert office.notes() == []


def test_a_notice_about_a_failed_notice_is_never_sent(office: Office) -> None:
    """The scenario sends a letter about the failure, which fails too: no event comes of that."""
    alarm = listening("message_failed", context_template=None)
    mail = [
        {"name": "To", "children": [{"name": "Address", "value": "postmaster@example.org"}]},
        {"name": "FullName", "value": "Почтмейстер"},
        {"name": "FileName", "value": "-"},
    ]
    alarm["actions"] = [
        {"type": "change_variables", "operation": "replace", "set": "mail", "variables": mail},
        {"type": "send_message", "connection": "mail", "route": "mail_out", "message_variable": "mail"},
    ]
    office.save(alarm)
    office.letter()
    for _ in range(4):
        office.settle(REFUSED)
        office.tell()
    assert len(office.runs("message_failed")) == 1


def test_R12_a_bounce_marks_the_recipient_and_starts_a_scenario(office: Office) -> None:
    office.save(listening("message_bounced", '$$letter->Error + ": " + $$letter->Text'))
    ref = office.letter()
    office.settle(TAKEN)
    assert office.bounce(ref) == bounces.Matched(ref, (0,))
    assert office.bounce(ref) == bounces.Matched(ref, ()), "once"
    office.tell()
    [person] = office.message(ref).recipients
    assert (person.state, person.enhanced_code, person.text) == ("accepted", "5.2.2", "mailbox is full")
    assert person.bounced is not None
    assert office.notes() == ["bounced: mailbox is full"]
    assert office.message(ref).changes[-1].state == "sent"


def test_a_returned_letter_can_be_sent_again(office: Office) -> None:
    ref = office.letter()
    office.settle(TAKEN)
    with pytest.raises(orders.NothingToDo), office.db.write() as tx:
        orders.retry(tx, ref, office.system.clock.now())
    office.bounce(ref)
    with office.db.write() as tx:
        orders.redirect(tx, ref, "petrova@example.org", "home@example.net", office.system.clock.now())
    [person] = office.message(ref).recipients
    assert (person.state, person.sent_to, person.bounced) == ("pending", "home@example.net", None)


def test_a_suppressed_recipient_gets_nothing_not_even_by_a_retry(office: Office) -> None:
    office.save(listening("message_failed"))
    now = office.system.clock.now()
    with office.db.write() as tx:
        suppress(tx, Suppression("Petrova@example.org", "жалоба", now + timedelta(days=1)), now)
    ref = office.letter()
    [person] = office.message(ref).recipients
    assert (person.state, person.text) == ("suppressed", "жалоба")
    office.tell()
    assert office.notes() == ["жалоба"]
    with pytest.raises(orders.NothingToDo), office.db.write() as tx:
        orders.retry(tx, ref, now)
    with office.db.write() as tx:
        orders.retry(tx, ref, now + timedelta(days=2))
    assert office.message(ref).state == "queued"


def test_nothing_is_redirected_to_a_suppressed_address(office: Office) -> None:
    now = office.system.clock.now()
    ref = office.letter()
    with office.db.write() as tx:
        suppress(tx, Suppression("gone@example.org", "уволен"), now)
    with pytest.raises(orders.AddressSuppressed), office.db.write() as tx:
        orders.redirect(tx, ref, "petrova@example.org", "gone@example.org", now)


def test_an_event_names_what_exists(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        office.save(listening("message_failed", connection="mial", route="mail_out"))
    assert [problem.code for problem in refused.value.problems] == ["unknown_connection", "route_mismatch"]
