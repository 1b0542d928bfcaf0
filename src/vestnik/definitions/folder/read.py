"""An app folder as drafts, read and checked as far as it can be without the system it goes to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from vestnik.definitions.folder.document import Document, read_document
from vestnik.definitions.folder.secrets import Source, parse_with_sources, sources
from vestnik.definitions.kind import Kind, Kinds, Reference
from vestnik.definitions.values import Draft
from vestnik.kernel.names import is_system_name, system_name
from vestnik.kernel.problem import Invalid, Path, Problem, did_you_mean, nearest
from vestnik.kernel.progress import Watch, unwatched
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Text

APP_FILE = "app.yaml"
MAX_FILES = 5000
MAX_NODES = 500_000
"""Of all files; some twenty seconds of parsing."""
MAX_PROBLEMS = 500
"""After so many the rest is not looked at."""


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A definition in a file. missing: sources of secrets in which nothing was found, by path in the body."""

    draft: Draft
    document: Document
    missing: Mapping[Path, Source]

    @property
    def reference(self) -> Reference:
        return Reference(self.draft.kind, self.draft.name)


@dataclass(frozen=True, slots=True)
class AppFolder:
    """A folder that could be read. app: the name of its app."""

    path: FilePath
    app: str
    drafts: tuple[FileDraft, ...]


def read_folder(
    path: FilePath,
    kinds: Kinds,
    environment: Mapping[str, str],
    watch: Watch = unwatched,
    *,
    secret_files: bool = True,
) -> AppFolder:
    """Read every definition of a folder.

    environment: where `{env: NAME}` is looked up. watch: sees each file pass. secret_files: whether `{file: PATH}` is looked
    up too; not in a folder that came from elsewhere, which could name any file of this machine.

    Raises:
        Invalid: all problems of all files at once; each path begins with the file, line and column are the file's.
    """
    problems: list[Problem] = []
    drafts: list[FileDraft] = []
    app, nodes = "", 0
    for kind, file in watch(list(_files(path, kinds, problems))):
        try:
            drafts.append(_read(path, kind, file, environment, secret_files))
            nodes += len(drafts[-1].document.places)
        except Invalid as error:
            problems += error.problems
        if nodes > MAX_NODES or len(problems) > MAX_PROBLEMS:
            problems.append(_too_large(file.relative_to(path).as_posix()))
            break
    if not problems:
        app = next(one.draft.name for one in drafts if one.draft.kind == "app")
    if problems:
        raise Invalid(problems)
    with_app = (
        FileDraft(Draft(one.draft.kind, one.draft.name, one.draft.body, app=app), one.document, one.missing)
        for one in drafts
    )
    return AppFolder(path, app, tuple(with_app))


def _files(path: FilePath, kinds: Kinds, problems: list[Problem]) -> Iterator[tuple[Kind[Any], FilePath]]:
    if not (path / APP_FILE).is_file():
        text = Text(
            "Это не папка приложения: нет файла app.yaml", "This is no app folder: there is no app.yaml"
        )
        problems.append(Problem("no_app_file", text, (str(path),)))
        return
    yield kinds.get("app"), path / APP_FILE
    folders = {kind.folder: kind for kind in kinds if kind.folder}
    count = 1
    for entry in sorted(path.iterdir()):
        if entry.name.startswith(".") or entry == path / APP_FILE:
            continue
        if entry.is_file():
            if entry.suffix in (".yaml", ".yml"):
                problems.append(_misplaced(entry.name, [APP_FILE]))
            continue
        for file in sorted(entry.rglob("*.y*ml")):
            count += 1
            name = file.relative_to(path).as_posix()
            if entry.name not in folders:
                problems.append(_misplaced(name, [f"{folder}/{file.name}" for folder in folders]))
                break
            if file.parent != entry or file.suffix != ".yaml":
                problems.append(_misplaced(name, [f"{entry.name}/{file.stem}.yaml"]))
            elif count > MAX_FILES:
                text = Text("Больше {most} файлов", "More than {most} files").format(most=MAX_FILES)
                problems.append(Problem("too_many_files", text, (name,)))
                return
            else:
                yield folders[entry.name], file


def _read(
    root: FilePath, kind: Kind[Any], file: FilePath, environment: Mapping[str, str], secret_files: bool
) -> FileDraft:
    shown = file.relative_to(root).as_posix()
    if not file.resolve().is_relative_to(root.resolve()):
        text = Text("Ссылка ведёт из папки приложения", "The link leads out of the app folder")
        raise Invalid([Problem("outside", text, (shown,))])
    document = read_document(shown, file.read_bytes())
    tree = document.tree
    try:
        name = _name(kind, file, tree)
        found: dict[Path, Source] = dict(sources(tree))
        values: dict[Path, Secret | None] = {
            place: source.read(root, environment) if secret_files or source.file is None else None
            for place, source in found.items()
        }
        body, replaced = parse_with_sources(kind, {**tree, "kind": kind.name, "name": name}, values)
    except Invalid as error:
        raise Invalid(document.locate(problem) for problem in error.problems) from None
    missing = {place: found[place] for place in replaced if values[place] is None}
    return FileDraft(Draft(kind.name, name, body), document, missing)


def _name(kind: Kind[Any], file: FilePath, tree: Any) -> str:
    """The system name, which file name and body agree on."""
    if not isinstance(tree, dict):
        raise Invalid(
            [Problem("object_needed", Text("Нужны поля и их значения", "Fields and their values are needed"))]
        )
    if tree.get("kind", kind.name) != kind.name:
        text = Text(
            "В этой папке лежат определения вида «{kind}»",
            "Definitions of the kind '{kind}' lie in this folder",
        )
        raise Invalid([Problem("other_kind", text.format(kind=kind.name), ("kind",), suggestion=kind.name)])
    stem = unicodedata.normalize("NFC", file.stem)
    name = tree.get("name", stem if kind.folder else None)
    if not isinstance(name, str) or not is_system_name(name):
        text = Text(
            "Нужно системное имя: буквы, цифры и «_»", "A system name is needed: letters, digits and '_'"
        )
        raise Invalid([Problem("bad_name", text, ("name",), suggestion=system_name(stem) or None)])
    if kind.folder and name != stem:
        text = Text(
            "Файл называется «{stem}», а определение — «{name}»",
            "The file is called '{stem}', the definition '{name}'",
        )
        raise Invalid([Problem("other_name", text.format(stem=stem, name=name), ("name",), suggestion=stem)])
    return name


def _too_large(file: str) -> Problem:
    text = Text(
        "Приложение слишком велико или в нём слишком много ошибок; дальше не проверялось",
        "The app is too large or has too many errors; nothing was checked from here on",
    )
    return Problem("app_too_large", text, (file,))


def _misplaced(name: str, expected: list[str]) -> Problem:
    suggestion = nearest(name, expected) or (expected[0] if len(expected) == 1 else None)
    text = Text("Здесь не бывает определений: {name}.{hint}", "No definitions belong here: {name}.{hint}")
    return Problem(
        "misplaced", text.format(name=name, hint=did_you_mean(suggestion)), (name,), suggestion=suggestion
    )
