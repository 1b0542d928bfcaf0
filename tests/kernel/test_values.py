"""Values survive storage, and numbers are exact."""

from datetime import UTC, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.kernel.durations import BadDuration, format_duration, parse_duration
from vestnik.kernel.values import BadNumber, BadReference, Content, Ref, dump, load, number, plain, to_json

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=20),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.datetimes(timezones=st.just(UTC)),
    st.timedeltas(),
    st.builds(Ref, st.sampled_from(["rec", "account", "doc"]), st.integers(0, 10**15)),
    st.builds(Content, st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(0, 10**12)),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(values)
@settings(max_examples=200)
def test_a_dumped_value_loads_as_itself(value: object) -> None:
    assert load(dump(value)) == value


@given(values)
@settings(max_examples=50)
def test_the_order_of_names_does_not_matter(value: object) -> None:
    """PostgreSQL's jsonb sorts names by length."""

    def turned(stored: object) -> object:
        if isinstance(stored, dict):
            return {name: turned(stored[name]) for name in reversed(stored)}
        return [turned(item) for item in stored] if isinstance(stored, list) else stored

    assert load(turned(dump(value))) == value


def test_an_object_with_a_tag_like_name_stays_an_object() -> None:
    assert load(dump({"$ref": "not a reference"})) == {"$ref": "not a reference"}


def test_a_reference_is_written_as_kind_and_number() -> None:
    assert Ref.parse("rec.101") == Ref("rec", 101)
    assert str(Ref("account", 4)) == "account.4"


@pytest.mark.parametrize("bad", ["rec", "rec.", ".1", "rec.-1", "Rec.1", "rec.1 ", "rec." + "9" * 30])
def test_a_malformed_reference_is_refused(bad: str) -> None:
    with pytest.raises(BadReference):
        Ref.parse(bad)


@pytest.mark.parametrize(
    ("given", "shown"), [("250.0", "250"), ("0.10", "0.1"), ("-0", "0"), ("1E+3", "1000"), ("1200", "1200")]
)
def test_a_number_is_shown_plainly(given: str, shown: str) -> None:
    assert plain(number(given)) == shown


@pytest.mark.parametrize("bad", ["NaN", "Infinity", "1E+200000000", "1" * 29, "abc", ""])
def test_what_is_no_exact_number_is_refused_before_it_costs_anything(bad: str) -> None:
    with pytest.raises(BadNumber):
        number(bad)


def test_numbers_go_out_as_decimals() -> None:
    assert to_json((Decimal("0.1"), Ref("rec", 1))) == [Decimal("0.1"), "rec.1"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT1H30M", timedelta(hours=1, minutes=30)),
        ("P3Y6M4DT12H30M5S", timedelta(days=3 * 365 + 6 * 30 + 4, hours=12, minutes=30, seconds=5)),
        ("PT75M", timedelta(minutes=75)),
        ("-P1W", timedelta(days=-7)),
        ("PT0.5S", timedelta(milliseconds=500)),
    ],
)
def test_a_duration_has_a_fixed_length(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize("bad", ["", "P", "PT", "1H", "P1H", "PT1D", "P-1D", "P99999999999Y"])
def test_what_is_no_duration_is_refused(bad: str) -> None:
    with pytest.raises(BadDuration):
        parse_duration(bad)


@given(st.timedeltas(min_value=timedelta(days=-(10**6)), max_value=timedelta(days=10**6)))
def test_a_written_duration_reads_back(length: timedelta) -> None:
    assert parse_duration(format_duration(length)) == length
