"""Secrets in files: never themselves, only where they are found: `{env: NAME}` or `{file: PATH}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from vestnik.definitions.body import secrets_in
from vestnik.definitions.kind import Kind
from vestnik.definitions.stored import MASK
from vestnik.kernel.names import system_name
from vestnik.kernel.problem import Invalid, Path, Problem
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Text

MAX_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Source:
    """Where a secret is to be found: an environment variable, or a file relative to the app folder."""

    env: str | None = None
    file: str | None = None

    @classmethod
    def of(cls, tree: Any) -> Source | None:
        """The source that a value of a file stands for, None when it is something else."""
        match tree:
            case {"env": str(name)} if len(tree) == 1:
                return cls(env=name)
            case {"file": str(path)} if len(tree) == 1:
                return cls(file=path)
        return None

    def read(self, folder: FilePath, environment: Mapping[str, str]) -> Secret | None:
        """The secret, None where it is not to be found. A file's last line end is not part of it."""
        if self.env is not None:
            value = environment.get(self.env)
            return Secret(value) if value is not None else None
        assert self.file is not None
        try:
            with (folder / self.file).open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
            if len(content) > MAX_BYTES:
                return None
            return Secret(content.decode().removesuffix("\n").removesuffix("\r"))
        except (OSError, ValueError):
            return None

    def __str__(self) -> str:
        return f"env {self.env}" if self.env is not None else f"file {self.file}"


def export_name(definition: str, path: Path) -> str:
    """The environment variable that an export names: `VESTNIK_SECRET_<NAME>_<FIELD>`, in Latin capitals."""
    words = [re.sub("[^A-Za-z0-9_]", "", part) or system_name(part) for part in (definition, *map(str, path))]
    return "_".join(("VESTNIK_SECRET", *words)).upper()


def parse_with_sources(
    kind: Kind[Any], tree: Mapping[str, Any], values: Mapping[Path, Secret | None]
) -> tuple[dict[str, Any], set[Path]]:
    """The tree with secrets in the places of their sources, and the paths of those; other `{file: …}` stay what they are.

    values: what was found for each source of the tree, see `sources`.

    Raises:
        Invalid: the tree does not fit its kind, or a secret stands in it as plain text.
    """
    replaced = set(values)
    try:
        model = kind.parse(_replaced(tree, {path: values[path] or MASK for path in replaced}))
    except Invalid as error:
        # Something that only looks like a source: leave it as it was written.
        replaced -= {path for path in values for problem in error.problems if _overlaps(problem.path, path)}
        model = kind.parse(_replaced(tree, {path: values[path] or MASK for path in replaced}))
    found = secrets_in(model)
    if plain := [_plain_secret(str(tree.get("name")), path) for path in found if path not in replaced]:
        raise Invalid(plain)
    replaced &= set(found)
    return _replaced(tree, {path: values[path] or MASK for path in replaced}), replaced


def sources(tree: Any, path: Path = ()) -> Iterator[tuple[Path, Source]]:
    """Everything in a tree that looks like the source of a secret."""
    if source := Source.of(tree):
        yield path, source
    elif isinstance(tree, Mapping):
        for name, inner in tree.items():
            yield from sources(inner, (*path, name))
    elif isinstance(tree, list):
        for index, inner in enumerate(tree):
            yield from sources(inner, (*path, index))


def _replaced(tree: Any, secrets: Mapping[Path, Secret], path: Path = ()) -> Any:
    if path in secrets:
        return secrets[path]
    if isinstance(tree, Mapping):
        return {name: _replaced(inner, secrets, (*path, name)) for name, inner in tree.items()}
    if isinstance(tree, list):
        return [_replaced(inner, secrets, (*path, index)) for index, inner in enumerate(tree)]
    return tree


def _overlaps(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter] and shorter > 0


def _plain_secret(name: str, path: Path) -> Problem:
    written = f"{{env: {export_name(name, path)}}}"
    text = Text(
        "Секреты не хранятся в файлах: укажите, например, {written} или {{file: ПУТЬ}}",
        "Secrets are not kept in files: write {written} for instance, or {{file: PATH}}",
    ).format(written=written)
    return Problem("plain_secret", text, path, suggestion=written)
