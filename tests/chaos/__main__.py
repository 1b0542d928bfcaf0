"""`python -m tests.chaos --kills 100 --letters 2000 [--json FILE]`: storms on both engines, with the accounts printed."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from tests.chaos.storm import Outcome, Storm
from tests.postgresql_server import PostgresqlServer, find_programs

SUMMED = (
    "kills",
    "letters",
    "lost",
    "repeated",
    "repeated_unmarked",
    "repeated_not_in_flight",
    "altered",
    "doubled",
)
SUMMED += ("in_flight", "marked", "kills_while_sending", "kills_while_queueing", "seconds")


def main() -> int:
    """0 when nothing was lost and every repetition is marked."""
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="on each engine")
    parser.add_argument("--letters", type=int, default=2000, help="on each engine")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), help="one of them only")
    parser.add_argument("--json", metavar="FILE", type=Path)
    given = parser.parse_args()
    outcomes: dict[str, Outcome] = {}
    for engine in (given.engine,) if given.engine else ("sqlite", "postgresql"):
        outcomes[engine] = storm(engine, given.kills, given.letters, given.seed)
        print(
            f"{engine}, seed {given.seed}: {json.dumps(outcomes[engine].as_json(), ensure_ascii=False)}",
            flush=True,
        )
    figures = {name: sum(getattr(one, name) for one in outcomes.values()) for name in SUMMED}
    figures |= {"seed": given.seed} | {engine: one.as_json() for engine, one in outcomes.items()}
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    faults = [f"{engine}: {fault}" for engine, one in outcomes.items() for fault in one.faults]
    print("\n".join(faults) or "nothing lost, every repetition marked")
    return bool(faults)


def storm(engine: str, kills: int, letters: int, seed: int) -> Outcome:
    """One storm; what it left is kept where something was wrong."""
    folder = Path(tempfile.mkdtemp(prefix=f"vestnik-chaos-{engine}-"))
    server = PostgresqlServer(find_programs()) if engine == "postgresql" else None
    try:
        database = server.url(server.create()) if server else None
        workers = 2 if server else 1
        outcome = Storm(folder, database, workers=workers, kills=kills, letters=letters, seed=seed).run()
    finally:
        if server:
            server.stop()
    if outcome.faults:
        print(f"what it left is in {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder)
    return outcome


if __name__ == "__main__":
    os.environ.setdefault("VESTNIK_TIME_ZONE", "Europe/Moscow")
    sys.exit(main())
