"""Storms and failures use the letters, servers and workers of the tests of delivery."""

from tests.delivery.conftest import connection, new_letter, outbox, server, start_worker

__all__ = ["connection", "new_letter", "outbox", "server", "start_worker"]
