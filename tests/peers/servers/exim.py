"""Exim: every extension there is (CHUNKING, DSN, SMTPUTF8, SIZE), and NTLM of the old kind only."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.certificates import Pair
from tests.peers.servers.program import (
    EXIM,
    free_ports,
    need_root,
    open_folder,
    program,
    start,
    until,
    wait_for,
)

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
        self.folder = open_folder("exim")
        exim = shutil.copy(
            program("exim4", EXIM), self.folder / "exim4"
        )  # for its own user, who runs it anew
        self.starttls, self.ssl = free_ports(2)
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
        self._process = start(str(exim), "-C", str(config), "-bdf")
        for port in (self.starttls, self.ssl):
            wait_for(port, self.folder / "mainlog")

    @property
    def log(self) -> Path:
        return self.folder / "mainlog"

    def letters_to(self, user: str, least: int = 1) -> list[bytes]:
        """The letters to `<user>@mail.test`, once there are as many. All lie in one maildir: Exim takes no folder name
        from an address."""
        mark = f"Envelope-to: {user}@mail.test\n".encode()
        return until(lambda: self._holding(mark), least, self.log)

    def _holding(self, mark: bytes) -> list[bytes]:
        contents = [path.read_bytes() for path in sorted((self.folder / "box" / "new").glob("*"))]
        return [content for content in contents if mark in content]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)
