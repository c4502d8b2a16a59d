"""The phone's memory of one person, new."""

from pathlib import Path

import pytest

from mobile.core.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private" / "phone.db"


@pytest.fixture
def store(path: Path) -> Store:
    return Store(path)
