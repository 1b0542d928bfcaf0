"""Options that several commands share, and the settings they make."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from vestnik.kernel.problem import Invalid
from vestnik.kernel.validation import problems_of
from vestnik.runtime.settings import Settings

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Data folder (VESTNIK_DATA; default ./data).", show_default=False),
]


def settings(**given: Any) -> Settings:
    """The settings of this command line: options that were given win over the environment.

    Raises:
        Invalid: names the setting that will not do.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise Invalid([problem.under("settings") for problem in problems_of(error)]) from None
