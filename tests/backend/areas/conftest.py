"""Areas of the package's list alone: names and prefixes ask no database, so one is enough for many tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.backend.areas.listed import listed_only


@pytest.fixture(scope="module")
def here(servers: Callable[[str], Any]) -> Iterator[None]:
    with listed_only(servers, "NL"):
        yield
