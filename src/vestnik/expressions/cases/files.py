"""Vector files and fixtures, read: YAML in which everything written is what it looks like."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text


class BadCases(Refused):
    code = "bad_cases"
    text = Text("Файл примеров «{file}» не годится: {why}", "The vector file '{file}' cannot be used: {why}")


class _Written(SafeConstructor):
    """A moment without quotes stays the text it is: what it means is the case's zone to say, not YAML's."""


_Written.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file; none of an empty one.

    Raises:
        BadCases: it is no list of cases of one format.
    """
    found = _load(path)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(case, dict) and "id" in case for case in found):
        why = Text("нужен список примеров с ключом id", "a list of cases with the key id is needed")
        raise BadCases(file=path, why=why)
    for key in ("expr", "n3"):
        if all(isinstance(case.get(key), str) for case in found):
            return found
    why = Text(
        "у каждого примера нужен ключ expr или у каждого n3",
        "every case needs the key expr, or every case n3",
    )
    raise BadCases(file=path, why=why)


def read_fixture(path: Path) -> Mapping[str, Any]:
    """The world of N3 cases.

    Raises:
        BadCases: it is no mapping.
    """
    found = _load(path)
    if not isinstance(found, Mapping):
        raise BadCases(file=path, why=Text("нужен словарь", "a mapping is needed"))
    return found


def _load(path: Path) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Written
    try:
        return yaml.load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        why = str(error).replace("\n", " ")
        raise BadCases(file=path, why=Text(why, why)) from None
