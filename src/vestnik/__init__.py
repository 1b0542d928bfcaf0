"""Vestnik: business e-mail out of a low-code application.

The packages read in the order in which a letter travels; `docs/road.md` follows one letter through them.
"""

__version__ = "0.1.0"
