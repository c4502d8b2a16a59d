"""Shared by all tests: slow ones run last, so that the quick ones tell first what is broken.

Of the slow ones the longest, which start whole programs, come first: at the end of the run nobody waits for one alone.
"""

import gc

import pytest

from tests.chromium import chromium

__all__ = ["chromium"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """What was imported stays to the end, and each test makes an app: the collector need not look that often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _turn(item: pytest.Item) -> int:
    if not (item.get_closest_marker("slow") or item.get_closest_marker("window")):
        return 0
    return 1 if "e2e" in item.path.parts else 2
