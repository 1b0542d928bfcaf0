"""Which mechanism is taken: the strongest that both sides know, and no clear-text one in the open (spec/delivery.md S2, S6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from vestnik.connections.faults import fault
from vestnik.connections.sasl.cram_md5 import CramMd5
from vestnik.connections.sasl.login import Login
from vestnik.connections.sasl.mechanism import Credentials, Mechanism
from vestnik.connections.sasl.ntlm import Ntlm
from vestnik.connections.sasl.plain import Plain
from vestnik.connections.sasl.scram import ScramSha256

STRONGEST_FIRST = (ScramSha256, CramMd5, Plain, Login)


def choose(
    kind: Literal["basic", "windows"],
    offered: Sequence[str],
    credentials: Credentials,
    *,
    host: str,
    server: str,
    binding: bytes | None,
    clear_text: bool,
    ntlm_v1: bool,
) -> Mechanism:
    """The mechanism for a login. A refusal of it is final: no weaker one is tried instead.

    offered: what the server announces, upper case. server: its name for messages. binding: of the TLS channel, None
    without TLS. clear_text: whether the password may be shown to the server as it is.

    Raises:
        ConnectionFault: `auth_missing`, `no_common_mechanism`, `plaintext_auth_forbidden`.
    """
    if not offered:
        raise fault("auth", "auth_missing", server=server)
    shown = ", ".join(offered)
    if kind == "windows":
        if Ntlm.name not in offered:
            raise fault("auth", "no_common_mechanism", server=server, offered=shown)
        return Ntlm(credentials, host, binding, v1=ntlm_v1)
    common = [mechanism for mechanism in STRONGEST_FIRST if mechanism.name in offered]
    if not common:
        raise fault("auth", "no_common_mechanism", server=server, offered=shown)
    safe = [mechanism for mechanism in common if clear_text or not mechanism.clear_text]
    if not safe:
        raise fault("auth", "plaintext_auth_forbidden", server=server, offered=shown)
    return safe[0](credentials)
