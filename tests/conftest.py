"""Shared by all tests: slow ones run last, so that the quick ones tell first what is broken.

Of the slow ones the longest, which start whole programs, come first: at the end of the run nobody waits for one alone.
"""

import gc
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.chromium import chromium

__all__ = ["chromium"]

TOGETHER = ("tests/e2e/browser/test_all_pages.py", "tests/e2e/test_uploading.py")
"""Files whose tests share what takes long to make: one process runs all of each."""


class _OneByOne(LoadScopeScheduling):  # type: ignore[misc]  # the library has no types
    """Tests are given out one by one, so that no process keeps long ones for itself."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        super().mark_test_complete(node, item_index, duration)
        # What is done is forgotten: else it is counted through at each test, thousands of them.
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _OneByOne(config, log)


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
