"""`vestnik dkim DOMAIN SELECTOR`: a key for signing letters, and the DNS record that goes with it."""

from __future__ import annotations

import os
"""`vestnik dkim`: a key that signs letters, and the DNS record by which receivers verify them."""

from __future__ import annotations

import contextlib
import os
import sys
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
from vestnik.cli.options import Data, settings
from vestnik.cli.output import err, out
from vestnik.connections.base import SendingConnection
from vestnik.kernel.problem import NotFound, Refused
from vestnik.kernel.text import Text
from vestnik.mail.addresses import domain_of
from vestnik.mail.dkim import Signer, read_key
from vestnik.mail.dkim_keys import dns_record, new_key
from vestnik.runtime.system import System


class FileExists(Refused):
    code = "file_exists"
    text = Text(
        "Файл {file} уже есть; ключ не перезаписывается", "The file {file} exists; a key is not overwritten"
    )


class NotSigning(Refused):
    code = "not_signing"
    text = Text(
        "Подключение «{name}» не подписывает письма: задайте dkim_domain, dkim_selector и dkim_key",
        "Connection '{name}' signs no letters: set dkim_domain, dkim_selector and dkim_key",
    )


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
        domain: Annotated[str, typer.Argument(help="Domain of the sender, such as example.org.")] = "",
        selector: Annotated[str, typer.Option(help="Name of the key within the domain.")] = "vestnik",
        kind: Annotated[
            Literal["rsa", "ed25519"],
            typer.Option(help="rsa: every receiver verifies it. ed25519: few as yet."),
        ] = "rsa",
        key: Annotated[
            Path | None, typer.Option(help="File to write the private key to; <selector>.<domain>.pem.")
        ] = None,
        connection: Annotated[
            str | None, typer.Option(help="Print the record of a connection that signs already.")
        ] = None,
        data: Data = None,
    ) -> None:
        """Make a DKIM key and print its DNS record, or print that of a connection."""
        if connection is not None:
            _print_record(_of_connection(connection, data))
            return
        if not domain:
            raise typer.BadParameter("a domain is needed, or --connection")
        pem = new_key(kind)
        made = Signer(domain_of(f"dkim@{domain}"), selector, read_key(pem))
        file = key or Path(f"{selector}.{made.domain}.pem")
        _write(file, pem)
        err.print(f"The private key is in {file}; keep it secret. In the connection's file:")
        err.print(f"  dkim_selector: {selector}\n  dkim_domain: {made.domain}\n  dkim_key: {{file: {file}}}")
        err.print("Publish this record, then save the connection:")
        _print_record(made)


def _of_connection(name: str, data: Path | None) -> Signer:
    system = System.open(settings(data=data))
    with contextlib.closing(system), system.db.read() as tx:
        found = system.definitions(tx).load("connection", name, secrets=True)
    if not isinstance(found, SendingConnection):
        raise NotFound(what=name)
    if (made := found.signer()) is None:
        raise NotSigning(name=name)
    return made


def _write(file: Path, pem: str) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileExists(file=file) from None
    with os.fdopen(descriptor, "w") as stream:
        stream.write(pem)


def _print_record(made: Signer) -> None:
    """One line of a zone file; a text over 255 bytes is several strings (RFC 6376 3.6.2.2)."""
    name, text = dns_record(made)
    strings = " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))
    line = f"{name}. IN TXT ( {strings} )"
    if sys.stdout.isatty():
        out.print(line, soft_wrap=True, highlight=False, markup=False)
    else:
        typer.echo(line)
