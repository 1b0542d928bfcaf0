"""`python -m vestnik` is the command `vestnik`."""

from vestnik.cli import main

main()
