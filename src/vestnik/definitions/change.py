"""One change of the configuration: several saves and deletions that become real together or not at all.

Everything is written first and checked afterwards, inside a savepoint: so a check sees the definitions as they will be,
through the same tables as everybody else, and a refusal leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vestnik.definitions import rows
from vestnik.definitions.body import canonical, has, put_in, secrets_in
from vestnik.definitions.difference import Difference, differences
from vestnik.definitions.errors import DefinitionStale, Refusals
from vestnik.definitions.kind import Kind, Reference
from vestnik.definitions.revision import next_revision
from vestnik.definitions.secrets import SecretUnreadable
from vestnik.definitions.values import Affected, Definition, Draft, Review, Saved
from vestnik.kernel.names import BadName, is_system_name, system_name
from vestnik.kernel.problem import Forbidden, InUse, Invalid, Problem
from vestnik.kernel.progress import Watch, unwatched
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Text

if TYPE_CHECKING:
    from vestnik.definitions.definitions import Definitions

MAX_DEPTH = 64
MAX_NODES = 200_000
"""Bounds of one body: lists, objects and values together."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A draft that could be read. secrets: by dotted path, new ones only; removed: paths of stored ones to drop."""

    kind: Kind[Any]
    draft: Draft
    before: Definition | None
    before_model: Any
    model: Any
    body: dict[str, Any]
    secrets: Mapping[str, Secret]
    removed: frozenset[str]

    @property
    def reference(self) -> Reference:
        return Reference(self.kind.name, self.draft.name)

    @property
    def changes(self) -> bool:
        """Whether saving it makes a difference."""
        if self.before is None or self.secrets or self.removed:
            return True
        return self.body != self.before.body or (self.before.format, self.before.app) != (
            self.kind.format,
            self.app,
        )

    @property
    def app(self) -> str | None:
        """The app it belongs to: of the folder it comes from, or as it says itself, or as before."""
        own: str | None = getattr(self.model, "app", None)
        if self.kind.name == "app":
            return self.draft.name
        return self.draft.app or own or (self.before.app if self.before else None)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What changes in the body."""
        return tuple(differences(self.before.body, self.body)) if self.before else ()


class Change:
    """Makes one change in the transaction of `definitions`."""

    def __init__(self, definitions: Definitions) -> None:
        self._all = definitions
        self._tx = definitions.tx

    def make(
        self,
        drafts: Sequence[Draft],
        deletions: Collection[Reference],
        *,
        expected_version: int | None = None,
        watch: Watch = unwatched,
    ) -> list[Saved]:
        """See `Definitions.change`. expected_version: of the deletions."""
        with self._tx.savepoint():
            staged = self._stage_all(watch(drafts))
            going = [self._deletion(target, expected_version) for target in deletions]
            stored: dict[Reference, Definition] = {}
            if going or any(one.changes for one in staged):
                revision = next_revision(self._tx)
                stored = {one.reference: self._store(one, revision) for one in staged if one.changes}
                self._remove_all(going, revision)
            return self._checked(watch(staged), stored)

    def review(self, draft: Draft) -> Review:
        """Make the change, look at what it says, and undo it."""
        reference = Reference(draft.kind, draft.name)
        try:
            with self._tx.savepoint():
                (saved,) = self.make([draft], ())
                raise _Undone(Review(saved.problems, saved.disabled, saved.affected))
        except _Undone as undone:
            return undone.review
        except Refusals as refusals:
            return Review(refusals.found.get(reference, refusals.problems))
        except (Invalid, Forbidden) as refused:
            return Review(refused.problems)

    def stage(self, draft: Draft) -> Staged:
        """Read a draft as a model with all its secrets.

        Raises:
            Invalid: it cannot be read.
            Stale, Forbidden: see `Definitions.save`.
        """
        kind = self._all.kinds.get(draft.kind)
        self._check_name(kind, draft.name)
        before = self._all.find(kind.name, draft.name)
        self._check_version(kind.name, draft.name, before, draft.expected_version)
        body = _headed(kind.name, draft)
        carried = self._carried(before, body)
        for field, secret in carried.items():
            body = put_in(body, tuple(field.split(".")), secret)
        model = kind.parse(body)
        before_model = self._model(kind, before)
        self._check_guards(kind, before, before_model, model, carried)
        staged = self._compared(kind, draft, before, before_model, model, carried)
        # A given secret is asked about too: whether it is the stored one is nobody's business who may not change it.
        given = {".".join(map(str, path)) for path in secrets_in(model)} - carried.keys()
        if staged.changes or given:
            kind.permit(self._all.author, before_model, model)
        return staged

    def _stage_all(self, drafts: Iterable[Draft]) -> list[Staged]:
        staged: list[Staged] = []
        found: dict[Reference, tuple[Problem, ...]] = {}
        for draft in drafts:
            try:
                staged.append(self.stage(draft))
            except (Invalid, BadName, SecretUnreadable) as error:
                found[Reference(draft.kind, draft.name)] = error.problems
        if found:
            raise Refusals(found)
        return staged

    def _store(self, staged: Staged, revision: int) -> Definition:
        kind, draft, before = staged.kind, staged.draft, staged.before
        now = self._all.clock.now()
        new = Definition(
            id=before.id if before else self._tx.new_id(kind.object_kind),
            kind=kind.name,
            name=draft.name,
            version=1 + (before.version if before else rows.last_version(self._tx, kind.name, draft.name)),
            format=kind.format,
            body=staged.body,
            active=kind.active(staged.model),
            problems=(),
            app=staged.app,
            title=str(getattr(staged.model, "title", None) or draft.name),
            author=self._all.author.login,
            account=self._all.author.account,
            created=before.created if before else now,
            time=now,
        )
        rows.write(self._tx, new, revision)
        rows.write_references(self._tx, kind.name, draft.name, kind.references(staged.model))
        sealed: dict[str, bytes | None] = dict.fromkeys(staged.removed)
        for field, secret in staged.secrets.items():
            sealed[field] = self._all.secrets.seal(new.id, field, secret)
        rows.write_sealed(self._tx, new.id, sealed)
        kind.saved(self._tx, new.id, staged.model, staged.before_model)
        return new

    def _remove_all(self, going: Sequence[Definition], revision: int) -> None:
        gone = {Reference(one.kind, one.name) for one in going}
        for one in going:
            if users := [user for user in self._all.users(one.kind, one.name) if user not in gone]:
                raise _in_use(one, users)
            kind = self._all.kinds.get(one.kind)
            kind.deleted(self._tx, one.id, self._model(kind, one))
        for one in going:
            rows.remove(self._tx, one, revision, self._all.author, self._all.clock.now())

    def _checked(self, staged: Iterable[Staged], stored: Mapping[Reference, Definition]) -> list[Saved]:
        """Check everything that was stored, as it stands now, and those who use it."""
        results: list[Saved] = []
        refused: dict[Reference, tuple[Problem, ...]] = {}
        for one in staged:
            new = stored.get(one.reference)
            if new is None:
                assert one.before is not None
                before = one.before
                results.append(
                    Saved(before.kind, before.name, before.version, False, False, False, before.problems)
                )
                continue
            saved, problems = self._check(one, new)
            if saved is None:
                refused[one.reference] = problems
            else:
                results.append(saved)
        if refused:
            raise Refusals(refused)
        affected = self._recheck_users(stored)
        return [
            replace(saved, affected=affected.get(Reference(saved.kind, saved.name), ())) for saved in results
        ]

    def _check(self, staged: Staged, new: Definition) -> tuple[Saved | None, tuple[Problem, ...]]:
        """The outcome of one save; None where it is refused because of the problems."""
        kind, model = staged.kind, staged.model
        problems = tuple(kind.check(model, self._all))
        errors = [problem for problem in problems if problem.severity == "error"]
        disabled = False
        if errors and new.active:
            model = kind.deactivated(model, errors)
            if model is None:
                return None, problems
            disabled = True
            rows.write_switched_off(self._tx, replace(new, body=canonical(model), active=False))
            kind.saved(self._tx, new.id, model, staged.before_model)
        rows.write_problems(self._tx, new.id, problems)
        return (
            Saved(
                kind.name,
                new.name,
                new.version,
                created=staged.before is None,
                changed=True,
                disabled=disabled,
                problems=problems,
                differences=staged.differences,
            ),
            problems,
        )

    def _recheck_users(self, stored: Mapping[Reference, Definition]) -> dict[Reference, tuple[Affected, ...]]:
        """Check once more who uses a changed definition; their problems are noted, they themselves stay."""
        affected: dict[Reference, tuple[Affected, ...]] = {}
        seen: dict[Reference, tuple[Problem, ...]] = {}
        for target in stored:
            for user in self._all.users(target.kind, target.name):
                if user not in stored and user not in seen:
                    seen[user] = self._recheck(user)
                if errors := tuple(p for p in seen.get(user, ()) if p.severity == "error"):
                    affected[target] = (*affected.get(target, ()), Affected(user.kind, user.name, errors))
        return affected

    def _recheck(self, user: Reference) -> tuple[Problem, ...]:
        kind = self._all.kinds.get(user.kind)
        known = self._all.get(user.kind, user.name)
        problems = tuple(kind.check(self._all.load(kind, user.name), self._all))
        if problems != known.problems:
            rows.write_problems(self._tx, known.id, problems)
        return problems

    def _deletion(self, target: Reference, expected_version: int | None) -> Definition:
        kind = self._all.kinds.get(target.kind)
        old = self._all.get(target.kind, target.name)
        self._check_version(target.kind, target.name, old, expected_version)
        kind.permit(self._all.author, self._model(kind, old), None)
        return old

    def _model(self, kind: Kind[Any], found: Definition | None) -> Any:
        return self._all.load(kind, found.name) if found else None

    def _check_name(self, kind: Kind[Any], name: str) -> None:
        if not is_system_name(name):
            raise BadName(given=name[:80], suggested=system_name(name) or "Name", path=("name",))
        known = self._all.names(kind.name)
        if name not in known:
            for other in known:
                if other.casefold() == name.casefold():
                    raise Invalid([_same_but_case(name, other)])

    def _check_version(self, kind: str, name: str, before: Definition | None, expected: int | None) -> None:
        current = before.version if before else 0
        if expected is None or expected == current:
            return
        seen = rows.version(self._tx, kind, name, expected)
        changed = differences(seen.body, before.body) if seen and seen.body and before else ()
        raise DefinitionStale(f"{kind} {name}", expected, current, changed)

    def _carried(self, before: Definition | None, body: Mapping[str, Any]) -> dict[str, Secret]:
        """Stored secrets that the body leaves out; none when it is of another type, whose secrets are others."""
        if before is None or body.get("type", before.body.get("type")) != before.body.get("type"):
            return {}
        sealed = rows.sealed(self._tx, before.id)
        return {
            field: self._all.secrets.open(before.id, field, value)
            for field, value in sealed.items()
            if not has(body, tuple(field.split(".")))
        }

    def _check_guards(
        self,
        kind: Kind[Any],
        before: Definition | None,
        before_model: Any,
        model: Any,
        carried: Collection[str],
    ) -> None:
        carried = [field for field in carried if not kind.secret_stays(field)]
        if not carried or before is None:
            return
        old, new = kind.secret_guards(before_model), kind.secret_guards(model)
        if changed := [name for name in {**old, **new} if old.get(name) != new.get(name)]:
            text = Text(
                "Изменено: {changed}. Введите секрет заново", "Changed: {changed}. Enter the secret again"
            ).format(changed=", ".join(changed))
            raise Invalid(
                Problem("secret_needed", text, tuple(field.split("."))) for field in sorted(carried)
            )

    def _compared(
        self,
        kind: Kind[Any],
        draft: Draft,
        before: Definition | None,
        before_model: Any,
        model: Any,
        carried: Collection[str],
    ) -> Staged:
        given = {".".join(map(str, path)): secret for path, secret in secrets_in(model).items()}
        stored = rows.sealed(self._tx, before.id) if before else {}
        new = {
            field: secret
            for field, secret in given.items()
            if field not in carried and not self._is_stored(before, field, stored, secret)
        }
        removed = frozenset(stored) - frozenset(given)
        return Staged(kind, draft, before, before_model, model, canonical(model), new, removed)

    def _is_stored(
        self, before: Definition | None, field: str, stored: Mapping[str, bytes], secret: Secret
    ) -> bool:
        if before is None or field not in stored:
            return False
        try:
            return self._all.secrets.open(before.id, field, stored[field]) == secret
        except SecretUnreadable:
            return False


class _Undone(Exception):
    """Leaves the savepoint of a review."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review


def _headed(kind: str, draft: Draft) -> dict[str, Any]:
    """The body with kind and name in it, which may not contradict those it is saved under."""
    if not isinstance(draft.body, Mapping):
        raise Invalid([Problem("object_needed", Text("Нужен объект", "An object is needed"))])
    _check_size(draft.body)
    problems = [
        Problem(
            "other_" + field,
            Text(
                "Здесь указано «{found}», а нужно «{needed}»", "This says '{found}' but has to be '{needed}'"
            ).format(found=draft.body[field], needed=needed),
            (field,),
        )
        for field, needed in (("kind", kind), ("name", draft.name))
        if draft.body.get(field, needed) != needed
    ]
    if problems:
        raise Invalid(problems)
    return {**draft.body, "kind": kind, "name": draft.name}


def _in_use(one: Definition, users: Sequence[Reference]) -> InUse:
    """Each user is a problem at the path `kind.name`, so that a page can link to it."""
    text = Text("Использует: {user}", "Used by: {user}")
    problems = [Problem("used_by", text.format(user=str(user)), (user.kind, user.name)) for user in users]
    return InUse(what=f"{one.kind} {one.name}", users=", ".join(map(str, users)), problems=problems)


def _check_size(body: Any) -> None:
    nodes, level, depth = 0, [body], 0
    while level:
        nodes, depth = nodes + len(level), depth + 1
        if nodes > MAX_NODES or depth > MAX_DEPTH:
            text = Text(
                "Определение слишком велико или вложено слишком глубоко",
                "The definition is too large or too deep",
            )
            raise Invalid([Problem("too_large", text)])
        level = [
            inner
            for node in level
            if isinstance(node, Mapping | list | tuple)
            for inner in (node.values() if isinstance(node, Mapping) else node)
        ]


def _same_but_case(name: str, other: str) -> Problem:
    text = Text(
        "Системное имя «{name}» отличается от «{other}» только регистром букв",
        "The system name '{name}' differs from '{other}' by case only",
    ).format(name=name, other=other)
    return Problem("name_differs_by_case", text, ("name",), suggestion=other)
