"""What people type to find letters."""

from __future__ import annotations

import pytest

from vestnik.delivery.messages import BadFilter, Filter
from vestnik.delivery.search import UnknownKey, search
from vestnik.kernel.problem import Refused
from vestnik.kernel.values import Ref


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Filter()),
        ("to:petrova", Filter(to="petrova")),
        ("petrova@example.org", Filter(to="petrova@example.org")),
        ("state:failed state:deferred", Filter(state=("failed", "deferred"))),
        ("состояние:отложено кому:анна", Filter(state=("deferred",), to="анна")),
        ('state:"partly sent"', Filter(state=("partly_sent",))),
        ("route:mail_out connection:mail lane:2", Filter(route="mail_out", connection="mail", lane=2)),
        ('subject:"Договор 7" срочно', Filter(subject=("Договор 7", "срочно"))),
        ("record:rec.5 run:run.7", Filter(record=Ref("rec", 5), run=Ref("run", 7))),
        ("10:30", Filter(subject=("10:30",))),
        ('"a:b" "', Filter(subject=("a:b", '"'))),
    ],
)
def test_words_become_a_filter(text: str, wanted: Filter) -> None:
    assert search(text, Filter()) == wanted


def test_what_was_given_otherwise_stays() -> None:
    assert search("договор", Filter(route="mail_out")) == Filter(route="mail_out", subject=("договор",))


def test_an_unknown_key_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownKey) as caught:
        search("rout:mail_out", Filter())
    assert caught.value.problem.suggestion == "route"


@pytest.mark.parametrize("text", ["state:sended", "lane:4", "lane:x"])
def test_a_value_that_will_not_do_is_refused(text: str) -> None:
    with pytest.raises(BadFilter):
        search(text, Filter())


def test_a_bad_reference_is_refused() -> None:
    with pytest.raises(Refused):
        search("record:five", Filter())
