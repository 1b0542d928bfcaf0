"""The loop: order, contexts, loops, conditions, cascades, guards, waits; and that its state is data."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenarios.conftest import MemoryWorld

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value
from vestnik.scenarios.failure import ActionFailed
from vestnik.scenarios.interpreter import Interpreter
from vestnik.scenarios.limits import RunLimits
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Settled
from vestnik.scenarios.state import Stack

GO = {"type": "button_clicked", "button": "Go"}


def title(text: str, **flags: Any) -> dict[str, Any]:
    """The action that sets the title of the record in context."""
    return {"type": "change_attributes", "attributes": [{"attribute": "Title", "value": text}], **flags}


def put(name: str, value: Any, operation: str = "replace", **flags: Any) -> dict[str, Any]:
    """The action that puts one variable into the set `mail`."""
    rows = [{"name": name, "value": value}]
    return {"type": "change_variables", "operation": operation, "set": "mail", "variables": rows, **flags}


def send(**more: Any) -> dict[str, Any]:
    return {"type": "send_message", "connection": "mail", "route": "out", "message_variable": "mail", **more}


def letters(run: Interpreter) -> list[Value]:
    return [letter.letter["To"] for letter in run.letters]


# Containers


def test_inner_actions_run_in_the_context_of_the_new_record(world: MemoryWorld, task: Ref) -> None:
    world.add(
        "Make",
        GO,
        {
            "type": "create_record",
            "template": "Task",
            "link_attribute": "Children",
            "actions": [title("new")],
        },
        title("outer"),
    )
    world.press(task)
    assert world.titles() == ["outer", "new"]
    assert world.numbers(*world.stored[task].values["Children"]) == (102,)  # type: ignore[misc]


def test_context_goes_to_each_record_found_and_back(world: MemoryWorld, task: Ref) -> None:
    children = tuple(world.create("Task", {}) for _ in range(2))
    world.stored[task].values["Children"] = children
    inside = {"type": "change_context", "template": "Task", "objects": {"attribute": "Children"}}
    world.add("Walk", GO, {**inside, "actions": [title("child")]}, title("root"))
    world.press(task)
    assert world.titles() == ["root", "child", "child"]


def test_no_record_found_skips_the_inner_actions(world: MemoryWorld, task: Ref) -> None:
    inside = {"type": "change_context", "template": "Task", "objects": {"attribute": "Parent"}}
    world.add("Walk", GO, {**inside, "actions": [title("never")]}, title("after"))
    world.press(task)
    assert world.titles() == ["after"]


def test_every_true_branch_runs_in_list_order(world: MemoryWorld, task: Ref) -> None:
    branches = [
        {"expression": condition, "actions": [put("To", name, "add")]}
        for condition, name in ((True, "first"), (False, "second"), (True, "third"))
    ]
    world.add("Choose", GO, {"type": "run_by_conditions", "branches": branches}, send())
    assert letters(world.press(task)) == [("first", "third")]


def test_what_one_branch_does_decides_no_other(world: MemoryWorld, task: Ref) -> None:
    condition = {"formula": "$$flag"}
    branches = [
        {
            "expression": True,
            "actions": [{"type": "repeat_over_objects", "variable": "flag", "objects": True}],
        },
        {"expression": condition, "actions": [title("second")]},
    ]
    world.add("Choose", GO, {"type": "run_by_conditions", "branches": branches})
    world.press(task)
    assert world.titles() == ["first"]


def test_a_counter_counts_from_zero_and_keeps_its_last_value(world: MemoryWorld, task: Ref) -> None:
    loop = {
        "type": "repeat_by_counter",
        "variable": "n",
        "count": 3,
        "actions": [put("To", {"formula": "$$n"}, "add")],
    }
    world.add("Count", GO, loop, put("Last", {"formula": "$$n"}), send())
    run = world.press(task)
    assert run.letters[0].letter == {"To": (Decimal(0), Decimal(1), Decimal(2)), "Last": Decimal(2)}


@pytest.mark.parametrize("count", [-1, "1.5", "many", 100_001])
def test_a_count_that_is_none_is_refused(world: MemoryWorld, task: Ref, count: Any) -> None:
    given = Decimal(count) if count == "1.5" else count
    world.add("Count", GO, {"type": "repeat_by_counter", "variable": "n", "count": {"value": given}})
    with pytest.raises(ActionFailed) as failed:
        world.press(task)
    assert failed.value.code == "type_error"


def test_a_loop_over_objects_gives_each_item_and_keeps_the_context(world: MemoryWorld, task: Ref) -> None:
    people = [{"Name": "Anna"}, {"Name": "Boris"}]
    body = [put("To", {"formula": "$$who"}, "add"), title("same record")]
    loop = {"type": "repeat_over_objects", "variable": "who", "objects": {"value": people}, "actions": body}
    world.add("Each", GO, loop, send())
    assert letters(world.press(task)) == [({"Name": "Anna"}, {"Name": "Boris"})]
    assert world.titles() == ["same record"]


def test_loops_nest_and_every_letter_has_a_key_of_its_own(world: MemoryWorld, task: Ref) -> None:
    inner = {"type": "repeat_by_counter", "variable": "j", "count": 2, "actions": [send()]}
    outer = {"type": "repeat_by_counter", "variable": "i", "count": 3, "actions": [inner]}
    world.add("Grid", GO, put("To", "a@b"), outer)
    keys = [(letter.action, letter.path) for letter in world.press(task).letters]
    assert keys == [("a4", f"0:{i}.{j}") for i in range(3) for j in range(2)]


def test_the_interpreter_does_not_recurse_however_deep_scenarios_nest(world: MemoryWorld, task: Ref) -> None:
    body: dict[str, Any] = title("deep")
    for level in range(30):
        body = {"type": "repeat_by_counter", "variable": f"v{level}", "count": 1, "actions": [body]}
    world.add("Deep", GO, body)
    world.press(task)
    assert world.titles() == ["deep"]


def test_clones_copy_values_and_never_share_owned_children(world: MemoryWorld, task: Ref) -> None:
    child = world.create("Task", {"Title": "child"})
    world.stored[task].values["Children"] = (child,)
    origin = {"formula": "$$origin"}
    shallow = {"type": "clone_record", "template": "Task", "objects": origin, "actions": [title("copy")]}
    world.add("Copy", GO, shallow)
    world.press(task)
    assert world.titles() == ["first", "child", "copy"]
    assert "Children" not in world.stored[Ref("rec", 103)].values


def test_clones_take_their_children_with_them(world: MemoryWorld, task: Ref) -> None:
    child = world.create("Task", {"Title": "child"})
    world.stored[task].values["Children"] = (child,)
    deep = {
        "type": "clone_record",
        "template": "Task",
        "objects": {"formula": "$$origin"},
        "clone_children": True,
    }
    world.add("Copy", GO, deep)
    world.press(task)
    copies = [record for ref, record in world.stored.items() if ref.number > child.number]
    assert [record.values["Title"] for record in copies] == ["child", "first"]
    assert child not in copies[1].values["Children"]  # type: ignore[operator]


# Attributes and documents


def test_values_are_added_and_excluded(world: MemoryWorld, task: Ref) -> None:
    one, two = (world.create("Task", {}) for _ in range(2))
    world.stored[task].values |= {"Children": (one,), "Parent": two}
    rows = [
        {"attribute": "Children", "operation": "add", "value": {"attribute": "Parent"}},
        {"attribute": "Count", "operation": "clear"},
    ]
    world.add("Add", GO, {"type": "change_attributes", "attributes": rows})
    world.press(task)
    assert world.stored[task].values["Children"] == (one, two)
    assert world.stored[task].values["Count"] is None


def test_excluding_unlinks_and_deletes_nothing(world: MemoryWorld, task: Ref) -> None:
    one, two = (world.create("Task", {}) for _ in range(2))
    world.stored[task].values |= {"Children": (one, two), "Parent": two}
    row = {"attribute": "Children", "operation": "exclude", "value": {"attribute": "Parent"}}
    world.add("Drop", GO, {"type": "change_attributes", "attributes": [row]})
    world.press(task)
    assert world.stored[task].values["Children"] == (one,)
    assert two in world.stored


def test_several_values_do_not_fit_a_single_valued_attribute(world: MemoryWorld, task: Ref) -> None:
    rows = [{"attribute": "Title", "value": {"value": ["a", "b"]}}]
    world.add("Two", GO, {"type": "change_attributes", "attributes": rows})
    with pytest.raises(ActionFailed) as failed:
        world.press(task)
    problem = failed.value.problem
    assert (problem.code, problem.path[-3:]) == ("too_many_values", ("attributes", 0, "value"))
    assert "FIRST()" in problem.message.en


def test_an_attribute_that_vanished_ends_the_run(world: MemoryWorld, task: Ref) -> None:
    world.add("Gone", GO, {"type": "change_attributes", "attributes": [{"attribute": "Removed", "value": 1}]})
    with pytest.raises(ActionFailed) as failed:
        world.press(task)
    assert failed.value.code == "definition_changed"


def test_a_letters_attachment_becomes_a_document(world: MemoryWorld, task: Ref) -> None:
    files = [{"Name": "договор", "Extension": ".pdf", "Content": "UERG"}]
    attach = {"type": "attach_document", "documents": [{"attribute": "Files", "value": "$$file"}]}
    loop = {
        "type": "repeat_over_objects",
        "variable": "file",
        "objects": {"value": files},
        "actions": [attach],
    }
    world.add("Keep", GO, loop)
    world.press(task)
    (document,) = world.stored[task].values["Files"]  # type: ignore[misc]
    content, filename = world.documents[document]  # type: ignore[index]
    assert (bytes.fromhex(content.digest), filename) == (b"PDF", "договор.pdf")


def test_content_that_is_no_base64_is_refused(world: MemoryWorld, task: Ref) -> None:
    files = [{"Name": "a", "Content": "не base64"}]
    attach = {"type": "attach_document", "documents": [{"attribute": "Files", "value": "file"}]}
    loop = {
        "type": "repeat_over_objects",
        "variable": "file",
        "objects": {"value": files},
        "actions": [attach],
    }
    world.add("Keep", GO, loop)
    with pytest.raises(ActionFailed) as failed:
        world.press(task)
    assert failed.value.code == "bad_base64"


# Failing


def test_a_failed_check_stops_with_the_builders_message_and_the_place(world: MemoryWorld, task: Ref) -> None:
    check = {"type": "check_expression", "message": "Нет темы", "expression": False}
    world.add("Check", GO, title("changed"), check, title("never"))
    with pytest.raises(ActionFailed) as failed:
        world.press(task)
    assert failed.value.message == Text("Нет темы", "Нет темы")
    assert failed.value.problem.path == ("scenarios", "Check", "actions", "a2", "expression")


@pytest.mark.parametrize(
    "result", [None, "true", 1, "", {"value": []}, {"value": [1]}, {"value": [True, True]}], ids=repr
)
def test_anything_but_true_fails_a_check(world: MemoryWorld, task: Ref, result: Any) -> None:
    world.add("Check", GO, {"type": "check_expression", "message": "no", "expression": result})
    with pytest.raises(ActionFailed):
        world.press(task)


def test_ignored_errors_undo_records_variables_and_letters_of_the_action(
    world: MemoryWorld, task: Ref
) -> None:
    body = [put("To", "inner@b"), send(), title("inner"), title("broken")]
    guarded = {
        "type": "repeat_by_counter",
        "variable": "n",
        "count": 2,
        "actions": body,
        "ignore_errors": True,
    }
    world.add("Guard", GO, put("To", "outer@b"), guarded, send())
    run = world.press(task)
    assert letters(run) == ["outer@b"]
    assert world.titles() == ["first"]
    assert run.stack.letters == 1


def test_a_record_is_checked_when_the_scenario_has_filled_it(world: MemoryWorld, task: Ref) -> None:
    world.add("Go", GO, title("unfit"), title("fit"))
    world.press(task)
    assert world.titles() == ["fit"]


def test_a_record_that_is_left_unfit_fails_the_run(world: MemoryWorld, task: Ref) -> None:
    world.add("Go", GO, title("unfit"))
    with pytest.raises(ActionFailed):
        world.press(task)


def test_a_record_is_checked_before_a_wait_commits_it(world: MemoryWorld, task: Ref) -> None:
    world.add("Go", GO, put("To", "a@b"), title("unfit"), send(response_variable="reply"), title("fit"))
    with pytest.raises(ActionFailed):
        world.press(task)


def test_an_error_goes_to_the_nearest_guard(world: MemoryWorld, task: Ref) -> None:
    inner = title("broken", ignore_errors=True)
    outer = {"type": "repeat_by_counter", "variable": "n", "count": 1, "ignore_errors": True}
    world.add("Guards", GO, {**outer, "actions": [title("kept"), inner]})
    world.press(task)
    assert world.titles() == ["kept"]


def test_a_guard_takes_what_other_scenarios_do_because_of_its_action(world: MemoryWorld, task: Ref) -> None:
    world.add("Guard", GO, title("tried", ignore_errors=True), put("To", "a@b"), send())
    world.add("Veto", {"type": "record_changed"}, title("broken"))
    run = world.press(task)
    assert world.titles() == ["first"]
    assert letters(run) == ["a@b"]


def test_an_endless_loop_is_stopped_even_under_ignored_errors(world: MemoryWorld, task: Ref) -> None:
    loop: dict[str, Any] = {
        "type": "repeat_by_counter",
        "variable": "n",
        "count": 1000,
        "actions": [title("x")],
    }
    world.add("Long", GO, {**loop, "ignore_errors": True})
    with pytest.raises(ActionFailed) as failed:
        world.press(task, limits=RunLimits(steps=100))
    assert failed.value.code == "limit_exceeded"


def test_a_run_has_a_time_limit(world: MemoryWorld, task: Ref) -> None:
    world.add("Slow", GO, title("a"), title("b"))
    run = world.interpreter(limits=RunLimits(seconds=5))
    run.begin([Occurrence("button_clicked", "Task", task, {"button": "Go"})])
    world.clock.advance(timedelta(seconds=6))
    with pytest.raises(ActionFailed):
        run.run()


def test_letters_of_a_run_are_bounded(world: MemoryWorld, task: Ref) -> None:
    loop = {"type": "repeat_by_counter", "variable": "n", "count": 5, "actions": [send()]}
    world.add("Many", GO, put("To", "a@b"), loop)
    with pytest.raises(ActionFailed):
        world.press(task, limits=RunLimits(letters=4))


def test_sending_an_unset_variable_is_refused(world: MemoryWorld, task: Ref) -> None:
    clear = {"type": "change_variables", "operation": "exclude", "set": "mail"}
    world.add("Send", GO, put("To", "a@b"), clear, send())
    with pytest.raises(ActionFailed) as failed:
        world.press(task)
    assert failed.value.code == "variable_unset"


# Events


def test_scenarios_on_one_event_run_in_creation_order(world: MemoryWorld, task: Ref) -> None:
    for name in ("one", "two"):
        world.add(name, GO, put("To", name), send())
    assert letters(world.press(task)) == ["one", "two"]


def test_another_button_starts_nothing(world: MemoryWorld, task: Ref) -> None:
    world.add("Go", GO, title("never"))
    world.press(task, button="Other")
    assert world.titles() == ["first"]


def test_a_new_record_is_told_of_when_the_inner_actions_have_filled_it(world: MemoryWorld, task: Ref) -> None:
    world.add("Make", GO, {"type": "create_record", "template": "Task", "actions": [title("filled")]})
    world.add("Tell", {"type": "record_created"}, put("To", {"attribute": "Title"}), send())
    world.add("Also", {"type": "record_changed"}, put("To", "changed"), send())
    assert letters(world.press(task)) == ["filled"]


def test_a_change_of_other_attributes_is_not_told(world: MemoryWorld, task: Ref) -> None:
    world.add("Go", GO, title("changed"))
    world.add("Count", {"type": "record_changed", "attributes": ["Count"]}, put("To", "a@b"), send())
    assert letters(world.press(task)) == []


def test_a_cascade_runs_before_the_next_action_with_variables_of_its_own(
    world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, put("To", "outer"), title("changed"), send())
    world.add("React", {"type": "record_changed"}, put("To", "inner"), send())
    assert letters(world.press(task)) == ["inner", "outer"]


def test_a_records_own_change_in_its_own_run_does_not_start_it_again(world: MemoryWorld, task: Ref) -> None:
    count = [{"attribute": "Count", "value": {"formula": "$$n + 1"}}]
    loop = {"type": "repeat_by_counter", "variable": "n", "count": 3}
    world.add("Go", GO, title("changed"))
    world.add(
        "Again",
        {"type": "record_changed"},
        {**loop, "actions": [{"type": "change_attributes", "attributes": count}]},
    )
    world.press(task)
    assert world.stored[task].values["Count"] == Decimal(3)


def test_endless_recursion_is_stopped_with_an_error_that_shows_the_chain(
    world: MemoryWorld, task: Ref
) -> None:
    world.add("Spawn", {"type": "record_created"}, {"type": "create_record", "template": "Task"})
    world.add("Go", GO, {"type": "create_record", "template": "Task"})
    with pytest.raises(ActionFailed) as failed:
        world.press(task)
    assert failed.value.code == "cascade_limit"
    assert failed.value.message.en.count("→") == 16
    assert "Go (button_clicked rec.101) → Spawn (record_created rec.102)" in failed.value.message.en


# Apart from the scenario


def test_a_detached_action_runs_in_a_stack_of_its_own_with_a_copy_of_the_variables(
    world: MemoryWorld, task: Ref
) -> None:
    world.add("Go", GO, put("To", "then"), {**send(), "run_async": True}, put("To", "now"), send())
    run = world.press(task)
    assert letters(run) == ["now"]
    (stack,) = run.detached
    apart = world.interpreter(Stack.from_json(json.loads(json.dumps(stack.as_json()))))
    apart.run()
    assert letters(apart) == ["then"]
    assert not apart.detached


def test_a_detached_action_that_is_undone_is_not_started(world: MemoryWorld, task: Ref) -> None:
    body = [title("later", run_async=True), title("broken")]
    world.add(
        "Go",
        GO,
        {"type": "repeat_by_counter", "variable": "n", "count": 1, "actions": body, "ignore_errors": True},
    )
    assert world.press(task).detached == []


# Waiting


def settled(delivered: bool) -> Settled:
    return Settled(
        Ref("msg", 1),
        "sent" if delivered else "failed",
        delivered,
        {"Code": Decimal(250)},
        Text("550", "550"),
    )


def resumed(world: MemoryWorld, run: Interpreter, delivered: bool) -> Interpreter:
    """Go on as after a restart: from JSON."""
    after = world.interpreter(Stack.from_json(json.loads(json.dumps(run.stack.as_json()))))
    after.answer(settled(delivered))
    after.run()
    return after


def test_a_run_waits_inside_a_loop_and_goes_on_with_the_answer(world: MemoryWorld, task: Ref) -> None:
    body = [send(response_variable="reply"), put("Codes", {"formula": "$$reply"}, "add")]
    loop = {"type": "repeat_by_counter", "variable": "n", "count": 2, "actions": body}
    world.add("Ask", GO, put("To", "a@b"), loop, title("done"))
    first = world.press(task)
    assert first.stack.wait is not None
    assert world.titles() == ["first"]
    second = resumed(world, first, delivered=True)
    third = resumed(world, second, delivered=True)
    assert third.stack.scenes == []
    assert world.titles() == ["done"]
    assert [run.letters[0].path for run in (first, second)] == ["0:0", "0:1"]


def test_a_failed_delivery_fails_the_run(world: MemoryWorld, task: Ref) -> None:
    world.add("Ask", GO, put("To", "a@b"), send(response_variable="reply"), title("never"))
    run = world.press(task)
    with pytest.raises(ActionFailed) as failed:
        resumed(world, run, delivered=False)
    assert failed.value.code == "delivery_failed"
    assert failed.value.action_id == "a2"


def test_a_failed_delivery_with_an_error_variable_does_not_fail_the_run(
    world: MemoryWorld, task: Ref
) -> None:
    again = [put("To", "error"), send()]
    world.add("Ask", GO, put("To", "a@b"), send(response_variable="ok", error_variable="bad"), *again)
    run = resumed(world, world.press(task), delivered=False)
    assert letters(run) == ["error"]


def test_a_guard_around_a_wait_undoes_back_to_the_wait_only(world: MemoryWorld, task: Ref) -> None:
    body = [title("before"), send(response_variable="reply"), title("after"), title("broken")]
    guarded = {
        "type": "repeat_by_counter",
        "variable": "n",
        "count": 1,
        "actions": body,
        "ignore_errors": True,
    }
    world.add("Ask", GO, put("To", "a@b"), guarded)
    run = world.press(task)
    assert world.titles() == ["before"]
    resumed(world, run, delivered=True)
    assert world.titles() == ["before"]


def test_a_guard_takes_a_failed_delivery(world: MemoryWorld, task: Ref) -> None:
    world.add(
        "Ask", GO, put("To", "a@b"), send(response_variable="reply", ignore_errors=True), title("went on")
    )
    resumed(world, world.press(task), delivered=False)
    assert world.titles() == ["went on"]


# The state is data

leaf = st.sampled_from(
    [title("x"), title("broken", ignore_errors=True), put("To", "a@b", "add"), send(ignore_errors=True)]
)
actions = st.recursive(
    st.lists(leaf, max_size=3),
    lambda inner: st.lists(
        st.one_of(
            leaf,
            st.builds(
                lambda count, body, guarded: {
                    "type": "repeat_by_counter", "variable": "n", "count": count, "actions": body,
                    "ignore_errors": guarded,
                },
                st.integers(0, 2), inner, st.booleans(),
            ),
            st.builds(
                lambda flags, body: {
                    "type": "run_by_conditions",
                    "branches": [{"expression": flag, "actions": body} for flag in flags],
                },
                st.lists(st.booleans(), min_size=1, max_size=2), inner,
            ),
            st.builds(lambda body: {"type": "create_record", "template": "Task", "actions": body}, inner),
        ),
        max_size=3,
    ),
    max_leaves=8,
)  # fmt: skip


@given(actions)
@settings(max_examples=60)
def test_a_run_written_down_after_every_step_ends_as_one_that_was_not(body: list[dict[str, Any]]) -> None:
    def play(written_down: bool) -> tuple[list[Value], list[Any], dict[str, int]]:
        world = MemoryWorld()
        task = world.create("Task", {"Title": "first"})
        world.add("Random", GO, *body)
        world.add("React", {"type": "record_created"}, title("told"))
        run = world.interpreter()
        run.begin([Occurrence("button_clicked", "Task", task, {"button": "Go"})])
        while run.stack.scenes:
            if written_down:
                stored = json.loads(json.dumps(run.stack.as_json()))
                assert Stack.from_json(stored).as_json() == stored
                if not run._undo:  # savepoints are the one thing that a wait gives up
                    run.stack = Stack.from_json(stored)
            run.step()
        return world.titles(), [letter.path for letter in run.letters], {"steps": run.stack.steps}

    assert play(written_down=True) == play(written_down=False)
