"""Dovecot: mailboxes by LMTP and IMAP, and logins for Postfix, among them real NTLMv2 through Samba's helper."""

from __future__ import annotations

import shutil
from imaplib import IMAP4
from pathlib import Path

from tests.peers.servers.program import (
    free_ports,
    need_root,
    open_folder,
    program,
    start,
    until,
    wait_for,
)

NTLM_PASSWORD = "Тайна-7"
"""The helper accepts this one for every user, so NTLM is tested with a Cyrillic password."""

USERS = {"anna": "S3cret", "борис": "Пароль"}
"""Who may send."""

_CONFIG = """
protocols = lmtp imap
base_dir = {folder}/base
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
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
passdb {{
  driver = static
  args = nopassword=y
  username_filter = box-*
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
service auth-worker {{
  user = root
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
  chroot =
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""

_HELPER = """#!/bin/sh
exec {ntlm_auth} --configfile=/dev/null --domain=TEST --username=anna --password='{password}' "$@"
"""


class Dovecot:
    """One running server. lmtp, imap: ports."""

    def __init__(self) -> None:
        need_root("Dovecot")
        dovecot, ntlm_auth = program("dovecot"), program("ntlm_auth")
        self.folder = open_folder("dovecot")
        self.lmtp, self.imap = free_ports(2)
        (self.folder / "mail").mkdir()
        shutil.chown(self.folder / "mail", "mail", "mail")
        helper = self.folder / "helper.sh"
        helper.write_text(_HELPER.format(ntlm_auth=ntlm_auth, password=NTLM_PASSWORD))
        helper.chmod(0o755)
        users = "".join(f"{user}:{password}\n" for user, password in USERS.items())
        (self.folder / "users").write_text(users)
        config = self.folder / "dovecot.conf"
        config.write_text(_CONFIG.format(folder=self.folder, lmtp=self.lmtp, imap=self.imap))
        self._process = start(dovecot, "-F", "-c", str(config))
        wait_for(self.lmtp, self.log)
        wait_for(self.imap, self.log)

    @property
    def log(self) -> Path:
        return self.folder / "dovecot.log"

    @property
    def login_socket(self) -> Path:
        """Where Postfix asks for logins."""
        return self.folder / "base" / "auth-client"

    def fetched(self, user: str, least: int = 1) -> list[bytes]:
        """The letters of a mailbox whose name begins with `box-`, over IMAP, once there are as many."""
        return until(lambda: self._fetch(user), least, self.log)

    def _fetch(self, user: str) -> list[bytes]:
        with IMAP4("127.0.0.1", self.imap, timeout=10) as mailbox:
            mailbox.login(user, "any")
            mailbox.select(readonly=True)
            _, (numbers,) = mailbox.search(None, "ALL")
            found = [mailbox.fetch(number, "(BODY.PEEK[])")[1] for number in numbers.decode().split()]
        return [part[0][1] for part in found]  # type: ignore[index,misc]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)
