"""Statements over many rows at once say the same as one after the other."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from vestnik.kernel.clock import FakeClock
from vestnik.storage.database import Database
from vestnik.storage.many import among, delete_many, execute_all, insert_many, listed, update_many
from vestnik.storage.tables.delivery import delivery_minute, letter, message_id, recipient, suppression

PERSON = insert_many(recipient, "message", "position", "part", "address", "role", "state", "text", "changed")
ANSWER = update_many(recipient, key=("message", "position"), values=("state", "code", "text", "changed"))
LETTER = insert_many(letter, "message", "content", "layout", "needs_smtputf8", "eight_bit")
# A column of a server's words keeps a U+001E before them for texts in both languages (`tables.types.Spoken`).
TEXT = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x1e")))


def test_rows_are_written_and_changed_by_their_keys(db: Database, clock: FakeClock) -> None:
    later = clock.now() + timedelta(microseconds=1)
    with db.write() as tx:
        PERSON.run(tx, [(1, n, 0, f"{n}@example.org", "to", "pending", None, clock.now()) for n in range(3)])
        assert (
            ANSWER.run(tx, [(1, 0, "accepted", 250, "Ok", later), (1, 2, "rejected", 550, "нет", None)]) == 2
        )
        columns = (recipient.c.position, recipient.c.state, recipient.c.code, recipient.c.text)
        found = tx.execute(select(*columns, recipient.c.changed).order_by(recipient.c.position)).all()
    assert [tuple(row) for row in found] == [
        (0, "accepted", 250, "Ok", later),
        (1, "pending", None, None, clock.now()),
        (2, "rejected", 550, "нет", None),
    ]


def test_bytes_json_and_booleans(db: Database) -> None:
    rows = [(1, b"\x00\xff", [812, {"raw": "ab", "size": 3}], True, False), (2, b"", None, False, True)]
    with db.write() as tx:
        LETTER.run(tx, rows)
        names = ("message", "content", "layout", "needs_smtputf8", "eight_bit")
        found = tx.execute(select(*(letter.c[name] for name in names)).order_by(letter.c.message))
        assert [tuple(row) for row in found] == rows


def test_a_row_that_is_there_is_changed_or_left(db: Database, clock: FakeClock) -> None:
    with db.write() as tx:
        skip = insert_many(message_id, "message_id", "message", key=("message_id",))
        skip.run(tx, [("a", 1)])
        skip.run(tx, [("a", 2), ("b", 2)])
        assert dict(tx.execute(select(message_id.c.message_id, message_id.c.message)).all()) == {
            "a": 1,
            "b": 2,
        }
        change = insert_many(
            suppression, "address", "reason", "created", key=("address",), or_update=("reason",)
        )
        change.run(tx, [("a@x", "bounced", clock.now())])
        change.run(tx, [("a@x", "asked", clock.now())])
        assert tx.execute(select(suppression.c.reason)).scalars().all() == ["asked"]


def test_numbers_are_added_to_those_of_the_row_that_is_there(db: Database, clock: FakeClock) -> None:
    names = ("minute", "lane", "connection", "worker", "accepted", "others")
    add = insert_many(delivery_minute, *names, key=names[:4], or_add=names[4:])
    with db.write() as tx:
        add.run(tx, [(clock.now(), 0, "mail", 1, 3, 1), (clock.now(), 1, "mail", 1, 1, 0)])
        add.run(tx, [(clock.now(), 0, "mail", 1, 2, 4)])
        counts = select(delivery_minute.c.accepted, delivery_minute.c.others)
        assert [tuple(row) for row in tx.execute(counts.order_by(delivery_minute.c.lane))] == [(5, 5), (1, 0)]


def test_several_statements_are_executed_together(db: Database) -> None:
    known = insert_many(message_id, "message_id", "message", key=("message_id",))
    gone = delete_many(recipient, key=("message", "position"))
    with db.write() as tx:
        PERSON.run(tx, [(1, n, 0, f"{n}@x", "to", "pending", None, None) for n in range(4)])
        together = ((known, [("a", 1), ("b", 1)]), (PERSON, []), (gone, [(1, 0), (1, 2), (2, 1)]))
        assert execute_all(tx, [(many, many.prepare(tx.dialect, rows)) for many, rows in together]) == 2
        assert execute_all(tx, [(known, None)]) == 0
        assert tx.execute(select(message_id.c.message_id)).scalars().all() == ["a", "b"]
        assert tx.execute(select(recipient.c.position)).scalars().all() == [1, 3]


def test_no_rows_are_no_statement(db: Database) -> None:
    with db.read() as tx:
        assert LETTER.run(tx, []) == 0


def test_one_of_many_ids(db: Database, clock: FakeClock) -> None:
    with db.write() as tx:
        PERSON.run(tx, [(n, 0, 0, "a@x", "to", "pending", None, None) for n in range(10)])
        removal = delete(recipient).where(among(tx.dialect, recipient.c.message))
        tx.execute(removal, {"ids": listed(tx.dialect, {1, 3, 77})})
        tx.execute(removal, {"ids": listed(tx.dialect, [])})
        left = tx.execute(select(recipient.c.message).order_by(recipient.c.message)).scalars().all()
    assert left == [0, 2, 4, 5, 6, 7, 8, 9]


def test_ids_are_allotted_in_a_row(db: Database) -> None:
    with db.write() as tx:
        first, more = tx.new_id("msg"), tx.new_ids("msg", 3)
        assert more == sorted(set(more))
        assert first < more[0]
        assert tx.new_id("rec", 5) > more[-1]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT, min_size=1, max_size=5), st.integers(-(2**31), 2**31 - 1))
def test_any_text_and_number_comes_back(db: Database, texts: list[str | None], code: int) -> None:
    with db.write() as tx:
        tx.execute(delete(recipient))
        PERSON.run(tx, [(1, n, 0, text or "", "to", "x", text, None) for n, text in enumerate(texts)])
        ANSWER.run(tx, [(1, n, text or "", code, text, None) for n, text in enumerate(texts)])
        columns = (recipient.c.address, recipient.c.state, recipient.c.text, recipient.c.code)
        found = [tuple(row) for row in tx.execute(select(*columns).order_by(recipient.c.position))]
    assert found == [(text or "", text or "", text, code) for text in texts]
