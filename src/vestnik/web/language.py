"""The language of an answer: what the caller asks for, Russian otherwise."""

from __future__ import annotations

from starlette.requests import Request

from vestnik.kernel.text import LANGUAGES, Language


def language_of(request: Request) -> Language:
    """The first of our languages in `Accept-Language`, by weight (RFC 9110 12.5.4)."""
    weighted: list[tuple[float, str]] = []
    for item in request.headers.get("accept-language", "").split(",")[:20]:
        tag, _, weight = item.strip().partition(";q=")
        try:
            weighted.append((float(weight or 1), tag[:2].lower()))
        except ValueError:
            continue
    for _, tag in sorted(weighted, key=lambda pair: -pair[0]):
        for language in LANGUAGES:
            if tag == language:
                return language
    return "ru"
