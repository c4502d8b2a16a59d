from collections.abc import Callable

import pytest
from flask import Flask

from tests.backend.board import sample as samples
from tests.backend.board.visitor import Visitor


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """Somebody at a browser: `visit("manager")`; `visit()` is a stranger."""
    return lambda who="": Visitor(app, who)


@pytest.fixture
def sample(app: Flask) -> samples.Sample:
    """Pages as a feature has them, with nothing behind them."""
    return samples.add_to(app)
