"""Moments in query parameters: one without a zone is in UTC, like every moment of the API."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import AfterValidator


def _with_zone(given: datetime | None) -> datetime | None:
    if given is None:
        return None
    try:
        return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("the moment lies outside of the years 1 to 9999 in UTC") from None


AsMoment = AfterValidator(_with_zone)
