"""Postfix with four doors: STARTTLS and SSL with Dovecot's logins, Cyrus' logins in the open, and no login at all."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
from pathlib import Path

from tests.certificates import Pair
from tests.peers.servers.dovecot import Dovecot, add_cyrus_user
from tests.peers.servers.program import free_port, letters, need_root, open_folder, program, run, wait_for

SIZE = 200_000
"""The largest letter it takes, in bytes."""

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/mail.log
myhostname = mail.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
local_recipient_maps =
mynetworks =
message_size_limit = {size}
mailbox_size_limit = 0
smtputf8_enable = yes
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {login_socket}
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
virtual_mailbox_domains = mail.test
virtual_mailbox_maps = static:any
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
smtpd_relay_restrictions =
smtpd_recipient_restrictions =
    check_recipient_access inline:{{ {{nouser@mail.test = 550 5.1.1 no such user}}, {{defer@mail.test = 450 4.2.2 mailbox busy}} }},
    permit_sasl_authenticated, reject
smtpd_sender_login_maps = inline:{{ {{boss@mail.test = boss}} }}
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_forbid_bare_newline = normalize
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 1000
smtpd_soft_error_limit = 1000
"""

_MASTER = """
127.0.0.1:{starttls} inet n - n - - smtpd
127.0.0.1:{ssl} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
127.0.0.1:{cyrus} inet n - n - - smtpd -o smtpd_sasl_type=cyrus -o smtpd_sasl_path=smtpd -o cyrus_sasl_config_path={folder}/sasl -o smtpd_tls_auth_only=no
127.0.0.1:{plain} inet n - n - - smtpd -o smtpd_sasl_auth_enable=no -o smtpd_tls_security_level=none -o mynetworks=127.0.0.0/8 -o smtpd_sender_restrictions= -o { smtpd_recipient_restrictions = check_recipient_access inline:{{nouser@mail.test = 550 5.1.1 no such user}, {defer@mail.test = 450 4.2.2 mailbox busy}}, permit_mynetworks, reject }
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

_CYRUS = """pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: {folder}/sasl/sasldb2
mech_list: NTLM PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256
ntlm_v2: yes
"""


class Postfix:
    """One running server. starttls, ssl, cyrus, plain: ports."""

    def __init__(self, dovecot: Dovecot, pair: Pair) -> None:
        need_root("Postfix")
        self._postfix = program("postfix")
        self.dovecot = dovecot
        self.folder = open_folder("postfix")
        self.starttls, self.ssl, self.cyrus, self.plain = (free_port() for _ in range(4))
        for name in ("queue", "data", "sasl"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "data", "postfix")
        certificate = shutil.copy(pair.certificate, self.folder / "server.pem")
        key = shutil.copy(pair.key, self.folder / "server.key")
        self._cyrus_accounts()
        config = self.folder / "config"
        config.mkdir()
        values = {
            "folder": self.folder,
            "certificate": certificate,
            "key": key,
            "size": SIZE,
            "lmtp": dovecot.lmtp,
            "login_socket": dovecot.login_socket,
        }
        (config / "main.cf").write_text(_MAIN.format(**values))
        (config / "master.cf").write_text(self._master())
        run(self._postfix, "-c", str(config), "start")
        for port in (self.starttls, self.ssl, self.cyrus, self.plain):
            wait_for(port, self.log)

    @property
    def log(self) -> Path:
        return self.folder / "mail.log"

    def letters_to(self, user: str) -> list[bytes]:
        """The letters to `<user>@mail.test`, once there are any."""
        return letters(self.dovecot.maildir(user))

    def stop(self) -> None:
        run(self._postfix, "-c", str(self.folder / "config"), "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _master(self) -> str:
        text = _MASTER
        for name in ("starttls", "ssl", "cyrus", "plain"):
            text = text.replace(f"{{{name}}}", str(getattr(self, name)))
        return text.replace("{folder}", str(self.folder))

    def _cyrus_accounts(self) -> None:
        sasl = self.folder / "sasl"
        (sasl / "smtpd.conf").write_text(_CYRUS.format(folder=self.folder))
        add_cyrus_user(sasl / "sasldb2", "mail.test", "anna", "S3cret")
        os.chown(sasl / "sasldb2", pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postfix").gr_gid)
