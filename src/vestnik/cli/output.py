"""What the commands print: plain lines for people and pipes, problems with their places."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from vestnik.kernel.problem import Problem, VestnikError
from vestnik.kernel.progress import Watch
from vestnik.kernel.text import Language, Text

T = TypeVar("T")

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def language() -> Language:
    """`VESTNIK_LANGUAGE`, else the terminal's language, else Russian."""
    chosen = os.environ.get("VESTNIK_LANGUAGE") or (locale.getlocale()[0] or "ru")
    return "en" if chosen.lower().startswith("en") else "ru"


def say(text: Text, /, console: Console = out, **parts: object) -> None:
    """Print a text with markup in the user's language; the parts are shown as they are."""
    shown = {name: escape(str(part)) for name, part in parts.items()}
    console.print(text.of(language()).format(**shown))


@contextmanager
def progress(text: Text) -> Iterator[Watch]:
    """A bar on a terminal while something long is done, gone afterwards; nothing where the output is no terminal.

    It moves by what the given `Watch` sees pass, and swings to and fro until there is something to count.
    """
    with Progress(console=err, transient=True, disable=not err.is_interactive) as bar:
        task = bar.add_task(escape(text.of(language())), total=None)

        def watch(items: Sequence[T], /) -> Iterable[T]:
            bar.reset(task, total=len(items))
            for item in items:
                yield item
                bar.advance(task)

        yield watch


def failed(error: VestnikError) -> None:
    """Tell what was refused, where, and the way out."""
    err.print(f"[bold red]✗[/] {escape(error.message.of(language()))}")
    if len(error.problems) > 1 or error.problem.path or error.problem.line:
        for problem in error.problems:
            err.print("  " + escape(line_of(problem)))


def line_of(problem: Problem) -> str:
    """`path:line:column: message`, as editors read it."""
    place = ".".join(str(step) for step in problem.path)
    if problem.line is not None:
        place += f":{problem.line}" + (f":{problem.column}" if problem.column is not None else "")
    message = problem.message.of(language())
    return f"{place}: {message}" if place else message
