"""Encryption of the secrets of definitions: AES-256-GCM, each bound to its definition and field.

A row that is copied to another definition or field does not open there. The key comes from the setting
`VESTNIK_SECRET_KEY` or from a file that is made at first start; losing it loses the secrets and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Text

KEY_BYTES = 32
KEY_FILE = "secret.key"

_NONCE_BYTES = 12
_KEY_ID_BYTES = 4


class BadKey(VestnikError):
    code = "bad_secret_key"
    text = Text(
        "Ключ шифрования ({source}) — не 32 байта в Base64. Новый можно получить так: openssl rand -base64 32",
        "The encryption key ({source}) is not 32 bytes in Base64. A new one is made by: openssl rand -base64 32",
    )


class KeyFileOpen(VestnikError):
    code = "secret_key_file_open"
    text = Text(
        "Файл ключа {file} доступен другим пользователям. Выполните: chmod 600 {file}",
        "Other users can reach the key file {file}. Run: chmod 600 {file}",
    )


class SecretUnreadable(VestnikError):
    code = "secret_unreadable"
    text = Text(
        "Секрет «{field}» зашифрован другим ключом. Верните прежний ключ (VESTNIK_SECRET_KEY или файл secret.key) "
        "или введите секрет заново.",
        "The secret '{field}' was encrypted with another key. Bring the former key back (VESTNIK_SECRET_KEY or the file "
        "secret.key), or enter the secret again.",
    )


class Secrets:
    """Seals and opens secrets with one key."""

    def __init__(self, key: bytes) -> None:
        """key: 32 bytes."""
        self._cipher = AESGCM(key)
        self._key_id = hashlib.sha256(key).digest()[:_KEY_ID_BYTES]

    def seal(self, definition: int, field: str, secret: Secret) -> bytes:
        """Encrypt for one field (dotted path) of one definition."""
        nonce = os.urandom(_NONCE_BYTES)
        text = secret.reveal().encode()
        return self._key_id + nonce + self._cipher.encrypt(nonce, text, _place(definition, field))

    def open(self, definition: int, field: str, sealed: bytes) -> Secret:
        """Decrypt.

        Raises:
            SecretUnreadable: another key, another place, or changed bytes.
        """
        key_id, nonce = sealed[:_KEY_ID_BYTES], sealed[_KEY_ID_BYTES : _KEY_ID_BYTES + _NONCE_BYTES]
        try:
            if key_id != self._key_id:
                raise InvalidTag
            text = self._cipher.decrypt(
                nonce, sealed[_KEY_ID_BYTES + _NONCE_BYTES :], _place(definition, field)
            )
        except (InvalidTag, ValueError):
            raise SecretUnreadable(field=field, path=tuple(field.split("."))) from None
        return Secret(text.decode())


def open_secrets(key: Secret | None, data: Path) -> Secrets:
    """Secrets with the key of the setting (32 bytes in Base64), or else with that of `secret.key` in the data folder.

    The file is made at first start, readable by its owner only.

    Raises:
        BadKey: setting or file hold something else.
        KeyFileOpen: others may read the file.
    """
    if key:
        return Secrets(_decoded(key.reveal(), "VESTNIK_SECRET_KEY"))
    file = data / KEY_FILE
    try:
        _make(file)
    except FileExistsError:
        if file.stat().st_mode & 0o077:
            raise KeyFileOpen(file=file) from None
    return Secrets(_decoded(file.read_text("ascii", "replace"), str(file)))


def _make(file: Path) -> None:
    """Write a new key and only then give it its name, so that nobody reads half of one.

    Raises:
        FileExistsError: there is one.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        raise FileExistsError
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(base64.b64encode(os.urandom(KEY_BYTES)) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    finally:
        draft.unlink()


def _decoded(text: str, source: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise BadKey(source=source) from None
    if len(key) != KEY_BYTES:
        raise BadKey(source=source)
    return key


def _place(definition: int, field: str) -> bytes:
    return f"{definition}:{field}".encode()
