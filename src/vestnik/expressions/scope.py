"""Everything one evaluation is given: the object in hand, variables, the actor's session, limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from vestnik.expressions.objects import Effects, Objects
from vestnik.expressions.trace import Trace
from vestnik.kernel.text import Language
from vestnik.kernel.values import Ref, Value


@dataclass(frozen=True)
class Limits:
    """Bounds of one evaluation (spec/formula.md 5, spec/n3.md 4), each configurable."""

    steps: int = 100_000
    """Goal calls of an N3 evaluation."""
    operations: int = 2_000_000
    """Calls, rows and path steps of a formula: two seconds' work, whatever the clock says."""
    seconds: float = 2.0
    text: int = 1 << 20
    items: int = 100_000
    results: int = 10_000
    nesting: int = 64


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may see.

    item: the record in hand (`$`, `?item`). user: the acting account. now: one instant for the whole evaluation, UTC.
    zone: the server's zone for formulas and the session's for N3. variables: `$$name`, objects as mappings.
    app_variables: application variables by (app, name). effects: None where effects are refused.
    """

    objects: Objects
    now: datetime
    item: Ref | None = None
    user: Ref | None = None
    origin: Ref | None = None
    variables: Mapping[str, Value] = field(default_factory=dict)
    app_variables: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    selected: tuple[Ref, ...] = ()
    language: Language = "ru"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    base_uri: str = ""
    limits: Limits = Limits()
    effects: Effects | None = None
    trace: Trace | None = None
    """Filled with one entry per sub-expression or goal when it is a list (explain)."""
