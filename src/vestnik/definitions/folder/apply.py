"""From an app folder to the system: show a plan, then do all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from vestnik.definitions import rows
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.difference import Difference
from vestnik.definitions.errors import Refusals
from vestnik.definitions.folder.read import AppFolder, FileDraft
from vestnik.definitions.folder.secrets import Source
from vestnik.definitions.kind import Reference
from vestnik.definitions.values import Affected, Draft, Saved
from vestnik.kernel.problem import Invalid, Path, Problem, Stale
from vestnik.kernel.progress import Watch, unwatched
from vestnik.kernel.text import Text
from vestnik.storage.tables.definitions import definition

Action = Literal["create", "change", "delete", "unchanged"]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one definition. disabled: it would be switched off because of its problems."""

    action: Action
    kind: str
    name: str
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    disabled: bool = False
    affected: tuple[Affected, ...] = ()

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an apply does. revision: of the configuration that it was made for."""

    app: str
    revision: int
    steps: tuple[Step, ...]

    @property
    def changes(self) -> bool:
        """Whether anything is to do."""
        return any(step.action != "unchanged" for step in self.steps)


class PlanStale(Stale):
    code = "plan_stale"
    text = Text(
        "Конфигурация изменилась с тех пор, как показан план. Составьте план заново.",
        "The configuration has changed since the plan was shown. Have the plan made again.",
    )


class _Undone(Exception):
    pass


def plan(
    definitions: Definitions, folder: AppFolder, *, prune: bool = False, watch: Watch = unwatched
) -> Plan:
    """What `apply` would do now; everything is tried for real and undone.

    prune: delete what was once applied from this app and is no longer in its folder.

    Raises:
        Invalid: problems, each with file, line and column.
        Forbidden, InUse: as `Definitions.change`.
    """
    made: list[Plan] = []
    try:
        with definitions.tx.savepoint():
            made.append(apply(definitions, folder, prune=prune, watch=watch))
            raise _Undone
    except _Undone:
        return made[0]


def apply(
    definitions: Definitions,
    folder: AppFolder,
    *,
    prune: bool = False,
    planned: Plan | None = None,
    watch: Watch = unwatched,
) -> Plan:
    """Make the system as the folder says, under one configuration revision.

    planned: what the user has agreed to. watch: as `Definitions.change`.

    Raises:
        PlanStale: the configuration is another than `planned` was made for.
        Invalid, Forbidden, InUse: as `plan`.
    """
    revision = definitions.revision
    if planned is not None and planned.revision != revision:
        raise PlanStale(what=folder.app, yours=planned.revision, current=revision)
    by_reference = {one.reference: one for one in folder.drafts}
    gone = _gone(definitions, folder.app, by_reference) if prune else []
    drafts = [_draft(definitions, one) for one in folder.drafts]
    try:
        saved = definitions.change(drafts, gone, watch)
    except Refusals as refusals:
        raise Invalid(
            by_reference[target].document.locate(problem)
            for target, problems in refusals.found.items()
            for problem in problems
        ) from None
    steps = [_step(one, by_reference[Reference(one.kind, one.name)]) for one in saved]
    steps += [Step("delete", target.kind, target.name) for target in gone]
    return Plan(folder.app, revision, tuple(steps))


def needed_secrets(definitions: Definitions, folder: AppFolder) -> list[tuple[Reference, Path, Source]]:
    """Secrets of which nothing was found, and that the system does not have either: whose, at which path, and the source."""
    return [
        (one.reference, path, source)
        for one in folder.drafts
        if one.missing
        for path, source in _unknown(definitions, one).items()
    ]


def _unknown(definitions: Definitions, one: FileDraft) -> dict[Path, Source]:
    known = definitions.find(one.draft.kind, one.draft.name)
    stored = known.secrets if known else ()
    return {path: source for path, source in one.missing.items() if ".".join(map(str, path)) not in stored}


def _draft(definitions: Definitions, one: FileDraft) -> Draft:
    """The draft, without secrets of which nothing was found while the system has them."""
    if not one.missing:
        return one.draft
    unknown = _unknown(definitions, one)
    body: Any = one.draft.body
    for path in one.missing.keys() - unknown.keys():
        body = _without(body, path)
    problems = []
    for path, source in unknown.items():
        text = Text("Секрет не найден: {source}", "The secret is not there: {source}").format(source=source)
        problems.append(one.document.locate(Problem("secret_missing", text, path)))
    if problems:
        raise Invalid(problems)
    return Draft(one.draft.kind, one.draft.name, body, app=one.draft.app)


def _gone(definitions: Definitions, app: str, kept: Mapping[Reference, FileDraft]) -> list[Reference]:
    applied = rows.many(definitions.tx, definition.c.app == app)
    return [target for one in applied if (target := Reference(one.kind, one.name)) not in kept]


def _step(saved: Saved, one: FileDraft) -> Step:
    action: Action = "create" if saved.created else "change" if saved.changed else "unchanged"
    problems = tuple(one.document.locate(problem) for problem in saved.problems)
    return Step(action, saved.kind, saved.name, saved.differences, problems, saved.disabled, saved.affected)


def _without(tree: Mapping[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    name, *rest = path
    if not rest:
        return {key: value for key, value in tree.items() if key != name}
    return {key: _without(value, tuple(rest)) if key == name else value for key, value in tree.items()}
