"""Dovecot: mailboxes by LMTP, and logins for Postfix, among them real NTLMv2 through Samba's helper."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.peers.servers.program import free_port, need_root, open_folder, program, run, wait_for

NTLM_PASSWORD = "Тайна-7"
"""The helper accepts this one for every user, so NTLM is tested with a Cyrillic password."""

USERS = {"anna": "S3cret", "борис": "Пароль"}

_CONFIG = """
protocols = lmtp
base_dir = {folder}/base
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login cram-md5 scram-sha-256 ntlm
auth_use_winbind = yes
auth_winbind_helper_path = {folder}/helper.sh
auth_username_chars =
auth_username_format = %Lu
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%n
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/mail/%n allow_all_users=yes
}}
protocol lmtp {{
  auth_username_format = %Ln
}}
service auth {{
  user = root
  unix_listener auth-client {{
    mode = 0666
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""

_HELPER = """#!/bin/sh
exec {ntlm_auth} --configfile=/dev/null --domain=TEST --username=anna --password='{password}' "$@"
"""


class Dovecot:
    """One running server. lmtp: its port."""

    def __init__(self) -> None:
        need_root("Dovecot")
        dovecot, ntlm_auth = program("dovecot"), program("ntlm_auth")
        self.folder = open_folder("dovecot")
        self.lmtp = free_port()
        (self.folder / "mail").mkdir()
        shutil.chown(self.folder / "mail", "mail", "mail")
        helper = self.folder / "helper.sh"
        helper.write_text(_HELPER.format(ntlm_auth=ntlm_auth, password=NTLM_PASSWORD))
        helper.chmod(0o755)
        users = "".join(f"{user}:{password}\n" for user, password in USERS.items())
        (self.folder / "users").write_text(users)
        config = self.folder / "dovecot.conf"
        config.write_text(_CONFIG.format(folder=self.folder, lmtp=self.lmtp))
        self._process = subprocess.Popen([dovecot, "-F", "-c", str(config)], stdin=subprocess.DEVNULL)
        wait_for(self.lmtp, self.log)

    @property
    def log(self) -> Path:
        return self.folder / "dovecot.log"

    @property
    def login_socket(self) -> Path:
        """Where Postfix asks for logins."""
        return self.folder / "base" / "auth-client"

    def maildir(self, user: str) -> Path:
        return self.folder / "mail" / user

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)


def add_cyrus_user(sasldb: Path, realm: str, user: str, password: str) -> None:
    """An account of Cyrus SASL, the other login service of Postfix."""
    saslpasswd2 = program("saslpasswd2")
    command = f"printf %s '{password}' | {saslpasswd2} -p -c -f {sasldb} -u {realm} {user}"
    run("sh", "-c", command)
