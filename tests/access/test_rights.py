from __future__ import annotations

import pytest

from vestnik.access.actor import ROLES, SYSTEM, Actor, Role
from vestnik.access.rights import Right, allowed, require
from vestnik.kernel.problem import Forbidden
from vestnik.kernel.values import Ref


def actor(*roles: Role) -> Actor:
    return Actor(Ref("account", 4), "ivan", frozenset(roles))


@pytest.mark.parametrize(
    ("right", "holders"),
    [
        (Right.ADMINISTER, {"administrator"}),
        (Right.PUBLISH_SYSTEM_SCENARIO, {"administrator"}),
        (Right.BUILD, {"administrator", "builder"}),
        (Right.SEE_LETTERS, {"administrator", "builder"}),
        (Right.USE, {"administrator", "builder", "user"}),
    ],
)
def test_each_right_belongs_to_its_roles(right: Right, holders: set[str]) -> None:
    assert {role for role in ROLES if allowed(actor(role), right)} == holders
    assert not allowed(actor(), right)
    assert allowed(SYSTEM, right)


def test_every_right_is_in_the_table() -> None:
    assert all(allowed(actor("administrator"), right) for right in Right)


def test_a_refusal_names_the_right_in_both_languages() -> None:
    with pytest.raises(Forbidden) as caught:
        require(actor("user"), Right.ADMINISTER)
    assert "администрировать" in caught.value.message.ru
    assert "administer" in caught.value.message.en
