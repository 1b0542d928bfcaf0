"""The data folder itself: made when it is not there, refused in words when it cannot be."""

from __future__ import annotations

from pathlib import Path

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text


class BadDataFolder(VestnikError):
    code = "bad_data_folder"
    text = Text("Папка данных «{folder}» не годится: {why}", "The data folder '{folder}' will not do: {why}")


def make_folder(folder: Path) -> None:
    """Make the folder with those above it.

    Raises:
        BadDataFolder: there is a file in its place, or it may not be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadDataFolder(folder=folder, why=error.strerror or error) from None
