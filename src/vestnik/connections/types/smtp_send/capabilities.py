"""What a server offers, from its answer to EHLO (RFC 5321 4.1.1.1). Forgotten after STARTTLS."""

from __future__ import annotations

from dataclasses import dataclass, field

from vestnik.connections.types.smtp_send.replies import Reply


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Offered extensions. size: the largest letter in bytes; 0 when none is named. mechanisms: of AUTH, upper case."""

    pipelining: bool = False
    chunking: bool = False
    eight_bit: bool = False
    smtputf8: bool = False
    dsn: bool = False
    starttls: bool = False
    sized: bool = False
    size: int = 0
    mechanisms: tuple[str, ...] = ()
    names: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def read(cls, ehlo: Reply) -> Capabilities:
        """Read the lines of an EHLO answer; unknown extensions are ignored, `AUTH=LOGIN` of old servers is understood."""
        offered: dict[str, list[str]] = {}
        mechanisms: dict[str, None] = {}
        for line in ehlo.lines[1:]:
            keyword, _, rest = line.strip().partition(" ")
            keyword, words = keyword.upper(), rest.split()
            if keyword.startswith("AUTH"):
                mechanisms |= dict.fromkeys(word.upper() for word in (keyword[5:], *words) if word)
                keyword = "AUTH"
            offered[keyword] = words
        return cls(
            pipelining="PIPELINING" in offered,
            chunking="CHUNKING" in offered,
            eight_bit="8BITMIME" in offered,
            smtputf8="SMTPUTF8" in offered,
            dsn="DSN" in offered,
            starttls="STARTTLS" in offered,
            sized="SIZE" in offered,
            size=_number(offered.get("SIZE", [])),
            mechanisms=tuple(mechanisms),
            names=frozenset(offered),
        )


def _number(words: list[str]) -> int:
    word = words[0] if words else ""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 20 else 0
