"""Definitions as files of an app folder. A file that says the same already is left as it is, to the byte."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Literal

from vestnik.definitions import rows
from vestnik.definitions.body import canonical, put_in, sparse
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.folder.document import Document, read_document
from vestnik.definitions.folder.merge import merge, write_new
from vestnik.definitions.folder.read import APP_FILE
from vestnik.definitions.folder.secrets import Source, export_name, parse_with_sources, sources
from vestnik.definitions.kind import Kind, Reference
from vestnik.definitions.values import Definition
from vestnik.kernel.problem import Invalid
from vestnik.kernel.progress import Watch, unwatched
from vestnik.storage.tables.definitions import definition


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one file. left: it belongs to no definition of the app any more."""

    file: str
    action: Literal["created", "changed", "unchanged", "left"]


def export(definitions: Definitions, app: str, path: FilePath, watch: Watch = unwatched) -> list[Exported]:
    """Write an app, its definitions, and those of no app that they use, into a folder; files are never deleted.

    Secrets stand as `{env: VESTNIK_SECRET_<NAME>_<FIELD>}`, or as a file names them already.

    Raises:
        NotFound: there is no such app.
    """
    definitions.get("app", app)
    results = []
    for one in watch(_of_app(definitions, app)):
        kind = definitions.kinds.get(one.kind)
        file = FilePath(kind.folder) / f"{one.name}.yaml" if kind.folder else FilePath(APP_FILE)
        results.append(_write(path, file, kind, one, definitions.load(kind, one.name)))
    written = {result.file for result in results}
    folders = [path / kind.folder for kind in definitions.kinds if kind.folder]
    present = (
        file.relative_to(path).as_posix() for folder in folders for file in sorted(folder.glob("*.yaml"))
    )
    results += [Exported(name, "left") for name in present if name not in written]
    return results


def _of_app(definitions: Definitions, app: str) -> list[Definition]:
    """The app's own definitions, and what they refer to as far as it is of no other app, by kind and name."""
    found = {Reference(one.kind, one.name): one for one in rows.many(definitions.tx, definition.c.app == app)}
    found[Reference("app", app)] = definitions.get("app", app)
    waiting = list(found)
    while waiting:
        here = waiting.pop()
        kind = definitions.kinds.get(here.kind)
        for target in kind.references(definitions.load(kind, here.name)):
            whole = Reference(target.kind, target.name)
            if whole in found or target.kind not in definitions.kinds:
                continue
            used = definitions.find(target.kind, target.name)
            if used and used.app is None:
                found[whole] = used
                waiting.append(whole)
    return [found[key] for key in sorted(found)]


def _write(root: FilePath, file: FilePath, kind: Kind[Any], one: Definition, model: Any) -> Exported:
    target = root / file
    secrets = {
        tuple(field.split(".")): {"env": export_name(one.name, tuple(field.split(".")))}
        for field in one.secrets
    }
    tree = sparse(model)
    for place, source in secrets.items():
        tree = put_in(tree, place, source)
    if not target.exists():
        _replace(target, write_new(tree))
        return Exported(file.as_posix(), "created")
    document = read_document(file.as_posix(), target.read_bytes())
    old = _meaning(kind, one.name, document)
    new: dict[str, Any] = {**one.body}
    for place, source in secrets.items():
        new = put_in(new, place, _source_at(old, place) or source)
    if old == new:
        return Exported(file.as_posix(), "unchanged")
    text = write_new(tree) if old is None else merge(document.source, old, new, tree)
    _replace(target, text)
    return Exported(file.as_posix(), "changed")


def _meaning(kind: Kind[Any], name: str, document: Document) -> dict[str, Any] | None:
    """What a file says, in canonical form with the sources of its secrets; None when it says nothing that is valid."""
    if not isinstance(document.tree, dict):
        return None
    found = dict(sources(document.tree))
    try:
        tree = {"name": name, **document.tree, "kind": kind.name}
        body, replaced = parse_with_sources(kind, tree, dict.fromkeys(found))
        meaning = canonical(kind.parse(body))
    except Invalid:
        return None
    for place in replaced:
        source = found[place]
        meaning = put_in(
            meaning, place, {"env": source.env} if source.env is not None else {"file": source.file}
        )
    return meaning


def _source_at(tree: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree if Source.of(tree) else None


def _replace(target: FilePath, text: str) -> None:
    """Write a file as a whole, so that a full disk leaves the former one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    draft.write_text(text, "utf-8")
    os.replace(draft, target)
