"""Every page that is made, by its path under `docs/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from vestnik.cli.reference.commands import commands
from vestnik.cli.reference.definitions import definitions
from vestnik.cli.reference.errors import errors
from vestnik.cli.reference.index import index
from vestnik.cli.reference.settings import settings
from vestnik.cli.reference.troubleshooting import troubleshooting
from vestnik.cli.reference.types import types
from vestnik.expressions.formula.reference import reference as formula
from vestnik.expressions.n3.reference import reference as n3
from vestnik.kernel.text import LANGUAGES, Language
from vestnik.runtime.system import REGISTRIES

Maker = Callable[[Language], str]


def makers() -> Mapping[str, Maker]:
    """Path without language and ending, and what makes the page in one language."""
    return {
        "reference/index": index,
        **{f"reference/{kind}": partial(types, kind) for kind in REGISTRIES},
        "reference/definitions": definitions,
        "reference/formula": formula,
        "reference/n3": n3,
        "reference/commands": commands,
        "reference/errors": errors,
        "admin/settings": settings,
        "admin/troubleshooting": troubleshooting,
    }


def pages() -> Iterator[tuple[str, str]]:
    """Each page as (path, Markdown), such as `reference/actions.ru.md`."""
    for path, make in makers().items():
        for language in LANGUAGES:
            yield f"{path}.{language}.md", make(language)
