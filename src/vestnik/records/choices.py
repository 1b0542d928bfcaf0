"""Which accounts an attribute with a filter of values takes in a record (spec/records.md 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, as_list
from vestnik.records.schema import BoundAttribute

if TYPE_CHECKING:
    from vestnik.records.store import Records

_NOT_ALLOWED = Text(
    "{account} здесь выбрать нельзя: его нет среди значений, которые даёт фильтр",
    "{account} cannot be chosen here: the filter of values does not give it",
)


def expression_of(given: Mapping[Any, str]) -> dict[str, str]:
    """The expression of an attribute, a condition or a rule, as it is handed to be evaluated."""
    return {str(kind): text for kind, text in given.items()}


def choices(records: Records, template: str, record: Ref, bound: BoundAttribute) -> tuple[Ref, ...] | None:
    """The accounts that may be chosen in a record as it is seen now; None where any may be."""
    allowed = getattr(bound.model, "allowed", None)
    if allowed is None:
        return None
    given = as_list(records.result(template, record, expression_of(allowed)))
    return tuple(dict.fromkeys(one for one in given if isinstance(one, Ref) and one.kind == "account"))


def refused_choices(
    records: Records, template: str, record: Ref, bound: BoundAttribute, value: Value
) -> Iterator[Problem]:
    """A problem for each account of a value that the filter does not give."""
    chosen = [ref for ref in as_list(value) if isinstance(ref, Ref)]
    given = choices(records, template, record, bound) if chosen else None
    if given is None:
        return
    refused = [ref for ref in chosen if ref not in given]
    names = records.account_names(refused)
    for ref in refused:
        why = _NOT_ALLOWED.format(account=names.get(ref, str(ref)))
        yield Problem("not_among_choices", bound.model.unfit(why).message, ("values", bound.name))
