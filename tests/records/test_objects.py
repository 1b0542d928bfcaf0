"""What expressions read of the store: each object by itself and many at once, by the actor's rights."""

from __future__ import annotations

import pytest
from tests.records.conftest import Desk

from vestnik.kernel.values import Ref
from vestnik.records.loading import HeldValues


def _files(desk: Desk, actor: Desk, documents: list[Ref], *, ahead: bool) -> list[list[object]]:
    with actor.objects() as objects:
        if ahead:
            objects.prefetch(documents)
        found = []
        for document in documents:
            revisions = [
                ref for ref in objects.values(document, "document:currentRevision") if isinstance(ref, Ref)
            ]
            found.append([name for ref in revisions for name in objects.values(ref, "revision:name")])
        return found


@pytest.mark.parametrize("ahead", [False, True])
def test_a_user_reads_the_documents_of_records_and_the_own_ones(desk: Desk, ahead: bool) -> None:
    desk.template("Pisma", {"name": "Fayl", "data_type": "document"})
    anna = desk.acting_as(desk.user("anna"))
    of_record, hidden, own = desk.document("a.pdf"), desk.document("b.pdf"), anna.document("c.pdf")
    desk.create("Pisma", Fayl=(of_record,))
    documents = [of_record, hidden, own]
    assert _files(desk, anna, documents, ahead=ahead) == [["a.pdf"], [], ["c.pdf"]]
    assert _files(desk, desk, documents, ahead=ahead) == [["a.pdf"], ["b.pdf"], ["c.pdf"]]


def test_a_revision_of_a_hidden_document_is_hidden_by_its_own_id_too(desk: Desk) -> None:
    hidden = desk.document("b.pdf")
    with desk.objects() as objects:
        (revision,) = objects.values(hidden, "document:currentRevision")
    assert isinstance(revision, Ref)
    with desk.acting_as(desk.user("anna")).objects() as objects:
        assert objects.values(revision, "revision:name") == ()


def test_the_values_of_a_record_are_a_mapping(sqlite_desk: Desk) -> None:
    sqlite_desk.template(
        "Pisma", {"name": "Tema", "data_type": "text"}, {"name": "Kto", "data_type": "account"}
    )
    values = sqlite_desk.get(sqlite_desk.create("Pisma", Tema="a")).values
    assert isinstance(values, HeldValues)
    assert values == {"Tema": "a", "Kto": None}
    assert (len(values), list(values), "Net" in values) == (2, ["Tema", "Kto"], False)
    with pytest.raises(KeyError):
        values["Net"]
