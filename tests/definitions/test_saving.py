from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.definitions.conftest import SERVER, WAY, Desk, Opened

from vestnik.definitions.definitions import Definitions
from vestnik.definitions.difference import Difference
from vestnik.definitions.errors import DefinitionMissing, DefinitionStale, Refusals
from vestnik.definitions.kind import Kinds, KindUnknown, Reference
from vestnik.definitions.values import Draft
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.problem import Forbidden, InUse, Invalid, NotFound
from vestnik.kernel.values import Ref


def test_what_was_saved_is_read_back_with_its_author_and_time(filled: Desk, clock: FakeClock) -> None:
    found = filled.get("way", "out")
    assert (found.version, found.author, found.account) == (1, "ivan", Ref("account", 4))
    assert found.time == found.created == clock.now()
    assert found.title == "Эл. письма"
    assert found.body["server"] == "mail"
    assert filled.load("way", "out").attributes[0].name == "FullName"


def test_values_keep_their_kind_and_exactness(desk: Desk) -> None:
    desk.save("server", "mail", {"host": "h", "timeout": "PT5M", "factor": Decimal("1.10")})
    found = desk.load("server", "mail")
    assert (found.timeout, found.factor) == (timedelta(minutes=5), Decimal("1.1"))
    assert desk.get("server", "mail").body["timeout"] == "PT5M"


def test_names_keep_their_order_in_a_body(filled: Desk) -> None:
    expected = ["kind", "name", "title", "description", "server", "attributes", "template", "enabled"]
    assert list(filled.get("way", "out").body) == expected


def test_every_save_is_a_version_and_old_ones_stay_as_they_were(filled: Desk, clock: FakeClock) -> None:
    clock.advance(timedelta(hours=1))
    saved = filled.save("way", "out", WAY | {"title": "Письма"})
    assert (saved.version, saved.created, saved.changed) == (2, False, True)
    assert saved.differences == (Difference(("title",), "Эл. письма", "Письма"),)
    newest, oldest = filled.versions("way", "out").items
    assert newest.changes == saved.differences
    assert (newest.version, newest.time - oldest.time) == (2, timedelta(hours=1))
    assert oldest.body["title"] == "Эл. письма"
    assert filled.load_version("way", "out", 1).title == "Эл. письма"


def test_saving_the_same_again_makes_no_version(filled: Desk) -> None:
    saved = filled.save("way", "out", WAY)
    assert (saved.version, saved.changed) == (1, False)


def test_the_configuration_revision_grows_with_each_change_only(filled: Desk) -> None:
    def revision() -> int:
        with filled.db.read() as tx:
            return filled.opened(tx).revision

    before = revision()
    filled.save("way", "out", WAY)
    assert revision() == before
    filled.save("way", "out", WAY | {"title": "x"})
    assert revision() == before + 1


def test_a_change_of_several_is_one_revision(desk: Desk) -> None:
    desk.change([Draft("server", "mail", SERVER), Draft("way", "out", WAY)])
    (server,), (way,) = desk.versions("server", "mail").items, desk.versions("way", "out").items
    assert server.revision == way.revision


def test_nobody_sees_what_an_open_transaction_has_changed(filled: Desk, opened: Opened) -> None:
    with filled.db.write() as tx:
        mine = opened(tx)
        mine.save("way", "out", WAY | {"title": "new"})
        assert mine.revision < 0
        assert mine.load("way", "out").title == "new"
        with filled.db.read() as other:
            assert opened(other).load("way", "out").title == "Эл. письма"


def test_what_was_rolled_back_is_in_no_cache(filled: Desk, opened: Opened) -> None:
    def abandon(definitions: Definitions) -> None:
        definitions.save("way", "out", WAY | {"title": "new"})
        assert definitions.load("way", "out").title == "new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), filled.db.write() as tx:
        abandon(opened(tx))
    filled.save("server", "other", SERVER)  # the revision that the abandoned change would have had
    assert filled.load("way", "out").title == "Эл. письма"


def test_problems_of_reading_are_told_all_at_once(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        desk.save("server", "mail", {"hots": "x", "port": "many"})
    found = {(problem.code, problem.path): problem.suggestion for problem in caught.value.problems}
    assert found == {
        ("missing", ("host",)): None,
        ("int_parsing", ("port",)): None,
        ("unknown_field", ("hots",)): "host",
    }


def test_an_active_one_with_errors_is_refused_and_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        desk.save("server", "mail", {"host": "localhost", "port": 465})
    assert [problem.code for problem in caught.value.problems] == ["no_localhost", "odd_port"]
    assert desk.find("server", "mail") is None


def test_a_disabled_one_is_kept_with_its_errors_listed(desk: Desk) -> None:
    saved = desk.save("server", "mail", {"host": "localhost", "disabled": True})
    assert [problem.code for problem in saved.problems] == ["no_localhost"]
    found = desk.get("server", "mail")
    assert found.problems == saved.problems
    assert not found.active


def test_a_warning_forbids_nothing(desk: Desk) -> None:
    saved = desk.save("server", "mail", {"host": "h", "port": 465})
    assert [problem.severity for problem in saved.problems] == ["warning"]


def test_the_system_may_disable_instead_of_refusing(filled: Desk) -> None:
    saved = filled.save("way", "out", WAY | {"template": "{Nobody}"})
    assert saved.disabled
    found = filled.get("way", "out")
    assert (found.active, found.body["enabled"]) == (False, False)
    assert [(problem.code, problem.line, problem.column) for problem in found.problems] == [
        ("undeclared", 1, 1)
    ]
    assert filled.versions("way", "out").items[0].body["enabled"] is False


def test_a_check_sees_the_others_as_they_will_be(desk: Desk) -> None:
    with pytest.raises(Refusals) as caught:
        desk.change([Draft("way", "out", WAY), Draft("server", "mial", SERVER)])
    (problem,) = caught.value.problems
    assert (problem.path, problem.suggestion) == (("way", "out", "server"), "mial")
    assert [
        saved.created for saved in desk.change([Draft("way", "out", WAY), Draft("server", "mail", SERVER)])
    ] == [
        True,
        True,
    ]


def test_a_change_of_several_is_made_whole_or_not_at_all(desk: Desk) -> None:
    drafts = [Draft("server", "mail", SERVER), Draft("server", "second", {}), Draft("server", "third", {})]
    with pytest.raises(Refusals) as caught:
        desk.change(drafts)
    assert set(caught.value.found) == {Reference("server", "second"), Reference("server", "third")}
    assert desk.count() == 0


def test_who_uses_a_changed_one_is_checked_again_and_told(filled: Desk) -> None:
    saved = filled.save("server", "mail", SERVER | {"disabled": True})
    (affected,) = saved.affected
    assert (affected.kind, affected.name, affected.problems[0].code) == ("way", "out", "server_disabled")
    assert filled.get("way", "out").problems == affected.problems
    assert filled.get("way", "out").version == 1
    filled.save("server", "mail", SERVER)
    assert filled.get("way", "out").problems == ()


def test_a_stale_save_is_refused_and_told_what_others_changed(filled: Desk) -> None:
    filled.save("way", "out", WAY | {"title": "Их"}, expected_version=1)
    with pytest.raises(DefinitionStale) as caught:
        filled.save("way", "out", WAY | {"title": "Моё"}, expected_version=1)
    assert [problem.path for problem in caught.value.problems] == [(), ("title",)]
    assert filled.get("way", "out").title == "Их"


def test_version_zero_means_that_it_is_to_be_new(filled: Desk) -> None:
    with pytest.raises(DefinitionStale):
        filled.save("way", "out", WAY, expected_version=0)
    assert filled.save("way", "second", WAY, expected_version=0).created


@pytest.mark.parametrize("name", ["", "1a", "a b", "../x", "a" * 129])
def test_a_name_is_a_system_name(desk: Desk, name: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.save("server", name, SERVER)
    assert caught.value.problem.path == ("name",)


def test_a_name_that_differs_by_case_only_is_refused(filled: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        filled.save("server", "Mail", SERVER)
    assert caught.value.problem.suggestion == "mail"


@pytest.mark.parametrize("contradiction", [{"name": "other"}, {"kind": "way"}])
def test_a_body_may_not_contradict_its_place(desk: Desk, contradiction: dict[str, str]) -> None:
    with pytest.raises(Invalid) as caught:
        desk.save("server", "mail", SERVER | contradiction)
    assert caught.value.problem.path == tuple(contradiction)


@pytest.mark.parametrize("body", [None, [], "text", 5])
def test_a_body_is_an_object(desk: Desk, body: Any) -> None:
    with pytest.raises(Invalid):
        desk.save("server", "mail", body)


def test_a_body_is_bounded_in_depth(desk: Desk) -> None:
    deep: Any = "x"
    for _ in range(10_000):
        deep = [deep]
    with pytest.raises(Invalid) as caught:
        desk.save("server", "mail", SERVER | {"description": deep})
    assert caught.value.problem.code == "too_large"


def test_an_author_without_the_right_changes_nothing(filled: Desk, opened: Opened) -> None:
    with filled.db.write() as tx:
        stranger = opened(tx, "stranger")
        with pytest.raises(Forbidden):
            stranger.save("way", "out", WAY | {"title": "x"})
        with pytest.raises(Forbidden):
            stranger.delete("way", "out")
    assert filled.get("way", "out").version == 1


def test_one_that_is_used_is_not_deleted_and_its_users_are_named(filled: Desk) -> None:
    with pytest.raises(InUse) as caught:
        filled.delete("server", "mail")
    assert "way out" in caught.value.message.ru
    assert filled.users("server", "mail") == [Reference("way", "out")]
    assert filled.users("server", "mail", part="host") == [Reference("way", "out")]
    assert filled.users("server", "mail", part="port") == []


def test_with_its_user_gone_it_can_go(filled: Desk) -> None:
    filled.delete("way", "out")
    filled.delete("server", "mail")
    with pytest.raises(DefinitionMissing):
        filled.get("server", "mail")


def test_user_and_used_can_go_together(filled: Desk) -> None:
    filled.change([], [Reference("server", "mail"), Reference("way", "out")])
    assert filled.count() == 0


def test_its_kind_may_refuse_a_deletion(filled: Desk) -> None:
    filled.save("way", "out", WAY | {"title": "has data"})
    with pytest.raises(InUse):
        filled.delete("way", "out")


def test_a_stale_deletion_is_refused(filled: Desk) -> None:
    filled.save("way", "out", WAY | {"title": "x"})
    with pytest.raises(DefinitionStale):
        filled.delete("way", "out", expected_version=1)


def test_the_history_outlives_the_definition_and_its_numbers_go_on(filled: Desk) -> None:
    filled.delete("way", "out")
    assert [(version.version, version.body is None) for version in filled.versions("way", "out").items] == [
        (2, True),
        (1, False),
    ]
    assert filled.load_version("way", "out", 1).title == "Эл. письма"
    assert filled.save("way", "out", WAY).version == 3


def test_kinds_hear_of_what_happens_to_theirs(filled: Desk, kinds: Kinds) -> None:
    filled.save("way", "out", WAY | {"title": "x"})
    filled.delete("way", "out")
    assert kinds.get("way").heard == ["created out", "changed out", "deleted out"]  # type: ignore[attr-defined]


def test_what_is_missing_is_named_with_the_nearest_name(filled: Desk) -> None:
    with pytest.raises(NotFound) as caught:
        filled.get("server", "mial")
    assert caught.value.problem.suggestion == "mail"
    with pytest.raises(KindUnknown, match="Did you mean server"):
        filled.get("servr", "mail")
    with pytest.raises(NotFound, match="no version 7"):
        filled.load_version("way", "out", 7)
