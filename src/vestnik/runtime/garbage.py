"""Python's search for cycles of objects, made rarer: nearly all that a request or a letter makes is freed by itself.

By default the youngest objects are looked through every 700 new ones, and now and then all that live, which are 500,000
once the program has started. Measured: a tenth of the processor of a mailing, a twentieth of a pressed button.
"""

from __future__ import annotations

import gc

THRESHOLDS = (20_000, 10, 10)


def collect_rarely() -> None:
    """To be called once when the program has started: what lives now lives on and is not looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
