"""Moments in query parameters: one without a zone is in UTC, like every moment of the API."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import AfterValidator


def _with_zone(given: datetime | None) -> datetime | None:
    return given if given is None or given.tzinfo else given.replace(tzinfo=UTC)


AsMoment = AfterValidator(_with_zone)
