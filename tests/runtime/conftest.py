"""Installations with the worked example in them, on both engines, as the tests of the web service have them."""

from tests.web.conftest import (  # noqa: F401 - fixtures
    installation,
    on_each,
    postgresql_installation,
    service,
    service_on_postgresql,
)
