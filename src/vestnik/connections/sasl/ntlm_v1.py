"""The old NTLM responses, for servers that know no others; allowed per connection only."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LEVEL = "LM_COMPAT_LEVEL"
_V2_ONLY = "3"
_NTLM_V1 = "2"
_alone = threading.Lock()


@contextmanager
def compatibility(v1: bool) -> Iterator[None]:
    """While a context is made: which responses it will give.

    pyspnego reads the level from the environment and offers no argument for it. A level that somebody set there for
    other programs has no say either.
    """
    with _alone:
        before = os.environ.get(_LEVEL)
        os.environ[_LEVEL] = _NTLM_V1 if v1 else _V2_ONLY
        try:
            yield
        finally:
            if before is None:
                del os.environ[_LEVEL]
            else:
                os.environ[_LEVEL] = before
