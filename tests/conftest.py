"""Shared by all tests: slow ones run last, so that the quick ones tell first what is broken."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: bool(item.get_closest_marker("slow") or item.get_closest_marker("window")))
