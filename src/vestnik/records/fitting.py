"""From what is given to what a record may hold: types, value lists, references that exist, files that are allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vestnik.access.actor import Actor
from vestnik.attributes.types.document import DocumentAttribute
from vestnik.kernel.problem import Invalid, Problem, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, as_list
from vestnik.records.accounts import existing_accounts
from vestnik.records.documents import Documents
from vestnik.records.loading import identity_map, load_records
from vestnik.records.schema import BoundAttribute, Shape, SqlSchema
from vestnik.storage.transaction import Transaction

_NO_SUCH = Text("нет объекта {ref}", "there is no {ref}")
_OTHER_TEMPLATE = Text(
    "{ref} — запись шаблона «{given}», нужен «{wanted}»",
    "{ref} is a record of '{given}', '{wanted}' is needed",
)
_WRONG_FILE = Text("файл «{name}»: допустимы {allowed}", "the file '{name}': allowed are {allowed}")
_NOT_A_VARIANT = Text("нет значения {given}", "there is no value {given}")


class Fitting:
    """Makes values fit the attributes of one template."""

    def __init__(
        self, tx: Transaction, actor: Actor, schema: SqlSchema, shape: Shape, documents: Documents
    ) -> None:
        self._tx, self._actor, self._schema, self._shape = tx, actor, schema, shape
        self._documents = documents

    def read(self, given: Mapping[str, Any]) -> dict[str, Value]:
        """JSON values as values; uploads become documents.

        Raises:
            Invalid: all that will not do, each at its path.
        """
        values: dict[str, Value] = {}
        problems: list[Problem] = []
        for name, value in given.items():
            try:
                bound = self._shape.attribute(name)
                if isinstance(bound.model, DocumentAttribute):
                    value = self._with_uploads(value)
                values[name] = bound.model.read(value)
            except Refused as error:
                problems.extend(problem.under() for problem in error.problems)
        if problems:
            raise Invalid(problems)
        return values

    def fit_all(self, rows: Sequence[Mapping[str, Value]]) -> list[dict[str, Value]]:
        """Computed values of several records, made to fit.

        Raises:
            Invalid: all that will not do.
        """
        problems: list[Problem] = []
        fitted = [self._fitted(row, problems) for row in rows]
        problems.extend(self._bad_references(fitted))
        if problems:
            raise Invalid(problems)
        return fitted

    def _fitted(self, row: Mapping[str, Value], problems: list[Problem]) -> dict[str, Value]:
        fitted: dict[str, Value] = {}
        for name, value in row.items():
            try:
                bound = self._shape.attribute(name)
                fitted[name] = _variant(bound, bound.model.fit(value))
            except Refused as error:
                problems.extend(error.problems)
        return fitted

    def _with_uploads(self, given: Any) -> Any:
        if isinstance(given, list):
            return [self._with_uploads(item) for item in given]
        if isinstance(given, dict) and set(given) == {"upload"}:
            return str(self._documents.take_upload(str(given["upload"])))
        return given

    def _bad_references(self, rows: Sequence[Mapping[str, Value]]) -> Iterator[Problem]:
        """References to what does not exist, to records of another template, to files that are not allowed."""
        wanted: dict[Ref, list[BoundAttribute]] = {}
        for row in rows:
            for bound in self._shape.links:
                for ref in as_list(row.get(bound.name)):
                    if isinstance(ref, Ref) and bound not in (users := wanted.setdefault(ref, [])):
                        users.append(bound)
        present = self._present(wanted)
        for ref, users in wanted.items():
            for bound in users:
                if ref not in present:
                    yield bound.model.unfit(_NO_SUCH.format(ref=ref)).problem
                elif bound.info.target not in (None, present[ref]):
                    message = _OTHER_TEMPLATE.format(ref=ref, given=present[ref], wanted=bound.info.target)
                    yield bound.model.unfit(message).problem
        yield from self._bad_files(wanted)

    def _present(self, wanted: Iterable[Ref]) -> dict[Ref, str | None]:
        """Those that exist, with the template of the records among them."""
        by_kind: dict[str, list[Ref]] = {}
        for ref in wanted:
            by_kind.setdefault(ref.kind, []).append(ref)
        load_records(self._tx, self._schema, [ref.number for ref in by_kind.get("rec", ())])
        held = identity_map(self._tx)
        present: dict[Ref, str | None] = {
            ref: one.template for ref in by_kind.get("rec", ()) if (one := held.get(ref.number))
        }
        if accounts := by_kind.get("account"):
            present |= dict.fromkeys(existing_accounts(self._tx, self._actor, accounts))
        if documents := by_kind.get("doc"):
            present |= dict.fromkeys(self._documents.existing(documents))
        return present

    def _bad_files(self, wanted: Mapping[Ref, Sequence[BoundAttribute]]) -> Iterator[Problem]:
        limited = {
            ref: bound.model
            for ref, users in wanted.items()
            for bound in users
            if isinstance(bound.model, DocumentAttribute) and bound.model.extensions
        }
        currents = self._documents.currents(limited) if limited else {}
        for ref, revision in currents.items():
            model = limited[ref]
            if not model.takes_file(revision.filename):
                allowed = ", ".join(model.extensions)
                yield model.unfit(_WRONG_FILE.format(name=revision.filename, allowed=allowed)).problem


def _variant(bound: BoundAttribute, value: Value) -> Value:
    """A value-list value given by its system name becomes its reference."""
    if bound.info.data_type != "enum" or value is None:
        return value
    found = bound.variant(value) if isinstance(value, str) else value
    if found not in {variant.id for variant in bound.info.variants}:
        raise bound.model.unfit(_NOT_A_VARIANT.format(given=value))
    return found
