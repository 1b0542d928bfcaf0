"""A private Postfix that relays: what it takes on one port it delivers to another, through its own queue on disk."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.programs import installed
from bench.report import Missing
from bench.sinks import free_port, wait_for
from tests.peers.servers.postfix import SERVICES

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/mail.log
myhostname = relay.test
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{sink}
disable_dns_lookups = yes
smtp_tls_security_level = none
smtpd_tls_security_level = none
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
initial_destination_concurrency = 20
"""
"""Its defaults, which are durable, without what would slow it down here: DNS, TLS, limits of clients, a slow start."""


@dataclass(frozen=True)
class Relay:
    """A running Postfix."""

    port: int
    folder: Path

    @property
    def letters(self) -> int:
        """How many lie in its queue."""
        queues = (self.folder / "queue" / name for name in ("maildrop", "incoming", "active", "deferred"))
        return sum(len(files) for queue in queues for _, _, files in os.walk(queue))

    def wait_until_empty(self, seconds: float = 90.0) -> None:
        """Until it has delivered everything."""
        end = time.monotonic() + seconds
        while self.letters:
            if time.monotonic() > end:
                raise TimeoutError(f"{self.letters} letters are left in Postfix' queue")
            time.sleep(0.02)


@contextmanager
def relay(sink_port: int) -> Iterator[Relay]:
    """A Postfix that delivers everything to that port.

    Raises:
        Missing: it is not installed, or we are not root.
    """
    postfix = installed("postfix", "postfix")
    if os.geteuid() != 0:
        raise Missing("postfix: starts for root only")
    with tempfile.TemporaryDirectory(prefix="vestnik-relay-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        for part in ("etc", "queue", "data"):
            (folder / part).mkdir()
        subprocess.run(["chown", "postfix", str(folder / "data")], check=True)
        (folder / "etc/main.cf").write_text(_MAIN.format(folder=folder, sink=sink_port))
        (folder / "etc/master.cf").write_text(f"127.0.0.1:{port} inet n - n - - smtpd\n{SERVICES}")
        started = subprocess.run([postfix, "-c", folder / "etc", "start"], capture_output=True, text=True)
        if started.returncode:
            raise Missing(f"postfix does not start: {started.stderr}")
        try:
            wait_for(port)
            yield Relay(port, folder)
        finally:
            subprocess.run([postfix, "-c", folder / "etc", "stop"], capture_output=True)
