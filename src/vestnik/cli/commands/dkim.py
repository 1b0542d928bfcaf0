"""`vestnik dkim DOMAIN SELECTOR`: a key for signing letters, and the DNS record that goes with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from vestnik.cli.output import out, say
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.mail.dkim import dns_record, new_key, pem_of

_MADE = Text(
    "Закрытый ключ записан в {file}: вставьте его в «DKIM: закрытый ключ» подключения и удалите файл.",
    "The private key is in {file}: paste it into 'DKIM: private key' of the connection, and delete the file.",
)
_PUBLISH = Text("Добавьте в DNS запись TXT:", "Add this TXT record to DNS:")


class KeyFileThere(Refused):
    code = "key_file_there"
    text = Text("Файл {file} уже есть; укажите другой", "The file {file} exists already; name another one")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def dkim(
        domain: Annotated[str, typer.Argument(help="Domain of the sender's address, in A-labels.")],
        selector: Annotated[str, typer.Argument(help="Name of the key below _domainkey, such as v2026.")],
        file: Annotated[Path, typer.Option("--key", help="Where the private key goes.")] = Path("dkim.pem"),
        algorithm: Annotated[
            Literal["rsa", "ed25519"], typer.Option(help="RSA is understood everywhere.")
        ] = "rsa",
    ) -> None:
        """Make a key that signs letters, and print its DNS record."""
        key = new_key(algorithm)
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise KeyFileThere(file=file) from None
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(pem_of(key))
        say(_MADE, file=file)
        say(_PUBLISH)
        out.print(f"{selector}._domainkey.{domain}.", markup=False)
        out.print(dns_record(key), markup=False)
