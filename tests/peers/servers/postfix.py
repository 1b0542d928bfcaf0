"""Postfix with many doors, each a port with its own encryption, logins or certificate."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.certificates import Pair
from tests.peers.servers.dovecot import Dovecot
from tests.peers.servers.program import (
    free_ports,
    need_root,
    open_folder,
    program,
    run,
    start,
    wait_for,
)

SIZE = 200_000
"""The largest letter it takes, in bytes."""

_SSL = "smtpd_tls_wrappermode=yes"
_OPEN = "mynetworks=127.0.0.0/8 smtpd_sasl_auth_enable=no smtpd_tls_security_level=none smtpd_sender_restrictions="

DOORS: Mapping[str, str] = {
    "starttls": "",
    "ssl": _SSL,
    "open": _OPEN,
    "cyrus": "smtpd_sasl_type=cyrus smtpd_sasl_path=smtpd smtpd_tls_auth_only=no",
    "cram_md5": "smtpd_sasl_mechanism_filter=cram-md5,plain,login",
    "plain": "smtpd_sasl_mechanism_filter=plain,login",
    "login": "smtpd_sasl_mechanism_filter=login",
    "login_in_the_open": "smtpd_sasl_mechanism_filter=login smtpd_tls_auth_only=no",
    "ntlm": "smtpd_sasl_mechanism_filter=ntlm",
    "stripped": "smtpd_discard_ehlo_keywords=starttls",
    "bare": f"{_OPEN} smtpd_discard_ehlo_keywords=pipelining,size,dsn,8bitmime,smtputf8,chunking,enhancedstatuscodes",
    "no_chunking": f"{_OPEN} smtpd_discard_ehlo_keywords=chunking",
    "strict": f"{_OPEN} smtpd_discard_ehlo_keywords=chunking smtpd_forbid_bare_newline=reject",
    **{
        f"{wrong}{suffix}": f"smtpd_tls_cert_file=$folder/{wrong}.pem smtpd_tls_key_file=$folder/{wrong}.key {options}"
        for wrong in ("expired", "wrong_host", "stranger")
        for suffix, options in (("", ""), ("_ssl", _SSL))
    },
    "old_tls": "smtpd_tls_mandatory_protocols=TLSv1.1 smtpd_tls_protocols=TLSv1.1 smtpd_tls_ciphers=low tls_low_cipherlist=ALL:@SECLEVEL=0",
}
"""What differs from main.cf at each door. `open` asks for no login, `bare` offers no extension, `stripped` no STARTTLS;
`expired`, `wrong_host` and `stranger` (of an unknown authority) show that certificate."""

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
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {login_socket}
cyrus_sasl_config_path = {folder}/config/sasl
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_helo_required = yes
virtual_mailbox_domains = mail.test
virtual_mailbox_maps = static:any
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
smtpd_relay_restrictions =
smtpd_recipient_restrictions =
    check_recipient_access inline:{{ {{nouser@mail.test = 550 5.1.1 no such user}}, {{defer@mail.test = 450 4.2.2 mailbox busy}} }},
    permit_mynetworks, permit_sasl_authenticated, reject
smtpd_sender_login_maps = inline:{{ {{boss@mail.test = boss}} }}
smtpd_sender_restrictions = reject_known_sender_login_mismatch
smtpd_recipient_limit = 50
smtpd_forbid_bare_newline = normalize
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 1000
smtpd_soft_error_limit = 1000
"""

SERVICES = """
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
"""What stands behind every door; the relay of the benchmarks has the same."""

_CYRUS = """pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: {folder}/config/sasl/sasldb2
mech_list: NTLM PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256
ntlm_v2: yes
"""


class Postfix:
    """One running server. port: the port of each door. dovecot: where its letters arrive.

    certificates: by file name, `server` and those that doors show.
    """

    def __init__(self, dovecot: Dovecot, certificates: Mapping[str, Pair]) -> None:
        need_root("Postfix")
        postfix = program("postfix")
        self.dovecot = dovecot
        self.folder = open_folder("postfix")
        self.port = dict(zip(DOORS, free_ports(len(DOORS)), strict=True))
        for name in ("queue", "data", "config", "config/sasl"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "data", "postfix")
        for name, pair in certificates.items():
            shutil.copy(pair.certificate, self.folder / f"{name}.pem")
            shutil.copy(pair.key, self.folder / f"{name}.key")
        self._add_cyrus_account()
        config = self.folder / "config"
        values = {"folder": self.folder, "size": SIZE, "lmtp": dovecot.lmtp}
        (config / "main.cf").write_text(_MAIN.format(login_socket=dovecot.login_socket, **values))
        (config / "master.cf").write_text("".join(map(self._door, DOORS)) + SERVICES)
        run(postfix, "-c", str(config), "check")  # makes the queue's folders
        daemons = subprocess.check_output(["postconf", "-d", "-h", "daemon_directory"], text=True).strip()
        self._process = start(f"{daemons}/master", "-c", str(config), "-d")
        wait_for(self.port["starttls"], self.log)

    @property
    def log(self) -> Path:
        return self.folder / "mail.log"

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _door(self, name: str) -> str:
        options = DOORS[name].replace("$folder", str(self.folder)).split()
        return (
            f"127.0.0.1:{self.port[name]} inet n - n - - smtpd {' '.join(f'-o {each}' for each in options)}\n"
        )

    def _add_cyrus_account(self) -> None:
        """An account of Cyrus SASL, the other login service of Postfix."""
        sasl = self.folder / "config" / "sasl"
        (sasl / "smtpd.conf").write_text(_CYRUS.format(folder=self.folder))
        database = sasl / "sasldb2"
        run("saslpasswd2", "-p", "-c", "-f", str(database), "-u", "mail.test", "anna", given="S3cret")
        shutil.chown(database, "postfix", "postfix")
