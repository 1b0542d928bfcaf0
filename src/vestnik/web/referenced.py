"""What stands for the things that values refer to: titles of records, names of accounts, file names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field

from vestnik.kernel.values import Ref
from vestnik.records.accounts import Accounts
from vestnik.records.documents import Documents
from vestnik.records.store import Records
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call
from vestnik.web.shapes import Shape


class ReferenceShape(Shape):
    """What stands for a thing: of an account also login and address, of a document the size, of a value-list value its name."""

    title: Annotated[str, Field(examples=["Анна Петрова"])]
    login: Annotated[str | None, Field(examples=["petrova"])] = None
    mbox: Annotated[str | None, Field(examples=["petrova@example.org"])] = None
    size: Annotated[int | None, Field(examples=[None])] = None
    name: Annotated[str | None, Field(examples=[None])] = None
    color: Annotated[str | None, Field(examples=[None])] = None


References = Annotated[
    dict[str, ReferenceShape],
    Field(
        description="What stands for each thing that is referred to, by its id",
        examples=[
            {"account.4": {"title": "Анна Петрова", "login": "petrova", "mbox": "petrova@example.org"}}
        ],
    ),
]


def referenced(
    call: Call, tx: Transaction, records: Records, refs: Iterable[Ref]
) -> dict[Ref, dict[str, Any]]:
    """A title, and what else people know it by, of each thing that the caller may see; one query per kind."""
    by_kind: dict[str, list[Ref]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, []).append(ref)
    found: dict[Ref, dict[str, Any]] = {}
    if wanted := by_kind.get("rec"):
        found |= {ref: {"title": title} for ref, title in records.titles(wanted).items()}
    if wanted := by_kind.get("account"):
        accounts = Accounts(tx, call.actor, call.system.clock).many(wanted)
        found |= {
            ref: {
                "title": one.fields["fullName"] or one.login,
                "login": one.login,
                "mbox": one.fields["mbox"],
            }
            for ref, one in accounts.items()
        }
    if wanted := by_kind.get("doc"):
        revisions = Documents(tx, call.actor, call.system.clock).currents(wanted)
        found |= {ref: {"title": one.filename, "size": one.content.size} for ref, one in revisions.items()}
    for ref in by_kind.get("enum", ()):
        if ref in records.schema.variants:
            variant = records.schema.variants[ref]
            found[ref] = {
                "title": variant.title.of(call.language),
                "name": variant.name,
                "color": variant.color,
            }
    return found
