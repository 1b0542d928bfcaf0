"""Exim: every extension there is (CHUNKING, DSN, SMTPUTF8, SIZE), and NTLM of the old kind only."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.certificates import Pair
from tests.peers.servers.program import PEERS, free_port, letters, need_root, open_folder, program, wait_for

USER = "Debian-exim"
SIZE = 200_000

_CONFIG = """
exim_path = {exim}
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
pid_file_path = {folder}/exim.pid
primary_hostname = mail.test
keep_environment =
local_interfaces = <; [127.0.0.1]:{starttls} ; [127.0.0.1]:{ssl}
tls_on_connect_ports = {ssl}
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.key
tls_advertise_hosts = *
smtputf8_advertise_hosts = *
dsn_advertise_hosts = *
chunking_advertise_hosts = *
auth_advertise_hosts = *
message_size_limit = {size}
acl_smtp_rcpt = recipients
acl_smtp_data = content
never_users =
host_lookup =
rfc1413_hosts =
begin acl
recipients:
  defer message = 4.2.2 later
        local_parts = defer
  deny  message = 5.1.1 unknown
        local_parts = nouser
  require authenticated = *
  accept
content:
  deny  message = 5.7.1 spam
        condition = ${{if match{{$h_subject:}}{{SPAM}}}}
  accept
begin routers
all:
  driver = accept
  transport = maildir
begin transports
maildir:
  driver = appendfile
  directory = {folder}/box
  envelope_to_add
  maildir_format
  create_directory
  user = {user}
begin authenticators
ntlm:
  driver = spa
  public_name = NTLM
  server_password = ${{if eq{{$auth1}}{{anna}}{{S3cret}}fail}}
  server_set_id = $auth1
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{anna}}}}{{eq{{$auth3}}{{S3cret}}}}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${{if and{{{{eq{{$auth1}}{{anna}}}}{{eq{{$auth2}}{{S3cret}}}}}}}}
  server_set_id = $auth1
cram:
  driver = cram_md5
  public_name = CRAM-MD5
  server_secret = ${{if eq{{$auth1}}{{anna}}{{S3cret}}fail}}
  server_set_id = $auth1
"""


class Exim:
    """One running server. starttls, ssl: ports."""

    def __init__(self, pair: Pair) -> None:
        need_root("Exim")
        exim = program("exim4", PEERS / "exim" / "usr" / "sbin")
        self.folder = open_folder("exim")
        self.starttls, self.ssl = free_port(), free_port()
        for source, name in ((pair.certificate, "server.pem"), (pair.key, "server.key")):
            shutil.copy(source, self.folder / name)
            shutil.chown(self.folder / name, USER)
        for name in ("spool", "box"):
            (self.folder / name).mkdir()
            shutil.chown(self.folder / name, USER, USER)
        shutil.chown(self.folder, USER, USER)
        config = self.folder / "exim.conf"
        config.write_text(
            _CONFIG.format(
                exim=exim, folder=self.folder, starttls=self.starttls, ssl=self.ssl, size=SIZE, user=USER
            )
        )
        self._process = subprocess.Popen(
            [exim, "-C", str(config), "-bdf"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for port in (self.starttls, self.ssl):
            wait_for(port, self.folder / "mainlog")

    @property
    def log(self) -> Path:
        return self.folder / "mainlog"

    def letters_to(self, user: str) -> list[bytes]:
        """The letters to `<user>@mail.test`, once there are any. All lie in one maildir: Exim takes no folder name from
        an address."""
        return letters(self.folder / "box", f"\nEnvelope-to: {user}@mail.test\n".encode())

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)
