"""SCRAM-SHA-256 (RFC 5802, RFC 7677): both sides prove that they know the password, and neither shows it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import ClassVar

from vestnik.connections.sasl.mechanism import BadChallenge, Credentials
from vestnik.connections.sasl.saslprep import saslprep

MAX_ITERATIONS = 1_000_000
"""A server that asks for more would keep the machine busy for seconds."""

MIN_ITERATIONS = 4096
"""RFC 7677 4: fewer make the proof cheap to guess, so a server that asks for fewer is not answered."""

_NO_BINDING = "n,,"


def _nonce() -> str:
    return secrets.token_urlsafe(24)


class ScramSha256:
    """Three messages: ours, the server's with salt and iterations, our proof; then the server's proof is checked."""

    name: ClassVar[str] = "SCRAM-SHA-256"
    clear_text: ClassVar[bool] = False
    initial: ClassVar[bool] = True

    def __init__(self, credentials: Credentials, nonce: Callable[[], str] = _nonce) -> None:
        self._password = saslprep(credentials.password).encode()
        user = saslprep(credentials.username).replace("=", "=3D").replace(",", "=2C")
        self._nonce = nonce()
        self._first = f"n={user},r={self._nonce}"
        self._steps = iter((self._greet, self._prove, self._verify))
        self._expected = b""
        self._verified = False

    def answer(self, challenge: bytes) -> bytes:
        step = next(self._steps, None)
        if step is None:
            raise BadChallenge("one question too many")
        return step(challenge)

    def finish(self) -> None:
        if not self._verified:
            raise BadChallenge("the server did not prove that it knows the password")

    def _greet(self, challenge: bytes) -> bytes:
        return (_NO_BINDING + self._first).encode()

    def _prove(self, challenge: bytes) -> bytes:
        asked = _attributes(challenge)
        try:
            nonce, salt, iterations = asked["r"], b64decode(asked["s"], validate=True), int(asked["i"])
        except (KeyError, ValueError):
            raise BadChallenge("no salt or iteration count") from None
        if not nonce.startswith(self._nonce) or len(nonce) == len(self._nonce):
            raise BadChallenge("the nonce is not ours")
        if not MIN_ITERATIONS <= iterations <= MAX_ITERATIONS:
            raise BadChallenge(f"{iterations} iterations")
        binding = b64encode(_NO_BINDING.encode()).decode()
        ours = f"c={binding},r={nonce}"
        signed = f"{self._first},{challenge.decode()},{ours}".encode()
        salted = hashlib.pbkdf2_hmac("sha256", self._password, salt, iterations)
        client_key = _hmac(salted, b"Client Key")
        signature = _hmac(hashlib.sha256(client_key).digest(), signed)
        proof = bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
        self._expected = _hmac(_hmac(salted, b"Server Key"), signed)
        return f"{ours},p={b64encode(proof).decode()}".encode()

    def _verify(self, challenge: bytes) -> bytes:
        shown = _attributes(challenge)
        if "e" in shown:
            raise BadChallenge(shown["e"][:80])
        try:
            signature = b64decode(shown["v"], validate=True)
        except (KeyError, ValueError):
            raise BadChallenge("no signature of the server") from None
        if not hmac.compare_digest(signature, self._expected):
            raise BadChallenge("the server does not know the password")
        self._verified = True
        return b""


def _attributes(message: bytes) -> dict[str, str]:
    try:
        parts = message.decode().split(",")
    except UnicodeDecodeError:
        raise BadChallenge("not UTF-8") from None
    return {part[0]: part[2:] for part in parts if part[1:2] == "="}


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, "sha256").digest()
