"""The worked example from the button to the outbox, on both engines, with everything real but the mail server."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from typing import Any

import pytest
from tests.scenarios.elpisma import PDF, Elpisma, body

from vestnik.access.actor import Actor
from vestnik.delivery import messages
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.problem import Forbidden, Invalid
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.routes.reply import RecipientReply, response
from vestnik.scenarios import run_rows
from vestnik.scenarios.failure import ActionFailed
from vestnik.scenarios.outgoing import Settled
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database


@pytest.fixture
def app(db: Database, data: Path, blobs: FolderBlobs, clock: FakeClock) -> Elpisma:
    return Elpisma(db, data, blobs, clock)


def letter(app: Elpisma, message: Ref) -> Any:
    """A queued letter as the standard library reads its bytes."""
    with app.db.read() as tx:
        raw = b"".join(messages.raw(tx, message, app.blobs.open))
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_the_letter_stands_in_the_outbox_with_the_file_byte_for_byte(app: Elpisma) -> None:
    app.save(body("scenario"))
    document = app.document(PDF, "Договор поставки № 17.pdf")
    record = app.record(Poluchatel=app.anna.account, Vlozhenie=(document,))
    pressed = app.press(record)
    assert pressed.status == "done"
    (message,) = pressed.messages
    found = letter(app, message)
    assert found["To"] == "anna@example.org"
    assert found["From"] == "Отдел кадров <hr@example.org>"
    assert found["Subject"] == "Документ Договор поставки № 17.pdf к рассмотрению."
    assert "Здравствуйте, Анна Петрова!" in found.get_body(("plain",)).get_content()
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == "Договор поставки № 17.pdf"
    assert attached.get_content() == PDF
    assert found["Auto-Submitted"] is None
    with app.db.read() as tx:
        shown = messages.get(tx, message)
        assert (shown.run, shown.record) == (pressed.run, record)
        assert pressed.run
        whats = [entry["what"] for entry in run_rows.trace_of(tx, pressed.run)]
    assert whats[0] == "event"
    assert whats.count("expression") == 6


def test_the_trace_shows_values_and_no_file_contents(app: Elpisma) -> None:
    app.save(body("scenario"))
    record = app.record(Poluchatel=app.anna.account, Vlozhenie=(app.document(PDF, "a.pdf"),))
    pressed = app.press(record)
    with app.db.read() as tx:
        assert pressed.run
        entries = run_rows.trace_of(tx, pressed.run)
    results = {entry["place"]: entry["result"] for entry in entries if entry["what"] == "expression"}
    assert results["variables.0.children.0.value"] == "anna@example.org"
    assert results["variables.3.children.2.value"] == {"size": len(PDF)}


def test_a_record_without_a_file_sends_a_letter_without_one(app: Elpisma) -> None:
    app.save(body("scenario"))
    (message,) = app.press(app.record(Poluchatel=app.anna.account)).messages
    assert list(letter(app, message).iter_attachments()) == []


def test_several_files_are_several_attachments(app: Elpisma) -> None:
    given = body("scenario")
    given["actions"][0]["variables"][2]["value"] = "files"
    app.save(given)
    files = tuple(app.document(name.encode(), name) for name in ("a.pdf", "b.txt"))
    (message,) = app.press(app.record(Poluchatel=app.anna.account, Vlozhenie=files)).messages
    attached = {
        part.get_filename(): part.get_payload(decode=True) for part in letter(app, message).iter_attachments()
    }
    assert attached == {"a.pdf": b"a.pdf", "b.txt": b"b.txt"}


def test_two_names_for_one_placeholder_fail_the_run_and_name_it(app: Elpisma) -> None:
    app.save(body("scenario"))
    files = tuple(app.document(b"x", name) for name in ("a.pdf", "b.txt"))
    with pytest.raises(ActionFailed) as failed:
        app.press(app.record(Poluchatel=app.anna.account, Vlozhenie=files))
    assert failed.value.problem.code == "too_many_values"
    assert failed.value.problem.path == ("scenarios", "OtpravkaPisem", "actions", "a2", "FileName")


def test_an_account_without_address_fails_the_run_and_queues_nothing(app: Elpisma) -> None:
    app.save(body("scenario"))
    boris = app.account("boris", "Борис", None)
    with pytest.raises(ActionFailed) as failed:
        app.press(app.record(Poluchatel=boris.account))
    assert failed.value.code == "no_recipients"
    with app.db.read() as tx:
        assert failed.value.run
        assert run_rows.get_run(tx, failed.value.run).state == "failed"


def test_the_seed_as_printed_gives_both_diagnostics(app: Elpisma) -> None:
    given = body("scenario")
    third = given["actions"][0]["variables"][3]["children"][2]
    third["name"] = "Extension"
    third["value"]["n3"] = third["value"]["n3"].replace(
        "?currentDocument document:content", "?content document:content"
    )
    with pytest.raises(Invalid) as refused:
        app.save(given)
    found = {problem.code: problem for problem in refused.value.problems}
    place = ("actions", 0, "variables", 3, "children", 2)
    assert set(found) == {"duplicate_variable", "never_bound"}
    assert found["duplicate_variable"].path == place
    never_bound = found["never_bound"]
    assert never_bound.path == (*place, "value", "n3")
    assert (never_bound.line, never_bound.column) == (13, 5)
    assert "?currentDocument" in (never_bound.suggestion or never_bound.message.en)


def test_a_paused_scenario_is_kept_with_its_problems_and_hears_nothing(app: Elpisma) -> None:
    given = {**body("scenario"), "status": "paused"}
    given["actions"][1]["route"] = "nope"
    saved = app.save(given)
    assert [problem.code for problem in saved.problems] == ["unknown_route"]
    assert app.press(app.record(Poluchatel=app.anna.account)).run is None


def test_a_scenario_names_what_it_uses(app: Elpisma) -> None:
    app.save(body("scenario"))
    with app.db.read() as tx:
        definitions = app.definitions(tx)
        for kind, name in (("template", "Elpisma"), ("connection", "mail"), ("route", "mail_out")):
            assert [str(user) for user in definitions.users(kind, name)][-1] == "scenario OtpravkaPisem"


def test_only_an_administrator_publishes_a_scenario_that_runs_as_the_system(app: Elpisma) -> None:
    builder = Actor(app.anna.account, "anna", frozenset({"builder"}))
    given = {**body("scenario"), "run_as": "system"}
    with app.db.write() as tx:
        definitions = app.definitions(tx, builder)
        with pytest.raises(Forbidden):
            definitions.save("scenario", given["name"], given)
        definitions.save("scenario", given["name"], {**given, "status": "paused"})


# Events of real records


def scenario(name: str, event: dict[str, Any], *actions: dict[str, Any]) -> dict[str, Any]:
    given = {"context_template": "Task", **event}
    return {"kind": "scenario", "name": name, "title": name, "event": given, "actions": list(actions)}


@pytest.fixture
def tasks(app: Elpisma) -> Elpisma:
    attributes = [
        {"name": "Title", "title": "Тема", "data_type": "text"},
        {"name": "Total", "title": "Итого", "data_type": "number"},
        {"name": "Items", "title": "Части", "data_type": "record", "template": "Task", "multiple": True},
        {"name": "Files", "title": "Файлы", "data_type": "document"},
    ]
    buttons = [{"name": "Go", "title": "Пуск"}]
    app.save(
        {"kind": "template", "name": "Task", "title": "Задачи", "attributes": attributes, "buttons": buttons}
    )
    return app


def fill(attribute: str, value: Any, operation: str = "replace") -> dict[str, Any]:
    row = {"attribute": attribute, "operation": operation, "value": value}
    return {"type": "change_attributes", "attributes": [row]}


def test_scenarios_set_each_other_off_in_one_transaction(tasks: Elpisma) -> None:
    made = {
        "type": "create_record",
        "template": "Task",
        "link_attribute": "Items",
        "actions": [fill("Title", "part")],
    }
    tasks.save(scenario("Split", {"type": "button_clicked", "button": "Go"}, made))
    tasks.save(scenario("Count", {"type": "record_created"}, fill("Total", {"formula": "LENGTH($Title)"})))
    record = tasks.record("Task", Title="whole")
    assert tasks.values(record)["Total"] == 5
    pressed = tasks.press(record, "Go", "Task")
    assert pressed.status == "done"
    (part,) = tasks.values(record)["Items"]  # type: ignore[misc]
    assert isinstance(part, Ref)
    assert tasks.values(part)["Total"] == 4


def test_a_failed_check_vetoes_the_save(tasks: Elpisma) -> None:
    check = {
        "type": "check_expression",
        "message": "Нужна тема",
        "expression": {"formula": "NOT(EMPTY($Title))"},
    }
    tasks.save(scenario("Veto", {"type": "record_changed", "attributes": ["Title"]}, check))
    record = tasks.record("Task", Title="first")
    with pytest.raises(ActionFailed):
        tasks.change(record, Title=None)
    assert tasks.values(record)["Title"] == "first"


def test_ignored_errors_undo_real_records(tasks: Elpisma) -> None:
    bad = {**fill("Total", {"formula": "1 / 0"})}
    guarded = {"type": "create_record", "template": "Task", "ignore_errors": True, "actions": [bad]}
    tasks.save(scenario("Try", {"type": "button_clicked", "button": "Go"}, guarded, fill("Title", "went on")))
    record = tasks.record("Task", Title="x")
    tasks.press(record, "Go", "Task")
    assert tasks.values(record)["Title"] == "went on"
    found = tasks.runs.perform(tasks.anna, lambda work: work.seat.objects.records("Task")).result
    assert list(found or ()) == [record]


def test_n3_walks_records_as_context(tasks: Elpisma) -> None:
    text = (
        "@prefix object: <http://comindware.com/ontology/object#>.\n"
        '{ ("Task" "Items") object:findProperty ?items. ?item ?items ?value. }'
    )
    inside = {
        "type": "change_context",
        "template": "Task",
        "objects": {"n3": text},
        "actions": [fill("Title", "seen")],
    }
    tasks.save(scenario("Walk", {"type": "button_clicked", "button": "Go"}, inside))
    parts = tuple(tasks.record("Task", Title="part") for _ in range(2))
    tasks.press(tasks.record("Task", Title="whole", Items=parts), "Go", "Task")
    assert [tasks.values(part)["Title"] for part in parts] == ["seen", "seen"]


def test_a_run_apart_is_begun_after_the_commit(tasks: Elpisma) -> None:
    later = {**fill("Title", "later"), "run_async": True}
    tasks.save(scenario("Later", {"type": "button_clicked", "button": "Go"}, later, fill("Total", 1)))
    record = tasks.record("Task", Title="now")
    tasks.press(record, "Go", "Task")
    assert tasks.values(record)["Title"] == "now"
    for apart in tasks.started:
        tasks.runs.go_on(apart)
    assert tasks.values(record)["Title"] == "later"


N3_ATTACH = """@prefix document: <http://comindware.com/ontology/document#>.
@prefix operator: <http://comindware.com/ontology/session/operator#>.
@prefix variable: <http://comindware.com/ontology/session/variable#>.
{ ("UERG" "note.pdf") document:attach ?value. }"""


def test_a_document_made_by_n3_is_attached_and_read_in_the_same_run(tasks: Elpisma) -> None:
    keep = {
        "type": "change_variables",
        "set": "made",
        "variables": [{"name": "doc", "value": {"n3": N3_ATTACH}}],
    }
    attach = {"type": "attach_document", "documents": [{"attribute": "Files", "value": "$$made->doc"}]}
    name = fill("Title", {"formula": "$Files->currentRevision->revisionFilename"})
    tasks.save(scenario("Note", {"type": "button_clicked", "button": "Go"}, keep, attach, name))
    record = tasks.record("Task", Title="x")
    tasks.press(record, "Go", "Task")
    assert tasks.values(record)["Title"] == "note.pdf"


def test_a_document_made_under_ignored_errors_is_gone_afterwards(tasks: Elpisma) -> None:
    keep = {
        "type": "change_variables",
        "set": "made",
        "variables": [{"name": "doc", "value": {"n3": N3_ATTACH}}],
    }
    attach = {"type": "attach_document", "documents": [{"attribute": "Files", "value": "$$made->doc"}]}
    read = fill("Title", {"formula": "$Files->currentRevision->revisionFilename"})
    fail = {"type": "check_expression", "message": "no", "expression": False}
    branch = {"expression": True, "actions": [keep, attach, read, fail]}
    guarded = {"type": "run_by_conditions", "branches": [branch], "ignore_errors": True}
    count = fill("Total", {"formula": "COUNT($Files)"})
    again = [keep, attach, read]
    tasks.save(scenario("Note", {"type": "button_clicked", "button": "Go"}, guarded, count, *again))
    record = tasks.record("Task", Title="x")
    tasks.press(record, "Go", "Task")
    values = tasks.values(record)
    assert (values["Total"], values["Title"]) == (0, "note.pdf")


def test_a_clone_has_children_of_its_own(tasks: Elpisma) -> None:
    clone = {
        "type": "clone_record",
        "template": "Task",
        "objects": {"formula": "$id"},
        "actions": [fill("Title", "copy")],
    }
    tasks.save(scenario("Copy", {"type": "button_clicked", "button": "Go"}, clone))
    part = tasks.record("Task", Title="part")
    record = tasks.record("Task", Title="whole", Items=(part,))
    tasks.press(record, "Go", "Task")
    found = tasks.runs.perform(tasks.anna, lambda work: work.seat.objects.records("Task")).result or ()
    copied = tasks.values(list(found)[-1])
    assert (copied["Title"], copied["Items"]) == ("copy", (part,))


def test_a_scenario_waits_for_the_server_and_reads_its_answer(app: Elpisma) -> None:
    given = body("scenario")
    given["actions"][1]["response_variable"] = "reply"
    check = {"formula": '$$reply->Accepted->Address == "anna@example.org" && $$reply->Code == 250'}
    given["actions"].append({"type": "check_expression", "message": "no answer", "expression": check})
    app.save(given)
    waiting = app.press(app.record(Poluchatel=app.anna.account))
    assert waiting.status == "waiting"
    (message,) = waiting.messages
    with app.db.read() as tx:
        message_id = messages.get(tx, message).message_id
    reply = response(message_id, [RecipientReply("anna@example.org", True, 250, "2.0.0", "ok")])
    done = app.runs.resume_waiting(Settled(message, "sent", True, reply, Text("", "")))
    assert done
    assert done.status == "done"


def test_a_waiting_run_keeps_the_version_with_which_it_began(app: Elpisma) -> None:
    given = body("scenario")
    given["actions"][1]["response_variable"] = "reply"
    app.save(given)
    waiting = app.press(app.record(Poluchatel=app.anna.account))
    app.save({**given, "actions": given["actions"][:1]})
    done = app.runs.resume_waiting(Settled(waiting.messages[0], "sent", True, {}, Text("", "")))
    assert done
    assert done.status == "done"
