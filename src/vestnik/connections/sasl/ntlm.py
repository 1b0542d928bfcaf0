"""NTLM (MS-NLMP) for Windows authentication: NTLMv2 unless the older form is allowed (spec/delivery.md S3 to S5)."""

from __future__ import annotations

from typing import ClassVar

import spnego
from spnego.channel_bindings import GssChannelBindings
from spnego.exceptions import SpnegoError

from vestnik.connections.sasl.mechanism import BadChallenge, Credentials
from vestnik.connections.sasl.ntlm_v1 import compatibility

_SIGNATURE = b"NTLMSSP\0"
_CHALLENGE = b"\x02\0\0\0"


class Ntlm:
    """Three legs: negotiate, challenge, authenticate.

    The user may be given as `user` with or without a domain, as `DOMAIN\\user` or as `user@domain`; a domain that stands
    in the user name wins. binding: `tls-server-end-point` data when TLS is on (S5).

    It is no `initial` mechanism here, though it speaks first: Exchange expects AUTH NTLM alone and says `334 NTLM
    supported`. Servers that want the first message with the command are served when they refuse the bare command.
    """

    name: ClassVar[str] = "NTLM"
    clear_text: ClassVar[bool] = False
    initial: ClassVar[bool] = False

    def __init__(
        self, credentials: Credentials, host: str, binding: bytes | None = None, *, v1: bool = False
    ) -> None:
        user = credentials.username
        if credentials.domain and "\\" not in user and "@" not in user:
            user = f"{credentials.domain}\\{user}"
        bindings = GssChannelBindings(application_data=binding) if binding else None
        with compatibility(v1):
            self._context = spnego.client(
                user,
                credentials.password,
                hostname=host,
                service="smtp",
                channel_bindings=bindings,
                protocol="ntlm",
                options=spnego.NegotiateOptions.use_ntlm,
            )
        self._negotiated = False

    def answer(self, challenge: bytes) -> bytes:
        if not self._negotiated:
            self._negotiated = True
            return self._step(None)  # whatever the first 334 says: empty, or "NTLM supported" (S4)
        if not challenge.startswith(_SIGNATURE + _CHALLENGE):
            raise BadChallenge("this is no NTLM challenge")
        return self._step(challenge)

    def finish(self) -> None:
        if not self._context.complete:
            raise BadChallenge("the server ended the exchange too early")

    def _step(self, token: bytes | None) -> bytes:
        try:
            made = self._context.step(token)
        except (SpnegoError, ValueError, IndexError, LookupError) as error:
            raise BadChallenge(type(error).__name__) from None
        if made is None:
            raise BadChallenge("a question after the last answer")
        return made
